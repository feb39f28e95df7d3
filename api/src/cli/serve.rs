//! `gongkai serve`.

use super::{clock, exit, open};
use crate::app::App;
use crate::config::Config;
use crate::database;
use crate::error::Error;
use crate::http::server::{self, Certificate};
use crate::{http, log};
use chrono::NaiveDate;
use clap::Args;
use std::net::TcpListener;
use std::process::ExitCode;
use std::time::Duration;

/// How long the database may take to take its leave.
const CLOSE: Duration = Duration::from_secs(1);

/// `gongkai serve`
#[derive(Args, Debug)]
pub struct Serve {
    /// Fill an empty database with a city of our invention first
    #[arg(long)]
    demo: bool,
}

impl Serve {
    /// Whether it is the demonstration.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// Serves until told to stop.
    pub async fn run(self, config: Config) -> ExitCode {
        // Held until the end: what still waits is written when it goes.
        let _log = match log::start(&config) {
            Ok(log) => log,
            Err(error) => return exit(Err(Error::Internal(error.to_string()))),
        };
        exit(self.serve(config).await)
    }

    async fn serve(self, config: Config) -> Result<(), Error> {
        let db = open(&config).await?;
        let clock = clock(&config);
        if self.demo {
            let filled = crate::service::import::sample(&db, &clock, config.default_term()).await?;
            match filled.written {
                true => println!("the sample city is in place: {} rows", filled.created),
                false => println!("the database is not empty: the sample city was left out"),
            }
        }
        let today = clock.today();
        let app = App::new(config.clone(), clock, db.clone()).await?;
        let telemetry = app.telemetry.clone();
        let listeners = listeners(&config.listen)?;
        let addresses: Vec<_> = listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        let host = server::host(&app, listeners, workers)?;
        http::metrics::listen(&app, &host)?;
        let server::Host { server, stop, certificate } = host;
        if let Some(address) = addresses.first() {
            let scheme = if certificate.is_some() { "https" } else { "http" };
            println!("{}", welcome(&format!("{scheme}://{address}"), &config, database::describe(&db), today));
        }
        let mut signals = Signals::new(certificate.as_deref()).map_err(|error| Error::Internal(error.to_string()))?;
        let stopped = async {
            signals.stop(certificate.as_deref()).await;
            tracing::info!("told to stop: what is in flight is finished first");
            tokio::select! {
                // The server itself tells when it has ended.
                () = stop.gracefully(Duration::from_secs(config.shutdown_delay_seconds)) => std::future::pending().await,
                () = signals.stop(None) => {}
            }
        };
        let served = tokio::select! {
            served = server => served,
            () = stopped => Ok(()),
        };
        served.map_err(|error| Error::Internal(error.to_string()))?;
        telemetry.shutdown().await;
        app.readers.close();
        // Whoever still holds a connection at this point is not waited for.
        tokio::time::timeout(CLOSE, db.close()).await.unwrap_or(Ok(()))?;
        Ok(())
    }
}

/// What an operator tells a running service.
struct Signals {
    /// Only where there is something to read anew; else it ends the process, as when a terminal is closed.
    #[cfg(unix)]
    hang_up: Option<tokio::signal::unix::Signal>,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new(certificate: Option<&Certificate>) -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            hang_up: certificate.map(|_| signal(SignalKind::hangup())).transpose()?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits until told to stop, and reads the certificate anew when told so.
    async fn stop(&mut self, certificate: Option<&Certificate>) {
        async fn hung_up(signal: &mut Option<tokio::signal::unix::Signal>) -> Option<()> {
            signal.as_mut()?.recv().await
        }
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                Some(()) = hung_up(&mut self.hang_up) => match certificate.map(Certificate::reload) {
                    Some(Ok(())) => tracing::info!("the certificate was read anew"),
                    Some(Err(error)) => tracing::error!(%error, "the certificate in force stays"),
                    None => {}
                },
            }
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn new(_: Option<&Certificate>) -> std::io::Result<Self> {
        Ok(Self {})
    }

    async fn stop(&mut self, _: Option<&Certificate>) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

/// Sockets on every address. Of the default pair, one that the machine does not have (no IPv6, say) may be missing.
fn listeners(addresses: &[String]) -> Result<Vec<TcpListener>, Error> {
    let mut out = Vec::new();
    let mut problem = None;
    for address in addresses {
        match TcpListener::bind(address) {
            Ok(listener) => out.push(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrNotAvailable => {
                problem = Some(Error::Unavailable(format!("{address}: {error}")));
            }
            Err(error) => return Err(Error::Unavailable(format!("{address}: {error}"))),
        }
    }
    match problem {
        Some(problem) if out.is_empty() => Err(problem),
        _ => Ok(out),
    }
}

fn welcome(base: &str, config: &Config, database: &str, today: NaiveDate) -> String {
    let graphiql = match config.graphiql {
        true => format!("GraphiQL: open {base}/graphiql in a browser."),
        false => "GraphiQL is off.".to_owned(),
    };
    format!(
        "gongkai serves {base}/graphql on {database}. {graphiql}
Five queries to try:
  1. the catalog, three levels down:
     {{ catalog {{ title columns {{ title children {{ title children {{ title }} }} }} }} }}
  2. normative documents with their interpretations, and whether they are in force:
     {{ documents(first: 5, filter: {{ isNormative: {{ eq: true }} }}) {{ totalCount nodes {{ title \
         documentNumber {{ text }} publishedAt interpretations {{ title form }} validity {{ status until }} }} }} }}
  3. the normative documents that were in force on a day:
     {{ documents(first: 20, asOf: \"2020-06-30\", filter: {{ isNormative: {{ eq: true }}, validityStatus: {{ in: \
         [EFFECTIVE, AMENDED] }} }}) {{ totalCount nodes {{ title validity {{ status since until }} }} }} }}
  4. what was due of each unit in 2026, and what came in time:
     {{ catalog {{ health(year: 2026) {{ ranking {{ rank unit {{ name }} health {{ onTimeRate documents {{ due late }} \
         periods {{ due overdue }} emptyColumnCount }} }} }} }} }}
  5. the tasks of this year's plan that are overdue, and what contradicts itself in it:
     {{ tasks(filter: {{ overdueAsOf: \"{today}\" }}) {{ nodes {{ requirement dueOn responsibleText }} }} \
         taskPlans {{ nodes {{ title findings {{ kind message }} }} }} }}
Ctrl-C stops it."
    )
}
