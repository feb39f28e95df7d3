//! Bringing files in: units and catalogs as workbooks or CSV, packages as NDJSON. Reads, checks the form, and hands
//! everything to `service::write`.

use super::write::{Edition, Gone, Outcome, PlanRow, Problem, UnknownUnits, Verdict, Wishes, Writer};
use crate::error::{Error, Result};
use crate::scope::Clock;
use crate::sheet::{self, Limits, Workbook};
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;
use seen::Seen;
use std::io::{BufRead, Read};

mod catalog;
mod holiday;
mod package;
mod report;
mod sample;
mod seen;
mod task;
mod unit;

pub use holiday::import_holidays;
pub use report::{Finding, Reading, Report, SheetRead};
pub use sample::sample;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Units: a workbook, or CSV.
    Units,
    /// Entries of one edition of a catalog: a workbook, or CSV.
    Catalog {
        /// The edition.
        edition: Edition,
        /// What to do with units that nobody has told of.
        unknown_units: UnknownUnits,
        /// What to do with entries of the units named that the file does not tell of.
        gone: Gone,
        /// The unit of rows that name none.
        unit: Option<String>,
    },
    /// Packages, NDJSON.
    Packages,
    /// The tasks of one plan, a spreadsheet or CSV.
    Tasks {
        /// The plan.
        plan: PlanRow,
    },
}

/// What a rejected row means for the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Nothing of the file is written.
    #[default]
    Abort,
    /// The others are written.
    Skip,
}

/// How to import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name by which the report calls the file.
    pub file: String,
    /// In whose name: the audit tells it.
    pub actor: String,
    /// Only tell what would happen.
    pub dry_run: bool,
    /// What a rejected row means for the others.
    pub on_error: OnError,
}

/// Imports one file. An error means that it could not be done; rows that are not as they should be are in the report.
pub async fn run(
    db: &DatabaseConnection,
    clock: &Clock,
    default_term: DefaultTerm,
    kind: &Kind,
    reader: impl BufRead,
    options: &Options,
) -> Result<Report> {
    super::write::prepare(db, clock, default_term).await?;
    let session = Session::begin(db, clock, default_term, options).await?;
    session.read(kind, reader).await?.end().await
}

/// One import under way.
struct Session<'a> {
    db: &'a DatabaseConnection,
    clock: &'a Clock,
    default_term: DefaultTerm,
    options: &'a Options,
    writer: Writer,
    report: Report,
    /// Keys of documents, units or entries that the file has told of.
    seen: Seen,
    /// Keys of interpretations.
    explained: Seen,
}

impl<'a> Session<'a> {
    async fn begin(
        db: &'a DatabaseConnection,
        clock: &'a Clock,
        default_term: DefaultTerm,
        options: &'a Options,
    ) -> Result<Self> {
        let writer = Writer::begin(db, clock, default_term, &options.actor).await?;
        let report = Report { file: options.file.clone(), dry_run: options.dry_run, ..Report::default() };
        let (seen, explained) = Default::default();
        Ok(Self { db, clock, default_term, options, writer, report, seen, explained })
    }

    async fn read(mut self, kind: &Kind, reader: impl BufRead) -> Result<Self> {
        match kind {
            Kind::Units => self.units(&workbook(reader)?).await?,
            Kind::Tasks { plan } => self.tasks(&workbook(reader)?, plan).await?,
            Kind::Catalog { edition, unknown_units, gone, unit } => {
                let wishes = Wishes { unknown_units: *unknown_units, gone: *gone, is_whole: true };
                self.catalog(&workbook(reader)?, edition, wishes, unit.as_deref()).await?;
            }
            Kind::Packages => return self.packages(reader).await,
        }
        Ok(self)
    }

    /// Commits what is good so far, where rejected rows do not matter to it, and goes on in a new transaction.
    async fn checkpoint(self) -> Result<Self> {
        if self.options.dry_run || self.options.on_error == OnError::Abort {
            return Ok(self);
        }
        self.writer.commit().await?;
        let writer = Writer::begin(self.db, self.clock, self.default_term, &self.options.actor).await?;
        Ok(Self { writer, ..self })
    }

    async fn end(mut self) -> Result<Report> {
        let refused = self.options.on_error == OnError::Abort && self.report.rejected > 0;
        self.report.written = !self.options.dry_run && !refused;
        if self.report.written {
            self.writer.commit().await?
        } else {
            self.writer.rollback().await?
        }
        Ok(self.report)
    }

    /// Counts a row and keeps what is to be told about it.
    fn tell(&mut self, line: u64, verdict: Verdict) {
        match verdict {
            Ok(Outcome::Created) => self.report.created += 1,
            Ok(Outcome::Updated) => self.report.updated += 1,
            Ok(Outcome::Unchanged) => self.report.unchanged += 1,
            Err(problems) => {
                self.report.rejected += 1;
                self.report.problems.extend(problems.into_iter().map(|problem| Finding::new(line, problem)));
            }
        }
    }

    fn reject(&mut self, line: u64, problems: Vec<Problem>) {
        self.tell(line, Err(problems));
    }

    fn notice(&mut self, line: u64, problem: Problem) {
        self.report.notices.push(Finding::new(line, problem));
    }
}

/// A whole workbook; tables are small, and their merged cells need what stands above.
fn workbook(reader: impl Read) -> Result<Workbook> {
    let limits = Limits::default();
    let mut bytes = Vec::new();
    // One byte more than is allowed: who reads it says that it is too much.
    reader.take(limits.bytes as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    sheet::read(&bytes, &limits).map_err(|error| Error::usage("file", error.to_string()))
}

fn unreadable(error: &std::io::Error) -> Error {
    Error::usage("file", format!("cannot be read: {error}"))
}
