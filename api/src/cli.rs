//! The commands of the binary.

use crate::config::{Config, Settings};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

pub mod demo;
pub mod import;

/// 公开 gongkai: a GraphQL service for a local government's disclosure catalog and its repository of policies.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, about)]
pub struct Cli {
    /// TOML file with settings, by the names of the flags
    #[arg(long, global = true, env = "GONGKAI_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring files into the database
    Import(import::Import),
    /// Write a generated load of documents, for measuring
    Demo(demo::Demo),
}

impl Cli {
    /// Runs the command. Exit codes: 0 done, 1 it could not be done, 2 wrong usage or configuration, 3 rows rejected.
    pub async fn run(self) -> ExitCode {
        let config = match Config::resolve(self.settings, self.config.as_deref()) {
            Ok(config) => config,
            Err(error) => {
                eprintln!("gongkai: {error}");
                return ExitCode::from(2);
            }
        };
        match self.command {
            Command::Import(command) => command.run(&config).await,
            Command::Demo(command) => command.run(),
        }
    }
}
