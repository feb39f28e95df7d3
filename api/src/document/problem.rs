//! What can be wrong with a document or its variables, in the words that clients read. The rules of the specification keep
//! the words of the reference implementation, which tools know.

use crate::error::Code;
use crate::text;
use crate::text::{Text, graphql, library};
use async_graphql::{Pos, ServerError};

/// How many problems are told of one request.
const MOST_TOLD: usize = 10;
/// How many characters of what was sent are told back.
const MOST_ECHOED: usize = 100;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What clients act on.
    pub code: Code,
    /// What people read.
    pub message: Text,
    /// Where in the document.
    pub at: Option<Pos>,
}

impl Problem {
    /// A problem somewhere, or of the document as a whole.
    pub fn new(code: Code, message: Text, at: Option<Pos>) -> Self {
        Self { code, message, at }
    }

    /// A rule of the specification is broken.
    pub fn invalid(message: Text, at: Option<Pos>) -> Self {
        Self::new(Code::GraphqlValidationFailed, message, at)
    }

    /// In the words of the library that checks documents.
    pub fn told(code: Code, message: &str, at: Option<Pos>) -> Self {
        Self::new(code, library::told(message, at.map(|at| at.line)), at)
    }

    /// The text is not GraphQL.
    pub fn syntax(message: &str, at: Option<Pos>) -> Self {
        Self::told(Code::GraphqlParseFailed, &format!("Syntax Error: {message}"), at)
    }

    /// Brackets nest too deep for any parser.
    pub fn brackets(limit: usize) -> Self {
        Self::new(Code::QueryTooDeep, text!("括号嵌套超过 {limit} 层", "brackets nest more than {limit} deep"), None)
    }

    /// Selection sets nest too deep, by way of fragments or of introspection.
    pub fn nesting(limit: usize) -> Self {
        let message = text!(
            "展开片段后，所选字段嵌套超过 {limit} 层",
            "selections nest more than {limit} deep, fragments expanded"
        );
        Self::new(Code::QueryTooDeep, message, None)
    }

    /// The text has too many tokens.
    pub fn tokens(limit: usize) -> Self {
        Self::new(
            Code::QueryTooComplex,
            text!("文档的词元超过 {limit} 个", "the document has more than {limit} tokens"),
            None,
        )
    }

    /// Too many fields above each other.
    pub fn depth(depth: usize, limit: usize) -> Self {
        Self::new(
            Code::QueryTooDeep,
            text!("查询嵌套了 {depth} 层，上限是 {limit} 层", "the query nests {depth} deep; the limit is {limit}"),
            None,
        )
    }

    /// Introspection would multiply lists with lists.
    pub fn introspection_lists() -> Self {
        Self::invalid(text!("内省中的列表嵌套过深", "Maximum introspection depth exceeded"), None)
    }

    /// More of something than is allowed: what is counted, with its fragments expanded.
    pub fn too_many(code: Code, what: Text, count: usize, limit: usize) -> Self {
        let Text { zh, en } = what;
        let message = text!(
            "展开片段后，查询有 {count} 个{zh}，上限是 {limit} 个",
            "the query has {count} {en}, its fragments expanded; the limit is {limit}"
        );
        Self::new(code, message, None)
    }

    /// The estimated cost is above the limit.
    pub fn cost(cost: u64, limit: u64) -> Self {
        let message = text!(
            "按每页条数估算，查询的开销为 {cost}，上限是 {limit}",
            "the query costs {cost}, estimated from its page sizes; the limit is {limit}"
        );
        Self::new(Code::QueryTooComplex, message, None)
    }

    /// A fragment holds itself.
    pub fn cycle(name: &str, via: &[String], at: Option<Pos>) -> Self {
        let via: Vec<String> = via.iter().map(|it| format!("{it:?}")).collect();
        let via = via.join(", ");
        let message = match via.is_empty() {
            true => text!("片段 {name:?} 不能引用自身", "Cannot spread fragment {name:?} within itself."),
            false => text!(
                "片段 {name:?} 不能经由 {via} 引用自身",
                "Cannot spread fragment {name:?} within itself via {via}."
            ),
        };
        Self::invalid(message, at)
    }

    /// No operation has the name, or none is picked.
    pub fn unresolved(name: Option<&str>) -> Self {
        let message = match name {
            Some(name) => {
                let name = echoed(name);
                text!("文档中没有名为 {name:?} 的操作", "the document has no operation named {name:?}")
            }
            None => text!(
                "文档中有多个操作，请用 `operationName` 指明一个",
                "the document has several operations: name one in `operationName`"
            ),
        };
        Self::new(Code::OperationResolutionFailure, message, None)
    }

    /// The schema is not told to everybody.
    pub fn introspection_off() -> Self {
        let message =
            text!("内省已关闭；接口定义在 /schema.graphql", "introspection is off; the contract is at /schema.graphql");
        Self::invalid(message, None)
    }

    /// The contract has no operations of the kind.
    pub fn no_root(kind: &str) -> Self {
        let message = text!("本服务没有 {kind:?} 操作", "Schema is not configured to execute {kind} operation.");
        Self::invalid(message, None)
    }

    /// As the library has it.
    pub fn into_error(self) -> ServerError {
        let mut error = graphql::refused(self.message, self.code);
        error.locations.extend(self.at);
        error
    }
}

/// Problems as they are gathered: the first ones are kept, the rest are counted.
#[derive(Debug, Default)]
pub struct Problems {
    told: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// One more.
    pub fn push(&mut self, problem: Problem) {
        match self.told.len() < MOST_TOLD {
            true => self.told.push(problem),
            false => self.more += 1,
        }
    }

    /// Whether no more are told, so that looking further is of no use.
    pub fn is_full(&self) -> bool {
        self.more > 0
    }

    /// All that are told, and how many more there are; the problem is that of a list which nobody read to its end where
    /// `or_more` says so.
    pub fn into_result(mut self, or_more: bool) -> Result<(), Vec<Problem>> {
        if self.more > 0 {
            let code = self.told[0].code;
            let more = self.more;
            let message = match or_more {
                true => {
                    text!("错误过多：还有至少 {more} 个没有列出", "Too many errors: at least {more} more are not told.")
                }
                false => text!("错误过多：还有 {more} 个没有列出", "Too many errors: {more} more are not told."),
            };
            self.told.push(Problem::new(code, message, None));
        }
        if self.told.is_empty() { Ok(()) } else { Err(self.told) }
    }
}

/// The beginning of what was sent, to be told back.
pub fn echoed(text: &str) -> String {
    match text.char_indices().nth(MOST_ECHOED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
