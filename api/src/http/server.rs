//! The server beneath the application: sockets, connections, TLS, and an orderly end. `serve` and the tests use it.

use super::gate::Gate;
use super::mount;
use super::stream::{Patience, Stream};
pub use super::tls::Certificate;
use crate::app::App;
use crate::config::Config;
use crate::error::{Error, Result};
use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol};
use actix_service::{ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_tls::accept::rustls_0_23::{Acceptor, TlsStream};
use actix_web::dev::{AppConfig, Extensions, Server, ServerHandle};
use actix_web::rt::net::TcpStream;
use actix_web::web::Data;
use std::net::{Shutdown, SocketAddr, TcpListener};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};

/// How long a TLS handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// How many connections may wait to be accepted.
const BACKLOG: i32 = 1_024;
/// Open files that are not connections of clients: the database's, the log, the listeners.
const FILES: usize = 256;
/// How long a connection that the service closes may take to take notice.
const FAREWELL: Duration = Duration::from_secs(1);
/// Once the service is told to stop: how long its doors stay open at least, so that who is at the door comes in;
const LAST_CALL: Duration = Duration::from_millis(100);
/// how long the thread that accepts needs to hear that it is to stop;
const PAUSE: Duration = Duration::from_millis(5);
/// between two looks whether anything is still going on,
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// the looks in a row that must find no new request,
const QUIET_LOOKS: u32 = 6;
/// the looks after which clients that never pause are no longer waited for,
const MOST_LOOKS_FOR_QUIET: u32 = 40;
/// those after which answers that are not ready are no longer waited for,
const MOST_LOOKS: u32 = 90;
/// and the seconds in which what has been answered must be sent.
const FLUSH_SECONDS: u64 = 3;

/// A service that listens.
pub struct Host {
    /// What runs it.
    pub server: Server,
    /// How to end it.
    pub stop: Stop,
    /// Its certificate, where it has one.
    pub certificate: Option<std::sync::Arc<Certificate>>,
}

/// Binds the service to sockets. It serves once `server` is awaited.
pub fn host(app: &App, listeners: Vec<TcpListener>, workers: usize) -> Result<Host> {
    let config = &app.config;
    let gate = Data::new(Gate::new(config));
    let certificate = config.tls().map(|(certificate, key)| Certificate::load(certificate, key)).transpose()?;
    let connections = (connections(config.max_connections) / workers).max(1);
    actix_tls::accept::max_concurrent_tls_connect(connections);
    let mut builder = Server::build()
        .workers(workers)
        .disable_signals()
        .max_concurrent_connections(connections)
        .shutdown_timeout(FLUSH_SECONDS);
    let unavailable = |error: std::io::Error| Error::Unavailable(error.to_string());
    let mut doors = Vec::new();
    for listener in listeners {
        // The standard library lets 128 wait at a door.
        socket2::SockRef::from(&listener).listen(BACKLOG).map_err(unavailable)?;
        doors.push(listener.try_clone().map_err(unavailable)?);
        let (app, gate, patience) = (app.clone(), gate.clone(), patience(config));
        let signal = builder.graceful_shutdown_signal();
        let stopping = move || {
            let signal = signal.clone();
            async move { signal.notified().await }
        };
        builder = match &certificate {
            None => builder.listen("http", listener, move || {
                let accept = fn_service(move |io: TcpStream| async move {
                    let peer = greet(&io, patience);
                    Ok((Stream::new(io, patience, true), Protocol::Http1, peer))
                });
                accept.and_then(http(app.clone(), gate.clone(), patience, stopping.clone()))
            }),
            Some(certificate) => {
                let tls = certificate.server()?;
                builder.listen("https", listener, move || {
                    let mut acceptor = Acceptor::new(tls.clone());
                    acceptor.set_handshake_timeout(HANDSHAKE);
                    let accept = fn_service(move |io: TlsStream<TcpStream>| async move {
                        let (socket, session) = io.get_ref();
                        let peer = greet(socket, patience);
                        let is_http2 = session.alpn_protocol() == Some(b"h2");
                        let protocol = if is_http2 { Protocol::Http2 } else { Protocol::Http1 };
                        Ok((Stream::new(io, patience, !is_http2), protocol, peer))
                    });
                    // A handshake that fails is the client's affair.
                    let shaken = acceptor.map_err(|_| DispatchError::DisconnectTimeout);
                    shaken.and_then(accept).and_then(http(app.clone(), gate.clone(), patience, stopping.clone()))
                })
            }
        }
        .map_err(unavailable)?;
    }
    let server = builder.run();
    let stop = Stop { gate, doors, handle: server.handle() };
    Ok(Host { server, stop, certificate })
}

/// As many connections as configured, or as many as the system lets this process have, with some files left.
fn connections(configured: usize) -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files =
        limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next()?.parse().ok());
    let possible = files.map_or(configured, |files: usize| files.saturating_sub(FILES).max(FILES));
    if possible < configured {
        tracing::warn!(
            "max-connections is {configured}, but the limit of open files allows {possible} only (ulimit -n)"
        );
    }
    possible.min(configured)
}

fn patience(config: &Config) -> Patience {
    Patience {
        client: Duration::from_secs(config.client_timeout_seconds),
        idle: Duration::from_secs(config.keep_alive_seconds),
    }
}

/// Small answers leave at once; and what the client does not take is given up by the system too, which keeps what was
/// sent on a connection that has been closed meanwhile. Where either cannot be had, the connection serves without.
fn greet(socket: &TcpStream, patience: Patience) -> Option<SocketAddr> {
    let _ = socket.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _ = socket2::SockRef::from(socket).set_tcp_user_timeout(Some(patience.client));
    #[cfg(not(target_os = "linux"))]
    let _ = patience;
    socket.peer_addr().ok()
}

/// The application on connections of one kind.
fn http<T, F>(
    app: App,
    gate: Data<Gate>,
    patience: Patience,
    stopping: impl Fn() -> F + 'static,
) -> impl ServiceFactory<
    (Stream<T>, Protocol, Option<SocketAddr>),
    Config = (),
    Response = (),
    Error = DispatchError,
    InitError = (),
>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
    F: Future<Output = ()> + 'static,
{
    let application = actix_web::App::new().configure(mount(app, gate));
    HttpService::build()
        .graceful_shutdown_signal(stopping)
        .keep_alive(patience.idle)
        .client_request_timeout(patience.client)
        .client_disconnect_timeout(FAREWELL)
        .on_connect_ext(|connection: &Stream<T>, data: &mut Extensions| {
            data.insert(connection.pace());
        })
        .finish(map_config(application, |()| AppConfig::default()))
}

/// How to end a service so that whoever was let in gets an answer.
pub struct Stop {
    pub(super) gate: Data<Gate>,
    doors: Vec<TcpListener>,
    handle: ServerHandle,
}

impl Stop {
    /// Ends the service: first it says that it is about to end (`/readyz`, and `Connection: close` in every answer);
    /// after `delay` it takes no new connections; then it waits until no further request comes on those that it has,
    /// and until all have their answers; then it closes what is left.
    pub async fn gracefully(self, delay: Duration) {
        self.gate.drain();
        tokio::time::sleep(delay.max(LAST_CALL)).await;
        self.handle.pause().await;
        tokio::time::sleep(PAUSE).await;
        // From here on the machine refuses connections, where closing them later would break them off.
        for door in &self.doors {
            if let Err(error) = socket2::SockRef::from(door).shutdown(Shutdown::Both) {
                tracing::debug!(%error, "a listening socket was not shut");
            }
        }
        let (mut quiet, mut before) = (0, None);
        for look in 0..MOST_LOOKS {
            let (entered, inside) = self.gate.counts();
            quiet = if before == Some(entered) { quiet + 1 } else { 0 };
            before = Some(entered);
            if inside == 0 && (quiet >= QUIET_LOOKS || look >= MOST_LOOKS_FOR_QUIET) {
                break;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        self.handle.stop(true).await;
    }
}
