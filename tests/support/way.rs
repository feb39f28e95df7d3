//! A way to PostgreSQL on which a test can stand.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The way to PostgreSQL. It can be cut: then connections break, and nobody listens. And what the server says can be held
/// up on it.
pub struct Way {
    at: SocketAddr,
    /// The URL but for the server.
    url: (String, String),
    server: String,
    open: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
    listening: Option<std::thread::JoinHandle<()>>,
}

impl Way {
    /// The way to the server of a URL.
    pub fn to(url: &str) -> Self {
        let (user, rest) = url.split_once('@').expect("a user");
        let (server, name) = rest.split_once('/').expect("a database");
        let mut way = Self {
            at: "127.0.0.1:0".parse().expect("an address"),
            url: (user.to_owned(), name.to_owned()),
            server: server.to_owned(),
            open: Arc::default(),
            held: Arc::default(),
            streams: Arc::default(),
            listening: None,
        };
        way.restore();
        way
    }

    /// The URL of the same database by this way.
    pub fn url(&self) -> String {
        format!("{}@{}/{}", self.url.0, self.at, self.url.1)
    }

    /// Holds up what the server says, or lets it go on.
    pub fn hold(&self, held: bool) {
        self.held.store(held, Ordering::SeqCst);
    }

    /// Opens it again.
    pub fn restore(&mut self) {
        let listener = TcpListener::bind(self.at).expect("the port is free");
        self.at = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("it does not block");
        self.open.store(true, Ordering::SeqCst);
        let (open, streams, server) = (self.open.clone(), self.streams.clone(), self.server.clone());
        let held = self.held.clone();
        self.listening = Some(std::thread::spawn(move || {
            while open.load(Ordering::SeqCst) {
                let Ok((inner, _)) = listener.accept() else {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                };
                inner.set_nonblocking(false).expect("it blocks");
                let outer = TcpStream::connect(&server).expect("PostgreSQL listens");
                for (from, to, held) in [(&inner, &outer, Arc::default()), (&outer, &inner, held.clone())] {
                    let (mut from, mut to) = (from.try_clone().expect("a handle"), to.try_clone().expect("a handle"));
                    std::thread::spawn(move || {
                        let mut bytes = [0; 16_384];
                        while let Ok(count @ 1..) = from.read(&mut bytes) {
                            while held.load(Ordering::SeqCst) {
                                std::thread::sleep(Duration::from_millis(1));
                            }
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

    /// Cuts it.
    pub fn cut(&mut self) {
        self.open.store(false, Ordering::SeqCst);
        self.listening.take().expect("it was open").join().expect("it ends");
        for stream in self.streams.lock().expect("no panic").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
