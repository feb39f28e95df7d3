//! 内容规范: the numbered norms in one cell, and what in them a program can check.

use super::ContentRequirement::{self, *};

/// One norm of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentNorm {
    /// Its number as written, or its place where none is written.
    pub number: i32,
    /// Its words, without the number.
    pub text: String,
}

/// The norms of a cell, one a line. A line without a number of its own goes on with the norm before it, where that one
/// is numbered.
pub fn split(cell: &str) -> Vec<ContentNorm> {
    let mut norms: Vec<ContentNorm> = Vec::new();
    let mut numbered = false;
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (marker(line), norms.last_mut()) {
            (Some((number, text)), _) => {
                numbered = true;
                norms.push(ContentNorm { number, text: text.to_owned() });
            }
            (None, Some(last)) if numbered => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            (None, _) => norms.push(ContentNorm { number: norms.len() as i32 + 1, text: line.to_owned() }),
        }
    }
    norms
}

/// The number at the head of a line, and the rest: `1.` `1、` `1．` `(1)` `（1）` `①`.
fn marker(line: &str) -> Option<(i32, &str)> {
    let first = line.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let number = first as i32 - '①' as i32 + 1;
        return Some((number, line[first.len_utf8()..].trim_start()));
    }
    let bracketed = line.strip_prefix(['(', '（']);
    let rest = bracketed.unwrap_or(line);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 2 {
        return None;
    }
    let number = rest[..digits].parse().ok()?;
    let rest = &rest[digits..];
    let text = match bracketed {
        Some(_) => rest.strip_prefix([')', '）'])?,
        None => rest.strip_prefix(['.', '、', '．'])?,
    };
    // 1.5米 is a measure, not a norm.
    (!text.starts_with(|c: char| c.is_ascii_digit())).then(|| (number, text.trim_start()))
}

/// What in a norm's words a program can check.
pub fn requirements(text: &str) -> Vec<ContentRequirement> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let recommended = has(&["建议", "鼓励", "可以采用"]);
    let several = has(&["多种形式", "多种方式", "多形式"]);
    let download = has(&["下载"]);
    let checks = [
        (Title, has(&["标题"])),
        (DocumentNumber, has(&["文号", "发文字号"])),
        (Body, has(&["正文", "全文"])),
        (IssuedOn, has(&["发文日期", "成文日期", "印发日期"])),
        (ValidityPeriod, has(&["有效时间", "有效期", "有效性"])),
        (InterpretationLinked, has(&["相互关联", "关联解读", "解读关联", "互相关联"])),
        (InterpretationPublishedTogether, has(&["同步发布", "同步公开", "同时发布", "同时公开"])),
        (InterpretationRequired, has(&["必须解读", "须解读", "应当解读", "应解读"])),
        (InterpretationInText, has(&["文字解读"]) && !recommended),
        (InterpretationInSeveralForms, several && has(&["解读"]) && !recommended),
        (DownloadAsPdf, download && has(&["PDF", "pdf"])),
        (DownloadAsText, download && has(&["文本", "WORD", "Word", "word"])),
        (DraftingOffice, has(&["起草处室", "起草科室", "起草单位"])),
        (Contact, has(&["联系方式", "联系电话", "咨询电话"])),
    ];
    checks.into_iter().filter_map(|(requirement, present)| present.then_some(requirement)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_by_written_number_and_keeps_the_words() {
        let norms = split("1.标题、文号;\n2、同步发布\n  并相互关联;\n（3）下载PDF");
        let expected = [(1, "标题、文号;"), (2, "同步发布\n并相互关联;"), (3, "下载PDF")];
        assert_eq!(norms.iter().map(|n| (n.number, n.text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn unnumbered_lines_count_by_place_and_measures_are_not_numbers() {
        let norms = split("高度\n1.5米以上");
        assert_eq!(
            norms.iter().map(|n| (n.number, n.text.as_str())).collect::<Vec<_>>(),
            [(1, "高度"), (2, "1.5米以上")]
        );
        assert!(split(" \n ").is_empty());
    }

    #[test]
    fn a_recommendation_is_not_a_requirement() {
        assert_eq!(
            requirements("须解读,且要有文字解读、图解等多种形式"),
            [InterpretationRequired, InterpretationInText, InterpretationInSeveralForms]
        );
        assert_eq!(requirements("须解读,建议采用文字解读等多种形式"), [InterpretationRequired]);
    }
}
