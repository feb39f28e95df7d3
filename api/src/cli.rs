//! The commands of the binary.

use crate::config::{Config, Settings};
use crate::database;
use crate::error::Error;
use crate::scope::Clock;
use clap::{Parser, Subcommand};
use sea_orm::DatabaseConnection;
use std::path::PathBuf;
use std::process::ExitCode;

pub mod demo;
pub mod export;
pub mod import;
pub mod parse;
pub mod serve;

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
    /// Serve GraphQL over HTTP
    Serve(serve::Serve),
    /// Bring the tables up to date
    Migrate,
    /// Bring files into the database
    Import(import::Import),
    /// Read phrases of the field on the standard input and print what is understood of each
    Parse(parse::Parse),
    /// Take things out of the database
    Export(export::Export),
    /// Print the GraphQL schema, or the JSON Schema of the lines that `import packages` reads
    Schema {
        /// The JSON Schema of a package
        #[arg(long)]
        package: bool,
    },
    /// Print the settings in force, each explained
    Config,
    /// Write a generated load of documents, for measuring
    Demo(demo::Demo),
}

impl Cli {
    /// Runs the command. Exit codes: 0 done, 1 it could not be done, 2 wrong usage or configuration, 3 rows rejected.
    pub async fn run(self) -> ExitCode {
        // Whoever tries the demonstration builds something, unless it is said otherwise.
        let development = matches!(&self.command, Command::Serve(serve) if serve.is_demo());
        let defaults = Config { development, ..Config::default() };
        let config = match Config::resolve_over(defaults, self.settings, self.config.as_deref()) {
            Ok(config) => config,
            Err(error) => {
                eprintln!("gongkai: {error}");
                return ExitCode::from(2);
            }
        };
        match self.command {
            Command::Serve(command) => command.run(config).await,
            Command::Migrate => exit(migrate(&config).await),
            Command::Import(command) => command.run(&config).await,
            Command::Parse(command) => command.run(),
            Command::Export(command) => command.run(&config).await,
            Command::Schema { package: false } => {
                print!("{}", crate::schema::sdl());
                ExitCode::SUCCESS
            }
            Command::Schema { package: true } => {
                print!("{}", crate::service::package::json_schema());
                ExitCode::SUCCESS
            }
            Command::Config => {
                print!("{}", config.explain());
                ExitCode::SUCCESS
            }
            Command::Demo(command) => command.run(),
        }
    }
}

/// The clock that the configuration asks for.
pub(crate) fn clock(config: &Config) -> Clock {
    config.today.map_or_else(Clock::system, Clock::set_to)
}

/// The database, with its tables up to date, or a word that they are not.
pub(crate) async fn open(config: &Config) -> Result<DatabaseConnection, Error> {
    let db = database::connect(config).await?;
    if config.migrate_on_start {
        database::migrate(&db).await?;
    } else if !database::is_migrated(&db).await? {
        return Err(Error::Unavailable("the tables are not up to date: run `gongkai migrate`".into()));
    }
    Ok(db)
}

/// The exit code of a command that is done or not, with the reason told.
pub(crate) fn exit(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match &error {
                Error::Unavailable(cause) | Error::Internal(cause) => eprintln!("gongkai: {error}: {cause}"),
                _ => eprintln!("gongkai: {error}"),
            }
            ExitCode::from(1)
        }
    }
}

async fn migrate(config: &Config) -> Result<(), Error> {
    let db = database::connect(config).await?;
    database::migrate(&db).await?;
    println!("the tables on {} are up to date", database::describe(&db));
    Ok(())
}
