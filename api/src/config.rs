//! Configuration: flags, then `GONGKAI_*` variables, then a TOML file, then the defaults below. One list of settings
//! serves all of them; a key that is not in it is refused.

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
    /// Connections to the database that one process holds, 2 to 200 [default: 8]
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
    /// Serve GraphiQL at /graphiql; set false in production [default: true]
    #[arg(long, global = true, env = "GONGKAI_GRAPHIQL", value_name = "BOOL")]
    pub graphiql: Option<bool>,
    /// Answer introspection and suggest names in errors; set false in production [default: true]
    #[arg(long, global = true, env = "GONGKAI_INTROSPECTION", value_name = "BOOL")]
    pub introspection: Option<bool>,
    /// Largest request body in bytes, 1024 to 16777216 [default: 262144]
    #[arg(long, global = true, env = "GONGKAI_MAX_BODY_BYTES", value_name = "BYTES")]
    pub max_body_bytes: Option<usize>,
    /// Deepest nesting of a query, 1 to 50 [default: 12]
    #[arg(long, global = true, env = "GONGKAI_MAX_DEPTH", value_name = "N")]
    pub max_depth: Option<usize>,
    /// Most fields that a query may name, every fragment expanded, 1 to 10000 [default: 1000]
    #[arg(long, global = true, env = "GONGKAI_MAX_FIELDS", value_name = "N")]
    pub max_fields: Option<usize>,
    /// Seconds after which a request is given up, 1 to 60 [default: 5]
    #[arg(long, global = true, env = "GONGKAI_REQUEST_TIMEOUT_SECONDS", value_name = "SECONDS")]
    pub request_timeout_seconds: Option<u64>,
    /// Bytes of answers to the public that are kept until anything is written, 0 (none are) to 17179869184
    /// [default: 67108864]
    #[arg(long, global = true, env = "GONGKAI_CACHE_BYTES", value_name = "BYTES")]
    pub cache_bytes: Option<usize>,
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
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// Whether introspection is answered and names are suggested.
    pub introspection: bool,
    /// Largest request body in bytes.
    pub max_body_bytes: usize,
    /// Deepest nesting of a query.
    pub max_depth: usize,
    /// Most fields of a query.
    pub max_fields: usize,
    /// Seconds after which a request is given up.
    pub request_timeout_seconds: u64,
    /// Bytes of answers that are kept.
    pub cache_bytes: usize,
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
            graphiql: true,
            introspection: true,
            max_body_bytes: 262_144,
            max_depth: 12,
            max_fields: 1_000,
            request_timeout_seconds: 5,
            cache_bytes: 67_108_864,
        }
    }
}

impl Config {
    /// Resolves what was given by flags and variables, over a file, over the defaults.
    pub fn resolve(given: Settings, file: Option<&Path>) -> Result<Self, ConfigError> {
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
        let d = Self::default();
        Ok(Self {
            database_url: given.database_url.or(filed.database_url).unwrap_or(d.database_url),
            database_connections: bounded(
                "database-connections",
                given.database_connections.or(filed.database_connections).unwrap_or(d.database_connections),
                2..=200,
            )?,
            listen: match given.listen.or(filed.listen) {
                Some(list) => list.split(',').map(|address| address.trim().to_owned()).collect(),
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
            graphiql: given.graphiql.or(filed.graphiql).unwrap_or(d.graphiql),
            introspection: given.introspection.or(filed.introspection).unwrap_or(d.introspection),
            max_body_bytes: bounded(
                "max-body-bytes",
                given.max_body_bytes.or(filed.max_body_bytes).unwrap_or(d.max_body_bytes),
                1_024..=16_777_216,
            )?,
            max_depth: bounded("max-depth", given.max_depth.or(filed.max_depth).unwrap_or(d.max_depth), 1..=50)?,
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
            ("graphiql", self.graphiql.to_string()),
            ("introspection", self.introspection.to_string()),
            ("max-body-bytes", self.max_body_bytes.to_string()),
            ("max-depth", self.max_depth.to_string()),
            ("max-fields", self.max_fields.to_string()),
            ("request-timeout-seconds", self.request_timeout_seconds.to_string()),
            ("cache-bytes", self.cache_bytes.to_string()),
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
