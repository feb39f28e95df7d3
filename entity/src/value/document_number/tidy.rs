//! What can be tidied before the grammar looks: white space, width, script, and a title in 《》.

use super::grammar;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The text around a title, tidied.
pub struct Tidy {
    /// Its characters, without white space.
    pub chars: Vec<char>,
    /// Before which of them white space stood.
    pub gaps: Vec<bool>,
    /// Whether there was any white space.
    pub white_space: bool,
    /// Whether digits or letters were of full width.
    pub full_width: bool,
    /// Whether characters were Traditional.
    pub traditional: bool,
}

impl Tidy {
    /// Tidies a text, and takes out the title in it.
    pub fn of(text: &str) -> (Self, Option<String>) {
        let (before, title, after) = split_title(text);
        let mut it = Self {
            chars: Vec::with_capacity(text.len()),
            gaps: Vec::with_capacity(text.len()),
            white_space: false,
            full_width: false,
            traditional: false,
        };
        it.add(before.trim());
        it.add(after.trim());
        (it, title.map(str::to_owned))
    }

    fn add(&mut self, text: &str) {
        let mut gap = !self.chars.is_empty();
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}') {
                (self.white_space, gap) = (true, true);
                continue;
            }
            let narrow = match c {
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '／' | '．' | '：' => {
                    char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
                }
                c => c,
            };
            self.full_width |= narrow != c && narrow != ':';
            let simple = simplified(narrow);
            self.traditional |= simple != narrow;
            self.chars.push(simple);
            self.gaps.push(std::mem::take(&mut gap));
        }
    }
}

/// The text before the first title in 《》, that title, and the text after it.
fn split_title(text: &str) -> (&str, Option<&str>, &str) {
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                let title = &text[start + '《'.len_utf8()..at];
                // 云政发《2022》38号 has a year there, not a title.
                if depth == 0 && grammar::year_of(title.trim()).is_none() {
                    return (&text[..start], Some(title), &text[at + '》'.len_utf8()..]);
                }
            }
            _ => {}
        }
    }
    (text, None, "")
}

/// Whether a character is one of the many dashes.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Traditional characters that occur in the codes and names of issuers, each before its Simplified one.
const SCRIPT: &str = "號号發发辦办國国財财農农衛卫環环黨党廳厅規规聯联務务總总稅税電电網网業业資资產产審审證证監监會会區区縣县\
    鄉乡鎮镇雲云貴贵遼辽魯鲁陝陕贛赣蘇苏閩闽瓊琼寧宁龍龙滬沪粵粤晉晋隴陇慶庆團团體体開开關关質质檢检價价經经貿贸應应醫医藥药險险護护\
    廣广東东長长華华達达萬万漢汉陽阳濟济綿绵瀘泸單单庫库銀银書书記记調调統统計计編编機机構构處处鐵铁運运輸输郵邮軍军裝装戰战動动勞劳\
    訓训學学術术專专門门職职員员獎奖進进創创樓楼際际無无劃划場场營营辭辞評评議议設设許许識识認认據据標标準准黃黄齊齐賓宾陸陆\
    興兴義义豐丰澤泽湯汤烏乌劍剑蕭萧蘭兰齡龄臺台灣湾歲岁紅红綠绿級级組组織织結结絡络維维線线養养館馆餘余馬马驗验髮发";

fn simplified(c: char) -> char {
    static PAIRS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let (traditional, simple) = (SCRIPT.chars().step_by(2), SCRIPT.chars().skip(1).step_by(2));
        traditional.zip(simple).collect()
    });
    if c.is_ascii() { c } else { PAIRS.get(&c).copied().unwrap_or(c) }
}
