//! What runs around every execution: every error gets a code, and none takes longer than the limit.

use crate::error::{Code, Error};
use crate::text;
use crate::text::graphql::{refused, set_code};
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextRequest};
use async_graphql::{Response, ServerError};
use std::sync::Arc;
use std::time::Duration;

/// Gives a code to the errors that have none yet: those of the GraphQL library itself.
#[derive(Debug)]
pub struct Codes;

impl ExtensionFactory for Codes {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(CodesExtension)
    }
}

struct CodesExtension;

#[async_graphql::async_trait::async_trait]
impl Extension for CodesExtension {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let mut response = next.run(ctx).await;
        response.errors.iter_mut().for_each(code);
        response
    }
}

/// The code of an error: the service's own say theirs; of the library's, those with a path arose while a field read its
/// arguments, those without while the document was checked.
fn code(error: &mut ServerError) {
    let own = error.source::<Error>().map(Error::code);
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_some() {
        return;
    }
    let code = own.unwrap_or_else(|| match error.message.as_str() {
        message if message.starts_with("The recursion depth") => Code::QueryTooDeep,
        _ if error.path.is_empty() => Code::GraphqlValidationFailed,
        _ => Code::BadUserInput,
    });
    set_code(error, code);
}

/// Gives up an execution after some time.
#[derive(Debug)]
pub struct Timeout(pub Duration);

impl ExtensionFactory for Timeout {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(TimeoutExtension(self.0))
    }
}

struct TimeoutExtension(Duration);

#[async_graphql::async_trait::async_trait]
impl Extension for TimeoutExtension {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        match tokio::time::timeout(self.0, next.run(ctx, operation_name)).await {
            Ok(response) => response,
            Err(_) => {
                let seconds = self.0.as_secs();
                let text = text!("{seconds} 秒内未能完成", "the answer was not complete after {seconds} s");
                Response::from_errors(vec![refused(text, Code::RequestTimeout)])
            }
        }
    }
}
