//! Paging: forward and backward give the whole set, ties included, while rows are inserted; and no cursor fits another
//! list.

use serde_json::{Value, json};
use std::collections::HashSet;
use support::{Client, Engine, TestApp, on_both};

on_both!(
    forward_is_backward_is_the_whole_set,
    pages_hold_while_rows_are_inserted,
    offsets_agree_with_cursors,
    cursors_fit_their_own_list_only,
    the_second_page_keeps_the_day_of_the_first,
);

/// `count` packages of which many share a time of publication and a date of issue, and some state no date.
fn ties(system: &str, count: usize) -> String {
    let mut out = String::new();
    for number in 0..count {
        let mut document = json!({
            "title": format!("文件{number}"), "issuers": ["U"], "publisher": "U", "genre": if number % 3 == 0 { "NOTICE" } else { "PLAN" },
            "isNormative": number % 2 == 0, "body": "<p>正文</p>", "topics": ["财政", "其他"],
            "publishedAt": format!("2024-01-{:02}T08:00:00+08:00", 1 + number % 4),
        });
        if number % 5 != 0 {
            document["issuedOn"] = json!(format!("2023-0{}-01", 1 + number % 3));
        }
        let events = json!([{ "kind": "COMMENCE", "effectiveOn": "2024-02-01", "until": if number % 2 == 0 { "2024-12-31" } else { "2030-12-31" } }]);
        let line = json!({ "source": { "system": system, "id": format!("{number}") }, "document": document, "interpretations": [], "relations": [], "validityEvents": events });
        out += &format!("{line}\n");
    }
    out
}

async fn with_ties(engine: Engine, count: usize) -> TestApp {
    let app = TestApp::empty(engine).await;
    app.import_units("code,name,short_name,kind,level,parent_code\nU,测试局,,DEPARTMENT,CITY,\n").await;
    app.import(&ties("ties", count)).await;
    app
}

/// The lists that are paged: filter and order, so that every way of building a page is taken.
const LISTS: [(&str, &str); 9] = [
    ("", ""),
    ("", "orderBy: [{ field: PUBLISHED_AT, direction: ASC }]"),
    ("", "orderBy: [{ field: ISSUED_ON, direction: DESC }]"),
    ("", "orderBy: [{ field: ISSUED_ON, direction: ASC }, { field: PUBLISHED_AT, direction: DESC }]"),
    ("genre: { eq: NOTICE }", ""),
    ("topic: { eq: \"财政\" }", ""),
    ("validityStatus: { in: [EFFECTIVE, LAPSED] }", ""),
    ("validityStatus: { in: [EFFECTIVE, LAPSED] }, isNormative: { eq: true }", ""),
    ("validityStatus: { in: [EFFECTIVE, LAPSED] }", "orderBy: [{ field: FORMED_ON, direction: DESC }]"),
];

async fn page(client: &Client, list: (&str, &str), window: &str) -> Value {
    let (filter, order) = list;
    let query = format!(
        "{{ documents({window}, filter: {{ {filter} }} {order}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    client.data(&query).await["documents"].clone()
}

fn ids(page: &Value) -> Vec<String> {
    page["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].as_str().expect("an id").to_owned()).collect()
}

async fn walk(client: &Client, list: (&str, &str), size: usize, forward: bool) -> Vec<String> {
    let (count, cursor, more, end) = match forward {
        true => ("first", "after", "hasNextPage", "endCursor"),
        false => ("last", "before", "hasPreviousPage", "startCursor"),
    };
    let mut out = Vec::new();
    let mut window = format!("{count}: {size}");
    loop {
        let page = page(client, list, &window).await;
        let mut rows = ids(&page);
        if !forward {
            rows.reverse();
        }
        out.extend(rows);
        if page["pageInfo"][more] != true {
            break;
        }
        window = format!("{count}: {size}, {cursor}: {}", page["pageInfo"][end]);
        assert!(out.len() < 1_000, "the walk does not end");
    }
    if !forward {
        out.reverse();
    }
    out
}

async fn forward_is_backward_is_the_whole_set(engine: Engine) {
    let app = with_ties(engine, 67).await;
    let client = app.client();
    for list in LISTS {
        let total = format!("{{ documents(filter: {{ {} }}) {{ totalCount }} }}", list.0);
        let total = client.data(&total).await["documents"]["totalCount"].as_u64().expect("a total") as usize;
        assert!(total > 20, "{list:?} has {total}");
        let whole = ids(&page(&client, list, "first: 100").await);
        assert_eq!(whole.len(), total, "{list:?}");
        assert_eq!(whole.iter().collect::<HashSet<_>>().len(), total, "{list:?}: a row stands twice");
        for size in [1, 7, 10] {
            assert_eq!(walk(&client, list, size, true).await, whole, "{list:?} forward by {size}");
            assert_eq!(walk(&client, list, size, false).await, whole, "{list:?} backward by {size}");
        }
    }
}

async fn pages_hold_while_rows_are_inserted(engine: Engine) {
    let app = with_ties(engine, 40).await;
    let client = app.client();
    for (round, list) in LISTS.into_iter().enumerate() {
        let before = ids(&page(&client, list, "first: 100").await);
        let first = page(&client, list, "first: 9").await;
        app.import(&ties(&format!("later{round}"), 6)).await;
        let mut walked = ids(&first);
        let mut cursor = first["pageInfo"]["endCursor"].clone();
        loop {
            let next = page(&client, list, &format!("first: 9, after: {cursor}")).await;
            walked.extend(ids(&next));
            if next["pageInfo"]["hasNextPage"] != true {
                break;
            }
            cursor = next["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(walked.iter().collect::<HashSet<_>>().len(), walked.len(), "{list:?}: a row stands twice");
        let walked: Vec<_> = walked.into_iter().filter(|id| before.contains(id)).collect();
        assert_eq!(walked, before, "{list:?}: what stood before is met once, in its order");
    }
}

async fn offsets_agree_with_cursors(engine: Engine) {
    let app = with_ties(engine, 80).await;
    let client = app.client();
    for list in LISTS {
        let whole = ids(&page(&client, list, "first: 100").await);
        let part = page(&client, list, "first: 5, offset: 12").await;
        assert_eq!(ids(&part), whole[12..17], "{list:?}");
        assert_eq!(part["pageInfo"]["hasPreviousPage"], true);
        let next = page(&client, list, &format!("first: 5, after: {}", part["pageInfo"]["endCursor"])).await;
        assert_eq!(ids(&next), whole[17..(22.min(whole.len()))], "{list:?}");
    }
}

async fn cursors_fit_their_own_list_only(engine: Engine) {
    let app = with_ties(engine, 12).await;
    let client = app.client();
    let cursor =
        page(&client, LISTS[0], "first: 2").await["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
    let mut tampered = cursor.clone().into_bytes();
    tampered[5] = if tampered[5] == b'A' { b'B' } else { b'A' };
    let tampered = String::from_utf8(tampered).expect("still text");
    for (window, filter, order) in [
        (format!("after: \"{cursor}\""), "genre: { eq: NOTICE }", ""),
        (format!("after: \"{cursor}\""), "", "orderBy: [{ field: PUBLISHED_AT, direction: ASC }]"),
        (format!("before: \"{cursor}\""), "", "orderBy: [{ field: ISSUED_ON, direction: DESC }]"),
        (format!("after: \"{tampered}\""), "", ""),
        ("after: \"bm90IGEgY3Vyc29y\"".into(), "", ""),
        ("after: \"好\"".into(), "", ""),
        ("after: \"\"".into(), "", ""),
    ] {
        let query = format!("{{ documents({window}, filter: {{ {filter} }} {order}) {{ nodes {{ id }} }} }}");
        let answer = client.ask(&query, json!({})).await;
        assert_eq!(answer.code(), "CURSOR_INVALID", "{query} {:#}", answer.body);
        assert!(answer.message().starts_with(&window[..5]), "{}", answer.message());
    }
    // Nor that of another parent.
    let query = format!("{{ unit(by: {{ code: \"U\" }}) {{ documents(after: \"{cursor}\") {{ nodes {{ id }} }} }} }}");
    assert_eq!(client.ask(&query, json!({})).await.code(), "CURSOR_INVALID");
}

async fn the_second_page_keeps_the_day_of_the_first(engine: Engine) {
    use gongkai::app::Request;
    use gongkai::scope::{Clock, Locale, Viewer};
    let app = with_ties(engine, 30).await;
    let at = |text: &str| Clock::stopped(chrono::DateTime::parse_from_rfc3339(text).expect("an instant").to_utc());
    let url = app.db.url.clone();
    let config = gongkai::config::Config { database_url: url, ..app.app.config.clone() };
    let list = ("validityStatus: { eq: EFFECTIVE }", "");
    // A second instance on the same database, whose clock says when: as a replica would.
    let on = async |clock: Clock, window: &str| {
        let connection = gongkai::database::connect(&config).await.expect("the database answers");
        let instance = gongkai::app::App::new(config.clone(), clock, connection).await.expect("an instance");
        let query = format!(
            "{{ documents({window}, filter: {{ {} }}) {{ totalCount nodes {{ id validity {{ status }} }} pageInfo {{ endCursor }} }} }}",
            list.0
        );
        let answer = instance.execute(Request::new(query), Viewer::Anonymous, Locale::default()).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        serde_json::to_value(answer.data).expect("json")["documents"].clone()
    };
    let evening = on(at("2024-12-31T23:59:00+08:00"), "first: 10").await;
    assert_eq!(evening["totalCount"], 30);
    let after = format!("first: 10, after: {}", evening["pageInfo"]["endCursor"]);
    let midnight = on(at("2025-01-01T00:01:00+08:00"), &after).await;
    assert_eq!(midnight["totalCount"], 30, "half of them have lapsed since, yet the list is the one of the evening");
    assert_eq!(midnight["nodes"][0]["validity"]["status"], "EFFECTIVE");
    let anew = on(at("2025-01-01T00:01:00+08:00"), "first: 10").await;
    assert_eq!(anew["totalCount"], 15);
}
