//! https: versions, protocols, and a certificate that is read anew.

use super::cli::{Served, gongkai, text};
use gongkai::config::Config;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, SupportedProtocolVersion};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::{Engine, TestApp};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("files/tls").join(name)
}

/// What a client that trusts one certificate sees: version, protocol and answer; or why it goes away.
fn ask(
    base: &str,
    trusted: &str,
    versions: &[&'static SupportedProtocolVersion],
    alpn: &[&str],
) -> Result<(String, Option<Vec<u8>>, String), String> {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(file(trusted)).expect("a certificate");
    roots.add(certificate).expect("a certificate");
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|it| it.as_bytes().to_vec()).collect();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut session = ClientConnection::new(Arc::new(config), name).expect("a session");
    let mut socket = TcpStream::connect(base.trim_start_matches("https://")).map_err(|error| error.to_string())?;
    session.complete_io(&mut socket).map_err(|error| error.to_string())?;
    let (version, protocol) =
        (format!("{:?}", session.protocol_version()), session.alpn_protocol().map(<[u8]>::to_vec));
    if protocol.as_deref() == Some(b"h2") {
        return Ok((version, protocol, String::new()));
    }
    let mut stream = rustls::Stream::new(&mut session, &mut socket);
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(|error| error.to_string())?;
    Ok((version, protocol, answer))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn https_is_served_in_its_two_versions_and_protocols() {
    let db = Engine::Sqlite.empty().await;
    let config = Config { tls_certificate: Some(file("first.pem")), tls_key: Some(file("first.key")), ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    for (version, name) in [(&rustls::version::TLS12, "TLSv1_2"), (&rustls::version::TLS13, "TLSv1_3")] {
        let (seen, protocol, answer) = ask(&app.base, "first.pem", &[version], &["http/1.1"]).expect("an answer");
        assert!(seen.contains(name), "{seen}");
        assert_eq!(protocol.as_deref(), Some(&b"http/1.1"[..]));
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
        assert!(answer.to_lowercase().contains("\r\nstrict-transport-security: max-age=31536000\r\n"), "{answer}");
    }
    let both = [&rustls::version::TLS13, &rustls::version::TLS12];
    let (_, protocol, _) = ask(&app.base, "first.pem", &both, &["h2", "http/1.1"]).expect("a handshake");
    assert_eq!(protocol.as_deref(), Some(&b"h2"[..]));
    let (_, protocol, answer) = ask(&app.base, "first.pem", &both, &[]).expect("an answer");
    assert!(protocol.is_none() && answer.starts_with("HTTP/1.1 200"), "{answer}");
    let refused = ask(&app.base, "second.pem", &both, &[]).expect_err("another certificate");
    assert!(refused.contains("certificate"), "{refused}");
    // Plain HTTP gets nothing, and harms nothing.
    let mut plain = TcpStream::connect(app.base.trim_start_matches("https://")).expect("a connection");
    plain.write_all(b"GET /healthz HTTP/1.1\r\n\r\n").expect("a request");
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said);
    assert!(!said.starts_with(b"HTTP"), "{said:?}");
    assert!(ask(&app.base, "first.pem", &both, &[]).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_read_anew_and_a_bad_one_is_not_taken() {
    let db = Engine::Sqlite.bare().await;
    let folder = std::env::temp_dir().join(format!("gongkai_it_{}_tls", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (certificate, key) = (folder.join("now.pem"), folder.join("now.key"));
    let put = |name: &str| {
        std::fs::copy(file(&format!("{name}.pem")), &certificate).expect("a copy");
        std::fs::copy(file(&format!("{name}.key")), &key).expect("a copy");
    };
    put("first");
    let path = |it: &Path| it.to_str().expect("a path").to_owned();
    let (certificate_path, key_path) = (path(&certificate), path(&key));
    let arguments = ["--database-url", &db.url, "--tls-certificate", &certificate_path, "--tls-key", &key_path];
    let served = Served::start(&arguments);
    assert!(served.1.starts_with("https://"), "{}", served.1);
    let versions = [&rustls::version::TLS13];
    let trusts = |name: &str| ask(&served.1, name, &versions, &[]).is_ok();
    assert!(trusts("first.pem") && !trusts("second.pem"));
    let hang_up = || {
        let done = std::process::Command::new("kill").args(["-HUP", &served.0.id().to_string()]).status();
        assert!(done.expect("kill runs").success());
    };
    // A key that is not the certificate's: what was in force stays.
    std::fs::copy(file("second.pem"), &certificate).expect("a copy");
    hang_up();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(trusts("first.pem") && !trusts("second.pem"));
    put("second");
    hang_up();
    let mut taken = false;
    for _ in 0..100 {
        taken = trusts("second.pem") && !trusts("first.pem");
        if taken {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(taken, "the new certificate is served");
    assert_eq!(served.terminate(), Some(0));
    std::fs::remove_dir_all(&folder).expect("it is removed");

    let run = |certificate: &Path, key: &Path| {
        let (certificate, key) = (path(certificate), path(key));
        let out = gongkai()
            .args(["serve", "--listen", "127.0.0.1:0", "--database-url", &db.url])
            .args(["--tls-certificate", &certificate, "--tls-key", &key])
            .output()
            .expect("it runs");
        (out.status.code(), text(&out.stderr))
    };
    for (certificate, key, words) in [
        (file("first.pem"), file("second.key"), "tls-key"),
        (file("first.key"), file("first.key"), "tls-certificate"),
        (file("none.pem"), file("first.key"), "none.pem"),
        (file("first.pem"), file("first.pem"), "tls-key"),
    ] {
        let (code, told) = run(&certificate, &key);
        assert!(code == Some(1) && told.contains(words), "{code:?} {told}");
    }
}
