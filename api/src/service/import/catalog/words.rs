//! The words and ticked boxes of catalogs.

use crate::sheet::squeezed;
use entity::value::{Audience, DisclosureChannel, DisclosureMethod, GovernmentTier};

/// Whether a mark says yes; nothing where it is no mark. 口 is what is left of □ where a text was scanned.
fn mark(letter: char, before: Option<char>, after: Option<char>) -> Option<bool> {
    match letter {
        '■' | '▄' | '▇' | '█' | '◼' | '☑' | '☒' | '√' | '✓' | '✔' | '●' => Some(true),
        // The same in Wingdings, which is all that some files have of them.
        '\u{f0fe}' | '\u{f0fd}' | '\u{f052}' | '\u{f06e}' | 'þ' => Some(true),
        '\u{f0a8}' | '\u{f06f}' => Some(false),
        '□' | '☐' | '◻' | '▢' | '○' | '◯' => Some(false),
        '口' if before.is_some_and(|it| "窗人户入出港进路门".contains(it)) => None,
        '口' if after.is_some_and(|it| "岸头径".contains(it)) => None,
        '口' => Some(false),
        _ => None,
    }
}

/// The boxes of a cell, ticked or not, with the words behind each; nothing where the cell has no boxes.
pub(super) fn boxes(text: &str) -> Option<Vec<(bool, String)>> {
    let letters: Vec<char> = text.chars().collect();
    let is_box = |at: usize| mark(letters[at], at.checked_sub(1).map(|at| letters[at]), letters.get(at + 1).copied());
    let has_other = letters.iter().any(|letter| *letter != '口' && mark(*letter, None, None).is_some());
    if !has_other && letters.first() != Some(&'口') {
        return None;
    }
    let mut out: Vec<(bool, String)> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        match (is_box(at), out.last_mut()) {
            (Some(is_ticked), _) => out.push((is_ticked, String::new())),
            (None, Some((_, words))) => words.push(*letter),
            // Words before the first box belong to none: told as a word that nobody knows.
            (None, None) if !letter.is_whitespace() => out.push((true, letter.to_string())),
            (None, None) => {}
        }
    }
    let trimmed =
        |words: &str| words.trim_matches(|it: char| it.is_whitespace() || "、,，;；。".contains(it)).to_owned();
    Some(out.into_iter().map(|(is_ticked, words)| (is_ticked, trimmed(&words))).collect())
}

/// Whether a cell beneath an option (全社会, 县级 …) ticks it; nothing where nobody can say.
pub(super) fn tick(text: &str) -> Option<bool> {
    let text = squeezed(text);
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Some(false),
        (Some(letter), None) if mark(letter, None, None).is_some() => mark(letter, None, None),
        _ => match text.as_str() {
            "是" | "有" | "v" | "y" | "yes" | "1" | "true" => Some(true),
            "否" | "无" | "x" | "×" | "✗" | "n" | "no" | "0" | "false" | "-" | "--" | "—" | "——" | "/" | "\\" => {
                Some(false)
            }
            _ => None,
        },
    }
}

/// 公开渠道和载体, with the words that stand behind 其他.
pub(super) fn channel(word: &str) -> Option<(DisclosureChannel, Option<String>)> {
    use DisclosureChannel as C;
    if let Ok(known) = word.parse() {
        return Some((known, None));
    }
    let name = squeezed(word);
    let name = name.trim_matches(['_', '-', '.', '。']);
    let known = match name {
        "政府网站" | "政府门户网站" | "门户网站" | "网站" | "政务网站" | "部门网站" => {
            C::Website
        }
        "政府公报" | "公报" => C::Gazette,
        "两微一端" | "政务新媒体" | "新媒体" | "微博" | "微信" | "微信公众号" | "政务微信" | "政务微博" | "客户端" => {
            C::SocialMedia
        }
        "发布会/听证会" | "发布会听证会" | "发布会" | "听证会" | "新闻发布会" | "新闻发布会/听证会" => {
            C::PressOrHearing
        }
        "广播电视" | "广播" | "电视" => C::Broadcast,
        "纸质媒体" | "纸质载体" | "报纸" | "报刊" => C::Print,
        "公开查阅点" | "查阅点" | "信息公开查阅点" => C::ReadingPoint,
        "政务服务中心" | "行政服务中心" | "政府服务中心" | "办事大厅" | "服务大厅" => {
            C::ServiceCentre
        }
        "便民服务站" | "便民服务点" => C::ServiceStation,
        "入户/现场" | "入户现场" | "入户" | "现场" => C::OnSite,
        "精准推送" | "推送" => C::Push,
        _ if name.contains("公示栏") || name.contains("电子屏") || name.contains("公开栏") => C::NoticeBoard,
        _ => {
            let rest = name.strip_prefix("其他").or_else(|| name.strip_prefix("其它"))?;
            let rest = rest.trim_matches(|it: char| "_:()渠道载体".contains(it));
            return Some((C::Other, (!rest.is_empty()).then(|| rest.to_owned())));
        }
    };
    Some((known, None))
}

/// 公开方式.
pub(super) fn method(word: &str) -> Option<DisclosureMethod> {
    if let Ok(known) = word.parse() {
        return Some(known);
    }
    match squeezed(word).as_str() {
        "主动" | "主动公开" => Some(DisclosureMethod::Proactive),
        "依申请" | "依申请公开" | "申请公开" => Some(DisclosureMethod::OnRequest),
        _ => None,
    }
}

/// 公开对象.
pub(super) fn audience(word: &str) -> Option<Audience> {
    if let Ok(known) = word.parse() {
        return Some(known);
    }
    match squeezed(word).as_str() {
        "全社会" | "社会" | "公众" | "社会公众" | "全体社会" => Some(Audience::Public),
        name if name.starts_with("特定") => Some(Audience::SpecificGroup),
        _ => None,
    }
}

/// 公开层级.
pub(super) fn tier(word: &str) -> Option<GovernmentTier> {
    if let Ok(known) = word.parse() {
        return Some(known);
    }
    let name = squeezed(word);
    // 县(市、区)级, 乡镇级, 乡、村级: what stands first says it.
    match name.chars().next()? {
        '省' => Some(GovernmentTier::Province),
        '市' | '地' => Some(GovernmentTier::City),
        '县' | '区' | '旗' => Some(GovernmentTier::County),
        '乡' | '镇' | '街' => Some(GovernmentTier::Township),
        _ => None,
    }
}

/// The items of a cell that numbers several, a line or more each; the cell itself where it does not.
pub(super) fn items(text: &str) -> Vec<String> {
    let is_numbered = |line: &str| {
        let line = line.trim_start().trim_start_matches(['(', '（']);
        let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
        rest.len() < line.len() && line.len() - rest.len() <= 2 && rest.starts_with(['.', '．', '、', ')', '）'])
    };
    if text.lines().filter(|line| is_numbered(line)).count() < 2 || !text.lines().next().is_some_and(is_numbered) {
        return vec![text.to_owned()];
    }
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        match items.last_mut() {
            Some(item) if !is_numbered(line) => {
                item.push('\n');
                item.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// A cell that is one line by its nature, but was broken to fit: Chinese joins without a space.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let joins_words = out.ends_with(|it: char| it.is_ascii_alphanumeric())
            && line.starts_with(|it: char| it.is_ascii_alphanumeric());
        if joins_words {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_read_as_they_come() {
        let ticked = |text: &str| -> Vec<String> {
            boxes(text).unwrap().into_iter().filter(|(is_ticked, _)| *is_ticked).map(|(_, words)| words).collect()
        };
        assert_eq!(ticked("■政府网站  □政府公报\n▄两微一端 口发布会/听证会"), ["政府网站", "两微一端"]);
        assert_eq!(ticked("☑政府网站口政府公报■政务服务中心窗口"), ["政府网站", "政务服务中心窗口"]);
        assert_eq!(ticked("□政府网站 □政府公报"), Vec::<String>::new());
        assert_eq!(ticked("\u{f0fe}政府网站\u{f0a8}政府公报"), ["政府网站"]);
        assert_eq!(boxes("政府网站、政府公报"), None);
        assert_eq!(boxes("口政府网站").unwrap(), [(false, "政府网站".to_owned())]);
    }

    #[test]
    fn channels_have_many_names() {
        let codes = |word: &str| channel(word).map(|(channel, rest)| (channel.code(), rest));
        assert_eq!(codes("社区/企事业单位/村公示栏（电子屏）"), Some(("NOTICE_BOARD", None)));
        assert_eq!(codes("其他______"), Some(("OTHER", None)));
        assert_eq!(codes("其他：宣传册"), Some(("OTHER", Some("宣传册".to_owned()))));
        assert_eq!(codes("烽火台"), None);
        for known in entity::value::DisclosureChannel::ALL {
            assert_eq!(channel(known.label()).map(|(it, _)| it), Some(*known));
        }
    }

    #[test]
    fn several_items_are_told_from_one() {
        assert_eq!(items("1.甲\n2.乙\n续行\n3、丙"), ["1.甲", "2.乙\n续行", "3、丙"]);
        assert_eq!(items("1.甲"), ["1.甲"]);
        assert_eq!(items("甲\n1.乙\n2.丙"), ["甲\n1.乙\n2.丙"]);
        assert_eq!(items("2022年\n2023年"), ["2022年\n2023年"]);
        assert_eq!(one_line("重大建设\n项目 A\nB"), "重大建设项目 A B");
    }

    #[test]
    fn ticks_are_yes_no_or_neither() {
        assert_eq!(
            ["√", "■", "", "□", "—", "可能"].map(tick),
            [Some(true), Some(true), Some(false), Some(false), Some(false), None]
        );
    }
}
