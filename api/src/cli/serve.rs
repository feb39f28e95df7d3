//! `gongkai serve`.

use super::{clock, exit, open};
use crate::app::App;
use crate::config::Config;
use crate::error::Error;
use crate::{database, http, log};
use actix_web::HttpServer;
use chrono::NaiveDate;
use clap::Args;
use std::net::TcpListener;
use std::process::ExitCode;
use std::time::Duration;

/// How long slow headers may take.
const HEADER_TIMEOUT: Duration = Duration::from_secs(20);
/// How long what is in flight may take to finish once the service is told to stop.
const SHUTDOWN_SECONDS: u64 = 8;

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
        let _log = log::start(&config);
        exit(self.serve(config).await)
    }

    async fn serve(self, config: Config) -> Result<(), Error> {
        let db = open(&config).await?;
        let clock = clock(&config);
        if self.demo {
            let filled = crate::service::import::sample(&db, &clock, config.default_term).await?;
            match filled.written {
                true => println!("the sample city is in place: {} rows", filled.created),
                false => println!("the database is not empty: the sample city was left out"),
            }
        }
        let today = clock.today();
        let app = App::new(config.clone(), clock, db.clone()).await?;
        http::metrics::listen(&app)?;
        let telemetry = app.telemetry.clone();
        let listeners = listeners(&config.listen)?;
        let addresses: Vec<_> = listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
        let mut server = HttpServer::new(move || actix_web::App::new().configure(http::mount(app.clone())))
            .client_request_timeout(HEADER_TIMEOUT)
            .shutdown_timeout(SHUTDOWN_SECONDS);
        for listener in listeners {
            server = server.listen(listener).map_err(|error| Error::Unavailable(error.to_string()))?;
        }
        if let Some(address) = addresses.first() {
            println!("{}", welcome(&format!("http://{address}"), &config, database::describe(&db), today));
        }
        server.run().await.map_err(|error| Error::Internal(error.to_string()))?;
        telemetry.shutdown().await;
        db.close().await?;
        Ok(())
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
