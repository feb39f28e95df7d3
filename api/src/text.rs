//! What people read, in both languages at once: a message cannot be written in one of them alone.

use crate::scope::Locale;
use std::fmt;

pub mod graphql;
pub mod library;

/// A message in Chinese and in English. It prints in English, as the log wants it; what a client reads is chosen at the
/// edge, where the request's language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The wording of a language.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Chinese => &self.zh,
            Locale::English => &self.en,
        }
    }

    /// The message with the name of what it is about before it.
    pub fn about(&self, subject: &str) -> Self {
        Self { zh: format!("{subject}：{}", self.zh), en: format!("{subject}: {}", self.en) }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// A value as a message repeats it: enough to know it again, and no more than that.
pub fn shortened(value: &dyn fmt::Display) -> String {
    const MOST: usize = 80;
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(MOST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// A [`Text`](crate::text::Text): the Chinese wording, then the English one, then what both are formatted with.
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(, $($value:tt)*)?) => {
        $crate::text::Text { zh: format!($zh $(, $($value)*)?), en: format!($en $(, $($value)*)?) }
    };
}
