//! Clients that take their time are cut, and those that are only slow are not.

use super::raw::{Raw, get};
use gongkai::config::Config;
use std::io::Read;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use support::{Engine, TestApp};

/// Clients have a second here.
async fn hasty() -> TestApp {
    let db = Engine::Sqlite.empty().await;
    let config = Config { client_timeout_seconds: 1, ..db.config() };
    TestApp::with(db, config, TestApp::clock()).await
}

const QUERY: &str = "/graphql?query=%7B__typename%7D";

/// Sends byte by byte for as long as the service takes it, and reads what it says. Many times its patience is enough to
/// tell that it takes it for ever.
fn drip(raw: &mut Raw, text: &str) -> Option<u16> {
    raw.stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a timeout");
    for byte in text.bytes().chain(std::iter::repeat(b'x')).take(120) {
        if raw.send(&char::from(byte).to_string()).is_err() {
            return None;
        }
        match raw.answer() {
            Ok(answer) => return answer.map(|it| it.status),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => return None,
        }
    }
    panic!("after {} bytes in 12 s it still listens", 120);
}

#[tokio::test]
async fn a_head_that_drips_is_cut() {
    let app = hasty().await;
    let mut raw = Raw::to(&app.base).expect("a connection");
    assert!(matches!(drip(&mut raw, "GET / HTTP/1.1\r\nX-Slow: "), None | Some(408)));
}

#[tokio::test]
async fn the_head_of_a_second_request_that_drips_is_cut() {
    let app = hasty().await;
    let mut raw = Raw::to(&app.base).expect("a connection");
    assert_eq!(raw.ask(&get(QUERY)).status, 200);
    assert_eq!(drip(&mut raw, "GET / HTTP/1.1\r\nX-Slow: "), None);
}

#[tokio::test]
async fn a_head_that_is_begun_behind_a_request_is_cut() {
    let db = Engine::Sqlite.empty().await;
    let config = Config { client_timeout_seconds: 1, keep_alive_seconds: 2, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let mut raw = Raw::to(&app.base).expect("a connection");
    assert_eq!(raw.ask(&format!("{}GET /graphql", get(QUERY))).status, 200);
    assert!(!matches!(raw.answer(), Ok(Some(_))), "it ends, and is not waited for");
}

#[tokio::test]
async fn a_body_that_drips_is_cut() {
    let app = hasty().await;
    let mut raw = Raw::to(&app.base).expect("a connection");
    raw.send("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n")
        .expect("a head");
    assert_eq!(drip(&mut raw, "{\"query\": \""), Some(408));
}

#[tokio::test]
async fn an_idle_connection_is_kept_for_a_while_and_then_closed() {
    let db = Engine::Sqlite.empty().await;
    let config = Config { client_timeout_seconds: 1, keep_alive_seconds: 3, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let mut raw = Raw::to(&app.base).expect("a connection");
    assert_eq!(raw.ask(&get(QUERY)).status, 200);
    // Longer than a head may take, since none has begun.
    std::thread::sleep(Duration::from_millis(1_600));
    assert_eq!(raw.ask(&get(QUERY)).status, 200);
    assert!(matches!(raw.answer(), Ok(None)), "closed in good order");
}

/// Whether the system still knows the service's end of a connection, whoever holds it.
#[cfg(target_os = "linux")]
fn is_known(server: SocketAddr, client: SocketAddr) -> bool {
    let hex = |address: SocketAddr| match address {
        SocketAddr::V4(it) => format!("{:08X}:{:04X}", u32::from_le_bytes(it.ip().octets()), it.port()),
        SocketAddr::V6(_) => unreachable!("the tests listen on IPv4"),
    };
    let ends = format!("{} {}", hex(server), hex(client));
    std::fs::read_to_string("/proc/net/tcp").expect("the system's connections").contains(&ends)
}

/// A client that asks for 20 MB and reads nothing: after a while neither the service nor the system holds any of it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_client_that_does_not_read_is_cut() {
    let app = hasty().await;
    let raw = {
        let mut raw = Raw::to(&app.base).expect("a connection");
        for _ in 0..16 {
            raw.send(&get("/graphiql/graphiql.js")).expect("a request");
        }
        raw
    };
    let (server, client) = (raw.stream.peer_addr().expect("an address"), raw.stream.local_addr().expect("an address"));
    assert!(is_known(server, client));
    let mut gone = false;
    for _ in 0..150 {
        std::thread::sleep(Duration::from_millis(100));
        gone = !is_known(server, client);
        if gone {
            break;
        }
    }
    assert!(gone, "15 s after, the connection is still there");
    drop(raw);
    assert_eq!(app.client().get("/healthz", &[]).await.status, 200);
}

#[tokio::test]
async fn a_client_that_reads_slowly_gets_everything() {
    let app = hasty().await;
    let whole = Raw::to(&app.base).expect("a connection").ask(&get("/graphiql/graphiql.js"));
    let each = whole.head.len() + whole.body.len();
    let times = 12;
    let mut raw = Raw::to(&app.base).expect("a connection");
    for _ in 0..times {
        raw.send(&get("/graphiql/graphiql.js")).expect("a request");
    }
    let (mut read, mut bytes) = (0, vec![0; 128 * 1024]);
    let stream: &mut TcpStream = &mut raw.stream;
    // Some 4 s: four times what a client that reads nothing has.
    while read < each * times {
        let count = stream.read(&mut bytes).expect("it goes on");
        assert!(count > 0, "it ended after {read} of {} bytes", each * times);
        read += count;
        std::thread::sleep(Duration::from_millis(4_000) * (count as u32) / ((each * times) as u32));
    }
    assert_eq!(read, each * times);
}
