//! Searching in titles: what the index finds is what reading every title finds, and the index follows the titles.

use entity::document_bigram::bigrams;
use entity::{bigram, document, document_bigram, setting};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::{Client, Engine, TestApp, on_both};

on_both!(the_index_finds_what_reading_finds, the_index_follows_the_titles, what_cannot_be_searched_for_is_refused);

/// Numbers that follow from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// Few characters, so that pairs repeat and overlap: of one to four bytes, of both cases, one that joins another,
    /// and those that mean something to SQL.
    fn text(&mut self, least: usize, most: usize) -> String {
        const ALPHABET: [char; 10] = ['甲', '乙', '丙', 'a', 'A', 'é', '\u{301}', '𠮷', '😀', '%'];
        let length = least + self.below(most - least + 1);
        // The first ones come more often.
        (0..length).map(|_| ALPHABET[self.below(10).min(self.below(10))]).collect()
    }
}

/// A package; many share a time of publication.
fn line(number: usize, title: &str) -> String {
    let document = json!({
        "title": title, "issuers": ["U"], "publisher": if number.is_multiple_of(3) { "V" } else { "U" }, "genre": "NOTICE",
        "isNormative": number.is_multiple_of(2), "body": "<p>正文</p>", "topics": ["财政"], "issuedOn": format!("2023-0{}-01", 1 + number % 9),
        "publishedAt": format!("2024-01-{:02}T08:00:00+08:00", 1 + number % 11),
    });
    let until = if number.is_multiple_of(4) { "2024-12-31" } else { "2030-12-31" };
    let events = json!([{ "kind": "COMMENCE", "effectiveOn": "2024-02-01", "until": until }]);
    let source = json!({ "system": "search", "id": number.to_string() });
    format!(
        "{}\n",
        json!({ "source": source, "document": document, "interpretations": [], "relations": [], "validityEvents": events })
    )
}

async fn with_titles(engine: Engine, titles: &[String]) -> TestApp {
    let app = TestApp::empty(engine).await;
    let units = "code,name,short_name,kind,level,parent_code\nU,测试局,,DEPARTMENT,CITY,\nV,另一局,,DEPARTMENT,CITY,\n";
    app.import_units(units).await;
    app.import(&titles.iter().enumerate().map(|(number, title)| line(number, title)).collect::<String>()).await;
    app
}

async fn page(client: &Client, arguments: &str, filter: &Value) -> Value {
    let query = format!(
        "query($filter: DocumentFilter) {{ documents({arguments}, filter: $filter) {{ totalCount nodes {{ id title isNormative publisher {{ code }} validity {{ status }} }}
          pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    client.data_with(&query, json!({ "filter": filter })).await["documents"].clone()
}

fn nodes(page: &Value) -> Vec<Value> {
    page["nodes"].as_array().expect("nodes").clone()
}

/// The whole list in pages of seven, both ways: they must agree with each other.
async fn walked(client: &Client, order: &str, filter: &Value) -> Vec<Value> {
    let mut ways = Vec::new();
    for (count, cursor, more, end) in
        [("first", "after", "hasNextPage", "endCursor"), ("last", "before", "hasPreviousPage", "startCursor")]
    {
        let (mut rows, mut from) = (Vec::new(), String::new());
        loop {
            let page = page(client, &format!("{count}: 7{from} {order}"), filter).await;
            let mut some = nodes(&page);
            if count == "last" {
                some.reverse();
            }
            rows.extend(some);
            if page["pageInfo"][more] != true {
                break;
            }
            from = format!(", {cursor}: {}", page["pageInfo"][end]);
            assert!(rows.len() < 1_000, "the walk does not end");
        }
        if count == "last" {
            rows.reverse();
        }
        ways.push(rows);
    }
    assert_eq!(ways[0], ways[1], "{filter} {order}: forward and backward");
    ways.remove(0)
}

async fn the_index_finds_what_reading_finds(engine: Engine) {
    const SEED: u64 = 20_261_123;
    let mut chance = Chance(SEED);
    let titles: Vec<String> = (0..90).map(|_| chance.text(1, 9)).collect();
    let app = with_titles(engine, &titles).await;
    let client = app.client();
    type Rest = (Value, fn(&Value) -> bool);
    let rests: [Rest; 4] = [
        (json!({}), |_| true),
        (json!({ "isNormative": { "eq": true } }), |it| it["isNormative"] == true),
        (json!({ "validityStatus": { "eq": "LAPSED" } }), |it| it["validity"]["status"] == "LAPSED"),
        (json!({ "not": { "title": { "contains": "甲乙" } } }), |it| {
            !it["title"].as_str().expect("a title").contains("甲乙")
        }),
    ];
    let mut found = BTreeMap::new();
    let (newest, oldest) = ("", "orderBy: [{ field: PUBLISHED_AT, direction: ASC }]");
    let (latest, earliest) = ("orderBy: [{ field: ISSUED_ON }]", "orderBy: [{ field: ISSUED_ON, direction: ASC }]");
    for (order, is_counted_right) in
        [(newest, true), (oldest, true), (latest, true), (newest, false), (earliest, false)]
    {
        if !is_counted_right {
            // Where pairs are counted as frequent, pages of a unit and in another order are found by walking; and which
            // pair is looked under is any.
            let many = bigram::Entity::update_many().col_expr(bigram::Column::Documents, 5_000.into());
            many.exec(app.connection()).await.expect("wrong counts");
        }
        let all = nodes(&page(&client, &format!("first: 100 {order}"), &json!({})).await);
        assert_eq!(all.len(), titles.len());
        for round in 0..12 {
            // Two characters as often as any other number, and some that stand in a title for sure.
            let mut text = chance.text(1 + round % 2, 2 + round % 4);
            if round >= 8 {
                let title: Vec<char> = titles[chance.below(titles.len())].chars().collect();
                text = title[..title.len().min(2 + chance.below(4))].iter().collect();
            }
            let (rest, meets) = &rests[chance.below(rests.len())];
            let mut filter = rest.clone();
            filter["title"] = json!({ "contains": text });
            let holds = |it: &&Value| it["title"].as_str().expect("a title").contains(&text) && meets(it);
            let expected: Vec<Value> = all.iter().filter(holds).cloned().collect();
            assert_eq!(walked(&client, order, &filter).await, expected, "seed {SEED}: {filter} {order}");
            let total = page(&client, &format!("first: 0 {order}"), &filter).await["totalCount"].clone();
            assert_eq!(total, expected.len(), "seed {SEED}: {filter}");
            let skipped = nodes(&page(&client, &format!("first: 5, offset: 2 {order}"), &filter).await);
            assert_eq!(skipped, expected.iter().skip(2).take(5).cloned().collect::<Vec<_>>(), "{filter} {order}");
            // Under a parent.
            let query = "query($filter: DocumentFilter) { unit(by: { code: \"U\" }) { documents(first: 100, filter: $filter) { totalCount nodes { id } } } }";
            let of_unit = client.data_with(query, json!({ "filter": filter })).await["unit"]["documents"].clone();
            let expected_total = expected.iter().filter(|it| it["publisher"]["code"] == "U").count();
            assert_eq!(of_unit["totalCount"], expected_total, "{filter}");
            assert_eq!(nodes(&of_unit).len(), expected_total, "{filter}");
            let length = text.chars().count().min(3);
            *found.entry(length).or_insert(0) += usize::from(!expected.is_empty());
        }
    }
    let told = |length: usize, least: usize| found.get(&length).is_some_and(|count| *count >= least);
    assert!(told(1, 1) && told(2, 5) && told(3, 5), "the searches find too little to tell anything: {found:?}");
}

/// The index as it is held, and as the titles say it must be.
async fn indices(app: &TestApp) -> [(BTreeSet<(String, String)>, BTreeMap<String, i32>); 2] {
    let db = app.connection();
    let held = document_bigram::Entity::find().all(db).await.expect("rows");
    let documents = document::Entity::find().all(db).await.expect("rows");
    let published: BTreeMap<_, _> = documents.iter().map(|it| (it.id, it.published_at)).collect();
    for row in &held {
        assert_eq!(published.get(&row.document_id), Some(&row.published_at), "{row:?}");
    }
    let counts = bigram::Entity::find().filter(bigram::Column::Documents.ne(0)).all(db).await.expect("rows");
    let counts = counts.into_iter().map(|row| (row.text, row.documents)).collect();
    let held = held.into_iter().map(|row| (row.bigram, row.document_id.to_string())).collect();
    let pairs = |it: &document::Model| {
        let id = it.id.to_string();
        bigrams(&it.title).into_iter().map(move |pair| (pair.to_owned(), id.clone())).collect::<Vec<_>>()
    };
    let expected: BTreeSet<_> = documents.iter().flat_map(pairs).collect();
    let mut expected_counts = BTreeMap::new();
    for (pair, _) in &expected {
        *expected_counts.entry(pair.clone()).or_insert(0) += 1;
    }
    [(held, counts), (expected, expected_counts)]
}

async fn the_index_follows_the_titles(engine: Engine) {
    let titles: Vec<String> = ["关于印发办法的通知", "关于关于", "甲", "供水管理办法"].map(Into::into).into();
    let app = with_titles(engine, &titles).await;
    let [held, expected] = indices(&app).await;
    assert_eq!(held, expected);
    assert_eq!(held.1["关于"], 2);
    // Changed; unchanged; one character more; withdrawn.
    let again = [line(0, "关于废止办法的通知"), line(1, "关于关于"), line(2, "甲乙")].concat();
    app.import(&again).await;
    let withdrawal = json!({ "reason": "WITHDRAWN", "publicExplanation": "误发。" });
    let source = json!({ "system": "search", "id": "3" });
    app.import(&format!("{}\n", json!({ "source": source, "withdrawal": withdrawal }))).await;
    let [held, expected] = indices(&app).await;
    assert_eq!(held, expected);
    assert!(!held.1.contains_key("印发") && !held.1.contains_key("供水"), "{held:?}");
    let total = async |text: &str| {
        page(&app.client(), "first: 10", &json!({ "title": { "contains": text } })).await["totalCount"].clone()
    };
    assert_eq!((total("印发").await, total("废止办").await, total("甲乙").await), (json!(0), json!(1), json!(1)));

    // A database from before the index: the next instance makes it.
    let db = app.connection();
    document_bigram::Entity::delete_many().exec(db).await.expect("no rows");
    bigram::Entity::update_many().col_expr(bigram::Column::Documents, 7.into()).exec(db).await.expect("wrong rows");
    setting::Entity::delete_by_id("title_index").exec(db).await.expect("as if never made");
    let started = gongkai::app::App::new(app.app.config.clone(), TestApp::clock(), db.clone()).await;
    assert!(started.is_ok());
    let [held, expected] = indices(&app).await;
    assert_eq!(held, expected);
}

async fn what_cannot_be_searched_for_is_refused(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let query =
        "query($text: String) { documents(filter: { title: { contains: $text } }) { totalCount nodes { id } } }";
    for (text, word) in
        [("", "1 to 100"), ("\0", "zero"), ("a\0", "zero"), ("a\0b", "zero"), (&"长".repeat(101), "101")]
    {
        let answer = client.ask(query, json!({ "text": text })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{text:?} {:#}", answer.body);
        assert!(
            answer.message().contains(word) && answer.message().contains("filter.title.contains"),
            "{:#}",
            answer.body
        );
    }
    // As long as may be, all of it different or all of it the same.
    let different: String = (0x4e00..0x4e64).filter_map(char::from_u32).collect();
    for text in [different, "长".repeat(100), "關於".repeat(50)] {
        let data = client.data_with(query, json!({ "text": text })).await;
        assert_eq!(data["documents"]["totalCount"], 0, "{text}");
    }
}
