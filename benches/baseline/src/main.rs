//! The other two sides of `benches/load.py`: `/bare/NAME` returns the bytes that the service answered, `/hand/NAME` reads
//! the same rows from the same database with the driver, one statement each, and writes the same JSON by hand.

use actix_web::web::{self, Bytes, Data, Path};
use actix_web::{App, HttpResponse, HttpServer};
use serde::Deserialize;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use std::collections::HashMap;
use std::str::FromStr;
use uuid::Uuid;

mod hand;

/// The way to the database.
pub enum Pool {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

/// What `load.py` tells: where, and about which rows.
#[derive(Deserialize)]
pub struct Config {
    listen: String,
    database: String,
    /// Answers of the service, by workload.
    bodies: HashMap<String, std::path::PathBuf>,
    /// The document of the first workload.
    document: Uuid,
    /// The unit of the page and of the tree.
    unit: Uuid,
    tree_unit: Uuid,
    catalog: Uuid,
    day: chrono::NaiveDate,
    /// Words of titles.
    long: String,
    short: String,
    /// The place behind which the deep page starts.
    after: (chrono::DateTime<chrono::Utc>, Uuid),
}

async fn bare(bodies: Data<HashMap<String, Bytes>>, name: Path<String>, _asked: Bytes) -> HttpResponse {
    match bodies.get(name.as_str()) {
        Some(body) => HttpResponse::Ok().content_type("application/json; charset=utf-8").body(body.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}

async fn by_hand(pool: Data<Pool>, config: Data<Config>, name: Path<String>, _asked: Bytes) -> HttpResponse {
    match hand::answer(&pool, &config, &name).await {
        Ok(body) => HttpResponse::Ok().content_type("application/json; charset=utf-8").body(body),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: baseline CONFIG.json")?;
    let config: Config = serde_json::from_slice(&std::fs::read(path)?)?;
    let mut bodies = HashMap::new();
    for (name, path) in &config.bodies {
        bodies.insert(name.clone(), Bytes::from(std::fs::read(path)?));
    }
    let pool = if config.database.starts_with("sqlite:") {
        // As the service opens it.
        let options = SqliteConnectOptions::from_str(&config.database)?
            .pragma("journal_mode", "WAL")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "2147418112");
        Pool::Sqlite(
            SqlitePoolOptions::new().max_connections(8).test_before_acquire(false).connect_with(options).await?,
        )
    } else {
        Pool::Postgres(
            PgPoolOptions::new().max_connections(8).test_before_acquire(false).connect(&config.database).await?,
        )
    };
    let (pool, bodies, listen) = (Data::new(pool), Data::new(bodies), config.listen.clone());
    let config = Data::new(config);
    HttpServer::new(move || {
        App::new()
            .app_data(pool.clone())
            .app_data(bodies.clone())
            .app_data(config.clone())
            .route("/bare/{name}", web::post().to(bare))
            .route("/hand/{name}", web::post().to(by_hand))
    })
    .bind(listen)?
    .run()
    .await?;
    Ok(())
}
