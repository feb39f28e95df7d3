//! The binary `gongkai`: parse the arguments, run the command, tell by the exit code how it went.

use clap::Parser;
use gongkai::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    Cli::parse().run().await
}
