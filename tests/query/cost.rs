//! How many statements a query costs: few, and not more with more rows.

use support::{Engine, TestApp, on_both};

on_both!(
    a_page_of_tasks,
    the_tree_of_a_unit,
    a_page_of_documents,
    totals_only_when_asked,
    nested_lists,
    statements_do_not_grow
);

const TREE: &str = "query($unit: ID!) { catalog { title columns(unit: $unit) { title entries(first: 50, filter: { unit: { eq: $unit } }) { nodes { item unit { name } contentNorms { text } } }
    children { title entries(first: 50, filter: { unit: { eq: $unit } }) { nodes { item unit { name } contentNorms { text } } }
      children { title entries(first: 50, filter: { unit: { eq: $unit } }) { nodes { item unit { name } contentNorms { text } } } } } } } }";

/// A catalog sheet of one unit with `leaves` third-level columns and two entries under each.
fn sheet(leaves: usize) -> String {
    let mut out = String::from("serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit\n");
    for leaf in 0..leaves {
        for item in 0..2 {
            out += &format!("{leaf},测试局,一级{},二级{},三级{leaf},事项{item},1.标题,及时公开\n", leaf / 20, leaf / 5);
        }
    }
    out
}

async fn with_sheet(engine: Engine, leaves: usize) -> (TestApp, serde_json::Value) {
    let app = TestApp::empty(engine).await;
    assert_eq!(app.import_catalog(&sheet(leaves)).await.created, 2 * leaves as u64);
    let unit = app.client().data("{ units { nodes { id } } }").await["units"]["nodes"][0]["id"].clone();
    (app, unit)
}

async fn the_tree_of_a_unit(engine: Engine) {
    let (app, unit) = with_sheet(engine, 80).await;
    let (data, statements) = app.statements(app.client().data_with(TREE, serde_json::json!({ "unit": unit }))).await;
    let mut leaves = 0;
    let mut entries = 0;
    for first in data["catalog"]["columns"].as_array().expect("columns") {
        for second in first["children"].as_array().expect("children") {
            for third in second["children"].as_array().expect("children") {
                leaves += 1;
                entries += third["entries"]["nodes"].as_array().expect("entries").len();
            }
        }
    }
    assert_eq!((leaves, entries), (80, 160));
    assert!(statements.len() <= 4, "{} statements: {statements:#?}", statements.len());
}

const PAGE: &str = "query($n: Int!) { documents(first: $n) { nodes { title issuers { name } publisher { name } interpretations { title form } validity { status until } } } }";

async fn a_page_of_documents(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let (data, statements) = app.statements(app.client().data_with(PAGE, serde_json::json!({ "n": 20 }))).await;
    assert_eq!(data["documents"]["nodes"].as_array().map(Vec::len), Some(20));
    assert!(statements.len() <= 6, "{} statements: {statements:#?}", statements.len());
}

async fn statements_do_not_grow(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let cost = async |n: i32| app.statements(app.client().data_with(PAGE, serde_json::json!({ "n": n }))).await.1.len();
    assert_eq!(cost(5).await, cost(78).await);
    let (small, unit) = with_sheet(engine, 5).await;
    let few = small.statements(small.client().data_with(TREE, serde_json::json!({ "unit": unit }))).await.1.len();
    let (large, unit) = with_sheet(engine, 80).await;
    let many = large.statements(large.client().data_with(TREE, serde_json::json!({ "unit": unit }))).await.1.len();
    assert_eq!(few, many);
}

const TASKS: &str = "query($n: Int!) { tasks(first: $n) { totalCount nodes { requirement plan { title issuer { name } findings { kind tasks { position } } }
    responsibleUnits { role unit { name parent { name } } members { name } } } } }";

async fn a_page_of_tasks(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let cost = async |n: i32| app.statements(app.client().data_with(TASKS, serde_json::json!({ "n": n }))).await;
    let (data, many) = cost(100).await;
    assert!(data["tasks"]["nodes"].as_array().is_some_and(|it| it.len() > 10), "{data:#}");
    // Rows and total; plan, issuer; the plan once more for its findings with its issuer and tasks; the tasks found; names,
    // members, their units, and the units above those.
    assert!(many.len() <= 12, "{} statements: {many:#?}", many.len());
    assert_eq!(cost(2).await.1.len(), many.len());
}

async fn totals_only_when_asked(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let count = |statements: &[String]| statements.iter().filter(|sql| sql.contains("COUNT(")).count();
    let (_, without) =
        app.statements(app.client().data("{ documents { nodes { title } pageInfo { hasNextPage } } }")).await;
    assert_eq!((without.len(), count(&without)), (1, 0));
    let (_, with) =
        app.statements(app.client().data("{ documents { totalCount nodes { title } edges { cursor } } }")).await;
    assert_eq!((with.len(), count(&with)), (2, 1));
    let (_, only) = app.statements(app.client().data("{ documents { totalCount } }")).await;
    assert_eq!((only.len(), count(&only)), (1, 1));
}

async fn nested_lists(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let query = "{ units(first: 25) { nodes { name documents(first: 3) { totalCount nodes { title } } catalogEntries(first: 2) { totalCount nodes { item documents(first: 2) { totalCount nodes { title } } } } } } }";
    let (data, statements) = app.statements(app.client().data(query)).await;
    assert_eq!(data["units"]["nodes"].as_array().map(Vec::len), Some(25));
    // One for the units, and a page and a total of each of the three lists within.
    assert_eq!(statements.len(), 7, "{statements:#?}");
    // Each parent has its own rows.
    for unit in data["units"]["nodes"].as_array().expect("units") {
        let total = unit["documents"]["totalCount"].as_i64().expect("a total");
        let rows = unit["documents"]["nodes"].as_array().expect("rows").len() as i64;
        assert_eq!(rows, total.min(3), "{unit:#}");
    }
}
