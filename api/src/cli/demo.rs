//! `gongkai demo`: a generated load, for measuring. The same arguments make the same bytes.

use clap::Args;
use load::Load;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

mod load;

/// Write a generated load of documents, for measuring.
#[derive(Debug, Args)]
pub struct Demo {
    /// Documents to write
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    documents: u32,
    /// Share of the documents that have an interpretation, 0 to 1
    #[arg(long, value_name = "RATIO", default_value_t = 0.3, value_parser = ratio)]
    interpretations_ratio: f64,
    /// Another seed makes another load
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write units.csv, catalog.csv and packages.ndjson to
    #[arg(long, value_name = "DIR", default_value = "demo-load")]
    out: PathBuf,
}

fn ratio(text: &str) -> Result<f64, String> {
    let ratio = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&ratio) { Ok(ratio) } else { Err("must be 0 to 1".into()) }
}

impl Demo {
    /// Runs the command. Exit codes: 0 done, 1 the files could not be written.
    pub fn run(self) -> ExitCode {
        match self.write() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("gongkai: {}: {error}", self.out.display());
                ExitCode::FAILURE
            }
        }
    }

    fn write(&self) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.out)?;
        let mut load = Load::new(self.seed, self.interpretations_ratio);
        std::fs::write(self.out.join("units.csv"), load.units())?;
        std::fs::write(self.out.join("catalog.csv"), load.catalog())?;
        let mut packages = BufWriter::new(File::create(self.out.join("packages.ndjson"))?);
        for index in 0..self.documents {
            serde_json::to_writer(&mut packages, &load.package(index, self.documents))?;
            packages.write_all(b"\n")?;
        }
        packages.flush()
    }
}
