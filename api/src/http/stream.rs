//! A connection on which slow clients are cut.
//!
//! actix bounds how long the first head of a connection may take, and how long a connection may be idle. A client that
//! drips the head of its second request, or that does not read what it asked for, it would wait for without end.

use std::cell::Cell;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Interval, MissedTickBehavior, interval};

/// In how many beats a client must have done what it should: enough that the last is not far before the limit.
const BEATS: u32 = 10;
/// Less than this is no part of an answer, but of the talk of HTTP/2 about itself.
const LEAST_SENT: usize = 64;
/// A client that takes less than this within the limit is taken for one that does not read.
const LEAST_TAKEN: usize = 4_096;

/// What a connection and the requests on it know of each other.
#[derive(Debug, Default)]
pub struct Pace {
    requests: Cell<u64>,
    serving: Cell<u32>,
}

impl Pace {
    /// Counts a request as being served until the guard is dropped.
    pub fn serve(self: Rc<Self>) -> Serving {
        self.requests.set(self.requests.get() + 1);
        self.serving.set(self.serving.get() + 1);
        Serving(self)
    }
}

/// A request that is being served.
#[derive(Debug)]
pub struct Serving(Rc<Pace>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.serving.set(self.0.serving.get() - 1);
    }
}

/// How long clients may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a head, and for taking the next part of an answer.
    pub client: Duration,
    /// For beginning the next request.
    pub idle: Duration,
}

/// A connection that gives up on its client.
#[derive(Debug)]
pub struct Stream<T> {
    io: T,
    pace: Rc<Pace>,
    /// Looks at the clock happen here only, so that a request costs none.
    beat: Interval,
    idle_beats: u32,
    /// A head is expected whole once it has begun. (In HTTP/2 bytes that begin none come at any time.)
    heads_begin: bool,
    seen: u64,
    /// Beats without a request.
    waited: u32,
    /// Beats since a head began.
    begun: Option<u32>,
    /// Beats since there was no room for what is to be sent, and bytes sent since.
    stuck: Option<(u32, usize)>,
}

impl<T> Stream<T> {
    /// A connection with a client.
    pub fn new(io: T, patience: Patience, is_http1: bool) -> Self {
        let beat = patience.client / BEATS;
        let idle_beats = BEATS + (patience.idle.as_millis() / beat.as_millis().max(1)) as u32;
        let mut beat = interval(beat);
        // A process that was stopped for a while must not count all of it at once against its clients.
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (pace, heads_begin) = (Rc::default(), is_http1);
        Self { io, pace, beat, idle_beats, heads_begin, seen: 0, waited: 0, begun: None, stuck: None }
    }

    /// What requests on it hold.
    pub fn pace(&self) -> Rc<Pace> {
        self.pace.clone()
    }

    /// Fails once the client has used up its time.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        while self.beat.poll_tick(cx).is_ready() {
            if self.pace.requests.get() != self.seen || self.pace.serving.get() > 0 {
                (self.seen, self.waited, self.begun) = (self.pace.requests.get(), 0, None);
            }
            self.waited += 1;
            self.begun = self.begun.map(|beats| beats + 1);
            self.stuck = match self.stuck {
                Some((beats, _)) if beats + 1 < BEATS => self.stuck.map(|(beats, taken)| (beats + 1, taken)),
                Some((_, taken)) if taken < LEAST_TAKEN => return Err(io::ErrorKind::TimedOut.into()),
                Some(_) => Some((0, 0)),
                None => None,
            };
            let is_late = self.begun.is_some_and(|beats| beats >= BEATS) || self.waited > self.idle_beats;
            // While an answer is under way, its own rule holds.
            if is_late && self.stuck.is_none() {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        Ok(())
    }

    fn wrote(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<usize>>, asked: usize) -> Poll<io::Result<usize>> {
        match done {
            Poll::Ready(Ok(written)) => {
                if written > LEAST_SENT {
                    self.waited = 0;
                }
                if let Some((beats, taken)) = self.stuck {
                    self.stuck = (written < asked).then_some((beats, taken + written));
                }
                Poll::Ready(Ok(written))
            }
            Poll::Pending => {
                self.stuck.get_or_insert((0, 0));
                self.poll_patience(cx)?;
                Poll::Pending
            }
            failed => failed,
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Stream<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        this.poll_patience(cx)?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.io).poll_read(cx, buffer))?;
        // The first head is actix's to bound: it answers a late one.
        let requests = this.pace.requests.get();
        if this.heads_begin && buffer.filled().len() > before && requests > 0 && this.pace.serving.get() == 0 {
            if requests != this.seen {
                (this.seen, this.waited, this.begun) = (requests, 0, None);
            }
            this.begun.get_or_insert(0);
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Stream<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.wrote(cx, done, bytes.len())
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write_vectored(cx, parts);
        self.wrote(cx, done, parts.iter().map(|part| part.len()).sum())
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.io).poll_flush(cx);
        if done.is_pending() {
            self.stuck.get_or_insert((0, 0));
            self.poll_patience(cx)?;
        }
        done
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.io).poll_shutdown(cx);
        if done.is_pending() {
            self.stuck.get_or_insert((0, 0));
            self.poll_patience(cx)?;
        }
        done
    }
}
