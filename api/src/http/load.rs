//! How much is executed at once, and whether the database is there to execute it.

use super::answer::refusal;
use crate::app::{App, Response};
use crate::error::{Code, Error};
use crate::text;
use crate::text::Text;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use sea_orm::DatabaseConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Between two looks whether the database is back.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// A bound on what is executed at once. Who finds it reached is told so at once: a queue beside that of the database's
/// connections would only make everybody late.
#[derive(Debug)]
pub struct Load {
    most: usize,
    now: Arc<AtomicUsize>,
    outage: Arc<AtomicBool>,
}

/// The right to execute. Given back when dropped.
#[derive(Debug)]
pub struct Turn(Arc<AtomicUsize>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Load {
    /// At most so many at once.
    pub fn new(most: usize) -> Self {
        Self { most, now: Arc::default(), outage: Arc::default() }
    }

    /// A turn to execute; or why there is none: too many are executing, or the database has gone.
    pub fn enter(&self) -> Result<Turn, Text> {
        if self.is_outage() {
            return Err(Error::Unavailable(String::new()).text());
        }
        let free = |now: usize| (now < self.most).then_some(now + 1);
        match self.now.fetch_update(Ordering::AcqRel, Ordering::Acquire, free) {
            Ok(_) => Ok(Turn(self.now.clone())),
            Err(_) => Err(text!(
                "同时执行的查询已达上限，请稍后再试",
                "as many queries as may be executed at once are: try again"
            )),
        }
    }

    /// Whether the database has gone and is not known to be back.
    pub fn is_outage(&self) -> bool {
        self.outage.load(Ordering::Acquire)
    }

    /// Looks at how an execution ended. Once one has found no database, the others need not wait to find that out:
    /// they are refused until a look shows it to be back.
    pub fn learn(&self, db: &DatabaseConnection, response: &Response) {
        let gone = response.errors.iter().any(|it| matches!(it.source::<Error>(), Some(Error::Unavailable(_))));
        if !gone || self.outage.swap(true, Ordering::AcqRel) {
            return;
        }
        tracing::warn!("the database does not answer: requests are refused until it does");
        let (db, outage) = (db.clone(), self.outage.clone());
        tokio::spawn(async move {
            while db.ping().await.is_err() {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            outage.store(false, Ordering::Release);
            tracing::info!("the database answers again");
        });
    }
}

/// The answer to who has no turn.
pub fn try_again(app: &App, headers: &HeaderMap, problem: Text) -> HttpResponse {
    let mut response = refusal(app, headers, StatusCode::SERVICE_UNAVAILABLE, Code::ServiceUnavailable, problem);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(1));
    response
}
