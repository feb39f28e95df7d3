//! The binary itself: what it prints, how it exits, and that it serves what it says.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use support::{Client, Engine};

/// The binary that `tests/run` has built beside the tests.
pub(super) fn gongkai() -> Command {
    let exe = std::env::current_exe().expect("a path");
    let folder = exe.parent().and_then(Path::parent).expect("the target folder");
    let binary = folder.join("gongkai");
    assert!(binary.exists(), "{} is built by `tests/run`", binary.display());
    let mut command = Command::new(binary);
    command.env_remove("RUST_LOG");
    command
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("gongkai_it_{}_{name}", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    path
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn run(arguments: &[&str]) -> Output {
    gongkai().args(arguments).output().expect("the binary runs")
}

#[tokio::test]
async fn importing_tells_by_its_exit_code_and_its_report() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let db = engine.bare().await;
        let url = db.url.as_str();
        let good = file("good.csv", "code,name,short_name,kind,level,parent_code\nA,甲,,DEPARTMENT,CITY,\n");
        let bad = file(
            "bad.csv",
            "code,name,short_name,kind,level,parent_code\nB,乙,,DEPARTMENT,CITY,\nC,丙,,NONSENSE,CITY,\n",
        );
        let import = |file: &Path, more: &[&str]| {
            let mut arguments = vec!["import", "units", file.to_str().expect("a path"), "--database-url", url];
            arguments.extend(more);
            run(&arguments)
        };
        let dry = import(&good, &["--dry-run"]);
        assert_eq!(dry.status.code(), Some(0), "{}", text(&dry.stderr));
        assert!(
            text(&dry.stdout).contains("1 created") && text(&dry.stdout).contains("dry run"),
            "{}",
            text(&dry.stdout)
        );
        assert!(text(&import(&good, &[]).stdout).contains("1 created"));
        assert!(text(&import(&good, &[]).stdout).contains("1 unchanged"));
        let refused = import(&bad, &[]);
        assert_eq!(refused.status.code(), Some(3), "{}", text(&refused.stderr));
        let told = text(&refused.stdout) + &text(&refused.stderr);
        assert!(
            told.contains("bad.csv:3: kind: ") && told.contains("NONSENSE"),
            "file, line, column and reason: {told}"
        );
        let skipped = import(&bad, &["--on-error", "skip", "--report", "json"]);
        assert_eq!(skipped.status.code(), Some(3));
        let report: serde_json::Value = serde_json::from_slice(&skipped.stdout).expect("the report is JSON");
        assert_eq!(
            (&report["created"], &report["rejected"], &report["problems"][0]["line"]),
            (&1.into(), &1.into(), &3.into())
        );
        assert_eq!(import(Path::new("/nowhere/file.csv"), &[]).status.code(), Some(1));
        assert_eq!(run(&["import", "nonsense"]).status.code(), Some(2));
    }
    let nowhere = run(&["import", "units", "-", "--database-url", "postgres://nobody@127.0.0.1:1/none"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(text(&nowhere.stderr).contains("the database does not answer"), "{}", text(&nowhere.stderr));
}

#[test]
fn configuration_is_explained_and_checked() {
    let out = run(&["config", "--max-depth", "9"]);
    let told = text(&out.stdout);
    assert!(
        told.contains("max-depth = 9") && told.contains("[default: 12]") && told.contains("GONGKAI_MAX_DEPTH"),
        "{told}"
    );
    let out = gongkai()
        .arg("config")
        .env("GONGKAI_MAX_DEPTH", "7")
        .env("GONGKAI_TODAY", "2020-01-02")
        .output()
        .expect("it runs");
    assert!(text(&out.stdout).contains("max-depth = 7") && text(&out.stdout).contains("2020-01-02"));
    for (name, value) in [
        ("GONGKAI_NONSENSE", "1"),
        ("GONGKAI_MAX_DEPTH", "99"),
        ("GONGKAI_TODAY", "2020-02-30"),
        ("GONGKAI_MAX_DEPTH", "x"),
    ] {
        let out = gongkai().arg("config").env(name, value).output().expect("it runs");
        assert_eq!(out.status.code(), Some(2), "{name}={value}");
        let told = text(&out.stderr).to_lowercase();
        assert!(told.contains("nonsense") || told.contains(value), "{name}={value}: {told}");
    }
    assert_eq!(text(&run(&["schema"]).stdout), gongkai::schema::sdl());
}

/// A service of its own process, ended when the test ends.
pub(super) struct Served(pub(super) Child, pub(super) String);

impl Served {
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut child = gongkai()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut told = String::new();
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let base = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it ended: {told}")).expect("a line");
            told += &line;
            if let Some(rest) = line.strip_prefix("gongkai serves ") {
                break rest.split("/graphql").next().expect("an address").to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, base)
    }

    /// Asks it to end, as an operator does, and tells its exit code.
    pub(super) fn terminate(mut self) -> Option<i32> {
        let kill = Command::new("kill").arg(self.0.id().to_string()).status().expect("kill runs");
        assert!(kill.success());
        self.0.wait().expect("it ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_demo_serves_the_queries_that_it_prints_and_survives_a_kill() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let db = engine.bare().await;
        let out = run(&["serve", "--demo", "--database-url", &db.url, "--listen", "256.0.0.1:1"]);
        assert_eq!(out.status.code(), Some(1), "an address that is none");
        let printed = text(&out.stdout);
        assert!(printed.contains("the sample city is in place"), "{printed}");

        let served = Served::start(&["--demo", "--database-url", &db.url]);
        let client = Client::new(&served.1);
        for query in [
            "{ catalog { title columns { title children { title children { title } } } } }",
            "{ documents(first: 5, filter: { isNormative: { eq: true } }) { totalCount nodes { title documentNumber { text } publishedAt interpretations { title form } validity { status until } } } }",
            "{ documents(first: 20, asOf: \"2020-06-30\", filter: { isNormative: { eq: true }, validityStatus: { in: [EFFECTIVE, AMENDED] } }) { totalCount nodes { title validity { status since until } } } }",
            "{ catalog { health(year: 2026) { ranking { rank unit { name } health { onTimeRate documents { due late } periods { due overdue } emptyColumnCount } } } } }",
            "{ tasks(filter: { overdueAsOf: \"2026-11-22\" }) { nodes { requirement dueOn responsibleText } } taskPlans { nodes { title findings { kind message } } } }",
        ] {
            assert!(client.data(query).await.to_string().len() > 300, "{query}");
        }
        let before = client.data("{ documents { totalCount nodes { id title } pageInfo { endCursor } } }").await;
        // Killed, not asked: what was there is there.
        drop(served);
        let served = Served::start(&["--database-url", &db.url]);
        let client = Client::new(&served.1);
        let after = client.data("{ documents { totalCount nodes { id title } pageInfo { endCursor } } }").await;
        assert_eq!(after, before, "the same rows, and cursors from before the restart still fit");
        let next =
            format!("{{ documents(after: {}) {{ nodes {{ id }} }} }}", before["documents"]["pageInfo"]["endCursor"]);
        assert_eq!(client.data(&next).await["documents"]["nodes"].as_array().map(Vec::len), Some(20));
        assert_eq!(served.terminate(), Some(0));
    }
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_all_or_nothing() {
    let db = Engine::Sqlite.bare().await;
    let folder = std::env::temp_dir().join(format!("gongkai_it_{}_load", std::process::id()));
    let out = run(&["demo", "--documents", "3000", "--out", folder.to_str().expect("a path")]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let path = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    for (kind, name) in [("units", "units.csv"), ("catalog", "catalog.csv")] {
        let out = run(&["import", kind, &path(name), "--database-url", &db.url]);
        assert_eq!(out.status.code(), Some(0), "{}{}", text(&out.stdout), text(&out.stderr));
    }
    let count = async || {
        let connection = db.connect().await;
        let documents =
            sea_orm::PaginatorTrait::count(<entity::document::Entity as sea_orm::EntityTrait>::find(), &connection);
        documents.await.expect("a count")
    };
    for wait in [50, 400, 900] {
        let packages = path("packages.ndjson");
        let mut child = gongkai()
            .args(["import", "packages", &packages, "--database-url", &db.url])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        // It may have finished by now on a fast machine; then all is there.
        let _ = child.kill();
        let _ = child.wait();
        let found = count().await;
        assert!(found == 0 || found == 3000, "half of the file is there: {found}");
    }
    let out = run(&["import", "packages", &path("packages.ndjson"), "--database-url", &db.url]);
    assert_eq!(out.status.code(), Some(0), "{}{}", text(&out.stdout), text(&out.stderr));
    assert_eq!(count().await, 3000);
    let again = run(&["import", "packages", &path("packages.ndjson"), "--database-url", &db.url]);
    assert!(text(&again.stdout).contains("3000 unchanged"), "{}", text(&again.stdout));
    std::fs::remove_dir_all(folder).expect("the load is removed");
}

#[tokio::test]
async fn a_catalog_goes_out_and_in_as_a_workbook() {
    let db = Engine::Sqlite.sample().await;
    let path = |name: &str| {
        let name = format!("gongkai_it_{}_{name}", std::process::id());
        std::env::temp_dir().join(name).to_str().expect("a path").to_owned()
    };
    let edition = ["--jurisdiction", "泠川市", "--edition", "2026年版", "--database-url", &db.url];
    let with = |arguments: &[&str]| run(&[arguments, &edition[..]].concat());
    for name in ["catalog.xlsx", "catalog.csv"] {
        let file = path(name);
        let out = with(&["export", "catalog", "--out", &file]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(text(&out.stdout).contains("entries of 泠川市 2026年版"), "{}", text(&out.stdout));
        let dry = with(&["import", "catalog", &file, "--dry-run", "--gone", "remove", "--report", "json"]);
        assert_eq!(dry.status.code(), Some(0), "{}{}", text(&dry.stdout), text(&dry.stderr));
        let report: serde_json::Value = serde_json::from_slice(&dry.stdout).expect("the report is JSON");
        assert!(report["unchanged"].as_u64().is_some_and(|it| it > 0), "{report}");
        assert_eq!(
            (&report["created"], &report["updated"], &report["changes"]),
            (&0.into(), &0.into(), &serde_json::Value::Null)
        );
        assert!(
            report["tree"][0]["entries"].as_u64().is_some_and(|it| it > 0) && report["sheets"][0]["header"].is_string()
        );
        std::fs::remove_file(&file).expect("the file is removed");
    }
    let json = path("catalog.json");
    assert_eq!(with(&["export", "catalog", "--out", &json]).status.code(), Some(0));
    let told = std::fs::read_to_string(&json).expect("a text");
    assert!(told.contains("contentNorm") && !told.contains("responsiblePhone"));
    std::fs::remove_file(&json).expect("the file is removed");
    let nonsense = with(&["export", "catalog", "--out", &path("catalog.docx")]);
    assert_eq!(nonsense.status.code(), Some(1));
    assert!(text(&nonsense.stderr).contains(".xlsx, .csv or .json"), "{}", text(&nonsense.stderr));
    let nobody = run(&["export", "catalog", "--out", &json, "--unit", "无此单位", "--database-url", &db.url]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("无此单位"), "{}", text(&nobody.stderr));
}
