//! Pages of a list, in both directions, by keyset: the arguments, the cursor, and what a page is. How a page becomes a
//! statement is `service::listing`.

use crate::error::{Error, Result};
use crate::text;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use entity::value::validity::day_number;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::Value;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use uuid::Uuid;

/// Rows of a page when neither `first` nor `last` says how many.
pub const DEFAULT_PAGE: u32 = 20;
/// Most rows of a page.
pub const MAX_PAGE: i32 = 100;
/// Furthest `offset`: page numbers are for people, who go no further; programs follow the cursor.
pub const MAX_OFFSET: i32 = 10_000;

/// The arguments of a list, as given.
#[derive(Clone, Debug, Default)]
pub struct PageArgs {
    /// Rows from the front.
    pub first: Option<i32>,
    /// Start behind this cursor.
    pub after: Option<String>,
    /// Rows from the back.
    pub last: Option<i32>,
    /// End before this cursor.
    pub before: Option<String>,
    /// Rows to leave out at the front.
    pub offset: Option<i32>,
}

/// One value by which a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// An instant.
    Instant(DateTime<Utc>),
    /// A day; a date that is not stated counts as the earliest.
    Day(NaiveDate),
    /// A whole number.
    Number(i32),
    /// The key of the row itself, last in every order; or of what it belongs to.
    Id(Uuid),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Instant(instant) => instant.into(),
            Key::Day(day) => day.into(),
            Key::Number(number) => number.into(),
            Key::Id(id) => id.into(),
        }
    }
}

impl Key {
    fn to_json(self) -> serde_json::Value {
        match self {
            Self::Instant(instant) => instant.timestamp_micros().into(),
            Self::Day(day) => day_number(day).into(),
            Self::Number(number) => number.into(),
            Self::Id(id) => id.simple().to_string().into(),
        }
    }

    fn from_json(kind: KeyKind, value: &serde_json::Value) -> Option<Self> {
        match kind {
            KeyKind::Instant => DateTime::from_timestamp_micros(value.as_i64()?).map(Self::Instant),
            KeyKind::Day => {
                let day = i32::try_from(value.as_i64()?).ok()?;
                NaiveDate::from_num_days_from_ce_opt(day).map(Self::Day)
            }
            KeyKind::Number => i32::try_from(value.as_i64()?).ok().map(Self::Number),
            KeyKind::Id => Uuid::try_parse(value.as_str()?).ok().map(Self::Id),
        }
    }
}

/// What sort of value orders a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// [`Key::Instant`].
    Instant,
    /// [`Key::Day`].
    Day,
    /// [`Key::Number`].
    Number,
    /// [`Key::Id`].
    Id,
}

/// Which rows of a list are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many.
    pub limit: u32,
    /// From the back.
    pub backward: bool,
    /// Only rows behind this place.
    pub after: Option<Vec<Key>>,
    /// Only rows before this place.
    pub before: Option<Vec<Key>>,
    /// Rows to leave out at the front.
    pub offset: u32,
}

/// The secret that signs cursors. Kept in the database, so that replicas and restarts agree.
#[derive(Clone)]
pub struct CursorKey(Arc<[u8]>);

impl Debug for CursorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CursorKey")
    }
}

/// Raised when what a cursor holds changes.
const CURSOR_VERSION: i64 = 1;
const MAC_BYTES: usize = 12;

impl CursorKey {
    /// A key out of a secret text.
    pub fn new(secret: &str) -> Self {
        Self(secret.as_bytes().into())
    }

    fn mac(&self, body: &[u8]) -> [u8; MAC_BYTES] {
        // HMAC takes a key of any length, so this is the same whatever the secret.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| Hmac::new(&Default::default()));
        mac.update(body);
        let full = mac.finalize().into_bytes();
        std::array::from_fn(|at| full[at])
    }

    fn seal(&self, place: &[Key], shape: u64, as_of: NaiveDate) -> String {
        let keys: Vec<_> = place.iter().map(|key| key.to_json()).collect();
        let body = serde_json::json!([CURSOR_VERSION, shape.to_string(), day_number(as_of), keys]).to_string();
        let mut bytes = body.into_bytes();
        bytes.extend(self.mac(&bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn open(&self, argument: &'static str, text: &str) -> Result<Opened> {
        let invalid = |problem| Error::CursorInvalid { argument, problem };
        let no_cursor = || invalid(text!("这不是游标", "this is not a cursor"));
        let other_version = || {
            invalid(text!(
                "这个游标由本服务的其他版本生成，请从头开始",
                "this cursor was made by another version: start again without it"
            ))
        };
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| no_cursor())?;
        let split = bytes.len().checked_sub(MAC_BYTES).ok_or_else(no_cursor)?;
        let (body, mac) = bytes.split_at(split);
        // Compared in one go over fixed arrays: a cursor guards no secret, only honest paging.
        if self.mac(body) != mac {
            return Err(invalid(text!("这个游标不是由本服务生成的", "this cursor was not made here")));
        }
        let parts: (i64, String, i32, Vec<serde_json::Value>) =
            serde_json::from_slice(body).map_err(|_| other_version())?;
        if parts.0 != CURSOR_VERSION {
            return Err(other_version());
        }
        let as_of = NaiveDate::from_num_days_from_ce_opt(parts.2).ok_or_else(no_cursor)?;
        Ok(Opened { shape: parts.1, as_of, keys: parts.3 })
    }
}

struct Opened {
    shape: String,
    as_of: NaiveDate,
    keys: Vec<serde_json::Value>,
}

/// A list as asked for: what a page, its cursors and its total agree on.
#[derive(Clone, Debug)]
pub struct List<F, O> {
    /// Which rows.
    pub filter: Option<F>,
    /// In what order.
    pub order: Vec<O>,
    /// The day to which statuses refer: as asked, else as the cursor says (so that page 2 agrees with page 1 across
    /// midnight), else today.
    pub as_of: NaiveDate,
    /// Which page.
    pub window: Window,
    /// Filter, order and day in one number, without the parent: lists of this family are loaded together.
    family: u64,
}

impl<F, O> PartialEq for List<F, O> {
    fn eq(&self, other: &Self) -> bool {
        (self.family, self.as_of, &self.window) == (other.family, other.as_of, &other.window)
    }
}

impl<F, O> Eq for List<F, O> {}

impl<F, O> Hash for List<F, O> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.family, self.as_of, &self.window).hash(state);
    }
}

impl<F: Debug, O: Debug> List<F, O> {
    /// Resolves the arguments of a list of `noun` under `parent`. `kinds` are those of the order's keys, the row's own
    /// last.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        key: &CursorKey,
        noun: &str,
        parent: impl Debug,
        args: PageArgs,
        filter: Option<F>,
        order: Vec<O>,
        kinds: &[KeyKind],
        as_of: (Option<NaiveDate>, NaiveDate),
    ) -> Result<Self> {
        let (asked, today) = as_of;
        let family = fingerprint(&format!("{noun} {filter:?} {order:?} {asked:?}"));
        let shape = shape(family, &parent);
        let (limit, backward, offset) = args.bounds()?;
        let mut resolved = asked;
        let mut place = |argument: &'static str, cursor: Option<String>| -> Result<Option<Vec<Key>>> {
            let Some(cursor) = cursor else { return Ok(None) };
            let opened = key.open(argument, &cursor)?;
            let other = Error::CursorInvalid {
                argument,
                problem: text!(
                    "这个游标属于另一个列表、筛选条件或排序，请去掉游标从头开始",
                    "this cursor belongs to another list, filter or order: start again without it"
                ),
            };
            if opened.shape != shape.to_string() || opened.keys.len() != kinds.len() {
                return Err(other);
            }
            resolved.get_or_insert(opened.as_of);
            let keys = kinds.iter().zip(&opened.keys).map(|(kind, value)| Key::from_json(*kind, value));
            keys.collect::<Option<Vec<_>>>().map(Some).ok_or(other)
        };
        let window = Window {
            limit,
            backward,
            after: place("after", args.after)?,
            before: place("before", args.before)?,
            offset,
        };
        Ok(Self { filter, order, as_of: resolved.unwrap_or(today), window, family })
    }

    /// The cursor of a row of this list under `parent`.
    pub fn cursor(&self, key: &CursorKey, parent: impl Debug, place: &[Key]) -> String {
        key.seal(place, shape(self.family, &parent), self.as_of)
    }
}

impl PageArgs {
    fn bounds(&self) -> Result<(u32, bool, u32)> {
        if self.first.is_some() && self.last.is_some() {
            return Err(Error::bad_input(
                "first, last",
                text!("不能同时从两个方向取，请只给其中一个", "both directions at once: give one of them"),
            ));
        }
        if self.offset.is_some() && (self.after.is_some() || self.before.is_some()) {
            return Err(Error::bad_input(
                "offset",
                text!("不能与游标同时使用，请只给其中一个", "it does not go with a cursor: give one of them"),
            ));
        }
        if self.offset.is_some() && self.last.is_some() {
            return Err(Error::bad_input(
                "offset",
                text!("从前往后计，请与 `first` 一起使用", "it counts from the front: give it with `first`"),
            ));
        }
        let size = |argument: &str, value: i32| match value {
            0..=MAX_PAGE => Ok(value as u32),
            _ => Err(Error::bad_input(
                argument,
                text!("应为 0 至 {MAX_PAGE}，而不是 {value}", "must be 0 to {MAX_PAGE}, not {value}"),
            )),
        };
        let (limit, backward) = match (self.first, self.last) {
            (Some(first), _) => (size("first", first)?, false),
            (None, Some(last)) => (size("last", last)?, true),
            // `before` alone means the page that ends there.
            (None, None) => (DEFAULT_PAGE, self.before.is_some() && self.after.is_none()),
        };
        let offset = match self.offset {
            None => 0,
            Some(offset @ 0..=MAX_OFFSET) => offset as u32,
            Some(offset) => {
                let problem = text!(
                    "应为 0 至 {MAX_OFFSET}，而不是 {offset}；再往后请使用游标",
                    "must be 0 to {MAX_OFFSET}, not {offset}: follow the cursor beyond"
                );
                return Err(Error::bad_input("offset", problem));
            }
        };
        Ok((limit, backward, offset))
    }
}

fn shape(family: u64, parent: &impl Debug) -> u64 {
    fingerprint(&format!("{family} {parent:?}"))
}

fn fingerprint(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    u64::from_be_bytes(std::array::from_fn(|at| digest[at]))
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page<M> {
    /// The rows, in the order of the list.
    pub rows: Vec<Arc<M>>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows come before.
    pub has_previous: bool,
}
