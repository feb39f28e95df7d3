//! Workbooks as offices send them: findings at their cells, what moves and what is gone, out and in again.

use gongkai::service::export::{self, Wanted};
use gongkai::service::import::{self, Finding, Kind, Options, Report};
use gongkai::service::write::{EntryFate, Gone};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::json;
use std::collections::HashMap;
use support::{Engine, TestApp, on_both};

on_both!(
    forty_mistakes_in_five_thousand_rows_are_found_at_their_cells,
    what_moves_keeps_its_id_and_what_is_gone_goes_if_told,
    what_is_taken_out_and_brought_in_again_changes_nothing,
    a_column_that_is_absent_leaves_things_as_they_are,
    every_sort_of_workbook_is_read,
    standard_catalogs_are_understood
);

async fn run(app: &TestApp, kind: Kind, bytes: &[u8], options: Options) -> gongkai::error::Result<Report> {
    import::run(app.connection(), &app.app.clock, app.app.config.default_term, &kind, bytes, &options).await
}

async fn try_import(app: &TestApp, kind: Kind, bytes: &[u8], dry_run: bool) -> Report {
    let options = Options { file: "file".into(), dry_run, ..Options::default() };
    run(app, kind, bytes, options).await.expect("the import runs")
}

async fn import(app: &TestApp, bytes: &[u8]) -> Report {
    let report = try_import(app, TestApp::catalog(), bytes, false).await;
    assert!(report.written && report.rejected == 0, "{report}");
    report
}

fn removing() -> Kind {
    match TestApp::catalog() {
        Kind::Catalog { edition, unknown_units, unit, .. } => {
            Kind::Catalog { edition, unknown_units, gone: Gone::Remove, unit }
        }
        other => other,
    }
}

/// What is wrong: sheet, cell, what is written there, the column in the report, a word of the reason, and whether the
/// row is rejected for it or only a person called.
type Mistake = (&'static str, &'static str, Bad, &'static str, &'static str, bool);

#[derive(Clone, Copy)]
enum Bad {
    Text(&'static str),
    Long,
    Broken,
    Date,
    Number(f64),
    Hidden,
    /// The cell is not merged with those beneath, and says this.
    Alone(&'static str),
    /// Merged with the cell above.
    Merged,
}

const A: &str = "目录";
const B: &str = "重大建设项目";
const C: &str = "其他";
const PERSON: &str = "经办人11010519491231002X";

/// Some mistakes need two cells; the second is no mistake of its own.
const ALSO: [(&str, &str, &str); 4] = [(B, "L20", "√"), (B, "K30", ""), (B, "J40", "√"), (B, "I50", "")];

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
    (A, "O165", Bad::Text("▄烽火台 口政府公报"), "channels", "烽火台", true),
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

/// Where a cell is, from 0.
fn place(cell: &str) -> (u32, u16) {
    let letters = cell.chars().take_while(char::is_ascii_alphabetic);
    let column = letters.fold(0, |column, letter| column * 26 + (letter as u16 - 'A' as u16 + 1));
    let row: u32 = cell.trim_start_matches(|it: char| it.is_ascii_alphabetic()).parse().expect("a row");
    (row - 1, column - 1)
}

/// A sheet in the making: cells that the mistakes replace.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    bad: HashMap<(u32, u16), Bad>,
}

impl Page<'_> {
    fn write(&mut self, row: u32, column: u16, text: &str) {
        let sheet = &mut *self.sheet;
        match self.bad.get(&(row, column)) {
            None | Some(Bad::Hidden | Bad::Merged) => sheet.write(row, column, text).map(drop),
            Some(Bad::Text("") | Bad::Alone("")) => Ok(()),
            Some(Bad::Text(bad) | Bad::Alone(bad)) => sheet.write(row, column, *bad).map(drop),
            Some(Bad::Long) => sheet.write(row, column, "长".repeat(501)).map(drop),
            Some(Bad::Broken) => sheet.write_formula(row, column, Formula::new("A1").set_result("#REF!")).map(drop),
            Some(Bad::Date) => {
                let date = ExcelDateTime::from_ymd(2022, 4, 20).expect("a date");
                sheet.write_with_format(row, column, &date, &Format::new().set_num_format("yyyy-mm-dd")).map(drop)
            }
            Some(Bad::Number(bad)) => sheet.write(row, column, *bad).map(drop),
        }
        .expect("a cell");
    }

    fn write_row(&mut self, row: u32, cells: &[&str]) {
        (0..).zip(cells).filter(|(_, text)| !text.is_empty()).for_each(|(column, text)| self.write(row, column, text));
    }

    /// Ten rows under one merged cell, or, where one is to stand alone, ten cells.
    fn block(&mut self, row: u32, column: u16, text: &str) {
        if (0..3).any(|column| matches!(self.bad.get(&(row, column + 1)), Some(Bad::Alone(_)))) {
            (row..row + 10).for_each(|row| self.write(row, column, text));
        } else {
            self.sheet.merge_range(row, column, row + 9, column, text, &Format::new()).expect("a merged cell");
        }
    }
}

/// Three sheets of 2,000, 2,000 and 1,000 rows, with mistakes or without.
fn book(mistakes: &[Mistake]) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut page = |name: &'static str, fill: fn(&mut Page)| {
        let mut bad: HashMap<_, _> = mistakes.iter().filter(|it| it.0 == name).map(|it| (place(it.1), it.2)).collect();
        let also = ALSO.iter().filter(|it| it.0 == name && !mistakes.is_empty());
        bad.extend(also.map(|it| (place(it.1), Bad::Text(it.2))));
        fill(&mut Page { sheet: book.add_worksheet().set_name(name).expect("a name"), bad });
    };
    page(A, hefei);
    page(B, standard);
    page(C, plain);
    book.save_to_buffer().expect("a workbook")
}

fn hefei(page: &mut Page) {
    page.sheet.merge_range(0, 0, 0, 15, "某市政府信息主动公开目录规范", &Format::new()).expect("a title");
    page.sheet
        .write_row(
            1,
            0,
            [
                "序号",
                "公开主体",
                "一级栏目",
                "二级栏目",
                "三级栏目",
                "公开事项",
                "内容规范",
                "公开时限",
                "责任处室",
                "责任人",
                "备注（联系电话）",
                "公开依据",
                "公开方式",
                "公开对象",
                "公开渠道和载体",
                "公开层级",
            ],
        )
        .expect("a header");
    for row in 2..2_002 {
        let (number, block) = (row - 1, (row - 2) / 10);
        if (row - 2) % 10 == 0 {
            let is_gap = page.bad.contains_key(&(row, 3));
            page.block(row, 1, &format!("单位{}", block / 4));
            page.block(row, 2, &if is_gap { format!("新栏目{block}") } else { format!("栏目{}", block / 2) });
            page.block(row, 3, &format!("子栏目{block}"));
            if is_gap {
                page.write(row, 4, "孙栏目");
            }
        }
        match page.bad.get(&(row, 0)) {
            Some(Bad::Hidden) => drop(page.sheet.set_row_hidden(row).expect("a row")),
            Some(_) => page.write(row, 0, ""),
            None => {}
        }
        if !matches!(page.bad.get(&(row, 0)), Some(Bad::Number(_))) {
            page.sheet.write(row, 0, number).expect("a serial");
        }
        match page.bad.get(&(row + 1, 5)) {
            Some(Bad::Merged) => {
                drop(page.sheet.merge_range(row, 5, row + 1, 5, &format!("事项{}", row + 1), &Format::new()));
            }
            _ if matches!(page.bad.get(&(row, 5)), Some(Bad::Merged)) => {}
            _ => page.write(row, 5, &format!("事项{}", row + 1)),
        }
        let limit = if row % 7 == 3 && !page.bad.contains_key(&(row - 1, 7)) { "同上" } else { "20个工作日内" };
        let rest = [
            "1.标题、文号\n2.正文",
            limit,
            "办公室",
            "×××",
            "6353****",
            "《条例》第二十条",
            "主动公开",
            "全社会",
            "■政府网站 □政府公报\n■两微一端",
            "县级、乡级",
        ];
        (6..).zip(rest).for_each(|(column, text)| page.write(row, column, text));
    }
    if page.bad.contains_key(&(1, 16)) {
        page.sheet.write(294, 16, "谁写的").expect("a cell");
    }
}

fn standard(page: &mut Page) {
    let (plain, sheet) = (Format::new(), &mut *page.sheet);
    sheet.merge_range(0, 0, 0, 13, "重大建设项目领域基层政务公开标准目录", &plain).expect("a title");
    for (column, name) in [
        (0, "序号"),
        (3, "公开内容（要素）"),
        (4, "公开依据"),
        (5, "公开时限"),
        (6, "公开主体"),
        (7, "公开渠道\n和载体"),
    ] {
        sheet.merge_range(1, column, 2, column, name, &plain).expect("a header");
    }
    for (column, name, below) in [
        (1, "公开事项", ["一级事项", "二级事项"]),
        (8, "公开对象", ["全社会", "特定群体"]),
        (10, "公开方式", ["主动", "依申请公开"]),
        (12, "公开层级", ["县级", "乡级"]),
    ] {
        sheet.merge_range(1, column, 1, column + 1, name, &plain).expect("a group");
        sheet.write_row(2, column, below).expect("a header");
    }
    for row in 3..2_003 {
        if (row - 3) % 10 == 0 {
            page.block(row, 1, &format!("一级{}", (row - 3) / 10));
        }
        let (serial, item) = ((row - 2).to_string(), format!("二级{row}"));
        page.write(row, 0, &serial);
        let cells = [
            "",
            "",
            &item,
            "内容",
            "《条例》",
            "信息形成之日起20个工作日内",
            "区发改委",
            "■政府网站  □政府公报  ■公开查阅点",
            "√",
            "",
            "√",
            "",
            "√",
            "",
        ];
        (0..14)
            .filter(|column| !cells[*column as usize].is_empty() || page.bad.contains_key(&(row, *column)))
            .collect::<Vec<u16>>()
            .into_iter()
            .for_each(|column| page.write(row, column, cells[column as usize]));
    }
}

fn plain(page: &mut Page) {
    page.sheet.write_row(0, 0, ["公开事项", "公开主体", "一级栏目", "公开时限", "条款内容", "序号"]).expect("a header");
    for row in 1..1_001 {
        let (item, serial) = (format!("杂项{row}"), row.to_string());
        page.write_row(row, &[&item, "市档案馆", "杂项", "及时公开", "第一款", &serial]);
    }
}

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
        ("Website, ReadingPoint", 2_000, "H4")
    );
    assert_eq!(import(&app, &good).await.created, 5_000);
    let again = import(&app, &good).await;
    assert_eq!((again.unchanged, again.changes.len()), (5_000, 0));
}

/// A workbook of one sheet, its header first.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells.iter().copied()).expect("a row");
    }
    book.save_to_buffer().expect("a workbook")
}

async fn what_moves_keeps_its_id_and_what_is_gone_goes_if_told(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let header: &[&str] = &["公开主体", "一级栏目", "公开事项", "公开时限"];
    let before: [&[&str]; 6] = [
        header,
        &["甲局", "旧栏", "动", "及时"],
        &["甲局", "旧栏", "走", "及时"],
        &["甲局", "旧栏", "留", "及时"],
        &["甲局", "旧栏", "改", "及时"],
        &["乙局", "旧栏", "旁", "及时"],
    ];
    import(&app, &sheet(&before)).await;
    app.import("{\"source\":{\"system\":\"s\",\"id\":\"1\"},\"document\":{\"title\":\"文\",\"publisher\":\"甲局\",\"issuers\":[\"甲局\"],\"genre\":\"NOTICE\",\"isNormative\":false,\"body\":\"<p>文</p>\",\"catalogEntries\":[{\"unit\":\"甲局\",\"columns\":[\"旧栏\"],\"item\":\"动\"},{\"unit\":\"甲局\",\"columns\":[\"旧栏\"],\"item\":\"走\"}]}}\n").await;
    let query = "{ documents { nodes { version catalogEntries { item } } } catalogEntries { nodes { id item version firstLevelColumn { title } unit { name } } } }";
    let old = app.client().data(query).await;
    let after: [&[&str]; 5] = [
        header,
        &["甲局", "新栏", "动", "及时"],
        &["甲局", "旧栏", "留", "及时"],
        &["甲局", "旧栏", "改", "每年3月底前"],
        &["甲局", "新栏", "新", "及时"],
    ];
    let fates = |report: &Report| {
        let fate =
            |fate| report.changes.iter().filter(|it| it.change == fate).map(|it| it.item.clone()).collect::<Vec<_>>();
        [EntryFate::New, EntryFate::Changed, EntryFate::Moved, EntryFate::Gone].map(fate)
    };
    let dry = try_import(&app, removing(), &sheet(&after), true).await;
    assert_eq!(fates(&dry), [vec!["新"], vec!["改"], vec!["动"], vec!["走"]], "{dry}");
    assert!(dry.to_string().contains("moved: 甲局: 新栏 / 动 (from 旧栏)"), "{dry}");
    assert!(dry.to_string().contains("旧栏: 3\n新栏: 2\n"), "the tree as it becomes: {dry}");
    assert_eq!(app.client().data(query).await, old, "a dry run leaves everything");

    let kept = import(&app, &sheet(&after)).await;
    assert_eq!((kept.removed, fates(&kept)[3].as_slice()), (0, &["走".to_owned()][..]));
    assert!(kept.to_string().contains("gone, but kept: 甲局: 旧栏 / 走"), "{kept}");
    let now = app.client().data(query).await;
    let entry = |data: &serde_json::Value, item: &str| {
        let nodes = data["catalogEntries"]["nodes"].as_array().expect("nodes");
        nodes.iter().find(|it| it["item"] == item).cloned()
    };
    let (was, is) = (entry(&old, "动").expect("an entry"), entry(&now, "动").expect("an entry"));
    assert_eq!((&is["id"], &is["version"], &is["firstLevelColumn"]["title"]), (&was["id"], &json!(2), &json!("新栏")));
    assert_eq!(now["documents"]["nodes"][0]["version"], 2, "the document stands under another column");

    // A row that cannot be read may be the one that is missed.
    let mut broken = after.to_vec();
    broken.push(&["甲局", "旧栏", "坏", "#REF!"]);
    let skipping = Options { on_error: import::OnError::Skip, ..Options::default() };
    let report = run(&app, removing(), &sheet(&broken), skipping).await.expect("the import runs");
    assert_eq!((report.rejected, report.removed, report.written), (1, 0, true), "{report}");

    let removed = try_import(&app, removing(), &sheet(&after), false).await;
    assert_eq!((removed.removed, removed.unchanged), (1, 4), "{removed}");
    let now = app.client().data(query).await;
    assert!(entry(&now, "走").is_none() && entry(&now, "旁").is_some(), "units that the file does not name are let be");
    assert_eq!(now["documents"]["nodes"][0]["version"], 3);
    assert_eq!(now["documents"]["nodes"][0]["catalogEntries"], json!([{ "item": "动" }]));
    let id = entry(&old, "走").expect("an entry")["id"].clone();
    let node = app.client().data(&format!("{{ node(id: {id}) {{ __typename }} }}")).await;
    assert_eq!(node["node"]["__typename"], "Tombstone");
}

async fn round(app: &TestApp, with_contacts: bool) {
    let wanted = Wanted { with_contacts, ..Wanted::default() };
    let exported = export::catalog(app.connection(), &wanted).await.expect("the catalog is read");
    assert!(!exported.entries.is_empty());
    let edition = gongkai::service::write::Edition {
        jurisdiction: exported.jurisdiction.clone(),
        edition: exported.edition.clone(),
        title: None,
        effective_on: None,
    };
    let kind = Kind::Catalog { edition, unknown_units: Default::default(), gone: Gone::Remove, unit: None };
    let count = exported.entries.len() as u64;
    for bytes in
        [export::workbook(&exported, &app.app.clock).expect("a workbook"), export::csv(&exported).expect("a text")]
    {
        let report = try_import(app, kind.clone(), &bytes, false).await;
        let told = (report.created, report.updated, report.unchanged, report.rejected, report.removed);
        assert_eq!(told, (0, 0, count, 0, 0), "{report}");
    }
}

async fn what_is_taken_out_and_brought_in_again_changes_nothing(engine: Engine) {
    let app = TestApp::sample(engine).await;
    round(&app, false).await;
    let app = TestApp::empty(engine).await;
    app.import_units("code,name,short_name,kind,level,parent_code\nA,发改委,,DEPARTMENT,CITY,\nB,同名局,,DEPARTMENT,CITY,\nC,同名局,,DEPARTMENT,COUNTY,\n").await;
    app.import_catalog(
        "serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit,method,audience,channels,tiers,responsible_office,responsible_person,remark_phone,remarks,legal_basis\n\
         一,A,甲,乙,丙,=1+1,\"-1.甲\n2.乙\",及时,依申请公开,特定群体,政府公报、政府网站、其他,乡级、省级,+处,张某,6353****,'=备,\"《甲》\n《乙》\"\n\
         一,A,甲,乙,丙,二,,,,,,,,,,,\n/,A,甲,乙,,三,\"@'引\"\"号\"\"\",20个工作日内,,,,,,李某,,,\n/,A,甲,,,四,,,,,,,,,,,\n\
         2,B,甲,乙,丙,二,,,,,,,,,,,\n/,C,甲,乙,丙,二,,,,,,,,,,,\n",
    )
    .await;
    round(&app, true).await;
    round(&app, false).await;
    let contacts = export::catalog(app.connection(), &Wanted { with_contacts: true, ..Wanted::default() }).await;
    let contacts = contacts.expect("the catalog is read").entries;
    assert_eq!(contacts[0].responsible_person, None, "四 stands on the first level, before what is beneath");
    assert!(
        contacts.iter().any(|it| it.responsible_phone.as_deref() == Some("6353****")),
        "a file without contacts leaves them"
    );
    let one = Wanted { unit: Some("发改委".into()), ..Wanted::default() };
    let exported = export::catalog(app.connection(), &one).await.expect("the catalog is read");
    assert_eq!(exported.entries.len(), 4);
    let json: serde_json::Value = serde_json::from_slice(&export::json(&exported).expect("JSON")).expect("JSON");
    let entry = json["entries"].as_array().expect("entries").iter().find(|it| it["item"] == "=1+1").expect("an entry");
    assert_eq!(
        (&entry["channels"], &entry["responsiblePerson"]),
        (&json!(["GAZETTE", "WEBSITE", "OTHER"]), &json!(null))
    );
    let csv = String::from_utf8(export::csv(&exported).expect("a text")).expect("UTF-8");
    assert!(csv.contains(",'=1+1,") && !csv.contains("张某"), "no program takes it for a formula: {csv}");
    let ambiguous = Wanted { unit: Some("同名局".into()), ..Wanted::default() };
    assert!(export::catalog(app.connection(), &ambiguous).await.is_err());
}

async fn a_column_that_is_absent_leaves_things_as_they_are(engine: Engine) {
    let app = TestApp::empty(engine).await;
    import(
        &app,
        &sheet(&[&["公开主体", "一级栏目", "公开事项", "公开时限", "责任处室"], &["局", "栏", "事", "及时", "某处"]]),
    )
    .await;
    let query = "{ catalogEntries { nodes { timeLimit { text } responsibleOffice } } }";
    let report =
        import(&app, &sheet(&[&["公开主体", "一级栏目", "公开事项", "公开时限"], &["局", "栏", "事", "及时"]])).await;
    assert_eq!(report.unchanged, 1, "{report}");
    let report =
        import(&app, &sheet(&[&["公开主体", "一级栏目", "公开事项", "责任处室"], &["局", "栏", "事", ""]])).await;
    assert_eq!(report.updated, 1, "an empty cell says that there is none: {report}");
    let data = app.client().data(query).await;
    assert_eq!(
        data["catalogEntries"]["nodes"],
        json!([{ "timeLimit": { "text": "及时" }, "responsibleOffice": null }])
    );
}

async fn every_sort_of_workbook_is_read(engine: Engine) {
    for bytes in [&include_bytes!("../files/catalog.xls")[..], &include_bytes!("../files/catalog.ods")[..]] {
        let app = TestApp::empty(engine).await;
        let report = import(&app, bytes).await;
        assert_eq!(report.created, 3, "{report}");
        let told = |cell: &str, word: &str| {
            report
                .notices
                .iter()
                .any(|it| it.sheet == A && it.cell.as_deref() == Some(cell) && it.reason.contains(word))
        };
        assert!(told("D4", "is a date") && told("D5", "2022-04-20\", from D4"), "{report}");
        let data = app.client().data("{ catalogEntries { nodes { item serial firstLevelColumn { title } } } }").await;
        assert_eq!(
            data["catalogEntries"]["nodes"][1],
            json!({ "item": "其他文件", "serial": "2", "firstLevelColumn": { "title": "政策法规" } })
        );
    }
    let app = TestApp::empty(engine).await;
    // 局 in GB18030, as Chinese editions of Excel save it.
    let text = [&b"unit,column_l1,disclosure_item\n"[..], b"\xbe\xd6,a,b\n"].concat();
    import(&app, &text).await;
    assert_eq!(app.client().data("{ units { nodes { name } } }").await["units"]["nodes"], json!([{ "name": "局" }]));
    for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0nonsense", b"a\0b"] {
        let report = run(&app, TestApp::catalog(), bytes, Options::default()).await;
        assert!(report.is_err(), "{bytes:?}");
    }
}

async fn standard_catalogs_are_understood(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let kind = |unit: Option<&str>| match TestApp::catalog() {
        Kind::Catalog { edition, unknown_units, gone, .. } => {
            Kind::Catalog { edition, unknown_units, gone, unit: unit.map(str::to_owned) }
        }
        other => other,
    };
    // One level: the area is the column. Several items in one cell, no unit but one for the whole file.
    let rows: [&[&str]; 5] = [
        &["（二）养老服务领域基层政务公开标准目录"],
        &["序号", "公开事项", "公开内容（要素）", "公开时限", "公开渠道和载体", "依据效力位阶"],
        &[
            "1",
            "1.补贴名单\n2.补贴标准",
            "名单",
            "20个工作日内",
            "■政府网站 口政府公报 ▄社区/企事业单位/村公示栏（电子屏）",
        ],
        &["2", "机构\n评估", "结果", "同上", "公开查阅点"],
        &["备注：以上由县级公开。"],
    ];
    let refused = try_import(&app, kind(None), &sheet(&rows), false).await;
    assert!(refused.rejected == 1 && refused.to_string().contains("--unit"), "{refused}");
    let report = try_import(&app, kind(Some("民政局")), &sheet(&rows), false).await;
    assert!(report.written, "{report}");
    let told = |cell: &str, word: &str| {
        report.notices.iter().any(|it| it.cell.as_deref() == Some(cell) && it.reason.contains(word))
    };
    assert!(
        told("B3", "2 items") && told("D4", "from D3") && told("F2", "依据效力位阶") && told("A5", "note"),
        "{report}"
    );
    let data = app.client().data("{ catalogEntries { nodes { item serial channels timeLimit { text } firstLevelColumn { title } unit { name } } } }").await;
    let entry = |item: &str, serial: &str, channels: &[&str]| {
        json!({ "item": item, "serial": serial, "channels": channels, "timeLimit": { "text": "20个工作日内" },
            "firstLevelColumn": { "title": "养老服务" }, "unit": { "name": "民政局" } })
    };
    let ticked = ["WEBSITE", "NOTICE_BOARD"];
    assert_eq!(
        data["catalogEntries"]["nodes"],
        json!([
            entry("1.补贴名单", "1", &ticked),
            entry("2.补贴标准", "1", &ticked),
            entry("机构评估", "2", &["READING_POINT"])
        ])
    );
    // Three levels: the deepest is the item, the others are columns.
    let rows: [&[&str]; 3] =
        [&["一级事项", "二级事项", "三级事项", "公开主体"], &["救助", "低保", "名单", "民政局"], &["", "", "标准", ""]];
    assert_eq!(import(&app, &sheet(&rows)).await.created, 2);
    let data = app.client().data("{ catalog { columns { title children { title } } } }").await;
    assert_eq!(data["catalog"]["columns"][1], json!({ "title": "救助", "children": [{ "title": "低保" }] }));
}
