use super::*;
use rust_xlsxwriter::{Format as Style, Formula, Workbook as Writer};
use std::io::Write;

const FIELDS: &[Field] = &[
    Field { name: "item", aliases: &["公开事项", "二级事项"], required: true, inherits: false },
    Field { name: "unit", aliases: &["公开主体"], required: false, inherits: true },
    Field { name: "limit", aliases: &["公开时限"], ..Field::NONE },
    Field { name: "audience", aliases: &["公开对象"], ..Field::NONE },
    Field { name: "column", aliases: &["一级事项"], ..Field::NONE },
];

fn csv(text: &str) -> Sheet {
    read(text.as_bytes(), &Limits::default()).unwrap().sheets.remove(0)
}

fn texts(table: &Table<'_>) -> Vec<String> {
    table.rows.iter().map(|row| row.values.iter().map(Value::text).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn addresses_are_those_that_people_see() {
    let shown = |row, column| At::new(row, column).to_string();
    assert_eq!(
        [shown(0, 0), shown(6, 1), shown(9, 25), shown(0, 26), shown(0, 701), shown(1, 702)],
        ["A1", "B7", "Z10", "AA1", "ZZ1", "AAA2"]
    );
}

#[test]
fn cells_are_clean() {
    let said = |text: &str| Cell::text(text).text;
    assert_eq!(said("\u{a0} 甲\u{200b}\u{a0}乙_x000D_\r\n丙\u{3000}\u{feff}"), "甲 乙\n\n丙");
    assert_eq!(said("a_xb_x0041_"), "a_xb_x0041_");
    assert_eq!((Cell::text("#N/A").kind, Cell::text("#NA").kind), (CellKind::Error, CellKind::Text));
    let number = |number| Cell::number(number).text;
    assert_eq!(
        [number(3.0), number(0.1 + 0.2), number(-2.5), number(13_800_138_000.0)],
        ["3", "0.3", "-2.5", "13800138000"]
    );
    assert_eq!(Cell::date((2022, 4, 20), (0, 0, 0)).text, "2022-04-20");
    assert_eq!(Cell::date((2022, 4, 20), (8, 30, 0)).text, "2022-04-20 08:30");
    assert_eq!(squeezed(" 公开内容\n（要 素）："), "公开内容(要素)");
}

#[test]
fn lines_are_physical_and_rows_are_those_of_a_spreadsheet() {
    let sheet = csv("\u{feff}公开主体,公开事项\r\n\"甲\r\n乙\",1\r\n\r\n丙,2\r\n丁\r\n");
    let table = Table::find(&sheet, FIELDS).unwrap();
    assert_eq!(table.rows.iter().map(|row| (row.line, row.at)).collect::<Vec<_>>(), [(2, 1), (5, 3), (6, 4)]);
    assert_eq!(table.rows[1].values[1].at.to_string(), "B4");
    assert_eq!(table.rows[2].broken, Some((1, 2)));
}

#[test]
fn text_is_read_in_the_encodings_of_spreadsheet_programs() {
    let text = "公开主体\t公开事项\n某局\t某事\n";
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &gb, &utf16] {
        let book = read(bytes, &Limits::default()).unwrap();
        assert_eq!(book.sheets[0].cell(At::new(1, 1)).text, "某事");
    }
    for bytes in [&b"\xff\xfe\x00"[..], b"a\0b", b"%PDF-1.7", b"\x81\x20,\n"] {
        assert!(read(bytes, &Limits::default()).is_err(), "{bytes:?}");
    }
}

#[test]
fn the_header_stands_among_titles_and_notes() {
    let sheet = csv(
        "公开目录,,,\n（2026年）,,,\n序号,公开 事项（名称）,公开主体,公开\n1,2,3,4\n1,甲,局,x\n2,乙,,\n3,丙,同上,\n,,,\n序号,公开事项,公开主体,公开\n4,丁,〃,\n备注:以此为准,,,\n",
    );
    let table = Table::find(&sheet, FIELDS).unwrap();
    assert_eq!((table.first, table.last, table.titles.len()), (2, 2, 2));
    assert_eq!(texts(&table), ["1|甲|局|x", "2|乙|局|", "3|丙|局|", "4|丁|局|"]);
    let kinds: Vec<_> = table.notes.iter().map(|(at, kind, _)| (at.to_string(), *kind)).collect();
    assert_eq!(
        kinds,
        [
            ("A4".to_owned(), NoteKind::Numbers),
            ("A9".to_owned(), NoteKind::Header),
            ("A11".to_owned(), NoteKind::Footnote)
        ]
    );
    let unit = table.value(&table.rows[3], 1).unwrap();
    assert_eq!((unit.source, unit.at.to_string().as_str()), (Source::Ditto(At::new(4, 2)), "C10"));
    assert_eq!(table.value(&table.rows[1], 1).unwrap().source, Source::Above(At::new(4, 2)));
    assert_eq!(table.columns.iter().filter(|it| it.field.is_none()).count(), 2);
}

#[test]
fn what_is_no_header_is_told() {
    let told = |text: &str| Table::find(&csv(text), FIELDS).unwrap_err().to_string();
    assert!(told("公开主体,公开时限\n局,3日\n").contains("row 1 has unit, limit, item missing"));
    assert!(told("甲,乙\n").contains("looked for item"));
    assert_eq!(Table::find(&csv("公开事项\n甲\n"), FIELDS).unwrap().rows.len(), 1, "a table of one column");
    assert!(told("公开事项,公开主体,单位,公开主体\n").contains("D1 stands twice: the column at B1"));
}

#[test]
fn two_rows_may_be_one_header() {
    let header = "公开事项,,公开主体,公开对象,\n一级事项,二级事项,,全社会,特定群体\n";
    let plain = csv(&format!("标准目录,,,,\n{header}甲,乙,局,√,\n"));
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let style = Style::new();
    sheet.merge_range(0, 0, 0, 4, "标准目录", &style).unwrap();
    sheet.merge_range(1, 0, 1, 1, "公开事项", &style).unwrap();
    sheet.merge_range(1, 2, 2, 2, "公开主体", &style).unwrap();
    sheet.merge_range(1, 3, 1, 4, "公开对象", &style).unwrap();
    sheet.write_row(2, 0, ["一级事项", "二级事项"]).unwrap();
    sheet.write_row(2, 3, ["全社会", "特定群体"]).unwrap();
    sheet.write_row(3, 0, ["甲", "乙", "局", "√"]).unwrap();
    let merged = read(&book.save_to_buffer().unwrap(), &Limits::default()).unwrap().sheets.remove(0);
    for sheet in [plain, merged] {
        let table = Table::find(&sheet, FIELDS).unwrap();
        assert_eq!((table.first, table.last), (1, 2));
        let row = &table.rows[0];
        assert_eq!(table.value(row, 4).unwrap().text(), "甲");
        assert_eq!(table.value(row, 0).unwrap().text(), "乙");
        assert!(table.value(row, 3).is_none());
        let options: Vec<_> = table.options(row, 3).map(|(name, value)| (name, value.text())).collect();
        assert_eq!(options, [("全社会", "√"), ("特定群体", "")]);
    }
}

#[test]
fn a_group_may_be_one_column() {
    // As the towns of 德安县 publish it: one level of government, and so one column under 公开层级.
    let sheet = csv(
        "序号,公开事项,公开主体,公开对象,,公开方式,,公开层级\n,,,全社会,特定群体,主动,依申请,乡级\n1,甲,镇,√,,√,,√\n",
    );
    let fields = [FIELDS, &[Field { name: "tiers", aliases: &["公开层级"], ..Field::NONE }]].concat();
    let table = Table::find(&sheet, &fields).unwrap();
    assert_eq!((table.last, table.rows.len()), (1, 1));
    assert_eq!(
        table.options(&table.rows[0], 5).map(|(name, value)| (name, value.text())).collect::<Vec<_>>(),
        [("乡级", "√")]
    );
    // A column without a name beside one with makes no header of the first row.
    let sheet = csv("公开事项,公开主体,公开时限,\n甲,局,及时,x\n乙,局,及时,\n");
    assert_eq!(Table::find(&sheet, FIELDS).unwrap().rows.len(), 2);
}

#[test]
fn a_workbook_is_read_with_all_that_it_tells() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.set_name("目录").unwrap();
    sheet.write_row(0, 0, ["公开事项", "公开主体", "公开时限"]).unwrap();
    sheet.merge_range(1, 1, 3, 1, "某局", &Style::new()).unwrap();
    sheet.write(1, 0, "甲").unwrap().write(1, 2, 20).unwrap();
    sheet.write(2, 0, "乙").unwrap();
    let date = Style::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_number_with_format(2, 2, 44_671, &date).unwrap();
    sheet.write(3, 0, "丙").unwrap();
    sheet.write_formula(3, 2, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    sheet.set_row_hidden(2).unwrap();
    book.add_worksheet().set_name("藏").unwrap().set_hidden(true);
    let book = read(&book.save_to_buffer().unwrap(), &Limits::default()).unwrap();
    assert_eq!(book.format, Format::Xlsx);
    assert_eq!(
        book.sheets.iter().map(|it| (it.name.as_str(), it.is_hidden)).collect::<Vec<_>>(),
        [("目录", false), ("藏", true)]
    );
    let table = Table::find(&book.sheets[0], FIELDS).unwrap();
    assert_eq!(texts(&table), ["甲|某局|20", "乙|某局|2022-04-20", "丙|某局|#DIV/0!"]);
    let kinds: Vec<_> = table.rows.iter().map(|row| row.values[2].cell.kind).collect();
    assert_eq!(kinds, [CellKind::Number, CellKind::Date, CellKind::Error]);
    assert_eq!(table.rows.iter().map(|row| row.is_hidden).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(table.rows[2].values[1].source, Source::Merged(At::new(1, 1)));
}

#[test]
fn more_than_the_limits_is_refused() {
    let mut book = Writer::new();
    for _ in 0..3 {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "x").unwrap().write(999, 9, "y").unwrap();
        sheet.merge_range(10, 0, 900, 9, "z", &Style::new()).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let told = |limits: Limits| read(&bytes, &limits).unwrap_err().to_string();
    assert!(told(Limits { bytes: 100, ..Limits::default() }).contains("100 are allowed"));
    assert!(told(Limits { sheets: 2, ..Limits::default() }).contains("2 sheets"));
    assert!(told(Limits { cells: 9_000, ..Limits::default() }).contains("9000 cells"));
    assert!(told(Limits { text: 100, ..Limits::default() }).contains("100 bytes of text"));
    assert!(told(Limits { expansion: 1_000, ..Limits::default() }).contains("1000 bytes"));
    // Two cells at the far corners are no million of cells in memory, and no more than allowed either.
    let mut book = Writer::new();
    book.add_worksheet().write(0, 0, "x").unwrap().write(1_048_575, 16_383, "y").unwrap();
    let error = read(&book.save_to_buffer().unwrap(), &Limits::default()).unwrap_err();
    assert!(error.to_string().contains("cells"), "{error}");
}

/// A zip of one stored name with so many bytes of nothing, packed.
fn bomb(bytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("xl/workbook.xml", packed).unwrap();
    let nothing = vec![b' '; 1 << 20];
    for _ in 0..bytes >> 20 {
        zip.write_all(&nothing).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_even_if_it_lies() {
    let mut bytes = bomb(300 << 20);
    assert!(bytes.len() < 2 << 20, "{} bytes of file hold it", bytes.len());
    let told = |bytes: &[u8]| read(bytes, &Limits::default()).unwrap_err().to_string();
    assert!(told(&bytes).contains("unpacks to more than 104857600 bytes"), "{}", told(&bytes));
    // The sizes in the directory and before the part say 100 now.
    let size = (300_u32 << 20).to_le_bytes();
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, it)| **it == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(told(&bytes).contains("larger than its declared"), "{}", told(&bytes));
}

#[test]
fn damaged_files_are_told_and_nothing_worse() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["公开事项", "公开主体"]).unwrap();
    sheet.merge_range(1, 1, 2, 1, "局", &Style::new()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    for cut in (0..bytes.len()).step_by(97) {
        assert!(read(&bytes[..cut], &Limits::default()).is_err() || cut < 4, "cut at {cut}");
        let mut torn = bytes.clone();
        torn[cut] ^= 0x55;
        // Whatever comes of it, it is an answer.
        let _ = read(&torn, &Limits::default());
    }
}

#[test]
fn older_and_open_workbooks_tell_the_same() {
    const FIELDS: &[Field] = &[
        Field { name: "item", aliases: &["公开事项"], required: true, inherits: false },
        Field { name: "unit", aliases: &["公开主体"], ..Field::NONE },
        Field { name: "limit", aliases: &["公开时限"], ..Field::NONE },
    ];
    for (bytes, format) in [
        (&include_bytes!("../../../tests/files/catalog.xls")[..], Format::Xls),
        (&include_bytes!("../../../tests/files/catalog.ods")[..], Format::Ods),
    ] {
        let book = read(bytes, &Limits::default()).unwrap();
        assert_eq!(book.format, format);
        assert_eq!(
            book.sheets.iter().map(|it| (it.name.as_str(), it.is_hidden)).collect::<Vec<_>>(),
            [("目录", false), ("藏", true)]
        );
        let sheet = &book.sheets[0];
        assert_eq!((sheet.rows.len(), sheet.merges.len()), (5, 3), "{format:?}");
        let table = Table::find(sheet, FIELDS).unwrap();
        assert_eq!(table.titles, ["市某局基层政务公开标准目录"]);
        assert_eq!(
            texts(&table),
            [
                "1|政策法规|规范性文件|20个工作日内|市某局",
                "2|政策法规|其他文件|2022-04-20|市某局",
                "3|财政信息|预算|2022-04-20|市某局"
            ]
        );
        let limits: Vec<_> = table.rows.iter().map(|row| row.values[3].source).collect();
        assert_eq!(limits, [Source::Own, Source::Own, Source::Ditto(At::new(3, 3))]);
        assert_eq!(table.rows[1].values[4].source, Source::Merged(At::new(2, 4)));
        // calamine does not tell the hidden rows of .xls.
        assert_eq!(table.rows[2].is_hidden, format == Format::Ods);
        for cut in (0..bytes.len()).step_by(61) {
            let mut torn = bytes.to_vec();
            torn[cut] ^= 0x55;
            let _ = (read(&torn, &Limits::default()), read(&bytes[..cut], &Limits::default()));
        }
    }
}

#[test]
fn an_old_workbook_that_reaches_too_far_is_refused_before_it_is_laid_out() {
    let bytes = include_bytes!("../../../tests/files/catalog.xls");
    let few = Limits { cells: 24, ..Limits::default() };
    let error = read(bytes, &few).unwrap_err().to_string();
    assert!(error.contains("24 cells"), "{error}");
    assert!(biff::check(bytes, &Limits { cells: 25, ..few }).is_ok(), "five rows of five");
    // The last text, in row 5, stands in the last row that there is now.
    let place = bytes.windows(8).rposition(|it| it[..6] == [0xfd, 0, 10, 0, 4, 0]).unwrap();
    let mut far = bytes.to_vec();
    far[place + 4..place + 8].copy_from_slice(&[0xff, 0xff, 0xff, 0]);
    let error = read(&far, &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("cells"), "{error}");
}

#[test]
fn what_a_file_says_of_its_size_takes_no_memory() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("xl/workbook.xml", "<workbook><sheets/></workbook>"),
        ("xl/sharedStrings.xml", "<sst xmlns=\"x\" uniqueCount=\"10000000000000\"/>"),
    ] {
        zip.start_file(name, packed).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let error = read(&zip.finish().unwrap().into_inner(), &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("10000000000000 texts"), "{error}");

    let mut far = include_bytes!("../../../tests/files/catalog.xls").to_vec();
    let place = far.windows(4).position(|it| it == [0x00, 0x02, 0x0e, 0x00]).unwrap();
    far[place + 8..place + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = read(&far, &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("larger than a sheet can be"), "{error}");

    let wide: String = (0..3_000).map(|column| format!("列{column},")).collect();
    let long = format!("公开主体,公开事项,{wide}\n{}", "甲\n".repeat(2_000));
    let error = Table::find(&csv(&long), FIELDS).unwrap_err().to_string();
    assert!(error.contains("4000000 cells"), "{error}");
}
