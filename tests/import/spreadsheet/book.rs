//! A workbook of three sheets and 5,000 rows: the Hefei template, a standard catalog with a header of two rows, and a
//! plain table in an order of its own.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::collections::HashMap;

/// What is wrong: sheet, cell, what is written there, the column in the report, a word of the reason, and whether the
/// row is rejected for it or only a person called.
pub type Mistake = (&'static str, &'static str, Bad, &'static str, &'static str, bool);

/// What is written instead of what should be.
#[derive(Clone, Copy)]
pub enum Bad {
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

pub const A: &str = "目录";
pub const B: &str = "重大建设项目";
pub const C: &str = "其他";
pub const PERSON: &str = "经办人11010519491231002X";

/// Some mistakes need two cells; the second is no mistake of its own.
const ALSO: [(&str, &str, &str); 4] = [(B, "L20", "√"), (B, "K30", ""), (B, "J40", "√"), (B, "I50", "")];

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
pub fn book(mistakes: &[Mistake]) -> Vec<u8> {
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
