//! Splitting of a list outside brackets, its labels and its verbs.

use crate::value::UnitRole::{self, *};

/// What stands behind a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// 、 or a word such as 和: the same row of names goes on.
    Within,
    /// A comma: a new row of names, perhaps of the same clause.
    Clause,
    /// ；, 。 or the end.
    Sentence,
}

/// Words between two separators.
pub struct Segment<'a> {
    /// The role that a label before the words sets.
    pub label: Option<UnitRole>,
    /// The words, trimmed.
    pub words: &'a str,
    /// What stands behind them.
    pub after: Separator,
}

/// Words before a verb, and what the verb says of them.
pub struct Verbs<'a> {
    /// What is left without the verb.
    pub words: &'a str,
    /// The role of every name of the clause that ends here.
    pub role: Option<UnitRole>,
    /// The role of the words themselves, where it differs: 会同财政局.
    pub own_role: Option<UnitRole>,
    /// The verb has words behind it that are not understood.
    pub is_unclear: bool,
}

/// Whether a character opens a bracket.
pub fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '〔' | '【' | '｛' | '{')
}

/// Whether a character closes one.
pub fn is_close(c: char) -> bool {
    matches!(c, ')' | '）' | ']' | '］' | '〕' | '】' | '｝' | '}')
}

fn is_final(c: char) -> bool {
    c.is_whitespace() || matches!(c, '。' | '.' | '．' | '；' | ';' | '、' | '，' | ',')
}

/// How deep in brackets each character is, brackets themselves included; and whether a bracket has no partner.
/// A bracket without a partner binds nothing.
fn depths(text: &str) -> (Vec<(usize, char, bool)>, bool) {
    let mut chars: Vec<(usize, char, bool)> = text.char_indices().map(|(at, c)| (at, c, false)).collect();
    let (mut open, mut spans, mut lonely) = (Vec::new(), Vec::new(), false);
    for (i, (_, c, _)) in chars.iter().enumerate() {
        if is_open(*c) {
            open.push(i);
        } else if is_close(*c) {
            match open.pop() {
                Some(start) => spans.push((start, i)),
                None => lonely = true,
            }
        }
    }
    lonely |= !open.is_empty();
    // Spans come with the inner before the outer: walked backwards, every inner one lies within what was marked.
    let mut marked = chars.len();
    for (start, end) in spans.into_iter().rev() {
        if end < marked {
            chars[start..=end].iter_mut().for_each(|it| it.2 = true);
            marked = start;
        }
    }
    (chars, lonely)
}

/// The list without the brackets around all of it and the mark at its end, and whether its brackets do not match.
pub fn unwrapped(text: &str) -> (&str, bool) {
    let (chars, lonely) = depths(text);
    let mut list = text.trim().trim_end_matches(is_final);
    // One pair is enough: more are not written, and each look costs the whole text.
    let first = list.chars().next();
    if first.is_some_and(is_open) && list.ends_with(is_close) {
        let from = list.as_ptr() as usize - text.as_ptr() as usize;
        let to = from + list.len();
        let mut depth = 0_i64;
        let mut within = chars.iter().filter(|(at, ..)| (from..to).contains(at));
        let closed_at = within.find_map(|(at, c, _)| {
            depth += i64::from(is_open(*c)) - i64::from(is_close(*c));
            (depth == 0).then_some(at + c.len_utf8())
        });
        if closed_at == Some(to) {
            let mut inner = list.chars();
            inner.next();
            inner.next_back();
            list = inner.as_str().trim().trim_end_matches(is_final);
        }
    }
    (list, lonely)
}

/// The segments of a list, none of them empty.
pub fn segments(list: &str) -> Vec<Segment<'_>> {
    let (chars, _) = depths(list);
    let mut segments: Vec<Segment<'_>> = Vec::new();
    let mut start = 0;
    let mut label = None;
    let ends = chars.iter().map(|it| Some(*it)).chain([None]);
    for end in ends {
        let (at, width, after) = match end {
            Some((_, _, true)) => continue,
            Some((at, c @ (':' | '：'), _)) => {
                let label_at = (at - start <= 60).then(|| list[start..at].trim());
                if let Some(role) = label_at.and_then(label_role) {
                    label = Some(role);
                    start = at + c.len_utf8();
                }
                continue;
            }
            Some((at, c, _)) => match c {
                '、' => (at, c.len_utf8(), Separator::Within),
                ',' | '，' => (at, c.len_utf8(), Separator::Clause),
                ';' | '；' | '。' | '\n' | '\r' => (at, c.len_utf8(), Separator::Sentence),
                _ => continue,
            },
            None => (list.len(), 0, Separator::Sentence),
        };
        let words = list[start..at].trim();
        start = at + width;
        if !words.is_empty() {
            segments.push(Segment { label: label.take(), words, after });
        } else if let Some(last) = segments.last_mut().filter(|_| after == Separator::Sentence) {
            last.after = after;
        }
    }
    segments
}

/// 牵头单位, 责任科室, 配合 …: what stands before a colon.
fn label_role(label: &str) -> Option<UnitRole> {
    const BODIES: [&str; 9] = ["单位", "部门", "科室", "处室", "股室", "机构", "主体", "领导", "人"];
    let label = label.trim_start_matches(['(', '（', '〔', '【']);
    let stem = BODIES.iter().find_map(|body| label.strip_suffix(body)).unwrap_or(label);
    Some(match stem {
        "牵头" | "主办" | "主要责任" | "第一责任" | "总牵头" | "牵头责任" | "负责牵头" => Lead,
        "责任" | "负责" | "公开" | "主管" | "主责" => Responsible,
        "落实" | "承办" | "实施" | "执行" | "具体落实" | "负责落实" => Implementing,
        "配合" | "协办" | "参与" | "参加" | "协助" | "协同" | "配合责任" | "责任配合" | "协作" => {
            Cooperating
        }
        _ => return None,
    })
}

/// Verbs at the end of a clause, longer before shorter, and what they make of its units.
const VERBS: [(&str, UnitRole); 25] = [
    ("负责牵头落实", Lead),
    ("牵头负责落实", Lead),
    ("牵头组织实施", Lead),
    ("牵头抓好落实", Lead),
    ("负责牵头", Lead),
    ("牵头负责", Lead),
    ("牵头落实", Lead),
    ("牵头实施", Lead),
    ("牵头推进", Lead),
    ("牵头", Lead),
    ("主办", Lead),
    ("负责落实", Implementing),
    ("抓好落实", Implementing),
    ("组织实施", Implementing),
    ("贯彻落实", Implementing),
    ("负责实施", Implementing),
    ("落实", Implementing),
    ("承办", Implementing),
    ("负责配合", Cooperating),
    ("配合落实", Cooperating),
    ("配合", Cooperating),
    ("协助", Cooperating),
    ("协办", Cooperating),
    ("参与", Cooperating),
    ("负责", Responsible),
];
/// What may stand between the units and their verb.
const MANNERS: [&str; 17] = [
    "按照职责分工",
    "按职责分工",
    "按照各自职责",
    "按各自职责",
    "按照职责",
    "按职责",
    "依职责",
    "根据职责分工",
    "根据职责",
    "按分工",
    "分工",
    "分别",
    "共同",
    "具体",
    "密切",
    "积极",
    "各自",
];

/// Takes the verb off the end of a segment.
pub fn verbs(words: &str) -> Verbs<'_> {
    let words = words.strip_prefix('由').unwrap_or(words);
    let (words, own_role) = match words.strip_prefix("会同") {
        Some(rest) => (rest, Some(Cooperating)),
        None => (words, None),
    };
    let whole = Verbs { words, role: None, own_role, is_unclear: false };
    if let Some((verb, role)) = VERBS.iter().find(|(verb, _)| words.ends_with(verb)) {
        let rest = &words[..words.len() - verb.len()];
        return Verbs { words: without_manner(rest), role: Some(*role), ..whole };
    }
    // Words behind the verb, such as 配合做好相关工作, are not understood.
    let within = ["牵头", "配合", "负责"].iter().filter_map(|verb| words.find(verb).map(|at| (at, *verb))).min();
    if let Some((at, verb)) = within.filter(|(at, verb)| *at > 0 && !words[at + verb.len()..].starts_with('人')) {
        let role = match verb {
            "牵头" => Lead,
            "配合" => Cooperating,
            _ => Responsible,
        };
        return Verbs { words: without_manner(&words[..at]), role: Some(role), own_role, is_unclear: true };
    }
    whole
}

fn without_manner(words: &str) -> &str {
    let mut words = words.trim_end();
    while let Some(rest) = MANNERS.iter().find_map(|manner| words.strip_suffix(manner)) {
        words = rest.trim_end();
    }
    words
}
