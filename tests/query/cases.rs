//! Golden cases: every `cases/NOUN/BEHAVIOUR.graphql` is asked of the sample city, on both engines, and the answer
//! compared with the `.snap` beside it. `UPDATE_EXPECT=1` writes the answers down: read them before you commit them.

use expect_test::expect_file;
use std::path::Path;
use support::{Engine, TestApp, on_both, snapshot};

on_both!(golden);

async fn golden(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut count = 0;
    for noun in std::fs::read_dir(&folder).expect("the cases") {
        for file in std::fs::read_dir(noun.expect("a noun").path()).expect("cases of a noun") {
            let file = file.expect("a case").path();
            if file.extension().is_none_or(|it| it != "graphql") {
                continue;
            }
            let query = std::fs::read_to_string(&file).expect("a query");
            let data = app.client().data(&query).await;
            expect_file![file.with_extension("snap")].assert_eq(&snapshot::stable(&data));
            count += 1;
        }
    }
    assert!(count >= 12, "only {count} cases were found");
}
