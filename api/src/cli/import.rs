//! `gongkai import`: bring files into the database.

use super::{clock, exit, open};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::service::import::{self, Kind, OnError, Options, Report};
use crate::service::write::{Edition, Gone, Moved, PlanRow, Recalculated, UnknownUnits};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::ExitCode;

/// Bring files into the database.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Units from a CSV file or a workbook: code,name,short_name,kind,level,parent_code
    Units(Common),
    /// Entries of one edition of a catalog from a workbook (.xlsx, .xls, .ods) or a CSV file
    Catalog(Catalog),
    /// Holidays and make-up working days of a year from a CSV file: date,kind,name with kind OFF or WORK
    Holidays(Holidays),
    /// Documents with all that hangs on them from an NDJSON file (see package.schema.json)
    Packages(Common),
    /// The tasks of a plan from the table that divides them (分工表): a spreadsheet or CSV file
    Tasks(Tasks),
}

#[derive(Debug, Args)]
struct Common {
    /// The file; - for the standard input
    file: String,
    /// Tell what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
    /// What a rejected row means: nothing of the file is written, or the others are
    #[arg(long, value_enum, default_value_t)]
    on_error: OnError,
    /// How to tell what came of it
    #[arg(long, value_enum, default_value_t)]
    report: Format,
}

#[derive(Debug, Args)]
struct Holidays {
    /// The file; - for the standard input
    file: String,
    /// Tell what would move and write nothing
    #[arg(long)]
    dry_run: bool,
    /// How to tell what came of it
    #[arg(long, value_enum, default_value_t)]
    report: Format,
}

#[derive(Debug, Args)]
struct Catalog {
    #[command(flatten)]
    common: Common,
    /// Whose catalog it is
    #[arg(long, default_value = "本级")]
    jurisdiction: String,
    /// Name of the edition
    #[arg(long, default_value = "现行")]
    edition: String,
    /// Title of the edition
    #[arg(long)]
    title: Option<String>,
    /// First day on which the edition is in effect
    #[arg(long, value_name = "DATE")]
    effective_on: Option<NaiveDate>,
    /// What to do with units that nobody has told of
    #[arg(long, value_enum, default_value_t)]
    unknown_units: UnknownUnits,
    /// What to do with entries of the units named that the file does not tell of
    #[arg(long, value_enum, default_value_t)]
    gone: Gone,
    /// The unit of rows that name none: code or name
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

#[derive(Debug, Args)]
struct Tasks {
    #[command(flatten)]
    common: Common,
    /// Title of the plan
    #[arg(long)]
    title: String,
    /// The year whose work it plans; deadlines without a year are of this year
    #[arg(long)]
    year: i32,
    /// The unit that issued it: its code or name
    #[arg(long, value_name = "UNIT")]
    issuer: Option<String>,
    /// The day on which it was published: a deadline before it is told
    #[arg(long, value_name = "DATE")]
    published_on: Option<NaiveDate>,
    /// 发文字号 of the notice
    #[arg(long, value_name = "NUMBER")]
    document_number: Option<String>,
    /// The words of the notice, as a text file: days in it that the table contradicts are told
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// A note that sets other deadlines above these; that beneath the table when absent
    #[arg(long, value_name = "TEXT")]
    override_note: Option<String>,
}

impl Tasks {
    fn plan(&self) -> Result<PlanRow> {
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).map_err(|error| Error::usage("body", format!("cannot be read: {error}")))
        };
        Ok(PlanRow {
            title: self.title.clone(),
            year: self.year,
            issuer: self.issuer.clone(),
            published_on: self.published_on,
            document_number: self.document_number.clone(),
            override_note: self.override_note.clone(),
            body: self.body.as_ref().map(read).transpose()?,
        })
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl Import {
    /// Runs the command. Exit codes: 0 all is well, 1 it could not be done, 3 rows were rejected.
    pub async fn run(self, config: &Config) -> ExitCode {
        let (kind, common) = match self.what {
            What::Holidays(it) => return exit(holidays(config, &it).await),
            What::Units(common) => (Kind::Units, common),
            What::Packages(common) => (Kind::Packages, common),
            What::Tasks(it) => match it.plan() {
                Ok(plan) => (Kind::Tasks { plan }, it.common),
                Err(error) => return exit(Err(error)),
            },
            What::Catalog(it) => {
                let Catalog { jurisdiction, edition, title, effective_on, unknown_units, gone, unit, common } = it;
                let edition = Edition { jurisdiction, edition, title, effective_on };
                (Kind::Catalog { edition, unknown_units, gone, unit }, common)
            }
        };
        let told = import(config, &kind, &common).await.and_then(|report| {
            match common.report {
                Format::Text => println!("{report}"),
                Format::Json => println!("{}", json(&report)?),
            }
            Ok(report.rejected)
        });
        match told {
            Ok(0) => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(3),
            Err(Error::Usage { problem, .. }) => exit(Err(Error::usage(common.file, problem))),
            Err(error) => exit(Err(error)),
        }
    }
}

async fn holidays(config: &Config, args: &Holidays) -> Result<()> {
    let Holidays { file, dry_run, report } = args;
    let reader = reader(file)?;
    let db = open(config).await?;
    let told = import::import_holidays(&db, &clock(config), config.default_term(), reader, (file, *dry_run)).await;
    db.close().await?;
    let told = told.map_err(|error| match error {
        Error::Usage { problem, .. } => Error::usage(file.as_str(), problem),
        error => error,
    })?;
    match report {
        Format::Json => println!("{}", json(&told)?),
        Format::Text => {
            for Moved { what, from, to } in &told.moved {
                println!("{from} -> {to}: {what}");
            }
            let Recalculated { version, days, recalculated, moved } = &told;
            let dry = if *dry_run { " (dry run: nothing was written)" } else { "" };
            println!(
                "{file}: calendar {version}, {days} days told anew, {recalculated} open last days counted anew, {} moved{dry}",
                moved.len()
            );
        }
    }
    Ok(())
}

fn json(report: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string_pretty(report).map_err(|error| Error::Internal(error.to_string()))
}

async fn import(config: &Config, kind: &Kind, common: &Common) -> Result<Report> {
    let reader = reader(&common.file)?;
    let db = open(config).await?;
    let clock = clock(config);
    let options = Options {
        file: common.file.clone(),
        actor: "import".into(),
        dry_run: common.dry_run,
        on_error: common.on_error,
    };
    let report = import::run(&db, &clock, config.default_term(), kind, reader, &options).await;
    // SQLite empties its log into the file when it is closed; after a large import the log is as large as the file.
    db.close().await?;
    report
}

/// The file, with a bar that shows how much of it is read where somebody may be looking.
fn reader(path: &str) -> Result<Box<dyn BufRead>> {
    if path == "-" {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let unreadable = |error: std::io::Error| Error::usage("file", format!("cannot be read: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}") {
        bar.set_style(style);
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, bar.wrap_read(file))))
}
