//! 服务配置.

use crate::config::Config;
use crate::error::Code;
use crate::pagination::{DEFAULT_PAGE, MAX_OFFSET, MAX_PAGE};
use crate::scalars::Date;
use crate::service::filter;
use async_graphql::SimpleObject;
use chrono::NaiveDate;

/// 服务配置. The version of the service and the limits in force.
#[derive(SimpleObject)]
pub struct ServiceConfig {
    /// 版本. The version of the service.
    version: &'static str,
    /// 今日. The civil date that the service takes for today.
    today: Date,
    /// 默认每页条数. Rows of a page when neither `first` nor `last` is given.
    default_page_size: i32,
    /// 每页最多条数. The most rows of a page.
    max_page_size: i32,
    /// 最大偏移. The largest `offset`.
    max_offset: i32,
    /// 请求体上限. The largest request body, in bytes.
    max_body_bytes: i32,
    /// 查询深度上限. The deepest nesting of a query.
    max_depth: i32,
    /// 词元数上限. The most tokens of a document; commas and comments count as well.
    max_tokens: i32,
    /// 别名数上限. The most aliases of a query, fragments expanded.
    max_aliases: i32,
    /// 根字段数上限. The most fields of a query's outermost selection, fragments expanded.
    max_root_fields: i32,
    /// 指令数上限. The most directives in a query, fragments expanded.
    max_directives: i32,
    /// 字段数上限. The most fields and spreads that a document may name, fragments expanded.
    max_fields: i32,
    /// 查询成本上限. The highest cost of a query: an object is 1, a connection its page size times its rows; the header
    /// `X-Query-Cost: true` asks for the cost of a query in `extensions.cost`.
    max_cost: i32,
    /// 筛选嵌套上限. How deep `and`, `or` and `not` may nest.
    max_filter_depth: i32,
    /// 列表参数上限. How many values an `in` may list.
    max_filter_list: i32,
    /// 超时秒数. Seconds after which a request is given up.
    request_timeout_seconds: i32,
    /// 地址长度上限. The longest path and query string of a request, in bytes.
    max_uri_bytes: i32,
    /// 每地址每分钟请求数. Requests a minute that one client address may make; null for no limit.
    rate_limit_address: Option<i32>,
    /// 每令牌每分钟请求数. Requests a minute with one token; null for no limit.
    rate_limit_token: Option<i32>,
    /// 突发请求数. How many of those requests may come at once.
    rate_limit_burst: i32,
    /// 同时执行数. The most queries that one process executes at once.
    max_in_flight: i32,
    /// 客户端超时秒数. Seconds within which a client must have sent its headers, then its body.
    client_timeout_seconds: i32,
    /// 默认有效期. Months for which a normative document without a stated term stays in force; null where no rule sets
    /// one, and such documents are UNKNOWN.
    default_term_months: Option<i32>,
    /// 试行默认有效期. The same for documents on trial; null where the general term holds.
    default_trial_term_months: Option<i32>,
    /// 错误码. The codes that `extensions.code` of an error may hold.
    error_codes: Vec<Code>,
}

impl ServiceConfig {
    /// What is in force.
    pub fn new(config: &Config, today: NaiveDate) -> Self {
        let number = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
        let months = |months: Option<u32>| months.map(|months| number(months as usize));
        let rate = |a_minute: u32| (a_minute > 0).then(|| number(a_minute as usize));
        Self {
            version: env!("CARGO_PKG_VERSION"),
            today: Date(today),
            default_page_size: number(DEFAULT_PAGE as usize),
            max_page_size: MAX_PAGE,
            max_offset: MAX_OFFSET,
            max_body_bytes: number(config.max_body_bytes),
            max_depth: number(config.max_depth),
            max_tokens: number(config.max_tokens),
            max_aliases: number(config.max_aliases),
            max_root_fields: number(config.max_root_fields),
            max_directives: number(config.max_directives),
            max_fields: number(config.max_fields),
            max_cost: i32::try_from(config.max_cost).unwrap_or(i32::MAX),
            max_filter_depth: number(filter::MAX_DEPTH),
            max_filter_list: number(filter::MAX_LIST),
            request_timeout_seconds: number(config.request_timeout_seconds as usize),
            max_uri_bytes: number(config.max_uri_bytes),
            rate_limit_address: rate(config.rate_limit_address),
            rate_limit_token: rate(config.rate_limit_token),
            rate_limit_burst: number(config.rate_limit_burst as usize),
            max_in_flight: number(config.max_in_flight),
            client_timeout_seconds: number(config.client_timeout_seconds as usize),
            default_term_months: months(config.default_term_months),
            default_trial_term_months: months(config.default_trial_term_months),
            error_codes: Code::ALL.to_vec(),
        }
    }
}
