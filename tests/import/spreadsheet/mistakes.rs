//! Forty mistakes, each at its cell.

use super::book::{A, B, Bad, C, Mistake, PERSON, book};
use super::{import, try_import};
use gongkai::service::import::Finding;
use support::{Engine, TestApp, on_both};

on_both!(forty_mistakes_in_five_thousand_rows_are_found_at_their_cells);

const MISTAKES: [Mistake; 40] = [
    (A, "F15", Bad::Text(""), "disclosure_item", "required", true),
    (A, "F25", Bad::Long, "disclosure_item", "501 characters", true),
    (A, "G35", Bad::Broken, "content_norm", "#REF!", true),
    (A, "H45", Bad::Text("111日前"), "time_limit", "not understood", false),
    (A, "H55", Bad::Text("看情况办"), "time_limit", "not understood", false),
    (A, "H65", Bad::Text(""), "time_limit", "no time limit", false),
    (A, "H75", Bad::Date, "time_limit", "is a date", false),
    (A, "H85", Bad::Number(20.0), "time_limit", "bare number", false),
    (A, "K95", Bad::Text("123456789"), "remark_phone", "telephone", false),
    (A, "G105", Bad::Text(PERSON), "content_norm", "identity number", true),
    (A, "J115", Bad::Text(PERSON), "responsible_person", "identity number", true),
    (A, "M125", Bad::Text("偷偷公开"), "method", "偷偷公开", true),
    (A, "N135", Bad::Text("某些人"), "audience", "某些人", true),
    (A, "O145", Bad::Text("政府网站、烽火台"), "channels", "烽火台", true),
    (A, "O155", Bad::Text("□政府网站 □政府公报"), "channels", "none is ticked", true),
    (A, "O165", Bad::Text("▄烽火台 口政府公报"), "channels", "烽火台", false),
    (A, "P175", Bad::Text("国级"), "tiers", "国级", true),
    (A, "A2002", Bad::Number(2_005.0), "serial", "follows 1999", false),
    (A, "F205", Bad::Text("事项204"), "disclosure_item", "目录!204", true),
    (A, "B213", Bad::Alone(""), "unit", "not merged", true),
    (A, "C223", Bad::Alone(""), "column_l1", "not merged", true),
    (A, "B233", Bad::Alone("甲局、乙局"), "unit", "several units", true),
    (A, "D243", Bad::Alone(""), "column_l2", "between a new column", true),
    (A, "A255", Bad::Hidden, "row", "hidden", false),
    (A, "F283", Bad::Merged, "disclosure_item", "two units", false),
    (A, "O275", Bad::Text("■政府网站 ■其他:宣传册"), "channels", "宣传册", false),
    (A, "P285", Bad::Text("■县级 ■村级 □乡级"), "tiers", "村级", false),
    (A, "Q2", Bad::Text(""), "header", "without a name", false),
    (B, "I10", Bad::Text("可能"), "audience", "no tick", true),
    (B, "K20", Bad::Text("√"), "method", "more than one", true),
    (B, "K30", Bad::Text(""), "method", "none is ticked", true),
    (B, "I40", Bad::Text("√"), "audience", "more than one", true),
    (B, "J50", Bad::Text("√（申请人）"), "audience", "申请人", false),
    (B, "M60", Bad::Text("也许"), "tiers", "no tick", true),
    (B, "H70", Bad::Text("□政府网站"), "channels", "none is ticked", true),
    (B, "F80", Bad::Text("#N/A"), "time_limit", "#N/A", true),
    (B, "M90", Bad::Text(""), "tiers", "none is ticked", true),
    (B, "D100", Bad::Text(PERSON), "content_norm", "identity number", true),
    (C, "D2", Bad::Text("同上"), "time_limit", "nothing stands above", true),
    (C, "F1001", Bad::Number(999.0), "serial", "stands at F1000 too", false),
];

fn found<'a>(findings: &'a [Finding], (sheet, cell, _, column, word, _): &Mistake) -> Option<&'a Finding> {
    findings.iter().find(|it| {
        it.sheet == *sheet && it.cell.as_deref() == Some(cell) && it.column == *column && it.reason.contains(word)
    })
}

async fn forty_mistakes_in_five_thousand_rows_are_found_at_their_cells(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let report = try_import(&app, TestApp::catalog(), &book(&MISTAKES), false).await;
    for mistake in &MISTAKES {
        let among = if mistake.5 { &report.problems } else { &report.notices };
        let finding = found(among, mistake);
        assert!(
            finding.is_some_and(|it| it.needs_person != mistake.5),
            "{}!{} {}: {report}",
            mistake.0,
            mistake.1,
            mistake.3
        );
    }
    let is_expected =
        |it: &&Finding| !MISTAKES.iter().any(|mistake| found(std::slice::from_ref(*it), mistake).is_some());
    let others: Vec<&Finding> = report.problems.iter().filter(is_expected).collect();
    assert!(others.is_empty(), "nothing else is rejected: {others:#?}");
    let others: Vec<&Finding> = report
        .notices
        .iter()
        .filter(|it| it.needs_person && !it.reason.contains("it was made"))
        .filter(is_expected)
        .collect();
    assert!(others.is_empty(), "nobody is called in vain: {others:#?}");
    assert!(!report.written);
    assert_eq!(report.rejected, MISTAKES.iter().filter(|it| it.5).count() as u64);
    assert_eq!(app.client().data("{ catalogEntries { totalCount } }").await["catalogEntries"]["totalCount"], 0);

    let good = book(&[]);
    let dry = try_import(&app, TestApp::catalog(), &good, true).await;
    assert_eq!((dry.created, dry.rejected, dry.written), (5_000, 0, false), "{dry}");
    assert_eq!(dry.tree.iter().map(|column| column.entries).sum::<u64>(), 5_000);
    assert_eq!(
        dry.sheets.iter().map(|it| it.header.as_deref()).collect::<Vec<_>>(),
        [Some("A2:P2"), Some("A2:N3"), Some("A1:F1")]
    );
    let reading = dry.readings.iter().find(|it| it.column == "channels" && it.sheet == B).expect("how boxes were read");
    assert_eq!(
        (reading.understood.as_str(), reading.count, reading.cell.as_str()),
        ("WEBSITE, READING_POINT", 2_000, "H4")
    );
    assert_eq!(import(&app, &good).await.created, 5_000);
    let again = import(&app, &good).await;
    assert_eq!((again.unchanged, again.changes.len()), (5_000, 0));
}
