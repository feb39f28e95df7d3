//! Names that stand for a group of units.

use super::names::stem;
use crate::value::UnitGroup::{self, *};

/// The group that a name stands for.
pub fn group_of(name: &str) -> Option<UnitGroup> {
    let whole = name.trim();
    let has = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    let starts = |words: &[&str]| words.iter().any(|word| whole.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| whole.ends_with(word));
    let stem = stem(whole);
    let all = starts(&["各", "有关", "相关", "其他", "全市", "全县", "全区", "全省", "所有"]);
    let rest = whole.trim_start_matches("其他").trim_start_matches("全市").trim_start_matches("全县");
    let rest = rest.trim_start_matches(['各', '级']).trim_start_matches("有关").trim_start_matches("相关");
    if has(&["企事业单位"]) {
        return Some(PublicInstitutions);
    }
    if (all || has(&["内设"]))
        && ends(&["科室", "处室", "股室", "内设机构", "科", "股", "处(室)", "处（室）", "(股)室"])
    {
        return Some(InternalOffices);
    }
    let zones = ["开发区", "功能区", "园区", "经开区", "高新区", "管委会", "产业园"];
    if zones.iter().any(|zone| rest == *zone || all && rest.starts_with(zone)) || rest == "开发区管委会" {
        return Some(DevelopmentZones);
    }
    if ["街道", "乡镇", "镇街", "镇办", "乡(镇", "乡（镇", "镇(街", "镇（街", "乡、镇"]
        .iter()
        .any(|town| rest.starts_with(town))
        || all && rest.starts_with(['镇', '乡'])
    {
        return Some(Towns);
    }
    if (all || rest == whole)
        && (["村(", "村（", "村居", "村民委", "社区"].iter().any(|village| rest.starts_with(village))
            || all && rest.starts_with('村'))
    {
        return Some(Villages);
    }
    let counties = [
        "县(",
        "县（",
        "县区",
        "县市区",
        "区县",
        "市县",
        "区(市",
        "区（市",
        "市(县",
        "市（县",
        "市(州",
        "市（州",
        "县级",
    ];
    if counties.iter().any(|county| rest.starts_with(county)) || all && rest.starts_with(['县', '区', '市', '旗', '州'])
    {
        let of_city = ["市直", "市级", "市有关", "市相关", "市政府", "县直", "县级有", "县级相", "区直", "区级"];
        if !of_city.iter().any(|word| rest.starts_with(word)) {
            return Some(Counties);
        }
    }
    let many = all || has(&["各", "有关", "相关", "其他", "工作部门", "组成部门", "直属"]) || stem.len() < whole.len();
    if stem.ends_with("部门") || ends(&["部门和单位", "部门单位", "委办局"]) {
        return many.then_some(Departments);
    }
    if stem.ends_with("单位") && (many || starts(&["市直", "县直", "区直", "省直"])) {
        return Some(AllUnits);
    }
    None
}
