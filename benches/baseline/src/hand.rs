//! One statement a workload, plain rows, JSON written from structs.

use crate::{Config, Pool};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use entity::value::ValidityStatus;
use entity::value::validity::{day_number, slots_on};
use serde::Serialize;
use sqlx::{AssertSqlSafe, Row};
use std::sync::{LazyLock, OnceLock};
use uuid::Uuid;

/// Runs a statement on whichever database there is, and reads each row.
macro_rules! rows {
    ($pool:expr, $sql:expr, [$($bind:expr),*], $row:ident => $read:expr) => {
        match $pool {
            Pool::Sqlite(pool) => {
                let rows = sqlx::query($sql)$(.bind($bind))*.fetch_all(pool).await?;
                rows.into_iter().map(|$row| $read).collect::<Result<Vec<_>, sqlx::Error>>()?
            }
            Pool::Postgres(pool) => {
                let rows = sqlx::query($sql)$(.bind($bind))*.fetch_all(pool).await?;
                rows.into_iter().map(|$row| $read).collect::<Result<Vec<_>, sqlx::Error>>()?
            }
        }
    };
}

/// The interpretation of a joined row, where the join met one.
macro_rules! interpretation {
    ($row:expr) => {
        match $row.try_get::<Option<Uuid>, _>("interpretation_id")? {
            None => None,
            Some(key) => Some(Interpretation {
                id: id("Interpretation", key),
                title: $row.try_get("interpretation_title")?,
                form: $row.try_get("form")?,
            }),
        }
    };
}

#[derive(Serialize)]
struct Answer<T> {
    data: T,
}

#[derive(Serialize)]
struct Number {
    text: String,
}

#[derive(Serialize)]
struct Unit {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Interpretation {
    id: String,
    title: String,
    form: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    id: String,
    title: String,
    document_number: Option<Number>,
    genre: String,
    published_at: String,
    body: String,
    publisher: Unit,
    interpretations: Vec<Interpretation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    id: String,
    title: String,
    published_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpretations: Option<Vec<Interpretation>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    total_count: Option<i64>,
    nodes: Vec<Listed>,
    page_info: PageInfo,
}

#[derive(Serialize)]
struct Documents {
    documents: Page,
}

fn id(of: &str, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{of}:{id}"))
}

fn time(at: DateTime<Utc>) -> String {
    const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours is an offset");
    at.with_timezone(&CHINA).to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// The JSON of a workload.
pub async fn answer(pool: &Pool, config: &Config, name: &str) -> Result<Vec<u8>> {
    match name {
        "document" => document(pool, config.document).await,
        "page" => page_of_unit(pool, config.unit).await,
        "tree" => tree(pool, config).await,
        "in_force" => in_force(pool, config).await,
        "contains_long" => contains(pool, &config.long).await,
        "contains_short" => contains(pool, &config.short).await,
        "deep" => deep(pool, config.after).await,
        _ => Err("no such workload".into()),
    }
}

const DOCUMENT: &str = "SELECT d.id, d.title, d.number_text, d.genre, d.published_at, b.html, u.id AS unit_id, u.name,
    i.id AS interpretation_id, i.title AS interpretation_title, i.form
  FROM document d JOIN document_body b ON b.document_id = d.id JOIN unit u ON u.id = d.publisher_id
  LEFT JOIN document_interpretation l ON l.document_id = d.id LEFT JOIN interpretation i ON i.id = l.interpretation_id
  WHERE d.id = $1 ORDER BY i.published_at DESC, i.id DESC";

async fn document(pool: &Pool, which: Uuid) -> Result<Vec<u8>> {
    let rows = rows!(pool, DOCUMENT, [which], row => {
        let interpretation = interpretation!(row);
        let whole = Whole {
            id: id("Document", row.try_get("id")?),
            title: row.try_get("title")?,
            document_number: row.try_get::<Option<String>, _>("number_text")?.map(|text| Number { text }),
            genre: row.try_get("genre")?,
            published_at: time(row.try_get("published_at")?),
            body: row.try_get("html")?,
            publisher: Unit { id: id("Unit", row.try_get("unit_id")?), name: row.try_get("name")? },
            interpretations: Vec::new(),
        };
        Ok((whole, interpretation))
    });
    let mut found: Option<Whole> = None;
    for (whole, interpretation) in rows {
        found.get_or_insert(whole).interpretations.extend(interpretation);
    }
    #[derive(Serialize)]
    struct Data {
        document: Option<Whole>,
    }
    Ok(serde_json::to_vec(&Answer { data: Data { document: found } })?)
}

const PAGE: &str = "SELECT p.id, p.title, p.published_at, i.id AS interpretation_id, i.title AS interpretation_title, i.form
  FROM (SELECT id, title, published_at FROM document WHERE publisher_id = $1 ORDER BY published_at DESC, id DESC LIMIT 21) p
  LEFT JOIN document_interpretation l ON l.document_id = p.id LEFT JOIN interpretation i ON i.id = l.interpretation_id
  ORDER BY p.published_at DESC, p.id DESC, i.published_at DESC, i.id DESC";

async fn page_of_unit(pool: &Pool, unit: Uuid) -> Result<Vec<u8>> {
    let rows = rows!(pool, PAGE, [unit], row => {
        let interpretation = interpretation!(row);
        let key: Uuid = row.try_get("id")?;
        Ok((key, row.try_get::<String, _>("title")?, row.try_get::<DateTime<Utc>, _>("published_at")?, interpretation))
    });
    let mut nodes: Vec<(Uuid, Listed)> = Vec::with_capacity(21);
    for (key, title, at, interpretation) in rows {
        if nodes.last().is_none_or(|(last, _)| *last != key) {
            let interpretations = Some(Vec::new());
            nodes.push((key, Listed { id: id("Document", key), title, published_at: time(at), interpretations }));
        }
        if let Some((_, node)) = nodes.last_mut()
            && let Some(interpretations) = &mut node.interpretations
        {
            interpretations.extend(interpretation);
        }
    }
    written(nodes.into_iter().map(|(_, node)| node).collect(), None)
}

fn written(mut nodes: Vec<Listed>, total_count: Option<i64>) -> Result<Vec<u8>> {
    let has_next_page = nodes.len() > 20;
    nodes.truncate(20);
    let documents = Page { total_count, nodes, page_info: PageInfo { has_next_page } };
    Ok(serde_json::to_vec(&Answer { data: Documents { documents } })?)
}

const TREE: &str = "WITH held AS (SELECT * FROM catalog_entry WHERE catalog_id = $1 AND unit_id = $2)
  SELECT c.id, c.parent_id, c.title, c.level, e.id AS entry_id, e.item, e.time_limit FROM catalog_column c
  LEFT JOIN held e ON e.column_id = c.id AND c.level = 3
  WHERE c.catalog_id = $1 AND c.id IN (SELECT first_level_column_id FROM held UNION ALL
    SELECT second_level_column_id FROM held UNION ALL SELECT third_level_column_id FROM held)
  ORDER BY c.level, c.position, c.id, e.id";

#[derive(Serialize)]
struct Nodes<T> {
    nodes: Vec<T>,
}

#[derive(Serialize)]
struct Limit {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    id: String,
    item: String,
    time_limit: Limit,
}

#[derive(Serialize)]
struct Leaf {
    id: String,
    title: String,
    entries: Nodes<Entry>,
}

#[derive(Serialize)]
struct Branch<T> {
    id: String,
    title: String,
    children: Vec<T>,
}

async fn tree(pool: &Pool, config: &Config) -> Result<Vec<u8>> {
    let rows = rows!(pool, TREE, [config.catalog, config.tree_unit], row => {
        let entry = match row.try_get::<Option<Uuid>, _>("entry_id")? {
            None => None,
            Some(key) => Some(Entry {
                id: id("CatalogEntry", key),
                item: row.try_get("item")?,
                time_limit: Limit { text: row.try_get("time_limit")? },
            }),
        };
        let key: Uuid = row.try_get("id")?;
        let parent: Option<Uuid> = row.try_get("parent_id")?;
        Ok((key, parent, row.try_get::<String, _>("title")?, row.try_get::<i32, _>("level")?, entry))
    });
    let mut first: Vec<(Uuid, Branch<Branch<Leaf>>)> = Vec::new();
    let mut second: Vec<(Uuid, Option<Uuid>, Branch<Leaf>)> = Vec::new();
    let mut third: Vec<(Uuid, Option<Uuid>, Leaf)> = Vec::new();
    for (key, parent, title, level, entry) in rows {
        let id = id("CatalogColumn", key);
        match level {
            1 => first.push((key, Branch { id, title, children: Vec::new() })),
            2 => second.push((key, parent, Branch { id, title, children: Vec::new() })),
            _ => {
                if third.last().is_none_or(|(last, ..)| *last != key) {
                    third.push((key, parent, Leaf { id, title, entries: Nodes { nodes: Vec::new() } }));
                }
                if let Some((.., leaf)) = third.last_mut() {
                    leaf.entries.nodes.extend(entry);
                }
            }
        }
    }
    let mut leaves: std::collections::HashMap<Option<Uuid>, Vec<Leaf>> = Default::default();
    for (_, parent, leaf) in third {
        leaves.entry(parent).or_default().push(leaf);
    }
    let mut branches: std::collections::HashMap<Option<Uuid>, Vec<Branch<Leaf>>> = Default::default();
    for (key, parent, mut branch) in second {
        branch.children = leaves.remove(&Some(key)).unwrap_or_default();
        branches.entry(parent).or_default().push(branch);
    }
    let columns = first.into_iter().map(|(key, mut branch)| {
        branch.children = branches.remove(&Some(key)).unwrap_or_default();
        branch
    });
    #[derive(Serialize)]
    struct Catalog {
        columns: Vec<Branch<Branch<Leaf>>>,
    }
    #[derive(Serialize)]
    struct Data {
        catalog: Catalog,
    }
    Ok(serde_json::to_vec(&Answer { data: Data { catalog: Catalog { columns: columns.collect() } } })?)
}

async fn in_force(pool: &Pool, config: &Config) -> Result<Vec<u8>> {
    // Built once: the day of a run is one day.
    static SQL: OnceLock<String> = OnceLock::new();
    let sql = SQL.get_or_init(|| {
            let slots: Vec<i32> = [ValidityStatus::Effective, ValidityStatus::Amended]
                .into_iter()
                .flat_map(|status| slots_on(config.day, status))
                .collect();
            let day = day_number(config.day);
            let part = |slot: &i32| {
                format!(
                    "SELECT * FROM (SELECT published_at, document_id FROM validity_span WHERE slot = {slot} AND starts_day <= {day} \
                     AND ends_day >= {day} ORDER BY published_at DESC, document_id DESC LIMIT 21) AS part"
                )
            };
            let parts: Vec<String> = slots.iter().map(part).collect();
            let list: Vec<String> = slots.iter().map(i32::to_string).collect();
            format!(
                "SELECT d.id, d.title, d.published_at, (SELECT COUNT(*) FROM validity_span WHERE slot IN ({}) AND starts_day <= {day} \
                 AND ends_day >= {day}) AS total FROM ({}) AS hit JOIN document d ON d.id = hit.document_id \
                 ORDER BY hit.published_at DESC, hit.document_id DESC LIMIT 21",
                list.join(","),
                parts.join(" UNION ALL "),
            )
    });
    let mut total = 0;
    let nodes = rows!(pool, AssertSqlSafe(sql.as_str()), [], row => {
        total = row.try_get("total")?;
        Ok(Listed { id: id("Document", row.try_get("id")?), title: row.try_get("title")?, published_at: time(row.try_get("published_at")?), interpretations: None })
    });
    written(nodes, Some(total))
}

const DEEP: &str = "SELECT id, title, published_at FROM document WHERE (published_at, id) < ($1, $2)
  ORDER BY published_at DESC, id DESC LIMIT 21";

async fn deep(pool: &Pool, (at, key): (DateTime<Utc>, Uuid)) -> Result<Vec<u8>> {
    let nodes = rows!(pool, DEEP, [at, key], row => Ok(Listed {
        id: id("Document", row.try_get("id")?),
        title: row.try_get("title")?,
        published_at: time(row.try_get("published_at")?),
        interpretations: None,
    }));
    written(nodes, None)
}

const CONTAINS: &str =
    "SELECT d.id, d.title, d.published_at FROM document_bigram b JOIN document d ON d.id = b.document_id
  WHERE b.bigram = $1 ORDER BY b.published_at DESC, b.document_id DESC LIMIT 21";

/// `IN_TITLE` is the one word that differs between the engines.
const RAREST: &str = "SELECT d.id, d.title, d.published_at FROM document_bigram b JOIN document d ON d.id = b.document_id
  WHERE b.bigram = (SELECT text FROM bigram WHERE text IN ($2, $3, $4) ORDER BY documents LIMIT 1) AND IN_TITLE(d.title, $1) > 0
  ORDER BY b.published_at DESC, b.document_id DESC LIMIT 21";

async fn contains(pool: &Pool, part: &str) -> Result<Vec<u8>> {
    static SQL: LazyLock<(String, String)> =
        LazyLock::new(|| (RAREST.replace("IN_TITLE", "instr"), RAREST.replace("IN_TITLE", "strpos")));
    let characters: Vec<char> = part.chars().collect();
    let pairs: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    let sql = match (pool, pairs.len()) {
        (_, 1) => CONTAINS,
        (Pool::Sqlite(_), _) => &SQL.0,
        (Pool::Postgres(_), _) => &SQL.1,
    };
    let read = |id_: Uuid, title: String, at: DateTime<Utc>| Listed {
        id: id("Document", id_),
        title,
        published_at: time(at),
        interpretations: None,
    };
    let nodes = if pairs.len() == 1 {
        rows!(pool, AssertSqlSafe(sql), [part], row => Ok(read(row.try_get("id")?, row.try_get("title")?, row.try_get("published_at")?)))
    } else {
        // Three or four characters: the last pair stands in for one that is missing.
        let pair = |at: usize| pairs.get(at).or(pairs.last()).cloned().unwrap_or_default();
        rows!(pool, AssertSqlSafe(sql), [part, pair(0), pair(1), pair(2)], row => Ok(read(row.try_get("id")?, row.try_get("title")?, row.try_get("published_at")?)))
    };
    written(nodes, None)
}
