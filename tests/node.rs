//! What only Node can tell, over the running service: the audits of GraphQL over HTTP, answers and verdicts compared with
//! graphql-js, lints of the contract, generated types, and clients as front ends have them. The scripts are in
//! `tests/node`; `tests/run` sees to Node and to what they need.

use std::path::Path;
use std::process::Command;
use support::{Engine, TestApp};

/// Runs a script in `tests/node`; its output tells what is wrong.
async fn script(arguments: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    assert!(folder.join("node_modules").is_dir(), "tests/node has no node_modules: `bash tests/run` installs them");
    let mut command = Command::new("node");
    command.args(arguments).current_dir(folder);
    let run = tokio::task::spawn_blocking(move || command.output()).await.expect("the script is waited for");
    let output = run.expect("Node is installed: `bash tests/run` sees to it");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "node {}: {}\n{text}", arguments.join(" "), output.status);
    println!("{text}");
}

async fn over_the_sample(name: &str) {
    let app = TestApp::sample(Engine::Sqlite).await;
    script(&[name, &app.base]).await;
}

#[tokio::test]
async fn every_audit_of_graphql_over_http_passes() {
    over_the_sample("audits.mjs").await;
}

#[tokio::test]
async fn answers_are_those_of_graphql_js() {
    over_the_sample("answers.mjs").await;
}

#[tokio::test]
async fn verdicts_are_those_of_graphql_js() {
    over_the_sample("verdicts.mjs").await;
}

#[tokio::test]
async fn the_contract_stands_before_the_linters() {
    script(&["lint.mjs"]).await;
}

#[tokio::test]
async fn the_portal_of_the_examples_works() {
    over_the_sample("portal.mjs").await;
}

#[tokio::test]
async fn the_mini_program_of_the_examples_works() {
    over_the_sample("miniprogram.mjs").await;
}

#[tokio::test]
async fn apollo_client_and_urql_work() {
    over_the_sample("clients.mjs").await;
}
