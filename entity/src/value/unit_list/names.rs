//! Names of units: where they join, and what they leave out.

use super::groups::group_of;
use super::scan::{is_close, is_open};

/// What the names of units end with.
const ENDINGS: [&str; 66] = [
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "署",
    "政府",
    "委员会",
    "委会",
    "管委",
    "办公室",
    "中心",
    "公司",
    "集团",
    "银行",
    "支行",
    "分行",
    "学校",
    "大学",
    "部门",
    "单位",
    "科",
    "股",
    "室",
    "处",
    "队",
    "站",
    "所",
    "会",
    "街道",
    "办事处",
    "镇",
    "乡",
    "村",
    "社区",
    "县",
    "市",
    "区",
    "旗",
    "州",
    "机构",
    "组",
    "指挥部",
    "馆",
    "社",
    "台",
    "企业",
    "园",
    "机关",
    "联",
    "团",
    "厂",
    "庭",
    "校",
    "学院",
    "报社",
    "专班",
    "党委",
    "系统",
    "运营商",
    "军分区",
    "总站",
    "分局",
    "地方",
    "行",
];
/// Endings of places, which are no units at the end of what stands before 和: 农业农村和水利局.
const PLACES: [&str; 12] = ["镇", "乡", "村", "社区", "县", "市", "区", "旗", "州", "地方", "系统", "园"];
/// Words that begin with 和 and are no conjunction.
const NAMES_WITH_AND: [&str; 11] =
    ["和平", "和县", "和田", "和硕", "和静", "和顺", "和政", "和林", "和布", "和谐", "和龙"];

/// The words without explanations in brackets at their end.
pub fn stem(name: &str) -> &str {
    let mut name = name.trim_end();
    // Two explanations at most stand behind a name.
    for _ in 0..2 {
        if !name.ends_with(is_close) {
            break;
        }
        let mut depth = 0_i64;
        let open = name.char_indices().rev().find(|(_, c)| {
            depth += i64::from(is_close(*c)) - i64::from(is_open(*c));
            depth == 0
        });
        match open {
            Some((at, _)) if at > 0 => name = name[..at].trim_end(),
            _ => break,
        }
    }
    name
}

/// Whether words end as the name of a unit does.
pub fn is_unit(name: &str) -> bool {
    let stem = stem(name);
    stem.chars().nth(1).is_some() && ENDINGS.iter().any(|ending| stem.ends_with(ending))
}

/// The names without 等部门 or the like at the end, and whether it was there.
pub fn without_open_end(words: &str) -> (&str, bool) {
    const TAIL: [&str; 35] = [
        "市级",
        "省级",
        "县级",
        "区级",
        "州级",
        "市直",
        "省直",
        "县直",
        "区直",
        "州直",
        "中央",
        "市",
        "县",
        "区",
        "各",
        "有关",
        "相关",
        "责任",
        "成员",
        "职能",
        "主管",
        "部门",
        "单位",
        "机构",
        "科室",
        "处室",
        "股室",
        "乡镇",
        "地方",
        "个",
        "家",
        "和",
        "及",
        "（单位）",
        "(单位)",
    ];
    let Some(at) = words.rfind('等') else {
        return (words, false);
    };
    let mut tail = words[at + '等'.len_utf8()..].trim();
    if tail.is_empty() && words[..at].ends_with(['高', '平', '初', '中']) {
        return (words, false);
    }
    loop {
        let rest = tail.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '一'..='九' if "一二三四五六七八九十".contains(c))
        });
        match TAIL.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(rest) => tail = rest,
            None if rest.is_empty() => return (words[..at].trim_end(), true),
            None if matches!(rest, "（部门）" | "(部门)") => return (words[..at].trim_end(), true),
            None => return (words, false),
        }
    }
}

/// The names that words such as 及其他 and 和 join, where both sides are names.
pub fn connected(words: &str) -> Vec<&str> {
    const JOINTS: [&str; 6] = ["以及", "及", "和", "与", "会同", "并"];
    let mut names = Vec::new();
    let mut start = 0;
    // Longer words are a sentence: nothing in them is taken for a name.
    if words.len() <= 600 && is_unit(words) {
        let mut depth = 0_i64;
        let mut from = 0;
        for (at, c) in words.char_indices() {
            depth += i64::from(is_open(c)) - i64::from(is_close(c));
            if depth != 0 || at < from {
                continue;
            }
            let Some(joint) = JOINTS.iter().find(|joint| words[at..].starts_with(**joint)) else {
                continue;
            };
            from = at + joint.len();
            let (left, right) = (words[start..at].trim(), words[from..].trim());
            if joins(left, right, &words[at..]) {
                names.push(left);
                start = from;
            }
        }
    }
    names.push(words[start..].trim());
    names.retain(|name| !name.is_empty());
    names
}

/// Whether two names meet here. Looks only at the ends of what is given.
fn joins(left: &str, right: &str, at_joint: &str) -> bool {
    let bare = ["单位", "部门", "机构", "政府", "地方", "个人", "人民政府"].contains(&right);
    if bare || right.is_empty() || NAMES_WITH_AND.iter().any(|name| at_joint.starts_with(name)) || !is_unit(left) {
        return false;
    }
    let stem = stem(left);
    let is_place = PLACES.iter().any(|place| stem.ends_with(place));
    // 通川区和达川区人民政府 leaves a suffix out; 农业农村和水利局 is one name.
    !is_place || left.starts_with('各') || stem.len() < left.len() || {
        let owner = SUFFIXES.iter().find_map(|suffix| right.strip_suffix(suffix)).unwrap_or(right);
        let last = stem.chars().next_back().unwrap_or('村');
        last != '村' && kind_of_place(owner) == kind_of_place(stem) && kind_of_place(stem).is_some()
    }
}

/// Suffixes that a row of places may write once.
const SUFFIXES: [&str; 7] = ["人民政府", "政府", "管理委员会", "管委会", "管委", "街道办事处", "办事处"];

/// Whether a name goes on with the one before it: 各市、州、县人民政府 is one group.
pub fn goes_on(before: &str, name: &str) -> bool {
    const LETTERS: [char; 8] = ['县', '区', '市', '州', '旗', '乡', '镇', '村'];
    let of_all = before.rsplit('、').next().unwrap_or(before);
    let is_row = before.starts_with('各') && of_all.trim_start_matches('各').chars().nth(1).is_none();
    let rest = name.strip_prefix("自治").unwrap_or(name).strip_prefix(LETTERS);
    is_row && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_open) || SUFFIXES.contains(&rest))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    County,
    Town,
    Street,
    Zone,
}

fn kind_of_place(name: &str) -> Option<Place> {
    const ZONES: [&str; 12] = [
        "新区",
        "高新区",
        "经开区",
        "开发区",
        "园区",
        "示范区",
        "景区",
        "保税区",
        "度假区",
        "功能区",
        "管理区",
        "产业园",
    ];
    let has = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match () {
        () if name.chars().nth(1).is_none() => None,
        () if has(&ZONES) => Some(Place::Zone),
        () if has(&["街道"]) => Some(Place::Street),
        () if has(&["镇", "乡"]) => Some(Place::Town),
        () if has(&["县", "区", "市", "旗", "州"]) && !name.ends_with("社区") => Some(Place::County),
        () => None,
    }
}

/// What a name has to do with a suffix that is written once for several.
pub enum Elided {
    /// The name is whole; a suffix of its own goes for the places before it.
    Complete(Option<&'static str>),
    /// The suffix is to be put back.
    Missing(&'static str),
    /// A place of another sort than the suffix is for.
    Unclear,
}

/// Compares a name with the suffix of the place that follows it in the same row.
pub fn elided(name: &str, following: Option<&'static str>) -> Elided {
    for suffix in SUFFIXES {
        if let Some(place) = name.strip_suffix(suffix) {
            let whole = group_of(name).is_some() || kind_of_place(place).is_none();
            return Elided::Complete(if whole { None } else { Some(suffix) });
        }
    }
    let (Some(suffix), Some(place)) = (following, kind_of_place(name)) else {
        return Elided::Complete(None);
    };
    if group_of(name).is_some() || name.starts_with(['各', '全', '其']) {
        return Elided::Complete(None);
    }
    let fits = match place {
        Place::County | Place::Town => matches!(suffix, "人民政府" | "政府"),
        Place::Zone => matches!(suffix, "管理委员会" | "管委会" | "管委"),
        Place::Street => matches!(suffix, "办事处"),
    };
    if fits { Elided::Missing(suffix) } else { Elided::Unclear }
}
