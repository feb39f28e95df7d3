//! Tables of tasks: read, handed to the door, and what is worth telling of them.

use super::Session;
use crate::error::Result;
use crate::service::task_plan::finding;
use crate::service::write::{PlanRow, Problem, TaskRow, WrittenPlan, task_plan};
use crate::sheet::Workbook;
use entity::value::TimeLimitRepair;
use entity::value::time_limit;
use entity::value::unit_list;
use read::read;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

mod read;

impl Session<'_> {
    pub(super) async fn tasks(&mut self, book: &Workbook, plan: &PlanRow) -> Result<()> {
        let read = read(&book.sheets)?;
        let is_whole = read.rejected.is_empty();
        for (line, problems) in read.rejected {
            self.reject(line, problems);
        }
        for (line, notice) in read.notices {
            self.notice(line, notice);
        }
        let plan = PlanRow { override_note: plan.override_note.clone().or(read.note), ..plan.clone() };
        let (lines, rows): (Vec<u64>, Vec<TaskRow>) = read.rows.into_iter().unzip();
        let written = task_plan(&mut self.writer, &plan, &rows, is_whole).await?;
        self.words(&lines, &rows);
        self.names(&lines, &written);
        self.findings(&lines, &written).await?;
        for task in &written.removed {
            let words: String = task.requirement.chars().take(30).collect();
            let reason = format!("the file no longer has task {} ({words}…): it was removed", task.position);
            self.notice(1, Problem::new("row", reason));
        }
        for (line, verdict) in lines.into_iter().zip(written.verdicts) {
            self.tell(line, verdict);
        }
        self.report.settle();
        Ok(())
    }

    /// Limits and lists that were repaired, or not understood.
    fn words(&mut self, lines: &[u64], rows: &[TaskRow]) {
        for (line, row) in lines.iter().zip(rows) {
            let limit = time_limit::parse(&row.deadline);
            for repair in &limit.repairs {
                let lost = match repair {
                    TimeLimitRepair::LostMonthCharacter => "月",
                    TimeLimitRepair::LostYearCharacter => "年",
                };
                let reason = format!("{:?} has lost {lost}: read in the one way that it can be", row.deadline);
                self.notice(*line, Problem::new("deadline", reason));
            }
            let list = unit_list::parse(&row.responsible);
            if list.needs_review && !row.responsible.is_empty() {
                let reason = format!("{:?} is not understood throughout: see to it", row.responsible);
                self.notice(*line, Problem::new("responsible_units", reason));
            }
        }
    }

    /// Names that no unit goes by, each once.
    fn names(&mut self, lines: &[u64], written: &WrittenPlan) {
        let line_of: HashMap<Uuid, u64> = ids(lines, written);
        let mut met: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
        for (task, name) in &written.unknown_names {
            let line = line_of.get(task).copied().unwrap_or(1);
            let (first, count) = met.entry(name).or_insert((line, 0));
            *first = line.min(*first);
            *count += 1;
        }
        for (name, (line, count)) in met {
            let reason = format!("no unit, or more than one, goes by {name:?} (named {count} times)");
            self.notice(line, Problem::new("responsible_units", reason));
        }
    }

    /// What is wrong with the plan as it stands now.
    async fn findings(&mut self, lines: &[u64], written: &WrittenPlan) -> Result<()> {
        let line_of: HashMap<Uuid, u64> = ids(lines, written);
        let issuer = self.writer.unit_kind(written.plan.issuer_id).await?;
        for finding in finding::findings(&written.plan, issuer, &written.tasks) {
            let line = finding.tasks.first().and_then(|task| line_of.get(task)).copied().unwrap_or(1);
            let reason = format!("{}: {}", finding.kind.code(), finding.message);
            self.notice(line, Problem::new("plan", reason));
        }
        Ok(())
    }
}

fn ids(lines: &[u64], written: &WrittenPlan) -> HashMap<Uuid, u64> {
    written.ids.iter().zip(lines).filter_map(|(id, line)| Some(((*id)?, *line))).collect()
}
