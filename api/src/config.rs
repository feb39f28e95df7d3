//! Configuration: flags, then `GONGKAI_*` variables, then a TOML file, then the defaults below. One list of settings
//! serves all of them; a key that is not in it is refused.

use crate::address::Ranges;
use crate::document::Mode;
use crate::log::{LogFormat, LogLevel};
use crate::service::health::UpdateRules;
use chrono::NaiveDate;
use clap::Args;
use entity::value::validity::DefaultTerm;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Settings as given; what is absent takes its default in [`Config`].
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// Database: sqlite://PATH (made when absent) or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://gongkai.db]
    #[arg(long, global = true, env = "GONGKAI_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Connections to the database that one process holds, 3 to 200 [default: 8]
    #[arg(long, global = true, env = "GONGKAI_DATABASE_CONNECTIONS", value_name = "N")]
    pub database_connections: Option<u32>,
    /// Addresses to listen on, separated by commas [default: `127.0.0.1:8080,[::1]:8080`]
    #[arg(long, global = true, env = "GONGKAI_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Civil date (Asia/Shanghai) to take for today, for drills; without it the machine's clock tells [default: none]
    #[arg(long, global = true, env = "GONGKAI_TODAY", value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// Months for which a normative document without a stated term stays in force; without it such a document is
    /// UNKNOWN [default: none]
    #[arg(long, global = true, env = "GONGKAI_DEFAULT_TERM_MONTHS", value_name = "MONTHS")]
    pub default_term_months: Option<u32>,
    /// The same for normative documents on trial (试行, 暂行); without it the general term holds [default: none]
    #[arg(long, global = true, env = "GONGKAI_DEFAULT_TRIAL_TERM_MONTHS", value_name = "MONTHS")]
    pub default_trial_term_months: Option<u32>,
    /// Words in the titles of columns of news, which must be updated within `news-update-days` [default: 动态,要闻]
    #[arg(long, global = true, env = "GONGKAI_NEWS_COLUMNS", value_name = "WORDS")]
    pub news_columns: Option<String>,
    /// Days within which columns of news must be updated, 1 to 3660 [default: 14]
    #[arg(long, global = true, env = "GONGKAI_NEWS_UPDATE_DAYS", value_name = "DAYS")]
    pub news_update_days: Option<u32>,
    /// Words in the titles of columns of notices and policy, which must be updated within `policy-update-months`
    /// [default: 通知,公告,政策,文件]
    #[arg(long, global = true, env = "GONGKAI_POLICY_COLUMNS", value_name = "WORDS")]
    pub policy_columns: Option<String>,
    /// Months within which columns of notices and policy must be updated, 1 to 120 [default: 6]
    #[arg(long, global = true, env = "GONGKAI_POLICY_UPDATE_MONTHS", value_name = "MONTHS")]
    pub policy_update_months: Option<u32>,
    /// Bring the tables up to date when the service starts [default: true]
    #[arg(long, global = true, env = "GONGKAI_MIGRATE_ON_START", value_name = "BOOL")]
    pub migrate_on_start: Option<bool>,
    /// Serve people who build: GraphiQL and introspection, unless they are set otherwise [default: false, but true for
    /// `serve --demo`]
    #[arg(long, global = true, env = "GONGKAI_DEVELOPMENT", value_name = "BOOL")]
    pub development: Option<bool>,
    /// Serve GraphiQL at /graphiql [default: that of `development`]
    #[arg(long, global = true, env = "GONGKAI_GRAPHIQL", value_name = "BOOL")]
    pub graphiql: Option<bool>,
    /// Answer introspection [default: that of `development`]
    #[arg(long, global = true, env = "GONGKAI_INTROSPECTION", value_name = "BOOL")]
    pub introspection: Option<bool>,
    /// Largest request body in bytes, 1024 to 16777216 [default: 262144]
    #[arg(long, global = true, env = "GONGKAI_MAX_BODY_BYTES", value_name = "BYTES")]
    pub max_body_bytes: Option<usize>,
    /// Deepest nesting of a query, 1 to 50 [default: 12]
    #[arg(long, global = true, env = "GONGKAI_MAX_DEPTH", value_name = "N")]
    pub max_depth: Option<usize>,
    /// Most tokens of a document, 100 to 20000 [default: 2000]
    #[arg(long, global = true, env = "GONGKAI_MAX_TOKENS", value_name = "N")]
    pub max_tokens: Option<usize>,
    /// Most aliases of a query, every fragment expanded, 0 to 1000 [default: 30]
    #[arg(long, global = true, env = "GONGKAI_MAX_ALIASES", value_name = "N")]
    pub max_aliases: Option<usize>,
    /// Most fields that a query may ask of the root, 1 to 100 [default: 10]
    #[arg(long, global = true, env = "GONGKAI_MAX_ROOT_FIELDS", value_name = "N")]
    pub max_root_fields: Option<usize>,
    /// Most directives in a query, every fragment expanded, 0 to 1000 [default: 50]
    #[arg(long, global = true, env = "GONGKAI_MAX_DIRECTIVES", value_name = "N")]
    pub max_directives: Option<usize>,
    /// Highest cost of a query, estimated from its page sizes, 1 to 1000000 [default: 1000]
    #[arg(long, global = true, env = "GONGKAI_MAX_COST", value_name = "N")]
    pub max_cost: Option<u64>,
    /// Which documents are answered: OPEN (any), APQ (with their hash, or by it), TRUSTED_ONLY (those of the manifest)
    /// [default: OPEN]
    #[arg(long, global = true, env = "GONGKAI_DOCUMENT_MODE", value_name = "MODE", ignore_case = true)]
    pub document_mode: Option<Mode>,
    /// Manifest of trusted documents: Apollo's format, or a JSON object of SHA-256 and text [default: none]
    #[arg(long, global = true, env = "GONGKAI_DOCUMENT_MANIFEST", value_name = "FILE")]
    pub document_manifest: Option<PathBuf>,
    /// Memory for checked documents in bytes, 0 to 4294967296 [default: 33554432]
    #[arg(long, global = true, env = "GONGKAI_DOCUMENT_STORE_BYTES", value_name = "BYTES")]
    pub document_store_bytes: Option<usize>,
    /// Most fields and spreads in a document, every fragment expanded, 1 to 10000 [default: 1000]
    #[arg(long, global = true, env = "GONGKAI_MAX_FIELDS", value_name = "N")]
    pub max_fields: Option<usize>,
    /// Seconds after which a request is given up, 1 to 60 [default: 5]
    #[arg(long, global = true, env = "GONGKAI_REQUEST_TIMEOUT_SECONDS", value_name = "SECONDS")]
    pub request_timeout_seconds: Option<u64>,
    /// Bytes of answers to the public that are kept until anything is written, 0 (none are) to 17179869184
    /// [default: 67108864]
    #[arg(long, global = true, env = "GONGKAI_CACHE_BYTES", value_name = "BYTES")]
    pub cache_bytes: Option<usize>,
    /// How the log is written, a line for each request: text or json [default: text]
    #[arg(long, global = true, env = "GONGKAI_LOG_FORMAT", value_name = "FORMAT", hide_possible_values = true)]
    pub log_format: Option<LogFormat>,
    /// What the log holds: error, warn, info (every request), debug or trace; `RUST_LOG` tells it more finely
    /// [default: info]
    #[arg(long, global = true, env = "GONGKAI_LOG_LEVEL", value_name = "LEVEL", hide_possible_values = true)]
    pub log_level: Option<LogLevel>,
    /// Addresses that serve /metrics, separated by commas, and nothing else serves it then; `off`: nobody. Without it
    /// /metrics stands beside the service, for this machine alone [default: none]
    #[arg(long, global = true, env = "GONGKAI_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<String>,
    /// Collector that traces go to by OTLP over HTTP: http://HOST:4318. Sampling, batches and the service's name are
    /// OpenTelemetry's own variables (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, `OTEL_SERVICE_NAME`) [default: none]
    #[arg(long, global = true, env = "GONGKAI_OTLP_ENDPOINT", value_name = "URL")]
    pub otlp_endpoint: Option<String>,
    /// Proxies in front, as addresses and ranges separated by commas: what they say of a client's address and of https
    /// is believed [default: none]
    #[arg(long, global = true, env = "GONGKAI_TRUSTED_PROXIES", value_name = "RANGES")]
    pub trusted_proxies: Option<String>,
    /// The one header in which those proxies tell the client's address: x-forwarded-for or forwarded
    /// [default: x-forwarded-for]
    #[arg(long, global = true, env = "GONGKAI_PROXY_HEADER", value_name = "HEADER")]
    pub proxy_header: Option<String>,
    /// Requests a minute that one client address (IPv6: one /64) may make, 0 to 1000000; 0 for no limit [default: 600]
    #[arg(long, global = true, env = "GONGKAI_RATE_LIMIT_ADDRESS", value_name = "N")]
    pub rate_limit_address: Option<u32>,
    /// The same for requests with one `Authorization`, besides the limit of its address [default: 1200]
    #[arg(long, global = true, env = "GONGKAI_RATE_LIMIT_TOKEN", value_name = "N")]
    pub rate_limit_token: Option<u32>,
    /// Requests of those that may come all at once, 1 to 100000 [default: 100]
    #[arg(long, global = true, env = "GONGKAI_RATE_LIMIT_BURST", value_name = "N")]
    pub rate_limit_burst: Option<u32>,
    /// Client addresses and ranges without a rate limit: servers that render pages, say
    /// [default: `127.0.0.0/8,::1/128`]
    #[arg(long, global = true, env = "GONGKAI_RATE_LIMIT_EXEMPT", value_name = "RANGES")]
    pub rate_limit_exempt: Option<String>,
    /// Most queries that one process executes at once, 1 to 100000; more are told to try again [default: 256]
    #[arg(long, global = true, env = "GONGKAI_MAX_IN_FLIGHT", value_name = "N")]
    pub max_in_flight: Option<usize>,
    /// Most connections that one process holds, 16 to 100000; more wait to be accepted [default: 4096]
    #[arg(long, global = true, env = "GONGKAI_MAX_CONNECTIONS", value_name = "N")]
    pub max_connections: Option<usize>,
    /// Longest path and query string in bytes, 1024 to 65536 [default: 16384]
    #[arg(long, global = true, env = "GONGKAI_MAX_URI_BYTES", value_name = "BYTES")]
    pub max_uri_bytes: Option<usize>,
    /// Seconds within which a client must have sent its headers, then its body, and must go on reading its answer,
    /// 1 to 60 [default: 20]
    #[arg(long, global = true, env = "GONGKAI_CLIENT_TIMEOUT_SECONDS", value_name = "SECONDS")]
    pub client_timeout_seconds: Option<u64>,
    /// Seconds for which an idle connection is kept, 1 to 600 [default: 75]
    #[arg(long, global = true, env = "GONGKAI_KEEP_ALIVE_SECONDS", value_name = "SECONDS")]
    pub keep_alive_seconds: Option<u64>,
    /// Origins whose pages may read answers, separated by commas; * for any [default: none]
    #[arg(long, global = true, env = "GONGKAI_CORS_ORIGINS", value_name = "ORIGINS")]
    pub cors_origins: Option<String>,
    /// Certificate chain as a PEM file: https instead of http, together with `tls-key`; SIGHUP reads both anew
    /// [default: none]
    #[arg(long, global = true, env = "GONGKAI_TLS_CERTIFICATE", value_name = "FILE")]
    pub tls_certificate: Option<PathBuf>,
    /// Private key of the certificate as a PEM file [default: none]
    #[arg(long, global = true, env = "GONGKAI_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Seconds from SIGTERM, with /readyz at 503, in which new connections are still taken, so that load balancers turn
    /// away first, 0 to 300 [default: 0]
    #[arg(long, global = true, env = "GONGKAI_SHUTDOWN_DELAY_SECONDS", value_name = "SECONDS")]
    pub shutdown_delay_seconds: Option<u64>,
}

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the database is.
    pub database_url: String,
    /// Connections that this process holds.
    pub database_connections: u32,
    /// Addresses to listen on.
    pub listen: Vec<String>,
    /// The civil date to take for today; none for the machine's.
    pub today: Option<NaiveDate>,
    /// The term of documents that state none.
    pub default_term: DefaultTerm,
    /// Words in the titles of columns of news.
    pub news_columns: String,
    /// Days within which they must be updated.
    pub news_update_days: u32,
    /// Words in the titles of columns of notices and policy.
    pub policy_columns: String,
    /// Months within which they must be updated.
    pub policy_update_months: u32,
    /// Whether `serve` brings the tables up to date.
    pub migrate_on_start: bool,
    /// Whether people who build are served.
    pub development: bool,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// Whether introspection is answered.
    pub introspection: bool,
    /// Largest request body in bytes.
    pub max_body_bytes: usize,
    /// Deepest nesting of a query.
    pub max_depth: usize,
    /// Most tokens of a document.
    pub max_tokens: usize,
    /// Most aliases of a query.
    pub max_aliases: usize,
    /// Most fields of the root.
    pub max_root_fields: usize,
    /// Most directives in a query.
    pub max_directives: usize,
    /// Highest cost of a query.
    pub max_cost: u64,
    /// Which documents are answered.
    pub document_mode: Mode,
    /// Where the trusted documents are told.
    pub document_manifest: Option<PathBuf>,
    /// Memory for checked documents in bytes.
    pub document_store_bytes: usize,
    /// Most fields and spreads in a document.
    pub max_fields: usize,
    /// Seconds after which a request is given up.
    pub request_timeout_seconds: u64,
    /// Bytes of answers that are kept.
    pub cache_bytes: usize,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What the log holds.
    pub log_level: LogLevel,
    /// Addresses that serve metrics: without them the service does, to this machine; with none of them, nobody.
    pub metrics_listen: Option<Vec<String>>,
    /// Where traces go.
    pub otlp_endpoint: Option<String>,
    /// Proxies that are believed.
    pub trusted_proxies: Ranges,
    /// The header that they set.
    pub proxy_header: ProxyHeader,
    /// Requests a minute of one address; 0 for no limit.
    pub rate_limit_address: u32,
    /// Requests a minute of one token; 0 for no limit.
    pub rate_limit_token: u32,
    /// Requests that may come at once.
    pub rate_limit_burst: u32,
    /// Addresses without a limit.
    pub rate_limit_exempt: Ranges,
    /// Most queries executed at once.
    pub max_in_flight: usize,
    /// Most connections.
    pub max_connections: usize,
    /// Longest path and query string in bytes.
    pub max_uri_bytes: usize,
    /// Seconds that clients have to send and to read.
    pub client_timeout_seconds: u64,
    /// Seconds for which an idle connection is kept.
    pub keep_alive_seconds: u64,
    /// Origins whose pages may read answers; `*` for any.
    pub cors_origins: Vec<String>,
    /// The files of the certificate and of its key; none for http.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Seconds from being told to stop to taking no new connections.
    pub shutdown_delay_seconds: u64,
}

/// The header in which proxies tell the client's address. Only one is read: what the other holds may be the client's
/// own invention, passed on by a proxy that does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, and `X-Forwarded-Proto`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ProxyHeader {
    fn as_str(self) -> &'static str {
        match self {
            Self::XForwardedFor => "x-forwarded-for",
            Self::Forwarded => "forwarded",
        }
    }
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("{}: {source}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        source: toml::de::Error,
    },
    /// A variable that no setting has.
    #[error("{0} is set, but there is no such setting; `gongkai config` lists them")]
    UnknownVariable(String),
    /// A value outside its bounds.
    #[error("{name} must be {bounds}, not {value}")]
    OutOfBounds {
        /// The setting.
        name: &'static str,
        /// What it allows.
        bounds: String,
        /// What was given.
        value: String,
    },
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://gongkai.db".into(),
            database_connections: 8,
            listen: vec!["127.0.0.1:8080".into(), "[::1]:8080".into()],
            today: None,
            default_term: DefaultTerm::default(),
            news_columns: "动态,要闻".into(),
            news_update_days: 14,
            policy_columns: "通知,公告,政策,文件".into(),
            policy_update_months: 6,
            migrate_on_start: true,
            development: false,
            graphiql: false,
            introspection: false,
            max_body_bytes: 262_144,
            max_depth: 12,
            max_tokens: 2_000,
            max_aliases: 30,
            max_root_fields: 10,
            max_directives: 50,
            max_cost: 1_000,
            document_mode: Mode::Open,
            document_manifest: None,
            document_store_bytes: 33_554_432,
            max_fields: 1_000,
            request_timeout_seconds: 5,
            cache_bytes: 67_108_864,
            log_format: LogFormat::Text,
            log_level: LogLevel::Info,
            metrics_listen: None,
            otlp_endpoint: None,
            trusted_proxies: Ranges::default(),
            proxy_header: ProxyHeader::XForwardedFor,
            rate_limit_address: 600,
            rate_limit_token: 1_200,
            rate_limit_burst: 100,
            rate_limit_exempt: Ranges::loopback(),
            max_in_flight: 256,
            max_connections: 4_096,
            max_uri_bytes: 16_384,
            client_timeout_seconds: 20,
            keep_alive_seconds: 75,
            cors_origins: Vec::new(),
            tls: None,
            shutdown_delay_seconds: 0,
        }
    }
}

impl Config {
    /// Resolves what was given by flags and variables, over a file, over the defaults.
    pub fn resolve(given: Settings, file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::resolve_over(Self::default(), given, file)
    }

    /// The same over other defaults.
    pub fn resolve_over(d: Self, given: Settings, file: Option<&Path>) -> Result<Self, ConfigError> {
        let known: Vec<String> = setting_variables();
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("GONGKAI_") && name != "GONGKAI_CONFIG" && !known.contains(&name) {
                return Err(ConfigError::UnknownVariable(name));
            }
        }
        let filed = match file {
            None => Settings::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
                toml::from_str(&text).map_err(|source| ConfigError::Toml { path: path.to_owned(), source })?
            }
        };
        let development = given.development.or(filed.development).unwrap_or(d.development);
        Ok(Self {
            database_url: given.database_url.or(filed.database_url).unwrap_or(d.database_url),
            database_connections: bounded(
                "database-connections",
                given.database_connections.or(filed.database_connections).unwrap_or(d.database_connections),
                3..=200,
            )?,
            listen: match given.listen.or(filed.listen) {
                Some(list) => addresses(&list),
                None => d.listen,
            },
            today: given.today.or(filed.today),
            default_term: DefaultTerm {
                months: optional_term("default-term-months", given.default_term_months.or(filed.default_term_months))?,
                trial_months: optional_term(
                    "default-trial-term-months",
                    given.default_trial_term_months.or(filed.default_trial_term_months),
                )?,
            },
            news_columns: given.news_columns.or(filed.news_columns).unwrap_or(d.news_columns),
            news_update_days: bounded(
                "news-update-days",
                given.news_update_days.or(filed.news_update_days).unwrap_or(d.news_update_days),
                1..=3_660,
            )?,
            policy_columns: given.policy_columns.or(filed.policy_columns).unwrap_or(d.policy_columns),
            policy_update_months: bounded(
                "policy-update-months",
                given.policy_update_months.or(filed.policy_update_months).unwrap_or(d.policy_update_months),
                1..=120,
            )?,
            migrate_on_start: given.migrate_on_start.or(filed.migrate_on_start).unwrap_or(d.migrate_on_start),
            development,
            graphiql: given.graphiql.or(filed.graphiql).unwrap_or(development),
            introspection: given.introspection.or(filed.introspection).unwrap_or(development),
            max_body_bytes: bounded(
                "max-body-bytes",
                given.max_body_bytes.or(filed.max_body_bytes).unwrap_or(d.max_body_bytes),
                1_024..=16_777_216,
            )?,
            max_depth: bounded("max-depth", given.max_depth.or(filed.max_depth).unwrap_or(d.max_depth), 1..=50)?,
            max_tokens: bounded(
                "max-tokens",
                given.max_tokens.or(filed.max_tokens).unwrap_or(d.max_tokens),
                100..=20_000,
            )?,
            max_aliases: bounded(
                "max-aliases",
                given.max_aliases.or(filed.max_aliases).unwrap_or(d.max_aliases),
                0..=1_000,
            )?,
            max_root_fields: bounded(
                "max-root-fields",
                given.max_root_fields.or(filed.max_root_fields).unwrap_or(d.max_root_fields),
                1..=100,
            )?,
            max_directives: bounded(
                "max-directives",
                given.max_directives.or(filed.max_directives).unwrap_or(d.max_directives),
                0..=1_000,
            )?,
            max_cost: bounded("max-cost", given.max_cost.or(filed.max_cost).unwrap_or(d.max_cost), 1..=1_000_000)?,
            document_mode: given.document_mode.or(filed.document_mode).unwrap_or(d.document_mode),
            document_manifest: given.document_manifest.or(filed.document_manifest),
            document_store_bytes: bounded(
                "document-store-bytes",
                given.document_store_bytes.or(filed.document_store_bytes).unwrap_or(d.document_store_bytes),
                0..=4_294_967_296,
            )?,
            max_fields: bounded(
                "max-fields",
                given.max_fields.or(filed.max_fields).unwrap_or(d.max_fields),
                1..=10_000,
            )?,
            request_timeout_seconds: bounded(
                "request-timeout-seconds",
                given.request_timeout_seconds.or(filed.request_timeout_seconds).unwrap_or(d.request_timeout_seconds),
                1..=60,
            )?,
            cache_bytes: bounded(
                "cache-bytes",
                given.cache_bytes.or(filed.cache_bytes).unwrap_or(d.cache_bytes),
                0..=17_179_869_184,
            )?,
            log_format: given.log_format.or(filed.log_format).unwrap_or(d.log_format),
            log_level: given.log_level.or(filed.log_level).unwrap_or(d.log_level),
            metrics_listen: match given.metrics_listen.or(filed.metrics_listen) {
                Some(off) if off == "off" => Some(Vec::new()),
                list => list.map(|list| addresses(&list)),
            },
            otlp_endpoint: collector(given.otlp_endpoint.or(filed.otlp_endpoint))?,
            trusted_proxies: ranges(
                "trusted-proxies",
                given.trusted_proxies.or(filed.trusted_proxies),
                d.trusted_proxies,
            )?,
            proxy_header: match given.proxy_header.or(filed.proxy_header).as_deref() {
                None => d.proxy_header,
                Some("x-forwarded-for") => ProxyHeader::XForwardedFor,
                Some("forwarded") => ProxyHeader::Forwarded,
                Some(other) => return Err(must_be("proxy-header", "x-forwarded-for or forwarded", other)),
            },
            rate_limit_address: bounded(
                "rate-limit-address",
                given.rate_limit_address.or(filed.rate_limit_address).unwrap_or(d.rate_limit_address),
                0..=1_000_000,
            )?,
            rate_limit_token: bounded(
                "rate-limit-token",
                given.rate_limit_token.or(filed.rate_limit_token).unwrap_or(d.rate_limit_token),
                0..=1_000_000,
            )?,
            rate_limit_burst: bounded(
                "rate-limit-burst",
                given.rate_limit_burst.or(filed.rate_limit_burst).unwrap_or(d.rate_limit_burst),
                1..=100_000,
            )?,
            rate_limit_exempt: ranges(
                "rate-limit-exempt",
                given.rate_limit_exempt.or(filed.rate_limit_exempt),
                d.rate_limit_exempt,
            )?,
            max_in_flight: bounded(
                "max-in-flight",
                given.max_in_flight.or(filed.max_in_flight).unwrap_or(d.max_in_flight),
                1..=100_000,
            )?,
            max_connections: bounded(
                "max-connections",
                given.max_connections.or(filed.max_connections).unwrap_or(d.max_connections),
                16..=100_000,
            )?,
            max_uri_bytes: bounded(
                "max-uri-bytes",
                given.max_uri_bytes.or(filed.max_uri_bytes).unwrap_or(d.max_uri_bytes),
                1_024..=65_536,
            )?,
            client_timeout_seconds: bounded(
                "client-timeout-seconds",
                given.client_timeout_seconds.or(filed.client_timeout_seconds).unwrap_or(d.client_timeout_seconds),
                1..=60,
            )?,
            keep_alive_seconds: bounded(
                "keep-alive-seconds",
                given.keep_alive_seconds.or(filed.keep_alive_seconds).unwrap_or(d.keep_alive_seconds),
                1..=600,
            )?,
            cors_origins: origins(given.cors_origins.or(filed.cors_origins).unwrap_or_default())?,
            tls: match (given.tls_certificate.or(filed.tls_certificate), given.tls_key.or(filed.tls_key)) {
                (None, None) => d.tls,
                (Some(certificate), Some(key)) => Some((certificate, key)),
                (Some(_), None) => return Err(must_be("tls-key", "given together with tls-certificate", "absent")),
                (None, Some(_)) => return Err(must_be("tls-certificate", "given together with tls-key", "absent")),
            },
            shutdown_delay_seconds: bounded(
                "shutdown-delay-seconds",
                given.shutdown_delay_seconds.or(filed.shutdown_delay_seconds).unwrap_or(d.shutdown_delay_seconds),
                0..=300,
            )?,
        })
    }

    /// How often columns must be updated.
    pub fn update_rules(&self) -> UpdateRules {
        UpdateRules::new((&self.news_columns, self.news_update_days), (&self.policy_columns, self.policy_update_months))
    }

    /// The values in force, by the names of the settings. A password in the database URL is not shown.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let optional = |value: Option<String>| value.unwrap_or_else(|| "none".into());
        vec![
            ("database-url", without_password(&self.database_url)),
            ("database-connections", self.database_connections.to_string()),
            ("listen", self.listen.join(",")),
            ("today", optional(self.today.map(|day| day.to_string()))),
            ("default-term-months", optional(self.default_term.months.map(|months| months.to_string()))),
            ("default-trial-term-months", optional(self.default_term.trial_months.map(|months| months.to_string()))),
            ("news-columns", self.news_columns.clone()),
            ("news-update-days", self.news_update_days.to_string()),
            ("policy-columns", self.policy_columns.clone()),
            ("policy-update-months", self.policy_update_months.to_string()),
            ("migrate-on-start", self.migrate_on_start.to_string()),
            ("development", self.development.to_string()),
            ("graphiql", self.graphiql.to_string()),
            ("introspection", self.introspection.to_string()),
            ("max-body-bytes", self.max_body_bytes.to_string()),
            ("max-depth", self.max_depth.to_string()),
            ("max-tokens", self.max_tokens.to_string()),
            ("max-aliases", self.max_aliases.to_string()),
            ("max-root-fields", self.max_root_fields.to_string()),
            ("max-directives", self.max_directives.to_string()),
            ("max-cost", self.max_cost.to_string()),
            ("document-mode", self.document_mode.as_str().to_owned()),
            ("document-manifest", optional(self.document_manifest.as_ref().map(|it| it.display().to_string()))),
            ("document-store-bytes", self.document_store_bytes.to_string()),
            ("max-fields", self.max_fields.to_string()),
            ("request-timeout-seconds", self.request_timeout_seconds.to_string()),
            ("cache-bytes", self.cache_bytes.to_string()),
            ("log-format", self.log_format.to_string()),
            ("log-level", self.log_level.to_string()),
            (
                "metrics-listen",
                self.metrics_listen.as_ref().map_or("none".into(), |it| match it.as_slice() {
                    [] => "off".into(),
                    list => list.join(","),
                }),
            ),
            ("otlp-endpoint", optional(self.otlp_endpoint.as_deref().map(without_password))),
            ("trusted-proxies", self.trusted_proxies.to_string()),
            ("proxy-header", self.proxy_header.as_str().into()),
            ("rate-limit-address", self.rate_limit_address.to_string()),
            ("rate-limit-token", self.rate_limit_token.to_string()),
            ("rate-limit-burst", self.rate_limit_burst.to_string()),
            ("rate-limit-exempt", self.rate_limit_exempt.to_string()),
            ("max-in-flight", self.max_in_flight.to_string()),
            ("max-connections", self.max_connections.to_string()),
            ("max-uri-bytes", self.max_uri_bytes.to_string()),
            ("client-timeout-seconds", self.client_timeout_seconds.to_string()),
            ("keep-alive-seconds", self.keep_alive_seconds.to_string()),
            ("cors-origins", self.cors_origins.join(",")),
            ("tls-certificate", optional(self.tls.as_ref().map(|(it, _)| it.display().to_string()))),
            ("tls-key", optional(self.tls.as_ref().map(|(_, it)| it.display().to_string()))),
            ("shutdown-delay-seconds", self.shutdown_delay_seconds.to_string()),
        ]
    }

    /// Every setting: name, variable, value in force, and what it is for. The text is itself a configuration file, but
    /// for the password.
    pub fn explain(&self) -> String {
        let command = settings_command();
        let mut out = String::new();
        for (name, value) in self.values() {
            let argument = command.get_arguments().find(|argument| argument.get_long() == Some(name));
            let help = argument.and_then(|it| it.get_help()).map(ToString::to_string).unwrap_or_default();
            let variable = argument.and_then(|it| it.get_env()).map(|it| it.to_string_lossy().into_owned());
            let line = match value.as_str() {
                "none" => format!("# {name} ="),
                plain if plain.parse::<u64>().is_ok() || plain.parse::<bool>().is_ok() => format!("{name} = {plain}"),
                text => format!("{name} = {text:?}"),
            };
            out += &format!("# {help}\n# --{name}, {}\n{line}\n\n", variable.unwrap_or_default());
        }
        out
    }
}

/// The settings as flags: what explains them, and knows their variables.
fn settings_command() -> clap::Command {
    Settings::augment_args(clap::Command::new("settings"))
}

fn setting_variables() -> Vec<String> {
    let command = settings_command();
    command.get_arguments().filter_map(|it| it.get_env()).map(|it| it.to_string_lossy().into_owned()).collect()
}

fn bounded<T: PartialOrd + std::fmt::Display>(
    name: &'static str,
    value: T,
    bounds: std::ops::RangeInclusive<T>,
) -> Result<T, ConfigError> {
    if bounds.contains(&value) {
        return Ok(value);
    }
    let bounds = format!("{} to {}", bounds.start(), bounds.end());
    Err(ConfigError::OutOfBounds { name, bounds, value: value.to_string() })
}

fn addresses(list: &str) -> Vec<String> {
    list.split(',').map(|address| address.trim().to_owned()).collect()
}

/// A collector's address. What sends traces speaks plain HTTP: one that wants TLS is reached by one that stands nearby.
fn collector(url: Option<String>) -> Result<Option<String>, ConfigError> {
    match url.filter(|url| !url.is_empty()) {
        Some(url) if !url.starts_with("http://") => {
            Err(ConfigError::OutOfBounds { name: "otlp-endpoint", bounds: "an http:// address".into(), value: url })
        }
        url => Ok(url),
    }
}

fn must_be(name: &'static str, bounds: &str, value: &str) -> ConfigError {
    ConfigError::OutOfBounds { name, bounds: bounds.into(), value: value.into() }
}

fn ranges(name: &'static str, given: Option<String>, default: Ranges) -> Result<Ranges, ConfigError> {
    given.map_or(Ok(default), |list| {
        list.parse().map_err(|part: String| {
            must_be(name, "addresses and ranges such as 10.0.0.0/8, separated by commas", &part)
        })
    })
}

/// Origins as browsers send them: a scheme and a host, a port where it is not the usual one, and nothing behind it.
fn origins(list: String) -> Result<Vec<String>, ConfigError> {
    let all: Vec<String> = list.split(',').map(|it| it.trim().to_lowercase()).filter(|it| !it.is_empty()).collect();
    let is_origin = |origin: &String| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        host.is_some_and(|host| !host.is_empty() && host.chars().all(plain))
    };
    match all.iter().find(|it| !is_origin(it) && (*it != "*" || all.len() > 1)) {
        Some(other) => Err(must_be("cors-origins", "* or origins such as https://www.example.gov.cn", other)),
        None => Ok(all),
    }
}

fn optional_term(name: &'static str, months: Option<u32>) -> Result<Option<u32>, ConfigError> {
    months.map(|months| bounded(name, months, 1..=1_200)).transpose()
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => match url[scheme + 3..at].find(':') {
            Some(colon) => format!("{}:***{}", &url[..scheme + 3 + colon], &url[at..]),
            None => url.to_owned(),
        },
        _ => url.to_owned(),
    }
}
