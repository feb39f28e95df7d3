//! PostgreSQL stops and starts again while clients go on asking.

use gongkai::config::Config;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use support::{Engine, TestApp, Way};

/// What clients have seen.
#[derive(Default)]
struct Seen {
    served: AtomicUsize,
    refused: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_are_told_at_once_and_served_again_without_a_restart() {
    let db = Engine::Postgres.sample().await;
    let mut way = Way::to(&db.url);
    let config = Config { database_url: way.url(), ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let (seen, done) = (Arc::new(Seen::default()), Arc::new(AtomicBool::new(false)));
    let clients: Vec<_> = (0..4)
        .map(|_| {
            let (client, seen, done) = (app.client(), seen.clone(), done.clone());
            tokio::spawn(async move {
                let body =
                    json!({ "query": "{ documents(first: 3) { totalCount nodes { title issuers { name } } } }" });
                while !done.load(Ordering::SeqCst) {
                    let response =
                        client.http.post(client.url("/graphql")).json(&body).send().await.expect("an answer");
                    let (status, headers) = (response.status().as_u16(), response.headers().clone());
                    let answer: serde_json::Value = response.json().await.expect("JSON");
                    match answer["errors"].as_array() {
                        None => {
                            assert_eq!(status, 200);
                            seen.served.fetch_add(1, Ordering::SeqCst);
                        }
                        // Whoever found the database gone in the middle has an answer with errors; then all are refused.
                        Some(errors) => {
                            for error in errors {
                                assert_eq!(error["extensions"]["code"], "SERVICE_UNAVAILABLE", "{answer:#}");
                                assert_eq!(error["extensions"]["retryable"], true);
                                assert_eq!(error["message"], "the database does not answer");
                            }
                            if status == 503 {
                                assert_eq!(headers["retry-after"], "1");
                            } else {
                                assert_eq!(status, 200, "{answer:#}");
                            }
                            seen.refused.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            })
        })
        .collect();
    let until = async |counter: &AtomicUsize, more: usize, what: &str| {
        let target = counter.load(Ordering::SeqCst) + more;
        for _ in 0..300 {
            if counter.load(Ordering::SeqCst) >= target {
                return;
            }
            assert!(clients.iter().all(|it| !it.is_finished()), "a client saw what it should not");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("30 s were not enough to be {what} {more} times");
    };
    for _ in 0..2 {
        until(&seen.served, 20, "served").await;
        way.cut();
        // Four clients that wait for the database's time limit each time would be refused forty times in 30 s.
        until(&seen.refused, 400, "refused").await;
        assert_eq!(app.client().get("/readyz", &[]).await.status, 503);
        assert_eq!(app.client().get("/healthz", &[]).await.status, 200);
        way.restore();
        until(&seen.served, 20, "served").await;
        // Kept answers are served as soon as they are proved fresh, before the pool has looked again.
        support::until("it is ready", async || app.client().get("/readyz", &[]).await.status == 200).await;
    }
    done.store(true, Ordering::SeqCst);
    for client in clients {
        client.await.expect("a client saw only what it should");
    }
    way.cut();
}
