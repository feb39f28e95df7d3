//! In which language to tell messages.

use crate::scope::Locale;
use actix_web::http::header::{self, HeaderMap};

/// The language of `Accept-Language`: the one wanted most; of two wanted alike the one named first; Chinese where none
/// is named that we have. Ranges that are not well formed count for nothing.
pub fn preferred(headers: &HeaderMap) -> Locale {
    let (mut chinese, mut english) = (Wanted::default(), Wanted::default());
    let values = headers.get_all(header::ACCEPT_LANGUAGE).filter_map(|value| value.to_str().ok());
    for (place, range) in values.flat_map(|value| value.split(',')).enumerate() {
        let Some((tag, quality)) = parsed(range) else { continue };
        // Any Chinese and any English there is: a reader of zh-TW or en-GB is served by the one that we have.
        let primary = tag.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => chinese.named(quality, place),
            "en" => english.named(quality, place),
            "*" => {
                chinese.other(quality);
                english.other(quality);
            }
            _ => {}
        }
    }
    match (chinese.quality(), english.quality()) {
        (Some(zh), Some(en)) if en > zh => Locale::English,
        (Some(zh), Some(en)) if en == zh && en > 0.0 && english.place < chinese.place => Locale::English,
        (None, Some(en)) if en > 0.0 => Locale::English,
        // Chinese is refused by name, and English is not.
        (Some(0.0), None) => Locale::English,
        _ => Locale::Chinese,
    }
}

/// How much a language is wanted.
struct Wanted {
    named: Option<f32>,
    /// By `*`, which speaks for the languages that are not named.
    other: Option<f32>,
    place: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { named: None, other: None, place: usize::MAX }
    }
}

impl Wanted {
    fn named(&mut self, quality: f32, place: usize) {
        if self.named.is_none_or(|known| quality > known) {
            (self.named, self.place) = (Some(quality), place);
        }
    }

    fn other(&mut self, quality: f32) {
        self.other = Some(self.other.map_or(quality, |known| known.max(quality)));
    }

    fn quality(&self) -> Option<f32> {
        self.named.or(self.other)
    }
}

/// A language range with its weight, 1 where none is given.
fn parsed(range: &str) -> Option<(&str, f32)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?;
    let subtags = |tag: &str| {
        tag.split('-').all(|it| (1..=8).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    if tag != "*" && !subtags(tag) {
        return None;
    }
    let Some(weight) = parts.next() else { return Some((tag, 1.0)) };
    let number = weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="))?;
    let well_formed = number.len() <= 5 && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let quality = number.parse::<f32>().ok().filter(|it| well_formed && (0.0..=1.0).contains(it))?;
    parts.next().is_none().then_some((tag, quality))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    #[test]
    fn the_language_is_the_one_wanted_most() {
        use Locale::{Chinese, English};
        for (accept, locale) in [
            ("", Chinese),
            ("en", English),
            ("EN-gb", English),
            ("en-US,en;q=0.9", English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Chinese),
            ("en-US,en;q=0.9,zh-CN;q=0.8", English),
            ("zh-TW, en;q=0.9", Chinese),
            ("zh-Hant-HK", Chinese),
            ("en;q=0.5, zh;q=0.5", English),
            ("zh;q=0.5, en;q=0.5", Chinese),
            ("en;q=0.3, zh;q=0.4", Chinese),
            ("fr, en;q=0.1", English),
            ("fr", Chinese),
            ("*", Chinese),
            ("en, *", English),
            ("*, en", English),
            ("en;q=0.5, *", Chinese),
            ("*;q=0.5, en;q=0.4", Chinese),
            ("zh;q=0.2, *;q=0.5", English),
            ("en;q=0", Chinese),
            ("en;q=0, *", Chinese),
            ("zh;q=0, *", English),
            ("zh;q=0", English),
            ("zh;q=0, en;q=0", Chinese),
            ("zh;q=0, fr", English),
            ("en;q=0, zh;q=0, *", Chinese),
            ("en ; q=1.0 , zh;q=0.999", English),
            ("english", Chinese),
            ("e n", Chinese),
            ("en;q=2", Chinese),
            ("en;q=nan", Chinese),
            ("en;q=-1", Chinese),
            ("en;level=1", Chinese),
            ("en_US", Chinese),
            (";;;,,,=", Chinese),
            ("zh-toolongsubtag, en", English),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            assert_eq!(preferred(&headers), locale, "{accept:?}");
        }
        assert_eq!(preferred(&HeaderMap::new()), Chinese);
        // Several lines are one list.
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr"));
        headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en;q=0.1"));
        assert_eq!(preferred(&headers), English);
    }
}
