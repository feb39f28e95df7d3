//! Configuration: flags, then `GONGKAI_*` variables, then a TOML file, then the defaults. The one list of settings below
//! serves all of them; a key that is not in it is refused.

use crate::address::Ranges;
use crate::document::Mode;
use crate::log::{LogFormat, LogLevel};
use crate::service::health::UpdateRules;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use entity::value::validity::DefaultTerm;
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// What a setting is held as.
macro_rules! held {
    ($given:ty) => {
        $given
    };
    ($given:ty as $held:ty) => {
        $held
    };
}

/// Each setting once: what it is for (which `--help` says), what is given and, where it differs, what that is held as, the
/// default, how the one becomes the other or is refused, its variable, and what `--help` calls its value.
macro_rules! settings {
    ($(
        $(#[doc = $doc:expr])+
        $(#[arg($($arg:tt)+)])?
        $name:ident: $given:ty $(as $held:ty)? = $default:expr, $take:expr, $variable:literal, $value:literal;
    )+) => {
        /// Settings as given; what is absent takes its default in [`Config`].
        #[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
        pub struct Settings {$(
            $(#[doc = $doc])+
            #[arg(long, global = true, env = $variable, value_name = $value $(, $($arg)+)?)]
            pub $name: Option<$given>,
        )+}

        /// The configuration in force.
        #[derive(Clone, Debug)]
        pub struct Config {$(
            $(#[doc = $doc])+
            pub $name: held!($given $(as $held)?),
        )+}

        impl Default for Config {
            fn default() -> Self {
                Self {$($name: $default,)+}
            }
        }

        impl Config {
            /// What is given, or else what is filed, or else the default: each within its bounds.
            fn taken(given: Settings, filed: Settings, default: Self) -> Result<Self, ConfigError> {
                Ok(Self {$(
                    $name: match given.$name.or(filed.$name) {
                        Some(given) => ($take)(given).map_err(|misfit: Misfit| misfit.of(stringify!($name)))?,
                        None => default.$name,
                    },
                )+})
            }

            /// The values in force, by the names of the settings. A password in a URL is not shown.
            pub fn values(&self) -> Vec<(String, String)> {
                vec![$((named(stringify!($name)), without_password(&self.$name.shown())),)+]
            }
        }
    };
}

settings! {
    /// Database: sqlite://PATH (made when absent) or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://gongkai.db]
    #[arg(hide_env_values = true)]
    database_url: String = "sqlite://gongkai.db".into(), any, "GONGKAI_DATABASE_URL", "URL";
    /// Connections to the database that one process holds, 3 to 200 [default: 8]
    database_connections: u32 = 8, within(3..=200), "GONGKAI_DATABASE_CONNECTIONS", "N";
    /// Addresses to listen on, separated by commas [default: `127.0.0.1:8080,[::1]:8080`]
    listen: String as Vec<String> = vec!["127.0.0.1:8080".into(), "[::1]:8080".into()], addresses, "GONGKAI_LISTEN", "ADDRESS";
    /// Civil date (Asia/Shanghai) to take for today, for drills; without it the machine's clock tells [default: none]
    today: NaiveDate as Option<NaiveDate> = None, some, "GONGKAI_TODAY", "DATE";
    /// Months for which a normative document without a stated term stays in force; without it such a document is
    /// UNKNOWN [default: none]
    default_term_months: u32 as Option<u32> = None, term, "GONGKAI_DEFAULT_TERM_MONTHS", "MONTHS";
    /// The same for normative documents on trial (试行, 暂行); without it the general term holds [default: none]
    default_trial_term_months: u32 as Option<u32> = None, term, "GONGKAI_DEFAULT_TRIAL_TERM_MONTHS", "MONTHS";
    /// Words in the titles of columns of news, which must be updated within `news-update-days` [default: 动态,要闻]
    news_columns: String = "动态,要闻".into(), any, "GONGKAI_NEWS_COLUMNS", "WORDS";
    /// Days within which columns of news must be updated, 1 to 3660 [default: 14]
    news_update_days: u32 = 14, within(1..=3_660), "GONGKAI_NEWS_UPDATE_DAYS", "DAYS";
    /// Words in the titles of columns of notices and policy, which must be updated within `policy-update-months`
    /// [default: 通知,公告,政策,文件]
    policy_columns: String = "通知,公告,政策,文件".into(), any, "GONGKAI_POLICY_COLUMNS", "WORDS";
    /// Months within which columns of notices and policy must be updated, 1 to 120 [default: 6]
    policy_update_months: u32 = 6, within(1..=120), "GONGKAI_POLICY_UPDATE_MONTHS", "MONTHS";
    /// Bring the tables up to date when the service starts [default: true]
    migrate_on_start: bool = true, any, "GONGKAI_MIGRATE_ON_START", "BOOL";
    /// Serve people who build: GraphiQL and introspection, unless they are set otherwise [default: false, but true for
    /// `serve --demo`]
    development: bool = false, any, "GONGKAI_DEVELOPMENT", "BOOL";
    /// Serve GraphiQL at /graphiql [default: that of `development`]
    graphiql: bool = false, any, "GONGKAI_GRAPHIQL", "BOOL";
    /// Answer introspection [default: that of `development`]
    introspection: bool = false, any, "GONGKAI_INTROSPECTION", "BOOL";
    /// Largest request body in bytes, 1024 to 16777216 [default: 262144]
    max_body_bytes: usize = 262_144, within(1_024..=16_777_216), "GONGKAI_MAX_BODY_BYTES", "BYTES";
    /// Deepest nesting of a query, 1 to 50 [default: 12]
    max_depth: usize = 12, within(1..=50), "GONGKAI_MAX_DEPTH", "N";
    /// Most tokens of a document, 100 to 20000 [default: 2000]
    max_tokens: usize = 2_000, within(100..=20_000), "GONGKAI_MAX_TOKENS", "N";
    /// Most aliases of a query, every fragment expanded, 0 to 1000 [default: 30]
    max_aliases: usize = 30, within(0..=1_000), "GONGKAI_MAX_ALIASES", "N";
    /// Most fields that a query may ask of the root, 1 to 100 [default: 10]
    max_root_fields: usize = 10, within(1..=100), "GONGKAI_MAX_ROOT_FIELDS", "N";
    /// Most directives in a query, every fragment expanded, 0 to 1000 [default: 50]
    max_directives: usize = 50, within(0..=1_000), "GONGKAI_MAX_DIRECTIVES", "N";
    /// Highest cost of a query, estimated from its page sizes, 1 to 1000000 [default: 1000]
    max_cost: u64 = 1_000, within(1..=1_000_000), "GONGKAI_MAX_COST", "N";
    /// Which documents are answered: OPEN (any), APQ (with their hash, or by it), TRUSTED_ONLY (those of the manifest)
    /// [default: OPEN]
    #[arg(ignore_case = true)]
    document_mode: Mode = Mode::Open, any, "GONGKAI_DOCUMENT_MODE", "MODE";
    /// Manifest of trusted documents: Apollo's format, or a JSON object of SHA-256 and text [default: none]
    document_manifest: PathBuf as Option<PathBuf> = None, some, "GONGKAI_DOCUMENT_MANIFEST", "FILE";
    /// Memory for checked documents in bytes, 0 to 4294967296 [default: 33554432]
    document_store_bytes: usize = 33_554_432, within(0..=4_294_967_296), "GONGKAI_DOCUMENT_STORE_BYTES", "BYTES";
    /// Most fields and spreads in a document, every fragment expanded, 1 to 10000 [default: 1000]
    max_fields: usize = 1_000, within(1..=10_000), "GONGKAI_MAX_FIELDS", "N";
    /// Seconds after which a request is given up, 1 to 60 [default: 5]
    request_timeout_seconds: u64 = 5, within(1..=60), "GONGKAI_REQUEST_TIMEOUT_SECONDS", "SECONDS";
    /// Bytes of answers to the public that are kept until anything is written, 0 (none are) to 17179869184
    /// [default: 67108864]
    cache_bytes: usize = 67_108_864, within(0..=17_179_869_184), "GONGKAI_CACHE_BYTES", "BYTES";
    /// How the log is written, a line for each request: text or json [default: text]
    #[arg(hide_possible_values = true)]
    log_format: LogFormat = LogFormat::Text, any, "GONGKAI_LOG_FORMAT", "FORMAT";
    /// What the log holds: error, warn, info (every request), debug or trace; `RUST_LOG` tells it more finely
    /// [default: info]
    #[arg(hide_possible_values = true)]
    log_level: LogLevel = LogLevel::Info, any, "GONGKAI_LOG_LEVEL", "LEVEL";
    /// Addresses that serve /metrics, separated by commas, and nothing else serves it then; `off`: nobody. Without it
    /// /metrics stands beside the service, for this machine alone [default: none]
    metrics_listen: String as MetricsListen = MetricsListen::Beside, apart, "GONGKAI_METRICS_LISTEN", "ADDRESS";
    /// Collector that traces go to by OTLP over HTTP: http://HOST:4318. Sampling, batches and the service's name are
    /// OpenTelemetry's own variables (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, `OTEL_SERVICE_NAME`) [default: none]
    otlp_endpoint: String as Option<String> = None, collector, "GONGKAI_OTLP_ENDPOINT", "URL";
    /// Proxies in front, as addresses and ranges separated by commas: what they say of a client's address and of https
    /// is believed [default: none]
    trusted_proxies: String as Ranges = Ranges::default(), ranges, "GONGKAI_TRUSTED_PROXIES", "RANGES";
    /// The one header in which those proxies tell the client's address: x-forwarded-for or forwarded
    /// [default: x-forwarded-for]
    #[arg(ignore_case = true, hide_possible_values = true)]
    proxy_header: ProxyHeader = ProxyHeader::XForwardedFor, any, "GONGKAI_PROXY_HEADER", "HEADER";
    /// Requests a minute that one client address (IPv6: one /64) may make, 0 to 1000000; 0 for no limit [default: 600]
    rate_limit_address: u32 = 600, within(0..=1_000_000), "GONGKAI_RATE_LIMIT_ADDRESS", "N";
    /// The same for requests with one `Authorization`, besides the limit of its address [default: 1200]
    rate_limit_token: u32 = 1_200, within(0..=1_000_000), "GONGKAI_RATE_LIMIT_TOKEN", "N";
    /// Requests of those that may come all at once, 1 to 100000 [default: 100]
    rate_limit_burst: u32 = 100, within(1..=100_000), "GONGKAI_RATE_LIMIT_BURST", "N";
    /// Client addresses and ranges without a rate limit: servers that render pages, say
    /// [default: `127.0.0.0/8,::1/128`]
    rate_limit_exempt: String as Ranges = Ranges::loopback(), ranges, "GONGKAI_RATE_LIMIT_EXEMPT", "RANGES";
    /// Most queries that one process executes at once, 1 to 100000; more are told to try again [default: 256]
    max_in_flight: usize = 256, within(1..=100_000), "GONGKAI_MAX_IN_FLIGHT", "N";
    /// Most connections that one process holds, 16 to 100000; more wait to be accepted [default: 4096]
    max_connections: usize = 4_096, within(16..=100_000), "GONGKAI_MAX_CONNECTIONS", "N";
    /// Longest path and query string in bytes, 1024 to 65536 [default: 16384]
    max_uri_bytes: usize = 16_384, within(1_024..=65_536), "GONGKAI_MAX_URI_BYTES", "BYTES";
    /// Seconds within which a client must have sent its headers, then its body, and must go on reading its answer,
    /// 1 to 60 [default: 20]
    client_timeout_seconds: u64 = 20, within(1..=60), "GONGKAI_CLIENT_TIMEOUT_SECONDS", "SECONDS";
    /// Seconds for which an idle connection is kept, 1 to 600 [default: 75]
    keep_alive_seconds: u64 = 75, within(1..=600), "GONGKAI_KEEP_ALIVE_SECONDS", "SECONDS";
    /// Origins whose pages may read answers, separated by commas; * for any [default: none]
    cors_origins: String as Vec<String> = Vec::new(), origins, "GONGKAI_CORS_ORIGINS", "ORIGINS";
    /// Certificate chain as a PEM file: https instead of http, together with `tls-key`; SIGHUP reads both anew
    /// [default: none]
    tls_certificate: PathBuf as Option<PathBuf> = None, some, "GONGKAI_TLS_CERTIFICATE", "FILE";
    /// Private key of the certificate as a PEM file [default: none]
    tls_key: PathBuf as Option<PathBuf> = None, some, "GONGKAI_TLS_KEY", "FILE";
    /// Seconds from SIGTERM, with /readyz at 503, in which new connections are still taken, so that load balancers turn
    /// away first, 0 to 300 [default: 0]
    shutdown_delay_seconds: u64 = 0, within(0..=300), "GONGKAI_SHUTDOWN_DELAY_SECONDS", "SECONDS";
}

/// The header in which proxies tell the client's address. Only one is read: what the other holds may be the client's
/// own invention, passed on by a proxy that does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, and `X-Forwarded-Proto`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Where metrics are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetricsListen {
    /// Beside the service, for this machine alone.
    Beside,
    /// Nowhere.
    Nowhere,
    /// On addresses of their own.
    On(Vec<String>),
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
        name: String,
        /// What it allows.
        bounds: String,
        /// What was given.
        value: String,
    },
}

/// What is wrong with a value, before it is known of which setting.
struct Misfit {
    bounds: String,
    value: String,
}

impl Misfit {
    fn new(bounds: impl Into<String>, value: impl Display) -> Self {
        Self { bounds: bounds.into(), value: value.to_string() }
    }

    fn of(self, name: &str) -> ConfigError {
        ConfigError::OutOfBounds { name: named(name), bounds: self.bounds, value: self.value }
    }
}

/// A field's name as settings have it.
fn named(field: &str) -> String {
    field.replace('_', "-")
}

impl Config {
    /// Resolves what was given by flags and variables, over a file, over the defaults.
    pub fn resolve(given: Settings, file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::resolve_over(Self::default(), given, file)
    }

    /// The same over other defaults.
    pub fn resolve_over(default: Self, given: Settings, file: Option<&Path>) -> Result<Self, ConfigError> {
        let known: Vec<String> = setting_variables();
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("GONGKAI_") && name != "GONGKAI_CONFIG" && !known.contains(&name) {
                return Err(ConfigError::UnknownVariable(name));
            }
        }
        let filed: Settings = match file {
            None => Settings::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
                toml::from_str(&text).map_err(|source| ConfigError::Toml { path: path.to_owned(), source })?
            }
        };
        // Who builds is served both, unless it is said otherwise.
        let development = given.development.or(filed.development).unwrap_or(default.development);
        let default = Self { graphiql: development, introspection: development, ..default };
        let config = Self::taken(given, filed, default)?;
        let lone = |name: &str, other: &str| Misfit::new(format!("given together with {other}"), "absent").of(name);
        match (&config.tls_certificate, &config.tls_key) {
            (Some(_), None) => Err(lone("tls_key", "tls-certificate")),
            (None, Some(_)) => Err(lone("tls_certificate", "tls-key")),
            _ => Ok(config),
        }
    }

    /// The term of documents that state none.
    pub fn default_term(&self) -> DefaultTerm {
        DefaultTerm { months: self.default_term_months, trial_months: self.default_trial_term_months }
    }

    /// The files of the certificate and of its key; none for http.
    pub fn tls(&self) -> Option<(&Path, &Path)> {
        self.tls_certificate.as_deref().zip(self.tls_key.as_deref())
    }

    /// How often columns must be updated.
    pub fn update_rules(&self) -> UpdateRules {
        UpdateRules::new((&self.news_columns, self.news_update_days), (&self.policy_columns, self.policy_update_months))
    }

    /// Every setting: name, variable, value in force, and what it is for. The text is itself a configuration file, but
    /// for the password.
    pub fn explain(&self) -> String {
        let command = settings_command();
        let mut out = String::new();
        for (name, value) in self.values() {
            let argument = command.get_arguments().find(|argument| argument.get_long() == Some(&name));
            let help = argument.and_then(|it| it.get_help()).map(ToString::to_string).unwrap_or_default();
            let variable = argument.and_then(|it| it.get_env()).map(|it| it.to_string_lossy().into_owned());
            let line = match value.as_str() {
                NONE => format!("# {name} ="),
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

/// Any value.
fn any<T>(value: T) -> Result<T, Misfit> {
    Ok(value)
}

/// Any value, where there may be none.
fn some<T>(value: T) -> Result<Option<T>, Misfit> {
    Ok(Some(value))
}

/// A number within bounds.
fn within<T: PartialOrd + Display>(bounds: RangeInclusive<T>) -> impl Fn(T) -> Result<T, Misfit> {
    move |value| match bounds.contains(&value) {
        true => Ok(value),
        false => Err(Misfit::new(format!("{} to {}", bounds.start(), bounds.end()), value)),
    }
}

/// Months for which something holds.
fn term(months: u32) -> Result<Option<u32>, Misfit> {
    within(1..=1_200)(months).map(Some)
}

fn addresses(list: String) -> Result<Vec<String>, Misfit> {
    Ok(list.split(',').map(|address| address.trim().to_owned()).collect())
}

/// Where metrics are, once it is said.
fn apart(list: String) -> Result<MetricsListen, Misfit> {
    if list == OFF { Ok(MetricsListen::Nowhere) } else { addresses(list).map(MetricsListen::On) }
}

/// A collector's address. What sends traces speaks plain HTTP: one that wants TLS is reached by one that stands nearby.
fn collector(url: String) -> Result<Option<String>, Misfit> {
    match url.is_empty() || url.starts_with("http://") {
        true => Ok(Some(url).filter(|url| !url.is_empty())),
        false => Err(Misfit::new("an http:// address", url)),
    }
}

fn ranges(list: String) -> Result<Ranges, Misfit> {
    let bounds = "addresses and ranges such as 10.0.0.0/8, separated by commas";
    list.parse().map_err(|part: String| Misfit::new(bounds, part))
}

/// Origins as browsers send them: a scheme and a host, a port where it is not the usual one, and nothing behind it.
fn origins(list: String) -> Result<Vec<String>, Misfit> {
    let all: Vec<String> = list.split(',').map(|it| it.trim().to_lowercase()).filter(|it| !it.is_empty()).collect();
    let is_origin = |origin: &String| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        host.is_some_and(|host| !host.is_empty() && host.chars().all(plain))
    };
    match all.iter().find(|it| !is_origin(it) && (*it != "*" || all.len() > 1)) {
        Some(other) => Err(Misfit::new("* or origins such as https://www.example.gov.cn", other)),
        None => Ok(all),
    }
}

/// What stands for no value.
const NONE: &str = "none";
/// What stands for no addresses for metrics.
const OFF: &str = "off";

/// A value as it is written in settings.
trait Shown {
    fn shown(&self) -> String;
}

macro_rules! shown {
    ($($type:ty),+) => {$(
        impl Shown for $type {
            fn shown(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

shown!(String, bool, u32, u64, usize, NaiveDate, Ranges, LogFormat, LogLevel);

impl Shown for Mode {
    fn shown(&self) -> String {
        self.as_str().into()
    }
}

impl Shown for ProxyHeader {
    fn shown(&self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().into())
    }
}

impl Shown for MetricsListen {
    fn shown(&self) -> String {
        match self {
            Self::Beside => NONE.into(),
            Self::Nowhere => OFF.into(),
            Self::On(addresses) => addresses.shown(),
        }
    }
}

impl Shown for PathBuf {
    fn shown(&self) -> String {
        self.display().to_string()
    }
}

impl Shown for Vec<String> {
    fn shown(&self) -> String {
        self.join(",")
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> String {
        self.as_ref().map_or_else(|| NONE.into(), Shown::shown)
    }
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
