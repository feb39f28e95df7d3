//! The end of a service: who was let in gets an answer.
//!
//! A request is let in once the service has read it. So: an answer that has begun arrives whole; a request that was sent
//! before the service was told to stop is answered; a connection that is in use is closed only by an answer that says so
//! (`Connection: close`), so that its client knows that the next request must go elsewhere. What may happen to a new
//! connection after that is that it is refused, or closed before a byte has come.

use super::cli::Served;
use super::raw::{Raw, get};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use support::Engine;

const QUERY: &str =
    "/graphql?query=%7Bdocuments(first%3A20)%7BtotalCount%20nodes%7Btitle%20validity%7Bstatus%7D%7D%7D%7D";

/// A client that asks without pause until it is let in no more. Tells how a promise was broken, if one was.
fn load(base: &str, told: &AtomicBool, answered: &AtomicUsize) -> Result<(), String> {
    loop {
        let mut raw = match Raw::to(base) {
            Ok(raw) => raw,
            Err(_) if told.load(Ordering::SeqCst) => return Ok(()),
            Err(error) => return Err(format!("refused before the end: {error}")),
        };
        for nth in 0.. {
            let was_told = told.load(Ordering::SeqCst);
            let sent = raw.send(&get(QUERY));
            let answer = sent
                .map_err(|error| (error, "it could not be sent"))
                .and_then(|()| raw.answer().map_err(|error| (error, "the answer broke off")));
            match answer {
                Ok(Some(answer)) if answer.status == 200 && answer.json()["errors"].is_null() => {
                    answered.fetch_add(1, Ordering::SeqCst);
                    if answer.closes() {
                        assert!(told.load(Ordering::SeqCst), "closed before the end");
                        break;
                    }
                }
                Ok(Some(answer)) => return Err(format!("{} {}", answer.head, String::from_utf8_lossy(&answer.body))),
                // A new connection, after the service was told.
                Ok(None) | Err((_, _)) if was_told && nth == 0 => return Ok(()),
                Ok(None) => return Err(format!("request {nth} had no answer; told before it: {was_told}")),
                Err((error, what)) => {
                    return Err(format!("request {nth}: {what}: {error}; told before it: {was_told}"));
                }
            }
        }
    }
}

#[tokio::test]
async fn what_was_let_in_is_answered() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let db = engine.sample().await;
        let served = Served::start(&["--database-url", &db.url]);
        let base = served.1.clone();
        let (told, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
        let mut idle = Raw::to(&base).expect("a connection");
        assert_eq!(idle.ask(&get("/healthz")).status, 200);
        // Its head is read before the end, its body comes after.
        let mut late = Raw::to(&base).expect("a connection");
        let body = r#"{"query":"{ documents { totalCount } }"}"#;
        let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        late.send(&format!("{head}Content-Length: {}\r\n\r\n{}", body.len(), &body[..9])).expect("half a request");
        let code = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..8).map(|_| scope.spawn(|| load(&base, &told, &answered))).collect();
            while answered.load(Ordering::SeqCst) < 50 {
                assert!(clients.iter().all(|it| !it.is_finished()), "a client gave up");
                std::thread::sleep(Duration::from_millis(10));
            }
            told.store(true, Ordering::SeqCst);
            let begun = Instant::now();
            let ending = scope.spawn(|| served.terminate());
            std::thread::sleep(Duration::from_millis(200));
            late.send(&body[9..]).expect("the other half");
            let answer = late.answer().expect("whole").expect("an answer");
            assert!(answer.status == 200 && answer.closes(), "{}", answer.head);
            assert!(answer.json()["data"]["documents"]["totalCount"].as_i64() > Some(0));
            assert!(matches!(idle.answer(), Ok(None)), "an idle connection is closed in good order");
            for client in clients {
                client.join().expect("a client").expect("a promise was broken");
            }
            let code = ending.join().expect("it ends");
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
            code
        });
        assert_eq!(code, Some(0));
        assert!(Raw::to(&base).is_err(), "nobody listens");
    }
}

#[tokio::test]
async fn load_balancers_are_told_first() {
    let db = Engine::Sqlite.sample().await;
    let served = Served::start(&["--database-url", &db.url, "--shutdown-delay-seconds", "2"]);
    let base = served.1.clone();
    let ready = || Raw::to(&base).expect("a connection").ask(&get("/readyz"));
    assert_eq!(ready().status, 200);
    let ending = std::thread::spawn(move || served.terminate());
    let mut status = 200;
    while status == 200 {
        let answer = ready();
        status = answer.status;
        assert!(status == 200 || answer.closes(), "{}", answer.head);
    }
    assert_eq!(status, 503);
    // Meanwhile it serves, on new connections too.
    let answer = Raw::to(&base).expect("a connection").ask(&get(QUERY));
    assert!(answer.status == 200 && answer.closes(), "{}", answer.head);
    assert_eq!(Raw::to(&base).expect("a connection").ask(&get("/healthz")).status, 200);
    assert_eq!(ending.join().expect("it ends"), Some(0));
}
