//! PostgreSQL stops and starts again while clients go on asking.

use gongkai::config::Config;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{Engine, TestApp};

/// The way to PostgreSQL, which can be cut: then connections break, and nobody listens.
struct Way {
    at: SocketAddr,
    server: String,
    open: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
    listening: Option<std::thread::JoinHandle<()>>,
}

impl Way {
    fn to(server: &str) -> Self {
        let any = "127.0.0.1:0".parse().expect("an address");
        let mut way =
            Self { at: any, server: server.to_owned(), open: Arc::default(), streams: Arc::default(), listening: None };
        way.restore();
        way
    }

    fn restore(&mut self) {
        let listener = TcpListener::bind(self.at).expect("the port is free");
        self.at = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("it does not block");
        self.open.store(true, Ordering::SeqCst);
        let (open, streams, server) = (self.open.clone(), self.streams.clone(), self.server.clone());
        self.listening = Some(std::thread::spawn(move || {
            while open.load(Ordering::SeqCst) {
                let Ok((inner, _)) = listener.accept() else {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                };
                inner.set_nonblocking(false).expect("it blocks");
                let outer = TcpStream::connect(&server).expect("PostgreSQL listens");
                for (from, to) in [(&inner, &outer), (&outer, &inner)] {
                    let (mut from, mut to) = (from.try_clone().expect("a handle"), to.try_clone().expect("a handle"));
                    std::thread::spawn(move || {
                        let mut bytes = [0; 16_384];
                        while let Ok(count @ 1..) = from.read(&mut bytes) {
                            if to.write_all(&bytes[..count]).is_err() {
                                break;
                            }
                        }
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
                streams.lock().expect("no panic").extend([inner, outer]);
            }
        }));
    }

    fn cut(&mut self) {
        self.open.store(false, Ordering::SeqCst);
        self.listening.take().expect("it was open").join().expect("it ends");
        for stream in self.streams.lock().expect("no panic").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// What clients have seen.
#[derive(Default)]
struct Seen {
    served: AtomicUsize,
    refused: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_are_told_at_once_and_served_again_without_a_restart() {
    let db = Engine::Postgres.sample().await;
    let (before, rest) = db.url.split_once('@').expect("a user");
    let (server, name) = rest.split_once('/').expect("a database");
    let mut way = Way::to(server);
    let config = Config { database_url: format!("{before}@{}/{name}", way.at), ..db.config() };
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
