use super::*;
use crate::value::UnitGroup::*;
use crate::value::UnitRole::*;
use proptest::prelude::*;
use std::io::Write;

/// The names of a list, joined as the seed tables join them.
fn names(text: &str) -> String {
    parse(text).units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("；")
}

fn roles(text: &str) -> Vec<(String, UnitRole)> {
    parse(text).units.into_iter().map(|unit| (unit.name, unit.role)).collect()
}

#[test]
fn splits_outside_brackets_and_drops_the_open_end() {
    for (text, expected, open_ended) in [
        ("甲局、乙局等部门，各县（市、区）人民政府。", "甲局；乙局；各县（市、区）人民政府", true),
        ("甲局等部门(单位),各县(市、区)人民政府", "甲局；各县(市、区)人民政府", true),
        ("甲局等有关部门、单位", "甲局", true),
        ("甲局等5个部门", "甲局", true),
        ("甲局等", "甲局", true),
        ("市高等教育局", "市高等教育局", false),
        ("甲局（乙办）、丙局（丁办、戊办）", "甲局（乙办）；丙局（丁办、戊办）", false),
        ("（甲局；乙局）", "甲局；乙局", false),
        ("各市、州、县人民政府，甲局", "各市、州、县人民政府；甲局", false),
        ("各市、县（区）人民政府", "各市、县（区）人民政府", false),
        ("各部门、县政府", "各部门；县政府", false),
        ("（甲）局、乙局（丙）", "（甲）局；乙局（丙）", false),
    ] {
        assert_eq!((names(text).as_str(), parse(text).open_ended), (expected, open_ended), "{text}");
    }
}

#[test]
fn conjunctions_split_only_between_units() {
    for (text, expected) in [
        ("市公安局以及其他市政府工作部门", "市公安局；其他市政府工作部门"),
        ("市公安局和市司法局", "市公安局；市司法局"),
        ("市公安局、市司法局及市财政局", "市公安局；市司法局；市财政局"),
        ("市人力资源和社会保障局", "市人力资源和社会保障局"),
        ("国家发展和改革委员会", "国家发展和改革委员会"),
        ("市农业农村和水利局", "市农业农村和水利局"),
        ("市住房和城乡建设局与市自然资源和规划局", "市住房和城乡建设局；市自然资源和规划局"),
        ("天津市和平区人民政府", "天津市和平区人民政府"),
        ("各有关部门和单位", "各有关部门和单位"),
        ("各县(市、区)和开发区", "各县(市、区)；开发区"),
        ("市应急局", "市应急局"),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn a_suffix_written_once_is_put_back() {
    for (text, expected) in [
        ("达川区、万源市人民政府", "达川区人民政府；万源市人民政府"),
        ("达川区和万源市人民政府", "达川区人民政府；万源市人民政府"),
        ("甲镇、乙乡人民政府,丙局", "甲镇人民政府；乙乡人民政府；丙局"),
        ("甲高新区、乙新区管委会", "甲高新区管委会；乙新区管委会"),
        ("达川区,万源市人民政府", "达川区；万源市人民政府"),
        ("各县(市)区、开发区管委会", "各县(市)区；开发区管委会"),
    ] {
        assert_eq!(names(text), expected, "{text}");
        assert!(!parse(text).needs_review, "{text}");
    }
    assert!(parse("达川区、甲高新区管委会").needs_review);
}

#[test]
fn verbs_and_labels_become_roles() {
    let of =
        |pairs: &[(&str, UnitRole)]| pairs.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect::<Vec<_>>();
    let (a, b, c) = ("甲局", "乙局", "丙局");
    for (text, expected) in [
        ("甲局负责牵头落实", of(&[(a, Lead)])),
        ("（甲局负责牵头，乙局、丙局负责落实）", of(&[(a, Lead), (b, Implementing), (c, Implementing)])),
        ("甲局、乙局牵头,丙局配合", of(&[(a, Lead), (b, Lead), (c, Cooperating)])),
        ("牵头单位:甲局;配合单位:乙局、丙局", of(&[(a, Lead), (b, Cooperating), (c, Cooperating)])),
        ("〔牵头单位：甲局，责任单位：乙局，丙局〕", of(&[(a, Lead), (b, Responsible), (c, Responsible)])),
        ("责任单位：甲局、乙局", of(&[(a, Responsible), (b, Responsible)])),
        ("责任单位：甲局、乙局按职责分工负责", of(&[(a, Responsible), (b, Responsible)])),
        ("由甲局牵头，会同乙局、丙局落实", of(&[(a, Lead), (b, Cooperating), (c, Implementing)])),
        ("甲局、乙局", of(&[(a, Responsible), (b, Responsible)])),
        ("牵头:甲局\n落实:乙局", of(&[(a, Lead), (b, Implementing)])),
    ] {
        assert_eq!(roles(text), expected, "{text}");
        assert!(!parse(text).needs_review, "{text}");
    }
    let unclear = parse("甲局牵头，乙局配合做好相关工作");
    assert_eq!(unclear.with_role(Cooperating).collect::<Vec<_>>(), [b]);
    assert!(unclear.needs_review);
}

#[test]
fn names_that_stand_for_a_group_are_known() {
    for (name, group) in [
        ("各县(市、区)人民政府", Some(Counties)),
        ("各县（市）区", Some(Counties)),
        ("各县区", Some(Counties)),
        ("开发区", Some(DevelopmentZones)),
        ("各开发区管委会", Some(DevelopmentZones)),
        ("街道办事处", Some(Towns)),
        ("各街道办事处", Some(Towns)),
        ("各乡镇（街道）", Some(Towns)),
        ("各村（社区）", Some(Villages)),
        ("各部门", Some(Departments)),
        ("其他市政府工作部门", Some(Departments)),
        ("市级有关部门", Some(Departments)),
        ("各科室", Some(InternalOffices)),
        ("各公共企事业单位", Some(PublicInstitutions)),
        ("市直各单位", Some(AllUnits)),
        ("各有关单位", Some(AllUnits)),
        ("达州高新区管委会", None),
        ("市政府办公室", None),
        ("达川区人民政府", None),
        ("城东街道办事处", None),
        ("县财政局", None),
        ("市级机关事务管理局", None),
    ] {
        assert_eq!(group_of(name), group, "{name}");
    }
}

#[test]
fn what_is_no_list_of_units_asks_for_review() {
    for text in ["张三", "（甲局", "甲局、张三", "另行通知", "甲局）、乙局"] {
        assert!(parse(text).needs_review, "{text}");
    }
    assert_eq!(parse(" "), UnitList { text: " ".into(), units: vec![], open_ended: false, needs_review: false });
}

/// A table of the seeds as records; a field with a comma or a line's end stands between quotes.
fn records(table: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = table.trim_start_matches('\u{FEFF}').chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => field.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => record.push(std::mem::take(&mut field)),
            ('\n', false) => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            ('\r', false) => {}
            (c, _) => field.push(c),
        }
    }
    records
}

/// The rows of a seed table, each as the columns named; null where the seeds are not at hand.
fn seed<const N: usize>(file: &str, columns: [&str; N]) -> Option<Vec<[String; N]>> {
    let Ok(table) = std::fs::read_to_string(format!("{}/../../shared/seeds/{file}", env!("CARGO_MANIFEST_DIR"))) else {
        // Past the test harness, which keeps what eprintln! says to itself.
        writeln!(std::io::stderr(), "shared/seeds/{file} is absent: no row was compared").ok();
        return None;
    };
    let mut records = records(&table).into_iter();
    let head = records.next().expect("a header");
    let at = columns.map(|column| head.iter().position(|it| it == column).expect(column));
    Some(records.map(|record| at.map(|at| record[at].clone())).collect())
}

#[test]
fn every_row_of_the_seed_tables_is_read_as_transcribed() {
    for (file, raw, list, rows) in [
        ("dazhou_2022_tasks.csv", "responsible_units", "responsible_units_list", 72),
        ("hefei_2022_tasks.csv", "responsible_units", "responsible_units_list", 10),
        ("shucheng_2021_tasks.csv", "responsible_unit", "responsible_unit_list", 20),
    ] {
        let Some(seed) = seed(file, [raw, list]) else { continue };
        assert_eq!(seed.len(), rows, "{file}");
        for [raw, list] in seed {
            assert_eq!(names(&raw), list, "{raw}");
            assert!(!parse(&raw).needs_review, "{raw}");
        }
    }
    for [raw, open_ended] in seed("dazhou_2022_tasks.csv", ["responsible_units", "open_ended"]).unwrap_or_default() {
        assert_eq!(parse(&raw).open_ended, open_ended == "1", "{raw}");
    }
    let columns = ["responsible_raw", "lead_units", "implementing_units"];
    for [raw, lead, implementing] in seed("baicheng_2022_tasks.csv", columns).unwrap_or_default() {
        let list = parse(&raw);
        let of = |role| list.with_role(role).collect::<Vec<_>>().join("；");
        assert_eq!((of(Lead), of(Implementing)), (lead, implementing), "{raw}");
        assert!(!list.needs_review, "{raw}");
    }
}

#[test]
fn hostile_texts_return() {
    for part in [
        "(",
        ")",
        "()",
        "（甲",
        "甲、",
        "和",
        "市局和",
        "区、",
        "等",
        "负责",
        "按职责",
        "牵头单位:",
        "区人民政府、",
        "))((",
    ] {
        let text = part.repeat(200_000 / part.len());
        assert_eq!(parse(&text).text, text);
    }
    let nested = format!("{}{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&nested).text == nested);
}

proptest! {
    #[test]
    fn any_text_is_kept(text in any::<String>()) {
        prop_assert_eq!(parse(&text).text, text);
    }

    #[test]
    fn names_come_from_the_text(text in "(甲局|乙区|丙市人民政府|等部门|及其他|和|、|,|；|（|）|\\(|\\)|牵头|负责落实|配合单位|:|各| ){0,14}") {
        let list = parse(&text);
        prop_assert_eq!(&list.text, &text);
        for unit in &list.units {
            prop_assert!(!unit.name.is_empty());
            let suffixes = ["人民政府", "政府"];
            let as_written = suffixes.iter().find_map(|it| unit.name.strip_suffix(it)).unwrap_or(&unit.name);
            prop_assert!(text.contains(as_written), "{} in {}", unit.name, text);
        }
    }
}
