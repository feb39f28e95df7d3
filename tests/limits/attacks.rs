//! Every attack is refused with its code, at a bounded cost of the processor, and leaves nothing behind.

use gongkai::config::Config;
use gongkai::document::{Documents, Reference};
use serde_json::{Value, json};
use std::time::Duration;
use support::attack::{Attack, attacks};
use support::{Engine, TestApp};

#[tokio::test]
async fn each_is_refused_with_its_code() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let mut wrong = Vec::new();
    for attack in attacks() {
        let answer = app.client().post(&attack.body, &[]).await;
        let found = if answer.body.get("errors").is_none() { "OK" } else { answer.code() };
        if !attack.codes.contains(&found) {
            wrong.push(format!("{}: {found} {}", attack.name, answer.message()));
        }
        // Errors are few and short, whatever was sent.
        let errors = answer.body["errors"].as_array().map_or(0, Vec::len);
        let length = answer.body["errors"].to_string().len();
        assert!(errors <= 11 && length < 8_000, "{}: {errors} errors of {length} bytes", attack.name);
        // What a field allows (the depth of a filter, say) is the field's own to tell.
        let is_executed = answer.body.get("data").is_some();
        assert!(errors == 0 || !is_executed || answer.code() == "BAD_USER_INPUT", "{}", attack.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(app.client().get("/healthz", &[]).await.status, 200);
}

/// The processor's time of this thread.
fn spent() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells the time of a thread");
    let nanoseconds = text.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first number is the time in nanoseconds"))
}

/// What a request costs before it is executed or refused.
/// Whether its document is sound.
fn judge(documents: &Documents, body: &str) -> bool {
    let Ok(body) = serde_json::from_str::<Value>(body) else { return false };
    let Ok(checked) = documents.find(Reference { text: body["query"].as_str(), ..Reference::default() }) else {
        return false;
    };
    let Ok((_, operation)) = checked.operation(None) else { return true };
    let given = body["variables"].as_object().cloned().unwrap_or_default();
    if let Ok(variables) = operation.variables(&documents.schema, given) {
        let _ = operation.cost(&variables);
        let _ = checked.executable(operation, &variables);
    }
    true
}

/// 50 ms in a release build; this one is slower by far. `--release -- limits::attacks --nocapture` shows the figures.
#[test]
fn each_is_judged_in_bounded_time() {
    let bound = Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 50 });
    let documents = Documents::new(&Config::default()).expect("there is no manifest");
    let mut slow = Vec::new();
    for Attack { name, body, .. } in attacks() {
        let before = spent();
        judge(&documents, &body);
        let time = spent() - before;
        println!("{:>9.3} ms  {name}", time.as_secs_f64() * 1_000.0);
        if time > bound {
            slow.push(format!("{name}: {time:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What is refused is not kept, and what is asked again stays in the store when others come once.
#[test]
fn the_store_is_bounded_and_keeps_what_is_asked_again() {
    let config = Config { document_store_bytes: 1_000_000, ..Config::default() };
    let documents = Documents::new(&config).expect("there is no manifest");
    let find = |text: &str| documents.find(Reference { text: Some(text), ..Reference::default() });
    let all = attacks();
    let sound = all.iter().filter(|attack| judge(&documents, &attack.body)).count();
    let kept = documents.kept();
    assert!(sound < all.len() / 2 && kept.0 <= sound, "{sound} are sound, and only they are kept: {kept:?}");
    let good = "{ documents(first: 20) { nodes { title publishedAt } } }";
    let first = find(good).expect("it is valid");
    for number in 0..20_000 {
        find(&format!("{{ a{number}: viewer {{ role }} }}")).expect("it is valid");
        if number % 50 == 0 {
            find(good).expect("it is valid");
        }
    }
    let (count, bytes) = documents.kept();
    assert!(count > 100 && bytes <= 1_000_000, "{count} documents of {bytes} bytes");
    let hash = first.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert!(
        documents.find(Reference { hash: Some(&hash), ..Reference::default() }).is_ok(),
        "it was asked for again and again"
    );
}

/// The limits are told by number, and hold exactly.
#[tokio::test]
async fn each_limit_holds_to_the_number() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let nested = |times: usize| (0..times).fold("id".to_owned(), |inner, _| format!("parent {{ {inner} }}"));
    let unit = |inner: String| format!("{{ unit(by: {{ code: \"x\" }}) {{ {inner} }} }}");
    let repeat = |times: usize, part: &dyn Fn(usize) -> String| (0..times).map(part).collect::<String>();
    let aliases = |count: usize| format!("{{ viewer {{ {} }} }}", repeat(count, &|it| format!("a{it}: role ")));
    let roots = |count: usize| format!("{{ {} }}", "__typename ".repeat(count));
    let directives = |count: usize| format!("{{ viewer {{ {} }} }}", "role @skip(if: false) ".repeat(count));
    let fields = |count: usize| format!("{{ viewer {{ {} }} }}", "role ".repeat(count - 1));
    let tokens = |count: usize| format!("{{ __typename }}{}", ",".repeat(count - 3));
    let cost = |first: usize| format!("{{ units(first: {first}) {{ nodes {{ {} }} }} }}", "parent { id } ".repeat(9));
    // Twelve fields above each other are let through, thirteen are not; and so on.
    for (good, bad, code, limit) in [
        (unit(nested(10)), unit(nested(11)), "QUERY_TOO_DEEP", "12"),
        (aliases(30), aliases(31), "TOO_MANY_ALIASES", "30"),
        (roots(10), roots(11), "QUERY_TOO_COMPLEX", "10 "),
        (directives(50), directives(51), "QUERY_TOO_COMPLEX", "50"),
        (fields(1_000), fields(1_001), "QUERY_TOO_COMPLEX", "1000"),
        (tokens(2_000), tokens(2_001), "QUERY_TOO_COMPLEX", "2000"),
        (cost(100), cost(100).replace("id }", "name parent { id } }"), "QUERY_TOO_COMPLEX", "1000"),
    ] {
        let answer = app.client().ask(&good, json!({})).await;
        assert!(answer.body.get("errors").is_none(), "{good:.80}: {:#}", answer.body);
        let answer = app.client().ask(&bad, json!({})).await;
        assert_eq!(answer.code(), code, "{bad:.80}: {:#}", answer.body);
        assert!(answer.message().contains(limit.trim()), "{}", answer.message());
    }
}
