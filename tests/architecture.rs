//! What is always true of the sources (ARCHITECTURE.md), as far as a program can see it. Comments and tests are left
//! out: they may speak of what the code must not do.

use std::path::{Path, PathBuf};

/// A source file: its path from the repository's root, and its lines of code.
struct Source {
    path: String,
    code: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &str) -> Vec<Source> {
    let mut out = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                if name.ends_with("tests.rs") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a text");
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                out.push(Source { path: name, code: code.collect::<Vec<_>>().join("\n") });
            }
        }
    }
    assert!(!out.is_empty(), "{folder} has sources");
    out
}

/// The files under a folder, but for some, that say one of some words.
fn offenders(folder: &str, allowed: &[&str], words: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for source in sources(folder) {
        if allowed.iter().any(|it| source.path.starts_with(it)) {
            continue;
        }
        for word in words {
            if source.code.contains(word) {
                out.push(format!("{}: {word}", source.path));
            }
        }
    }
    out
}

#[test]
fn resolvers_do_not_touch_the_database() {
    let words = ["DatabaseConnection", "ConnectionTrait", "sea_orm", "EntityTrait", "::find(", "sqlx"];
    for folder in ["api/src/types", "api/src/scalars"] {
        assert_eq!(offenders(folder, &[], &words), Vec::<String>::new());
    }
    assert_eq!(
        offenders(
            "api/src",
            &[
                "api/src/service",
                "api/src/cli",
                "api/src/app.rs",
                "api/src/database",
                "api/src/error.rs",
                "api/src/pagination.rs",
                "api/src/http"
            ],
            &["DatabaseConnection", "::find("]
        ),
        Vec::<String>::new()
    );
}

#[test]
fn only_service_and_the_schema_query() {
    let words = ["EntityTrait", "QueryFilter", "::find(", "query_all", "query_one", "execute_unprepared"];
    assert_eq!(offenders("api/src", &["api/src/service", "api/src/database"], &words), Vec::<String>::new());
}

#[test]
fn entity_knows_no_graphql_no_http_and_no_tokens() {
    let words = ["async_graphql", "graphql(", "actix", "reqwest", "http::", "jsonwebtoken", "Jwt"];
    assert_eq!(offenders("entity/src", &[], &words), Vec::<String>::new());
    let manifest = std::fs::read_to_string(root().join("entity/Cargo.toml")).expect("a manifest");
    for name in ["async-graphql", "actix", "reqwest", "jsonwebtoken", "tokio"] {
        assert!(!manifest.contains(name), "entity depends on {name}");
    }
    let migration = std::fs::read_to_string(root().join("migration/Cargo.toml")).expect("a manifest");
    assert!(!migration.contains("\nentity"), "a migration must mean tomorrow what it means today");
}

#[test]
fn nothing_but_the_clock_asks_the_time() {
    let words = [
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant::now",
        "now_v7",
        "new_v7",
        "CURRENT_TIMESTAMP",
        "now()'",
        "datetime('now",
    ];
    for folder in ["api/src", "entity/src", "migration/src"] {
        assert_eq!(offenders(folder, &["api/src/scope.rs"], &words), Vec::<String>::new());
    }
}

#[test]
fn only_the_door_writes() {
    let words = [
        "::insert(",
        "insert_many",
        ".insert(db",
        ".insert(&db",
        ".insert(&self.db",
        ".insert(txn",
        ".insert(&txn",
        "::update(",
        "update_many",
        ".update(db",
        ".update(&",
        ".save(",
        "delete_many",
        "delete_by_id",
        ".delete(",
        "INSERT INTO",
        "UPDATE ",
        "DELETE FROM",
        "Query::insert",
        "Query::update",
        "Query::delete",
        "exec_without_returning",
    ];
    assert_eq!(offenders("api/src", &["api/src/service/write"], &words), Vec::<String>::new());
    assert_eq!(offenders("entity/src", &[], &words), Vec::<String>::new());
}

#[test]
fn one_noun_names_its_files() {
    for noun in [
        "unit",
        "catalog",
        "catalog_column",
        "catalog_entry",
        "document",
        "document_relation",
        "attachment",
        "interpretation",
        "task",
        "task_plan",
        "task_unit",
        "tombstone",
    ] {
        for file in
            [format!("entity/src/{noun}.rs"), format!("api/src/types/{noun}.rs"), format!("api/src/service/{noun}.rs")]
        {
            assert!(root().join(&file).exists(), "{file}");
        }
    }
}

#[test]
fn what_clients_read_is_written_in_both_languages() {
    // English alone is what an operator reads on the terminal: no resolver and no request makes such an error.
    let terminal = [
        "api/src/app.rs",
        "api/src/cli",
        "api/src/database.rs",
        "api/src/http/tls.rs",
        "api/src/service/export",
        "api/src/service/import",
        "api/src/service/write",
        "api/src/telemetry.rs",
    ];
    assert_eq!(offenders("api/src", &terminal, &["Error::usage("]), Vec::<String>::new());
    // An error of the library's that is made without a text would be told in one language.
    assert_eq!(offenders("api/src", &["api/src/text"], &["ServerError::new("]), Vec::<String>::new());
}

#[test]
fn the_query_root_only_delegates() {
    let query = std::fs::read_to_string(root().join("api/src/query.rs")).expect("a text");
    // The body of a field: from the line that ends its signature to its closing brace.
    let (mut length, mut longest, mut inside) = (0, 0, false);
    for line in query.lines() {
        if line.starts_with("    }") {
            longest = longest.max(length);
            inside = false;
        } else if inside {
            length += 1;
        } else if line.ends_with('{') && (line.starts_with("    ) ->") || line.starts_with("    async fn")) {
            (length, inside) = (0, true);
        }
    }
    assert!((1..=8).contains(&longest), "the longest field of the query root has {longest} lines");
}
