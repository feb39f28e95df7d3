//! `gongkai export`: take things out of the database.

use super::{clock, exit, open};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::service::export::{self, Wanted};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Take things out of the database.
#[derive(Debug, Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Entries of one edition of a catalog; importing them again changes nothing
    Catalog(Catalog),
}

#[derive(Debug, Args)]
struct Catalog {
    /// Where to: .xlsx (the template), .csv (canonical headers) or .json
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Whose catalog; needed where there are several
    #[arg(long)]
    jurisdiction: Option<String>,
    /// Name of the edition [default: the newest]
    #[arg(long)]
    edition: Option<String>,
    /// Code or name of the one unit whose entries are wanted
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// With 责任人 and 联系电话, which are not for the public
    #[arg(long)]
    with_contacts: bool,
}

impl Export {
    /// Runs the command. Exit codes: 0 all is well, 1 it could not be done.
    pub async fn run(self, config: &Config) -> ExitCode {
        let What::Catalog(wanted) = self.what;
        exit(catalog(config, wanted).await)
    }
}

async fn catalog(config: &Config, catalog: Catalog) -> Result<()> {
    let Catalog { out, jurisdiction, edition, unit, with_contacts } = catalog;
    // Before the work: a name that says nothing of the format is soon mended.
    let format = Format::of(&out)?;
    let db = open(config).await?;
    let exported = export::catalog(&db, &Wanted { jurisdiction, edition, unit, with_contacts }).await?;
    let bytes = match format {
        Format::Workbook => export::workbook(&exported, &clock(config))?,
        Format::Csv => export::csv(&exported)?,
        Format::Json => export::json(&exported)?,
    };
    let failed = |error| Error::usage(out.display().to_string(), format!("cannot be written: {error}"));
    std::fs::write(&out, bytes).map_err(failed)?;
    let export::Exported { jurisdiction, edition, entries, .. } = exported;
    println!("{}: {} entries of {jurisdiction} {edition}", out.display(), entries.len());
    db.close().await.map_err(Error::from)
}

/// In what form.
#[derive(Clone, Copy)]
enum Format {
    Workbook,
    Csv,
    Json,
}

impl Format {
    fn of(path: &Path) -> Result<Self> {
        match path.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("xlsx") => Ok(Self::Workbook),
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            _ => Err(Error::usage("out", "must end in .xlsx, .csv or .json")),
        }
    }
}
