//! What can go wrong, told once: [`Code`] is what clients act on, [`Error`] what the service says, without a word of
//! transport in it.

use crate::text;
use crate::text::Text;
use sea_orm::{DbErr, RuntimeErr};

/// 错误码. What a client can act on. Every error carries one in `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "ErrorCode")]
pub enum Code {
    /// 语法错误. The document is not GraphQL.
    GraphqlParseFailed,
    /// 校验不通过. The document does not fit the schema.
    GraphqlValidationFailed,
    /// 输入有误. An argument or variable is outside what the field allows; the message names it and the bound.
    BadUserInput,
    /// 找不到要执行的操作. `operationName` picks no operation of the document, or none is picked where several stand.
    OperationResolutionFailure,
    /// 未登记的文档. The hash or id names no document that is known here; send its text with it.
    PersistedQueryNotFound,
    /// 不允许. What was asked for is not open to you.
    Forbidden,
    /// 游标无效. The cursor was not made for this list, filter and order.
    CursorInvalid,
    /// 查询过深. The document nests deeper than the limit.
    QueryTooDeep,
    /// 查询过于复杂. The document asks for more than the limit.
    QueryTooComplex,
    /// 别名过多. The document names more fields otherwise than the limit allows.
    TooManyAliases,
    /// 请求过大. The body is larger than the limit.
    PayloadTooLarge,
    /// 未找到. No such path.
    NotFound,
    /// 请求过于频繁. The client asks too often; `Retry-After` tells when to ask again.
    RateLimited,
    /// 请求超时. The time limit ran out before the answer was complete.
    RequestTimeout,
    /// 服务暂不可用. The database does not answer, or too much is executed already; try again.
    ServiceUnavailable,
    /// 内部错误. The service's own fault; the request id finds it in the log.
    InternalServerError,
}

impl Code {
    /// Every code.
    pub const ALL: &[Self] = &[
        Self::GraphqlParseFailed,
        Self::GraphqlValidationFailed,
        Self::BadUserInput,
        Self::OperationResolutionFailure,
        Self::PersistedQueryNotFound,
        Self::Forbidden,
        Self::CursorInvalid,
        Self::QueryTooDeep,
        Self::QueryTooComplex,
        Self::TooManyAliases,
        Self::PayloadTooLarge,
        Self::NotFound,
        Self::RateLimited,
        Self::RequestTimeout,
        Self::ServiceUnavailable,
        Self::InternalServerError,
    ];

    /// The code as clients see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::OperationResolutionFailure => "OPERATION_RESOLUTION_FAILURE",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Forbidden => "FORBIDDEN",
            Self::CursorInvalid => "CURSOR_INVALID",
            Self::QueryTooDeep => "QUERY_TOO_DEEP",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::TooManyAliases => "TOO_MANY_ALIASES",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::NotFound => "NOT_FOUND",
            Self::RateLimited => "RATE_LIMITED",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::ServiceUnavailable => "SERVICE_UNAVAILABLE",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
        }
    }

    /// Whether the same request may succeed later.
    pub fn retryable(self) -> bool {
        matches!(self, Self::RateLimited | Self::RequestTimeout | Self::ServiceUnavailable)
    }
}

/// What the service says when it cannot do what it was asked. It prints in English, for the log; clients are told
/// [`Error::text`] in the language of their request.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// An argument is outside its bounds.
    #[error("{argument}: {problem}")]
    BadInput {
        /// The argument, with its path.
        argument: String,
        /// What is wrong with it, with the bound and the value.
        problem: Text,
    },
    /// A cursor that was not made here, or not for this list.
    #[error("{argument}: {problem}")]
    CursorInvalid {
        /// `after` or `before`.
        argument: &'static str,
        /// Why it does not fit.
        problem: Text,
    },
    /// What an operator gave to a command (a file, a flag, a setting) is not so. Told on the terminal alone, in English;
    /// no resolver makes it.
    #[error("{subject}: {problem}")]
    Usage {
        /// The file, flag or setting.
        subject: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The database does not answer.
    #[error("the database does not answer")]
    Unavailable(String),
    /// The service's own fault; the text is for the log alone.
    #[error("internal error")]
    Internal(String),
}

/// The result of everything in `service`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An argument is outside its bounds.
    pub fn bad_input(argument: impl Into<String>, problem: Text) -> Self {
        Self::BadInput { argument: argument.into(), problem }
    }

    /// What an operator gave to a command is not so.
    pub fn usage(subject: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Usage { subject: subject.into(), problem: problem.into() }
    }

    /// What clients are told, in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::BadInput { argument, problem } => problem.about(argument),
            Self::CursorInvalid { argument, problem } => problem.about(argument),
            Self::Usage { subject, problem } => text!("{subject}：{problem}", "{subject}: {problem}"),
            Self::Unavailable(_) => text!("数据库没有响应", "the database does not answer"),
            Self::Internal(_) => text!("内部错误", "internal error"),
        }
    }

    /// The code that clients see.
    pub fn code(&self) -> Code {
        match self {
            Self::BadInput { .. } | Self::Usage { .. } => Code::BadUserInput,
            Self::CursorInvalid { .. } => Code::CursorInvalid,
            Self::Unavailable(_) => Code::ServiceUnavailable,
            Self::Internal(_) => Code::InternalServerError,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let text = error.to_string();
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(text),
            DbErr::Query(RuntimeErr::SqlxError(cause)) | DbErr::Exec(RuntimeErr::SqlxError(cause))
                if lost_connection(&cause) =>
            {
                Self::Unavailable(text)
            }
            _ => Self::Internal(text),
        }
    }
}

/// Whether the statement failed because there was nobody to run it.
fn lost_connection(error: &sea_orm::SqlxError) -> bool {
    use sea_orm::SqlxError::*;
    match error {
        Io(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed | Protocol(_) => true,
        // PostgreSQL's class 57P: it is shutting down, or starting up. SQLite's 5: somebody holds the file.
        Database(error) => error.code().is_some_and(|code| code.starts_with("57P") || code == "5"),
        _ => false,
    }
}
