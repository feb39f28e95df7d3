use super::*;
use proptest::prelude::*;
use serde_json::Value;
use std::io::Write;

/// The common form, in one line, for numbers under a code.
fn canonical(text: &str) -> Option<String> {
    parse(text).canonical
}

#[test]
fn the_standard_form_needs_no_repair() {
    let number = parse("云政办发〔2024〕12号");
    assert_eq!(number.canonical.as_deref(), Some("云政办发〔2024〕12号"));
    assert_eq!(number.kind, DocNo);
    assert_eq!((number.issuer_code.as_deref(), number.year, number.number), (Some("云政办发"), Some(2024), Some(12)));
    assert!(number.repairs.is_empty() && number.normalized.is_empty());
}

#[test]
fn other_forms_come_out_standard_and_tell_what_was_done() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("云政发[2022]38号", &[], &["brackets"]),
        ("云政发（2022）38号", &[], &["brackets"]),
        ("云政发〔2022］38号", &[], &["brackets"]),
        ("云政发〈2022〉38号", &[], &["brackets"]),
        ("云政发《2022》38号", &[], &["brackets"]),
        ("云政发〔202238号", &["missing_close_bracket"], &[]),
        ("云政发2022〕38号", &["missing_open_bracket"], &[]),
        ("云政发202238号", &["missing_both_brackets"], &[]),
        ("云政发2022-38号", &["missing_both_brackets"], &[]),
        ("云政发2022年38号", &["year_with_nian"], &[]),
        ("云政发〔2022年〕38号", &["year_with_nian"], &[]),
        ("云政发2022年第38号", &["year_with_nian", "superfluous_di"], &[]),
        ("云政发〔2022〕第38号", &["superfluous_di"], &[]),
        ("云政发第〔2022〕38号", &["superfluous_di"], &[]),
        ("云政发〔2022〕038号", &["leading_zero"], &[]),
        ("云政发〔2022〕38", &["missing_hao"], &[]),
        ("云政发〔２０２２〕 38 号", &[], &["white_space", "full_width"]),
        ("雲政發〔2022〕38號", &[], &["traditional_script"]),
        ("云政发〔二〇二二〕三十八号", &[], &["chinese_numeral"]),
        ("云政发〔2022〕38号文件", &[], &["trailing_words"]),
        ("(云政发〔2022〕38号)", &[], &[]),
        ("根据云政发〔2022〕38号要求", &[], &["leading_words", "trailing_words"]),
        (
            "认真贯彻落实省政府《关于甲的通知》(云政发〔2022〕38号)精神,",
            &[],
            &["leading_words", "trailing_words", "title"],
        ),
        ("云南省人民政府关于甲的通知(云政发〔2022〕38号)", &[], &["title"]),
        ("文号：云政发〔2022〕38号", &[], &["leading_words"]),
        ("云南省人民政府办公厅云政发〔2022〕38号", &[], &["leading_words"]),
    ];
    for (text, repairs, normalized) in cases {
        let number = parse(text);
        assert_eq!(number.canonical.as_deref(), Some("云政发〔2022〕38号"), "{text}");
        assert_eq!(number.repairs, *repairs, "{text}");
        assert_eq!(number.normalized, *normalized, "{text}");
        assert_eq!(number.text, *text);
    }
}

#[test]
fn words_and_titles_around_a_number_are_told() {
    let number = parse("按照《关于印发〈甲办法〉的通知》（云政发〔2022〕38号）有关要求");
    assert_eq!(number.title.as_deref(), Some("关于印发〈甲办法〉的通知"));
    assert_eq!(number.leading_context.as_deref(), Some("按照"));
    assert_eq!(number.trailing.as_deref(), Some("有关要求"));
    let number = parse("国务院办公厅的通知国办发明电〔2019〕1号");
    assert_eq!(number.issuer_code.as_deref(), Some("国办发明电"));
    assert_eq!(canonical("和政发〔2020〕1号").as_deref(), Some("和政发〔2020〕1号"));
    assert_eq!(canonical("国发〔2019〕5号、国办发〔2019〕6号").as_deref(), Some("国发〔2019〕5号"));
}

#[test]
fn orders_announcements_and_notices_name_their_issuer() {
    for (text, kind, issuer, canonical) in [
        ("国务院令第711号", Order, "国务院", "国务院令第711号"),
        ("国务院令711号", Order, "国务院", "国务院令第711号"),
        ("国务院第711号令", Order, "国务院", "国务院令第711号"),
        ("中华人民共和国国务院令（第711号）", Order, "国务院", "国务院令第711号"),
        ("《政府信息公开条例》（国务院令第711号）", Order, "国务院", "国务院令第711号"),
        ("中华人民共和国主席令第四十一号", Order, "国家主席", "国家主席令第41号"),
        ("商务部令2018年第6号", Order, "商务部", "商务部令2018年第6号"),
        ("根据国家税务总局公告2018年第31号", Announcement, "国家税务总局", "国家税务总局公告2018年第31号"),
        ("国家税务总局2018年第31号公告", Announcement, "国家税务总局", "国家税务总局公告2018年第31号"),
        ("证监会公告〔2017〕13号", Announcement, "证监会", "证监会公告〔2017〕13号"),
        ("中国人民银行公告〔2018〕第3号", Announcement, "中国人民银行", "中国人民银行公告〔2018〕3号"),
        ("财政部 税务总局公告2019年第39号", Announcement, "财政部、税务总局", "财政部、税务总局公告2019年第39号"),
        ("某县公安局通告（第178号）", NoticeNo, "某县公安局", "某县公安局通告第178号"),
    ] {
        let number = parse(text);
        assert_eq!(
            (number.kind, number.issuer.as_deref(), number.canonical.as_deref()),
            (kind, Some(issuer), Some(canonical)),
            "{text}"
        );
        assert_eq!(number.is_joint, issuer.contains('、'), "{text}");
        assert!(number.repairs.is_empty(), "{text}");
    }
    for text in ["政府令第5号", "省人民政府令第5号", "令第5号", "公告第5号"] {
        assert_eq!(parse(text).note, Some("issuer needs context"), "{text}");
    }
}

#[test]
fn what_is_not_a_number_keeps_its_text_and_says_why() {
    for (text, reason) in [
        ("", "not a document number"),
        ("号", "not a document number"),
        ("云", "not a document number"),
        ("云政发〔22〕38号", "not a document number"),
        ("云政发〔2022〕99999999999号", "not a document number"),
        ("湖南省人民政府公报2020年第5号", "not a document number"),
        ("国办发〔20", "document number cut off before the year"),
        ("国办发〔2020〕", "document number cut off before the serial"),
        ("云政办函", "document number cut off before the year"),
        ("市政协〔2022〕第15号提案", "CPPCC proposal number"),
        ("01527918X-2020-153077", "index number (索引号)"),
        ("TCXXGK-2020-011721", "index number (索引号)"),
        ("11341702486344515H/202110-00013", "index number (索引号)"),
        ("GB 50016-2014", "national standard number"),
        ("DB51/T 2847-2021", "local standard number"),
        ("2020-07-28", "date"),
        ("(0818)5337333", "telephone"),
        ("联系电话：0818-5337333", "telephone"),
        ("13800000000", "telephone"),
        ("524394", "postcode"),
        ("人民路2号楼", "street address"),
        ("第十二届人民政府第10次常务会议", "meeting number"),
    ] {
        let number = parse(text);
        assert_eq!((number.kind, number.reason), (NotANumber, Some(reason)), "{text}");
        assert_eq!((number.text.as_str(), number.canonical, number.year), (text, None, None));
    }
}

#[test]
fn a_number_without_its_issuer_is_partial_and_a_registration_keeps_its_zeros() {
    for text in ["〔2022〕38号", "2022—38号", "2022年第38号", "(2022)38号"] {
        let number = parse(text);
        assert_eq!((number.kind, number.year, number.number), (Partial, Some(2022), Some(38)), "{text}");
        assert!(number.canonical.is_none() && number.note.is_some());
    }
    for text in ["HHCR-2023-01005", "hhcr—2023—01005", "统一编号：HHCR－2023－01005"] {
        let number = parse(text);
        assert_eq!(number.canonical.as_deref(), Some("HHCR-2023-01005"), "{text}");
        assert_eq!((number.kind, number.serial.as_deref()), (Registration, Some("01005")));
    }
}

#[test]
fn the_table_of_characters_is_one_of_pairs() {
    assert_eq!(parse("財辦〔2022〕1號").canonical.as_deref(), Some("财办〔2022〕1号"));
    assert_eq!(parse("髮改〔2022〕1号").issuer_code.as_deref(), Some("发改"), "the last pair");
}

/// What the open set calls a field, and what it is here; null for what is told otherwise.
fn field<'a>(number: &'a Value, name: &str) -> &'a Value {
    match name {
        "issuer_code" => &number["issuerCode"],
        "repaired" => &number["repairs"],
        "leading_context" => &number["leadingContext"],
        "joint" => &number["isJoint"],
        name => &number[name],
    }
}

fn mismatches(text: &str, expected: &Value) -> Vec<String> {
    let number = serde_json::to_value(parse(text)).expect("plain fields only");
    let normalized = number["normalized"].to_string();
    let mut wrong = Vec::new();
    for (name, wanted) in expected.as_object().expect("an object") {
        let right = match name.as_str() {
            "spaces" => normalized.contains("white_space"),
            "script" => normalized.contains("traditional_script"),
            "form" => normalized.contains("postfix"),
            "genre" => parse(text).kind.label() == wanted,
            _ => field(&number, name) == wanted,
        };
        if !right {
            wrong.push(format!("{text}: {name} {wanted} {number}"));
        }
    }
    // What the set does not tell is not there; but words behind a number and white space it tells of some rows only.
    for (name, told) in [
        ("repaired", "repairs"),
        ("leading_context", "leadingContext"),
        ("title", "title"),
        ("alias", "alias"),
        ("bracket", "bracket"),
        ("note", "note"),
        ("reason", "reason"),
        ("year", "year"),
        ("number", "number"),
        ("canonical", "canonical"),
        ("issuer_code", "issuerCode"),
        ("issuer", "issuer"),
        ("prefix", "prefix"),
        ("serial", "serial"),
        ("joint", "isJoint"),
    ] {
        let told = &number[told];
        let is_empty = told.is_null() || told == false || told.as_array().is_some_and(Vec::is_empty);
        if expected.get(name).is_none() && !is_empty {
            wrong.push(format!("{text}: no {name} wanted, {told}"));
        }
    }
    for (name, step) in [("script", "traditional_script"), ("form", "postfix")] {
        if expected.get(name).is_none() && normalized.contains(step) {
            wrong.push(format!("{text}: {step}"));
        }
    }
    wrong
}

/// The set of real numbers lies outside the repository: where it is absent, this says so and checks nothing.
#[test]
fn the_open_set_of_real_numbers_is_read_as_expected() {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/doc_numbers_open.tsv");
    let Ok(table) = std::fs::read_to_string(place) else {
        // Past the test harness, which keeps what eprintln! says to itself.
        writeln!(std::io::stderr(), "shared/data/doc_numbers_open.tsv is absent: no row was compared").ok();
        return;
    };
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let expected = serde_json::from_str(cells[2]).expect("JSON in the third column");
        rows += 1;
        let found = mismatches(cells[0], &expected);
        if !found.is_empty() {
            wrong.push(found);
        }
    }
    assert!(rows >= 78, "{rows} rows");
    assert!(wrong.is_empty(), "{} of {rows} rows wrong: {wrong:#?}", wrong.len());
}

#[test]
fn a_number_is_no_issuer() {
    assert_eq!(parse("三十号三十号令").kind, NotANumber);
}

#[test]
fn hostile_texts_return() {
    for part in
        ["〔", "(2022", "第", "2022-", "《", "》《", "的", "1号", "令第", "国办发〔2022〕", "一", "公告、部 ", "a"]
    {
        let text = part.repeat(200_000 / part.len());
        assert_eq!(parse(&text).text, text.trim());
    }
}

proptest! {
    #[test]
    fn any_text_is_kept(text in any::<String>()) {
        prop_assert_eq!(parse(&text).text, text.trim());
    }

    #[test]
    fn texts_of_the_grammars_own_words_are_kept(text in "([〔\\[（(]|〕|\\]|）|2022|年|第|号|令|公告|通告|国办发|的|《|》|0|12|-|/| |、|:|三十|GB){0,14}") {
        let number = parse(&text);
        prop_assert_eq!(&number.text, text.trim());
        prop_assert_eq!(number.kind == NotANumber, number.reason.is_some());
        if let Some(canonical) = &number.canonical {
            prop_assert_eq!(&parse(canonical).canonical, &number.canonical, "{:?}", number);
        }
    }

    #[test]
    fn a_number_in_any_brackets_is_the_same(
        code in "[川黑京沪云][政教财][办]?[发函字]", year in 1949..2100_i32, number in 1..100_000_i32,
        open in "[〔﹝［\\[(（【]", close in "[〕﹞］\\])）】]",
    ) {
        let expected = format!("{code}〔{year}〕{number}号");
        prop_assert_eq!(canonical(&format!("{code}{open}{year}{close} {number}号")), Some(expected));
    }
}
