//! What of a table is a task: its columns, its headings, and which cells are merged with those above.

use crate::error::{Error, Result};
use crate::service::write::{Problem, TaskRow};
use crate::sheet::{self, Field, NoteKind, Row, Sheet, Table};

const fn field(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, ..Field::NONE }
}

/// A heading: over many tables its cell is merged with those beneath.
const fn heading(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, inherits: true, ..Field::NONE }
}

const SERIAL: usize = 0;
const WORK_TASK: usize = 1;
const SECTION: usize = 2;
const KEY_TASK: usize = 3;
const REQUIREMENT: usize = 4;
const RESPONSIBLE: usize = 5;
const LEAD: usize = 6;
const COOPERATING: usize = 7;
const DEADLINE: usize = 8;
const PROGRESS: usize = 9;
const PROGRESS_NOTE: usize = 10;
const COMPLETED_ON: usize = 11;

/// The columns by the places above. What another program has read out of them already, and says in columns of its own
/// (`deadline_date`), is read by us anew.
const FIELDS: &[Field] = &[
    heading("serial", &["序号", "编号"]),
    heading("work_task", &["工作任务", "主要任务", "重点工作", "任务分类", "一级任务", "chapter", "task"]),
    heading("section", &["工作内容"]),
    heading("key_task", &["重点任务", "重点工作任务", "二级任务", "任务名称", "title"]),
    field(
        "requirement",
        &["任务内容", "具体任务", "具体要求", "工作要求", "任务要求", "具体措施", "主要内容", "工作措施", "text"],
    ),
    field(
        "responsible_units",
        &["责任单位", "责任部门", "责任股室", "责任科室", "责任处室", "responsible_unit", "responsible_raw"],
    ),
    field("lead_unit", &["牵头单位", "牵头部门"]),
    field("cooperating_units", &["配合单位", "配合部门", "协办单位"]),
    field("deadline", &["完成时限", "完成时间", "时限要求", "时间要求", "办理时限", "deadline_raw"]),
    field("progress", &["进展", "完成情况", "任务进展"]),
    field("progress_note", &["进展说明", "进展情况", "落实情况"]),
    field("completed_on", &["完成日期"]),
];

/// Columns that hold what the cited ones say, as another program reads it.
const DERIVED: [&str; 13] = [
    "row_no",
    "行号",
    "responsible_units_list",
    "responsible_unit_list",
    "open_ended",
    "deadline_kind",
    "deadline_date",
    "deadline_value",
    "merged_cells",
    "lead_units",
    "implementing_units",
    "cited_documents",
    "quantified_or_timed_requirement",
];

/// The rows of a file, and what it says of the plan itself.
#[derive(Default)]
pub(super) struct Read {
    pub rows: Vec<(u64, TaskRow)>,
    /// 备注 beneath the table.
    pub note: Option<String>,
    /// What is to be told of rows.
    pub notices: Vec<(u64, Problem)>,
    pub rejected: Vec<(u64, Vec<Problem>)>,
}

/// The tasks of the sheets that have any. Several sheets are one plan, in their order.
pub(super) fn read(sheets: &[Sheet]) -> Result<Read> {
    let mut read = Read::default();
    let mut missed = Vec::new();
    let mut found = false;
    for sheet in sheets.iter().filter(|sheet| !sheet.is_hidden) {
        match Table::find(sheet, FIELDS) {
            Ok(table) if [WORK_TASK, KEY_TASK, REQUIREMENT].iter().any(|field| table.has(*field)) => {
                found = true;
                read.table(&table);
            }
            Ok(_) => missed.push(format!("{}no column of tasks, such as 任务内容 or 工作任务", at(sheet))),
            Err(error) => missed.push(format!("{}{error}", at(sheet))),
        }
    }
    if found { Ok(read) } else { Err(Error::usage("header", missed.join("; "))) }
}

/// The sheet of a problem, where there are several to tell apart.
fn at(sheet: &Sheet) -> String {
    if sheet.name.is_empty() { String::new() } else { format!("{}: ", sheet.name) }
}

impl Read {
    fn table(&mut self, table: &Table<'_>) {
        for column in table.columns.iter().filter(|column| column.field.is_none() && !column.header.is_empty()) {
            let name = column.header.trim();
            if !DERIVED.contains(&name) {
                let reason = format!("the column {name:?} says nothing of a task that is known: left out");
                self.notices.push((table.first as u64 + 1, Problem::new("header", reason)));
            }
        }
        let is_note = |words: &str| ["备注", "注", "说明"].iter().any(|it| words.starts_with(it));
        let mut notes = table.notes.iter().filter(|(_, kind, words)| *kind == NoteKind::Footnote && is_note(words));
        self.note = self.note.take().or_else(|| notes.next().map(|(_, _, words)| words.clone()));
        let mut bands = table.notes.iter().filter(|(_, kind, _)| *kind == NoteKind::Band).peekable();
        let mut above = TaskRow::default();
        let mut heads = Heads::default();
        for row in &table.rows {
            while let Some((_, _, words)) = bands.next_if(|(at, ..)| at.row < row.at) {
                if !heads.meet(words) {
                    heads = Heads { chapter: Some(words.clone()), section: None };
                }
            }
            if let Some((has, wanted)) = row.broken {
                let reason = format!("has {has} fields, the header has {wanted}");
                self.rejected.push((row.line, vec![Problem::new("row", reason)]));
                continue;
            }
            let own: Vec<&str> =
                row.values.iter().filter(|it| it.source.from().is_none()).map(|it| it.text()).collect();
            if only(&own).is_some_and(|words| heads.meet(words)) {
                continue;
            }
            match self.task(table, row, &heads, &above) {
                Ok(task) => {
                    above = task.clone();
                    self.rows.push((row.line, task));
                }
                Err(problems) => self.rejected.push((row.line, problems)),
            }
        }
    }

    fn task(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        heads: &Heads,
        above: &TaskRow,
    ) -> std::result::Result<TaskRow, Vec<Problem>> {
        // What stands beneath a new heading is not what stood beneath the last.
        let is_above =
            |field: usize| table.value(row, field).is_some_and(|it| matches!(it.source, sheet::Source::Above(_)));
        let told = |field: usize| table.value(row, field).map_or("", |value| value.text().trim());
        let is_new = !is_above(WORK_TASK) && above.work_task.as_deref().is_some_and(|work| work != told(WORK_TASK));
        let text = |field: usize| if is_new && is_above(field) { "" } else { told(field) };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut headings: Vec<&str> = [text(WORK_TASK), text(SECTION), text(KEY_TASK)].into();
        let requirement = match table.has(REQUIREMENT) {
            true => text(REQUIREMENT),
            // 工作任务 over a table without 任务内容 is the task itself.
            false => {
                let deepest = [KEY_TASK, SECTION, WORK_TASK].into_iter().find(|field| table.has(*field));
                headings[deepest.unwrap_or(WORK_TASK) - WORK_TASK] = "";
                deepest.map_or("", text)
            }
        };
        headings.retain(|heading| !heading.is_empty());
        let (work_task, key_task) = match headings[..] {
            [] => (heads.chapter.clone(), heads.section.clone()),
            [work] => (some(work), heads.section.clone()),
            [work, key] => (some(work), some(key)),
            [work, section, key, ..] => (some(work), Some(format!("{section} {key}"))),
        };
        let mut task = TaskRow {
            serial: some(text(SERIAL)),
            work_task,
            key_task,
            requirement: requirement.to_owned(),
            responsible: responsible(text(RESPONSIBLE), text(LEAD), text(COOPERATING)),
            deadline: text(DEADLINE).to_owned(),
            progress_note: some(text(PROGRESS_NOTE)),
            ..TaskRow::default()
        };
        let mut problems = Vec::new();
        if let Some(word) = some(text(PROGRESS)) {
            match word.parse() {
                Ok(progress) => task.progress = Some(progress),
                Err(error) => problems.push(Problem::new("progress", entity::value::UnknownWord::to_string(&error))),
            }
        }
        if let Some(day) = some(text(COMPLETED_ON)) {
            match day.parse() {
                Ok(day) => task.completed_on = Some(day),
                Err(_) => {
                    problems.push(Problem::new("completed_on", format!("{day:?} is not a day such as 2022-06-02")))
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.inherit(table, row, &mut task, above);
        Ok(task)
    }

    /// Units and deadline that are blank beneath the same heading: most likely one cell with those above, which CSV
    /// cannot tell. Workbooks tell their merged cells, and what is blank there is blank.
    fn inherit(&mut self, table: &Table<'_>, row: &Row<'_>, task: &mut TaskRow, above: &TaskRow) {
        let heading = |task: &TaskRow| (task.work_task.clone(), task.key_task.clone());
        if task.key_task.is_none() || heading(task) != heading(above) {
            return;
        }
        let tells_merges = row.values.iter().any(|value| matches!(value.source, sheet::Source::Merged(_)));
        let has_units = [RESPONSIBLE, LEAD, COOPERATING].iter().any(|field| table.has(*field));
        for (name, has, own, from) in [
            ("responsible_units", has_units, &mut task.responsible, &above.responsible),
            ("deadline", table.has(DEADLINE), &mut task.deadline, &above.deadline),
        ] {
            if has && own.is_empty() && !from.is_empty() && !tells_merges {
                from.clone_into(own);
                let reason = format!("is blank: taken from the row above, {from:?}");
                self.notices.push((row.line, Problem::new(name, reason)));
            }
        }
    }
}

/// Headings that stand in rows of their own: 一、… over (一)….
#[derive(Default)]
struct Heads {
    chapter: Option<String>,
    section: Option<String>,
}

impl Heads {
    /// Whether the words are a heading.
    fn meet(&mut self, words: &str) -> bool {
        let numeral = |c: char| "一二三四五六七八九十".contains(c);
        let bare = words.trim_start_matches(['(', '（']);
        let rest = bare.trim_start_matches(numeral);
        if rest.len() == bare.len() {
            return false;
        }
        match (bare.len() < words.len(), rest.chars().next()) {
            (true, Some(')' | '）')) => self.section = Some(words.to_owned()),
            (false, Some('、')) => (self.chapter, self.section) = (Some(words.to_owned()), None),
            _ => return false,
        }
        true
    }
}

/// The one cell of a row that says anything.
fn only<'a>(cells: &[&'a str]) -> Option<&'a str> {
    let mut said = cells.iter().filter(|text| !text.is_empty());
    said.next().filter(|_| said.next().is_none()).copied()
}

/// One list out of the cells of a table that has a column for each role.
fn responsible(all: &str, lead: &str, cooperating: &str) -> String {
    let mut parts = Vec::new();
    if !lead.is_empty() {
        parts.push(format!("牵头单位：{lead}"));
    }
    if !all.is_empty() {
        parts.push(if lead.is_empty() { all.to_owned() } else { format!("责任单位：{all}") });
    }
    if !cooperating.is_empty() {
        parts.push(format!("配合单位：{cooperating}"));
    }
    parts.join("。")
}
