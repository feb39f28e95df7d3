//! One way of writing for many: width, script, white space, dashes.

/// Traditional characters that the words of a time limit use, each before its simplified form.
const TRADITIONAL: &str = "個个內内開开時时發发變变製制獲获產产後后為为過过長长幾几週周兩两還还應应當当當当報报實实規规\
    決决結结動动態态準准評评審审題题據据進进請请願愿員员國国區区縣县鄉乡鎮镇機机關关單单該该級级會会從从條条與与\
    於于見见執执處处確确認认證证續续經经權权務务業业農农險险補补償偿號号簽签訂订範范圍围擬拟徵征滿满屆届終终\
    標标網网聯联總总約约調调顯显類类辦办責责費费項项視视訊讯遲迟複复覆复達达獎奖違违錄录檔档減减預预測测離离\
    監监統统計计綜综節节鐘钟間间現现無无構构貫贯領领隨随緊紧舉举佈布歷历臨临常常體体斷断環环團团傳传貼贴歸归";

/// The text in half-width digits and signs, simplified, without white space and without the
/// pronunciation that some mirrors put in brackets behind a character.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut gloss: Option<String> = None;
    for c in text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(one_way) {
        match &mut gloss {
            Some(held) if c == ')' => {
                if !is_pronunciation(held) {
                    plain.push('(');
                    plain.push_str(held);
                    plain.push(')');
                }
                gloss = None;
            }
            Some(held) if c == '(' || held.len() > 16 => {
                plain.push('(');
                plain.push_str(held);
                gloss = None;
                if c == '(' {
                    gloss = Some(String::new());
                } else {
                    plain.push(c);
                }
            }
            Some(held) => held.push(c),
            None if c == '(' => gloss = Some(String::new()),
            None => plain.push(c),
        }
    }
    if let Some(held) = gloss {
        plain.push('(');
        plain.push_str(&held);
    }
    plain
}

fn is_pronunciation(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() && (c as u32) < 0x250)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}') || c.is_control()
}

fn one_way(c: char) -> char {
    match c {
        '！'..='～' if c != '～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '–' | '—' | '－' | '―' | '─' | '~' | '～' | '〜' | '−' => '-',
        '。' | '．' | '｡' => '。',
        '﹑' | '､' => '、',
        '〔' | '【' | '﹝' => '(',
        '〕' | '】' | '﹞' => ')',
        c if c as u32 >= 0x4E00 => simplified(c),
        c => c,
    }
}

fn simplified(c: char) -> char {
    let mut pairs = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return simplified;
        }
    }
    c
}
