//! The words around a number: which of them are its issuer, and which only lead up to it.

use super::tidy::Tidy;

/// Words after the last of which a code begins: no code holds them.
const STRONG: [&str; 33] = [
    "根据", "按照", "依据", "依照", "遵照", "参照", "对照", "落实", "贯彻", "执行", "印发", "下发", "转发", "颁发",
    "发布", "公布", "关于", "详见", "参见", "的", "通知", "意见", "精神", "文件", "要求", "规定", "文号", "字号",
    "编号", "结合", "同意", "收到", "所附",
];
/// Words that only lead up to a code where they stand at its head.
const WEAK: [&str; 16] =
    ["以及", "按", "见", "据", "及", "与", "或", "即", "如", "特急", "加急", "特提", "平急", "为", "以", "从"];
/// Full names of bodies that may stand before their own code.
const NAMES: [&str; 5] = ["人民政府办公厅", "人民政府办公室", "人民政府", "国务院办公厅", "国务院"];
/// Where 联 is part of a body's short name.
const LEAGUES: [&str; 17] = [
    "残联",
    "妇联",
    "侨联",
    "文联",
    "社联",
    "社科联",
    "工商联",
    "科联",
    "青联",
    "学联",
    "台联",
    "记联",
    "作联",
    "互联",
    "物联",
    "联社",
    "联席",
];
/// What the names of bodies end with, for those joined by white space.
const BODIES: [&str; 16] = [
    "部",
    "局",
    "委",
    "署",
    "院",
    "会",
    "办",
    "厅",
    "行",
    "政府",
    "中心",
    "委员会",
    "办公室",
    "总局",
    "法院",
    "检察院",
];
/// Issuers that many places have.
const UNNAMED: [&str; 20] = [
    "",
    "政府",
    "人民政府",
    "省政府",
    "市政府",
    "县政府",
    "区政府",
    "州政府",
    "省人民政府",
    "市人民政府",
    "县人民政府",
    "区人民政府",
    "州人民政府",
    "自治区人民政府",
    "自治区政府",
    "部",
    "本府",
    "省",
    "市",
    "县",
];
const GENRES: [&str; 12] =
    ["通知", "意见", "决定", "办法", "方案", "规定", "公告", "批复", "通报", "细则", "函", "要点"];

/// Words without the marks around them.
pub fn words(chars: &[char]) -> String {
    let text: String = chars.iter().collect();
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether words are the title of a document.
pub fn is_title(words: &str) -> bool {
    words.contains("关于") && GENRES.iter().any(|genre| words.ends_with(genre))
}

/// The words that lead up to a code, and the code, which ends where the text ends.
pub fn code(before: &[char]) -> (String, String) {
    // 〔2022〕 may be cut off from its code by another bracket only when nothing stands between.
    let start = before.iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let run: String = before[start..].iter().collect();
    let mut from = head(&run);
    // Digits belong to what stands before: 2022年财库.
    if let Some(at) = run.rfind(|c: char| c.is_ascii_digit()) {
        let rest = run[at + 1..].trim_start_matches(['年', '月', '日', '号', '第', '届', '次']);
        from = from.max(run.len() - rest.len());
    }
    for name in NAMES {
        if let Some(at) = run.rfind(name).filter(|at| run.len() - (at + name.len()) >= 2 * '一'.len_utf8()) {
            from = from.max(at + name.len());
        }
    }
    split(before, start, &run, from)
}

/// The words that lead up to the bodies that end at a place, and these bodies in order.
pub fn bodies(tidy: &Tidy, end: usize) -> (String, Vec<String>) {
    let chars = &tidy.chars[..end];
    let mut start = end;
    while start > 0 && (chars[start - 1].is_alphanumeric() || chars[start - 1] == '、') {
        start -= 1;
    }
    let run: String = chars[start..].iter().collect();
    let (lead, _) = split(&tidy.chars[..end], start, &run, head(&run));
    let from = end - run[head(&run)..].chars().count();
    let mut bodies: Vec<String> = Vec::new();
    let mut body = String::new();
    for (c, gap) in chars[from..].iter().copied().zip(tidy.gaps[from..].iter().copied()) {
        let may_end = c == '、' || gap;
        if may_end && BODIES.iter().any(|ending| body.ends_with(ending)) && body.chars().count() > 1 {
            bodies.push(std::mem::take(&mut body));
        }
        if c != '、' {
            body.push(c);
        }
    }
    bodies.extend((!body.is_empty()).then_some(body));
    (lead, bodies)
}

fn split(before: &[char], start: usize, run: &str, from: usize) -> (String, String) {
    let mut lead: Vec<char> = before[..start].to_vec();
    lead.extend(run[..from].chars());
    (words(&lead), run[from..].to_owned())
}

/// Where in a run of letters the words that only lead up to a number end.
fn head(run: &str) -> usize {
    let strong = STRONG.iter().filter_map(|word| run.rfind(word).map(|at| at + word.len())).max();
    let mut from = strong.unwrap_or(0);
    while let Some(word) = WEAK.iter().find(|word| run[from..].starts_with(**word)) {
        from += word.len();
    }
    from
}

/// Whether a code tells that several bodies issued the document: 工信部联企业.
pub fn is_joint_code(code: &str) -> bool {
    code.contains('联') && !LEAGUES.iter().any(|league| code.contains(league))
}

/// The name under which a body is kept.
pub fn standard_body<'a>(body: &'a str, genre: &str) -> &'a str {
    match (body.strip_prefix("中华人民共和国").unwrap_or(body), genre) {
        ("国", "令") => "国务院",
        ("主席" | "国家主席", _) => "国家主席",
        (rest, _) if !rest.is_empty() => rest,
        _ => body,
    }
}

/// Whether an issuer's name says too little.
pub fn needs_context(issuer: &str) -> bool {
    UNNAMED.contains(&issuer)
}
