//! What browsers and inspectors look at: CORS, security headers, odd methods.

use super::raw::{Raw, get};
use gongkai::config::{Config, Settings};
use reqwest::Method;
use reqwest::header::HeaderMap;
use support::{Client, Engine, TestApp};

async fn app(origins: &[&str]) -> TestApp {
    let db = Engine::Sqlite.empty().await;
    let cors_origins = origins.iter().map(|it| (*it).to_owned()).collect();
    let config = Config { cors_origins, ..db.config() };
    TestApp::with(db, config, TestApp::clock()).await
}

async fn headers(client: &Client, method: Method, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap) {
    let mut request = client.http.request(method, client.url(path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    (response.status().as_u16(), response.headers().clone())
}

const QUERY: &str = "/graphql?query=%7B__typename%7D";
const PORTAL: &str = "https://www.lingchuan.gov.cn";

fn preflight<'a>(origin: &'a str, method: &'a str, asked: &'a str) -> [(&'a str, &'a str); 3] {
    [("origin", origin), ("access-control-request-method", method), ("access-control-request-headers", asked)]
}

#[tokio::test]
async fn without_configuration_no_other_origin_may_read() {
    let app = app(&[]).await;
    let (status, seen) = headers(&app.client(), Method::GET, QUERY, &[("origin", PORTAL)]).await;
    assert_eq!(status, 200);
    assert!(seen.keys().all(|name| !name.as_str().starts_with("access-control-")), "{seen:?}");
    let asked = preflight(PORTAL, "POST", "content-type");
    let (status, seen) = headers(&app.client(), Method::OPTIONS, "/graphql", &asked).await;
    assert_eq!((status, &seen["allow"]), (405, &"GET, POST".parse().expect("a value")));
    assert!(seen.keys().all(|name| !name.as_str().starts_with("access-control-")), "{seen:?}");
}

#[tokio::test]
async fn the_origins_of_the_configuration_may_read_and_no_other() {
    let app = app(&[PORTAL, "http://localhost:5173"]).await;
    let client = app.client();
    for origin in [PORTAL, "http://localhost:5173"] {
        let (_, seen) = headers(&client, Method::GET, QUERY, &[("origin", origin)]).await;
        assert_eq!(seen["access-control-allow-origin"], origin);
        assert!(seen["vary"].to_str().expect("a text").to_lowercase().contains("origin"), "{seen:?}");
        let exposed = seen["access-control-expose-headers"].to_str().expect("a text").to_lowercase();
        for name in ["etag", "retry-after", "ratelimit", "x-request-id"] {
            assert!(exposed.split(',').any(|it| it.trim() == name), "{exposed}");
        }
        let names = "content-type,authorization,x-request-id,traceparent,idempotency-key,x-query-cost,accept-language";
        let (status, seen) = headers(&client, Method::OPTIONS, "/graphql", &preflight(origin, "POST", names)).await;
        assert_eq!((status, &seen["access-control-allow-origin"]), (200, &origin.parse().expect("a value")));
        assert!(seen["access-control-allow-methods"].to_str().expect("a text").contains("POST"));
        let allowed = seen["access-control-allow-headers"].to_str().expect("a text").to_lowercase();
        assert!(names.split(',').all(|name| allowed.contains(name)), "{allowed}");
        assert_eq!(seen["access-control-max-age"], "7200");
        assert!(!seen.contains_key("access-control-allow-credentials"));
    }
    for origin in ["https://www.lingchuan.gov.cn.evil.example", "http://www.lingchuan.gov.cn", "null", "x"] {
        let (_, seen) = headers(&client, Method::GET, QUERY, &[("origin", origin)]).await;
        assert!(!seen.contains_key("access-control-allow-origin"), "{origin}");
        let asked = preflight(origin, "POST", "content-type");
        let (status, seen) = headers(&client, Method::OPTIONS, "/graphql", &asked).await;
        assert!(status == 400 && !seen.contains_key("access-control-allow-origin"), "{origin} {status} {seen:?}");
    }
    for asked in [preflight(PORTAL, "DELETE", "content-type"), preflight(PORTAL, "POST", "x-forwarded-for")] {
        assert_eq!(headers(&client, Method::OPTIONS, "/graphql", &asked).await.0, 400, "{asked:?}");
    }
}

#[tokio::test]
async fn any_origin_may_read_where_all_may_but_never_with_credentials() {
    let app = app(&["*"]).await;
    let (_, seen) =
        headers(&app.client(), Method::GET, QUERY, &[("origin", "https://any.example"), ("cookie", "a=b")]).await;
    assert_eq!(seen["access-control-allow-origin"], "*");
    assert!(!seen.contains_key("access-control-allow-credentials"));
}

#[test]
fn origins_that_are_none_are_refused() {
    let resolve =
        |list: &str| Config::resolve(Settings { cors_origins: Some(list.into()), ..Settings::default() }, None);
    assert_eq!(
        resolve(" https://A.example , http://b:81").expect("origins").cors_origins,
        ["https://a.example", "http://b:81"]
    );
    for bad in ["https://a.example/", "a.example", "*,https://a.example", "https://", "ftp://a", "https://a b"] {
        let error = resolve(bad).expect_err(bad).to_string();
        assert!(error.starts_with("cors-origins must be"), "{error}");
    }
    let resolve = |settings| Config::resolve(settings, None).expect_err("it is refused").to_string();
    let error = resolve(Settings { trusted_proxies: Some("10.0.0.0/8,proxy".into()), ..Settings::default() });
    assert_eq!(
        error,
        "trusted-proxies must be addresses and ranges such as 10.0.0.0/8, separated by commas, not proxy"
    );
    let error = resolve(Settings { tls_key: Some("key.pem".into()), ..Settings::default() });
    assert_eq!(error, "tls-certificate must be given together with tls-key, not absent");
}

#[tokio::test]
async fn every_answer_has_the_headers_that_inspectors_look_for() {
    let app = app(&[]).await;
    let client = app.client();
    for (method, path, expected) in [
        (Method::GET, QUERY, 200),
        (Method::GET, "/graphql", 400),
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/healthz", 200),
        (Method::HEAD, "/healthz", 200),
        (Method::HEAD, "/readyz", 200),
        (Method::GET, "/graphiql", 200),
        (Method::POST, "/graphiql", 405),
        (Method::DELETE, "/healthz", 405),
        (Method::POST, "/graphql", 415),
        (Method::PUT, "/graphql", 405),
        (Method::TRACE, "/graphql", 405),
        (Method::OPTIONS, "/graphql", 405),
        (Method::OPTIONS, "/nowhere", 404),
        (Method::from_bytes(b"PROPFIND").expect("a method"), "/graphql", 405),
    ] {
        let (status, seen) = headers(&client, method.clone(), path, &[]).await;
        assert_eq!(status, expected, "{method} {path}");
        let value = |name: &str| seen.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
        let policy = value("content-security-policy");
        let own = if path == "/graphiql" && status == 200 { "default-src 'self'" } else { "default-src 'none'" };
        assert!(policy.starts_with(own) && policy.contains("frame-ancestors 'none'"), "{method} {path}: {policy}");
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(value(name), expected, "{method} {path}: {name}");
        }
        for name in ["server", "x-powered-by", "strict-transport-security"] {
            assert!(!seen.contains_key(name), "{method} {path}: {name}");
        }
        if status == 405 {
            assert!(!value("allow").is_empty(), "{method} {path}");
        }
        if status >= 400 && method != Method::HEAD {
            assert!(value("content-type").starts_with("application/json"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn https_only_is_said_where_a_trusted_proxy_says_https() {
    let db = Engine::Sqlite.empty().await;
    let trusted_proxies = "127.0.0.1".parse().expect("a range");
    let config = Config { trusted_proxies, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let (_, seen) = headers(&app.client(), Method::GET, QUERY, &[("x-forwarded-proto", "https")]).await;
    assert_eq!(seen["strict-transport-security"], "max-age=31536000");
    for words in ["http", "https, http"] {
        let (_, seen) = headers(&app.client(), Method::GET, QUERY, &[("x-forwarded-proto", words)]).await;
        assert!(!seen.contains_key("strict-transport-security"), "{words}");
    }
}

#[tokio::test]
async fn what_is_too_long_or_not_http_is_refused_and_harms_nobody() {
    let app = app(&[]).await;
    let long = get(&format!("/graphql?query={}", "a".repeat(20_000)));
    let answer = Raw::to(&app.base).expect("a connection").ask(&long);
    assert_eq!((answer.status, &answer.json()["errors"][0]["extensions"]["code"]), (414, &"BAD_USER_INPUT".into()));
    let many = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    let mut raw = Raw::to(&app.base).expect("a connection");
    // It may be cut while it is still sending.
    let _ = raw.send(&many);
    if let Ok(Some(answer)) = raw.answer() {
        assert_eq!(answer.status, 431);
    }
    for nonsense in [
        "GET\r\n\r\n",
        "\0\u{1}\u{2}\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /graphql HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ] {
        let answer = Raw::to(&app.base).expect("a connection").ask(nonsense);
        assert_eq!(answer.status, 400, "{nonsense:?}");
    }
    let connect = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n";
    assert!((400..500).contains(&Raw::to(&app.base).expect("a connection").ask(connect).status));
    assert_eq!(Raw::to(&app.base).expect("a connection").ask(&get("/healthz")).status, 200);
}
