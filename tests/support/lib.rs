//! What the tests stand on: a real database of their own, on either engine, and the service on a real port.

mod app;
pub mod attack;
mod client;
mod db;
pub mod snapshot;
mod way;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use db::{Engine, TestDb, postgres_url};
pub use way::Way;

/// Waits until something holds, for at most 10 s.
pub async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("10 s were not enough: {what}");
}

/// Runs each test on SQLite and on PostgreSQL: `on_both!(name, …)` over `async fn name(engine: Engine)`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name {
                #[tokio::test]
                async fn sqlite() {
                    super::$name($crate::Engine::Sqlite).await
                }

                #[tokio::test]
                async fn postgres() {
                    super::$name($crate::Engine::Postgres).await
                }
            }
        )+
    };
}
