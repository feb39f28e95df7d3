//! Every list has an index behind it: seen in the plan that the engine makes of the very statement.

use gongkai::config::Config;
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use support::{Engine, TestApp, on_both};

on_both!(every_list_has_an_index);

/// A list, and the index that must stand in its plan (SQLite's primary keys of clustered tables have no name).
const LISTS: [(&str, &str, &str); 24] = [
    ("documents { nodes { id } }", "ix_document_published_at_id", "ix_document_published_at_id"),
    (
        "documents(orderBy: [{ field: PUBLISHED_AT, direction: ASC }]) { nodes { id } }",
        "ix_document_published_at_id",
        "ix_document_published_at_id",
    ),
    (
        "documents(orderBy: [{ field: ISSUED_ON }]) { nodes { id } }",
        "ix_document_issued_on_id",
        "ix_document_issued_on_id",
    ),
    (
        "documents(orderBy: [{ field: FORMED_ON, direction: ASC }]) { nodes { id } }",
        "ix_document_formed_on_id",
        "ix_document_formed_on_id",
    ),
    (
        "documents(filter: { publisher: { eq: UNIT } }) { nodes { id } }",
        "ix_document_publisher_id_published_at_id",
        "ix_document_publisher_id_published_at_id",
    ),
    ("documents(filter: { genre: { eq: PLAN } }) { nodes { id } }", "ix_document_", "ix_document_"),
    (
        "documents(filter: { isNormative: { eq: true } }) { nodes { id } }",
        "ix_document_is_normative_published_at_id",
        "ix_document_",
    ),
    ("documents(filter: { number: { eq: \"泠政规〔2024〕1号\" } }) { nodes { id } }", "ix_document_", "ix_document_"),
    (
        "documents(filter: { issuer: { eq: UNIT } }) { nodes { id } }",
        "ix_document_issuer_unit_id_published_at_document_id",
        "ix_document_issuer_unit_id_published_at_document_id",
    ),
    (
        "documents(filter: { topic: { eq: \"财政\" } }) { nodes { id } }",
        "ix_document_topic_topic_published_at_document_id",
        "ix_document_topic_topic_published_at_document_id",
    ),
    (
        "documents(asOf: \"2015-06-30\", filter: { validityStatus: { in: [EFFECTIVE, AMENDED] } }) { nodes { id } }",
        "SEARCH validity_span USING PRIMARY KEY (slot=?",
        "validity_span_pkey",
    ),
    (
        "documents(filter: { isNormative: { eq: true }, validityStatus: { in: [EFFECTIVE, AMENDED] } }) { totalCount }",
        "SEARCH validity_span USING PRIMARY KEY (slot=?",
        "validity_span_pkey",
    ),
    (
        "documents(filter: { title: { contains: \"通知\" } }) { nodes { id } }",
        "SEARCH document_bigram USING PRIMARY KEY (bigram=?)",
        "document_bigram_pkey",
    ),
    (
        "documents(filter: { title: { contains: \"通知\" } }) { totalCount }",
        "SEARCH document_bigram USING PRIMARY KEY (bigram=?)",
        "document_bigram_pkey",
    ),
    (
        "documents(filter: { title: { contains: \"管理办法\" } }) { nodes { id } }",
        "SEARCH document_bigram USING PRIMARY KEY (bigram=?)",
        "document_bigram_pkey",
    ),
    (
        "documents(filter: { title: { contains: \"管理办\" }, validityStatus: { eq: EFFECTIVE } }) { totalCount }",
        "SEARCH document_bigram USING PRIMARY KEY (bigram=?)",
        "document_bigram_pkey",
    ),
    (
        "documents(orderBy: [{ field: ISSUED_ON }], filter: { title: { contains: \"通知\" } }) { nodes { id } }",
        "SEARCH document_bigram USING PRIMARY KEY (bigram=?)",
        "document_bigram_pkey",
    ),
    (
        "documents(orderBy: [{ field: ISSUED_ON }], filter: { title: { contains: \"通知\" } }) { nodes { id } }",
        "SEARCH document USING INDEX ix_document_issued_on_id (<expr>>?)",
        "ix_document_issued_on_id",
    ),
    (
        "catalogEntries(filter: { unit: { eq: UNIT } }) { nodes { id } }",
        "ix_catalog_entry_unit_id_id",
        "ix_catalog_entry_unit_id_id",
    ),
    (
        "interpretations(filter: { form: { eq: VIDEO } }) { nodes { id } }",
        "ix_interpretation_form_published_at_id",
        "ix_interpretation_",
    ),
    ("units { nodes { id } }", "sqlite_autoindex_unit", "unit_pkey"),
    ("tasks { nodes { id } }", "ix_task_plan_id_position_id", "ix_task_plan_id_position_id"),
    (
        "tasks(filter: { overdueAsOf: \"2026-06-30\" }, orderBy: [{ field: DUE_ON, direction: ASC }]) { nodes { id } }",
        "ix_task_due_on_id",
        "ix_task_due_on_id",
    ),
    (
        "tasks(filter: { unit: { eq: UNIT } }) { nodes { id } }",
        "SEARCH task_unit_member USING PRIMARY KEY (unit_id=?",
        "task_unit_member_pkey",
    ),
];

async fn every_list_has_an_index(engine: Engine) {
    // Without the cache, which would answer a list that is asked twice.
    let db = engine.sample().await;
    let config = Config { cache_bytes: 0, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let unit = client.data("{ unit(by: { code: \"LC-FGW\" }) { id } }").await["unit"]["id"].to_string();
    let mut asked = Vec::new();
    for (list, sqlite, postgres) in LISTS {
        let query = format!("{{ {} }}", list.replace("UNIT", &unit));
        let (_, mut statements) = app.statements(client.data(&query)).await;
        assert_eq!(statements.len(), 1, "{query}: {statements:#?}");
        asked.push((query, statements.remove(0), sqlite, postgres));
    }
    // PostgreSQL reads a table as small as this from end to end unless it is told that it may not. Of two indexes it
    // takes now one, now the other, as it happens to have counted the rows: that by document goes, for as long as this
    // transaction, which is never committed.
    let one = app.connection().begin().await.expect("a transaction");
    if engine == Engine::Postgres {
        for word in ["seqscan", "bitmapscan", "sort", "mergejoin", "hashjoin"] {
            one.execute_unprepared(&format!("SET LOCAL enable_{word} = off")).await.expect("a setting");
        }
        let by_document = "DROP INDEX ix_validity_span_document_id_slot_starts_day_ends_day";
        one.execute_unprepared(by_document).await.expect("the index is there");
    }
    for (query, statement, sqlite, postgres) in asked {
        let (explain, index) = match engine {
            Engine::Sqlite => ("EXPLAIN QUERY PLAN", sqlite),
            Engine::Postgres => ("EXPLAIN", postgres),
        };
        let sql = format!("{explain} {statement}");
        let rows = one.query_all_raw(Statement::from_string(one.get_database_backend(), sql)).await.expect("a plan");
        let column = if engine == Engine::Sqlite { "detail" } else { "QUERY PLAN" };
        let plan: Vec<String> = rows.iter().map(|row| row.try_get("", column).expect("a line")).collect();
        let plan = plan.join("\n");
        assert!(plan.contains(index), "{query}\n{statement}\n{plan}");
        let scans =
            plan.lines().any(|line| line.trim_end() == "SCAN document" || line.contains("Seq Scan on document"));
        assert!(!scans, "{query}\n{plan}");
    }
}
