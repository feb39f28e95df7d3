use super::*;
use crate::value::ContentRequirement::*;
use proptest::prelude::*;

fn of(cell: &str) -> Vec<(i32, String)> {
    split(cell).into_iter().map(|norm| (norm.number, norm.text)).collect()
}

#[test]
fn splits_by_written_number_and_keeps_the_words() {
    let norms = split("1.标题、文号;\n2、同步发布\n  并相互关联;\n（3）下载PDF");
    let expected = [(1, "标题、文号;"), (2, "同步发布\n并相互关联;"), (3, "下载PDF")];
    assert_eq!(norms.iter().map(|n| (n.number, n.text.as_str())).collect::<Vec<_>>(), expected);
}

#[test]
fn unnumbered_lines_count_by_place_and_measures_are_not_numbers() {
    let norms = split("高度\n1.5米以上");
    assert_eq!(norms.iter().map(|n| (n.number, n.text.as_str())).collect::<Vec<_>>(), [(1, "高度"), (2, "1.5米以上")]);
    assert!(split(" \n ").is_empty());
}

#[test]
fn every_style_of_number_splits_over_lines_and_within_one() {
    for (one, two, three) in [
        ("1.", "2.", "3."),
        ("1、", "2、", "3、"),
        ("1．", "2．", "3．"),
        ("１．", "２．", "３．"),
        ("1)", "2)", "3)"),
        ("(1)", "(2)", "(3)"),
        ("（1）", "（2）", "（3）"),
        ("①", "②", "③"),
        ("⑴", "⑵", "⑶"),
        ("一是", "二是", "三是"),
        ("一、", "二、", "三、"),
        ("（一）", "（二）", "（三）"),
        ("第一,", "第二,", "第三,"),
    ] {
        for (end, between) in [("；", ""), ("。", ""), ("。", "\n"), ("", "\n"), ("；", " ")] {
            let cell = format!("{one}甲{end}{between}{two}乙{end}{between}{three}丙");
            let expected = [(1, format!("甲{end}")), (2, format!("乙{end}")), (3, "丙".to_owned())];
            assert_eq!(of(&cell), expected, "{cell}");
        }
    }
    assert_eq!(of("①甲②乙③丙").len(), 3);
    assert_eq!(of("公开内容:1.标题;2.文号"), [(0, "公开内容:".into()), (1, "标题;".into()), (2, "文号".into())]);
    assert_eq!(of(&(1..=12).map(|n| format!("{n}.甲;")).collect::<String>()).len(), 12);
}

#[test]
fn what_only_looks_like_a_number_stays_in_the_words() {
    for cell in [
        "高度不低于;1.5米",
        "2022.1.1起施行",
        "自2022年1月1日起,2.5公里内",
        "云政发〔2022〕1号、2号",
        "对照1、2、3项要求",
        "统一是原则;唯一是标准",
        "第一季度公开",
        "附件(1)份",
        "一是否公开",
        "文件全文:1.标题",
    ] {
        assert_eq!(of(cell), [(1, cell.to_owned())], "{cell}");
    }
    assert_eq!(of("1.2022年计划;2.2023年1.5倍"), [(1, "2022年计划;".into()), (2, "2023年1.5倍".into())]);
}

#[test]
fn a_list_within_a_norm_stays_in_it() {
    let cell = "1.甲:\n(1)子;\n(2)丑;\n(3)寅;\n2.乙:①卯;②辰;\n3.丙";
    assert_eq!(of(cell), [(1, "甲:\n(1)子;\n(2)丑;\n(3)寅;".into()), (2, "乙:①卯;②辰;".into()), (3, "丙".into())]);
    let cell = "一、甲\n1.子\n2.丑\n二、乙\n1.寅";
    assert_eq!(of(cell), [(1, "甲\n1.子\n2.丑".into()), (2, "乙\n1.寅".into())]);
    assert_eq!(of("（一）甲;1.子;2.丑;（二）乙").len(), 2);
}

#[test]
fn a_recommendation_is_not_a_requirement() {
    assert_eq!(
        requirements("须解读,且要有文字解读、图解等多种形式"),
        [InterpretationRequired, InterpretationInText, InterpretationInSeveralForms]
    );
    assert_eq!(requirements("须解读,建议采用文字解读等多种形式"), [InterpretationRequired]);
    assert_eq!(requirements("鼓励采用图解、视频等多种形式解读,提供PDF下载"), [DownloadAsPdf]);
    assert_eq!(requirements("正文可以下载PDF"), [Body, DownloadAsPdf]);
    assert_eq!(requirements("可以注明文号;标题"), [Title]);
}

#[test]
fn what_is_left_out_is_not_a_requirement() {
    assert_eq!(requirements("不需要文号、标题,正文"), [Body]);
    assert_eq!(requirements("标题、正文、联系方式(联系电话除外)"), [Title, Body]);
    assert!(requirements("无需解读,联系方式不公开").is_empty());
    assert!(requirements("许可证有效期、小标题").is_empty());
    assert!(requirements("解读不得只列标题").is_empty());
}

#[test]
fn the_wording_of_real_catalogs_is_understood() {
    assert_eq!(requirements("文件标题、发文字号、发布日期、正文"), [Title, DocumentNumber, Body]);
    assert_eq!(
        requirements("文件名称、文号、成文日期、全文、有效性"),
        [Title, DocumentNumber, Body, IssuedOn, ValidityPeriod]
    );
    assert_eq!(requirements("政策文件应当同步进行政策解读"), [InterpretationRequired]);
    assert_eq!(
        requirements("政策解读与文件双向关联,同步公开"),
        [InterpretationLinked, InterpretationPublishedTogether]
    );
    assert!(requirements("办事指南、主要解读人").is_empty());
}

/// The norms of 合肥 (`hefei_catalog_norm.csv`), as they stand there.
#[test]
fn the_norms_of_a_city_are_understood_whole() {
    let cell = "1.文件要素包括:标题、文号、正文、发文日期、有效时间。\n2.文件与解读相互关联,同步发布;\n\
        3.规范性文件必须解读,且要有文字解读、图解等多种形式解读材料;\n4.提供两种形式的文件下载功能(PDF\\文本);\n5.文件起草处室、联系方式";
    let norms = ContentNorms::parse(cell);
    let expected = [
        vec![Title, DocumentNumber, Body, IssuedOn, ValidityPeriod],
        vec![InterpretationLinked, InterpretationPublishedTogether],
        vec![InterpretationRequired, InterpretationInText, InterpretationInSeveralForms],
        vec![DownloadAsPdf, DownloadAsText],
        vec![DraftingOffice, Contact],
    ];
    assert_eq!(norms.norms.iter().map(|it| it.requirements.clone()).collect::<Vec<_>>(), expected);
    let other = "涉及群众利益的文件须解读,建议采用文字解读、图解等多种形式解读;";
    assert_eq!(requirements(other), [InterpretationRequired]);
    let json = serde_json::to_value(ContentNorms::parse("1.标题")).expect("plain fields only");
    let expected = r#"{"norms":[{"number":1,"requirements":["TITLE"],"text":"标题"}],"text":"1.标题"}"#;
    assert_eq!(json, serde_json::from_str::<serde_json::Value>(expected).expect("JSON"));
}

#[test]
fn hostile_texts_return() {
    for part in
        ["1.", "(", "①", "一是", "第一,", "\n", " ", "1.甲\n(1)乙;", "建议、", "须解读", "99、", "（一）", "公开"]
    {
        let cell = part.repeat(200_000 / part.len());
        assert_eq!(ContentNorms::parse(&cell).text, cell);
    }
}

/// Takes the norms out of a cell, in order, and returns what is left: markers and white space.
fn left_over(cell: &str) -> Option<String> {
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let whole = squeezed(cell);
    let mut rest = whole.as_str();
    let mut left = String::new();
    for norm in split(cell) {
        let text = squeezed(&norm.text);
        let at = if text.is_empty() { 0 } else { rest.find(&text)? };
        left.push_str(&rest[..at]);
        rest = &rest[at + text.len()..];
    }
    left.push_str(rest);
    Some(left)
}

proptest! {
    #[test]
    fn no_word_is_lost(text in any::<String>()) {
        let left = left_over(&text);
        prop_assert!(left.is_some());
    }

    #[test]
    fn only_numbers_are_taken_from_a_cell(
        cell in "(1\\.|2\\.|3、|1\\)|\\(1\\)|（2）|①|②|一是|二是|一、|（一）|第一,|第二，|\n|；|。| |甲|乙米|5|年){0,24}",
    ) {
        let left = left_over(&cell).expect("the norms are parts of the cell, in order");
        let of_marker = |c: char| "0123456789.、()（）①②一二第是,，".contains(c);
        prop_assert!(left.chars().all(of_marker), "{left:?} of {cell:?}: {:?}", split(&cell));
    }

    #[test]
    fn a_numbered_list_comes_out_as_it_went_in(texts in prop::collection::vec("[甲乙丙丁]{1,6}", 1..12), on_lines in any::<bool>()) {
        let between = if on_lines { "\n" } else { "" };
        let cell: Vec<String> = (1..).zip(&texts).map(|(number, text)| format!("{number}.{text};")).collect();
        let expected: Vec<_> = (1..).zip(&texts).map(|(number, text)| (number, format!("{text};"))).collect();
        prop_assert_eq!(of(&cell.join(between)), expected);
    }
}
