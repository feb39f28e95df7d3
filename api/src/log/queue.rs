//! Lines on their way out. Who writes one puts it behind those that wait, and nobody is woken for it: a thread of its own
//! takes all that wait some times a second. What it cannot keep up with is dropped and counted.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes that wait at most.
const WAITING: usize = 4 << 20;
/// For how long lines are gathered before they are written.
const GATHER: Duration = Duration::from_millis(25);
/// How long the end waits for a reader of the log that has stopped reading.
const PATIENCE: Duration = Duration::from_secs(1);

/// What waits, and whether more will come.
#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// What waits is the last.
    Ends,
    /// Everything is written.
    Ended,
}

/// Lines on their way out.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    dropped: AtomicU64,
}

/// Ends a queue when dropped: what waits is written first.
#[derive(Debug)]
pub struct End(Arc<Queue>);

impl Queue {
    /// A queue that is written out.
    pub fn begin(out: impl Write + Send + 'static) -> io::Result<(Arc<Self>, End)> {
        let queue = Arc::new(Self::default());
        let writer = queue.clone();
        std::thread::Builder::new().name("log".into()).spawn(move || writer.run(out))?;
        Ok((queue.clone(), End(queue)))
    }

    /// Puts a line behind the others, or drops and counts it.
    pub fn put(&self, line: &[u8]) {
        let mut waiting = self.lock();
        if waiting.state != State::Open || waiting.lines.len() + line.len() > WAITING {
            self.dropped.fetch_add(1, Relaxed);
            return;
        }
        let is_first = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line);
        drop(waiting);
        if is_first {
            self.changed.notify_all();
        }
    }

    /// How many lines were dropped.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Relaxed)
    }

    fn run(&self, mut out: impl Write) {
        let mut lines = Vec::new();
        loop {
            let waiting = self.lock();
            let nothing = |it: &mut Waiting| it.lines.is_empty() && it.state == State::Open;
            let waiting = self.changed.wait_while(waiting, nothing).unwrap_or_else(PoisonError::into_inner);
            let more = |it: &mut Waiting| it.state == State::Open;
            let gathered = self.changed.wait_timeout_while(waiting, GATHER, more);
            let (mut waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
            std::mem::swap(&mut waiting.lines, &mut lines);
            let ends = waiting.state != State::Open;
            drop(waiting);
            // Nobody can be told that the log cannot be written.
            let _ = out.write_all(&lines).and_then(|()| out.flush());
            lines.clear();
            if ends {
                self.lock().state = State::Ended;
                self.changed.notify_all();
                return;
            }
        }
    }

    // Nothing can fail while the lock is held.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let mut waiting = self.0.lock();
        waiting.state = State::Ends;
        self.0.changed.notify_all();
        // Whoever does not read the log does not hold up the end either.
        drop(self.0.changed.wait_timeout_while(waiting, PATIENCE, |it| it.state != State::Ended));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_is_written_whole_before_the_end() {
        let sink = Sink::default();
        let (queue, end) = Queue::begin(sink.clone()).unwrap();
        std::thread::scope(|all| {
            for writer in 0..4 {
                let queue = queue.clone();
                all.spawn(move || {
                    (0..1_000).for_each(|line| queue.put(format!("{writer} {line}\n").as_bytes()));
                });
            }
        });
        drop(end);
        let written = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        for writer in 0..4 {
            let own = written.lines().filter_map(|it| it.strip_prefix(&format!("{writer} ")));
            assert!(own.eq((0..1_000).map(|line| line.to_string())));
        }
        queue.put(b"too late\n");
        assert_eq!(queue.dropped(), 1);
    }

    #[test]
    fn who_does_not_read_loses_lines_and_holds_nobody_up() {
        struct Stuck(std::sync::mpsc::Receiver<()>);
        impl Write for Stuck {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                // Until the test is over.
                let _ = self.0.recv();
                Ok(bytes.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (go, stuck) = std::sync::mpsc::channel();
        let (queue, end) = Queue::begin(Stuck(stuck)).unwrap();
        let line = [b'x'; 1 << 16];
        (0..1_000).for_each(|_| queue.put(&line));
        // What is being written and what waits: no more than twice the bound.
        assert!(queue.dropped() >= 1_000 - 2 * (WAITING / line.len()) as u64);
        drop(end);
        drop(go);
    }
}
