//! Content codings: which one a client takes, and a body in it.

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Below this a body is sent as it is: it fits a packet either way.
const SMALLEST: usize = 1_024;
/// From here on a body is compressed beside the requests, not between them.
const LARGE: usize = 65_536;

/// How a body is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// Brotli, RFC 7932.
    Brotli,
    /// Zstandard, RFC 8878.
    Zstd,
    /// RFC 1952.
    Gzip,
}

/// How much work compression is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// The body goes to one client.
    Passing,
    /// The body is kept for many.
    Kept,
    /// The body stays as long as the process.
    Fixed,
}

impl Coding {
    /// By preference, where a client takes several as gladly: how short JSON becomes, and then how quickly.
    const COMPRESSED: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// Its name in headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
        }
    }
}

/// The codings that a client takes, by RFC 9110, 12.5.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    best: Coding,
    refuses_plain: bool,
}

impl Accepted {
    /// A body as it is, whatever its length.
    pub const PLAIN: Self = Self { best: Coding::Identity, refuses_plain: false };

    /// What a client asks for. One that refuses all there are gets a body as it is: that serves it better than an error.
    pub fn by(headers: &HeaderMap) -> Self {
        let mut given = headers.get_all(header::ACCEPT_ENCODING).peekable();
        if given.peek().is_none() {
            return Self::PLAIN;
        }
        let mut asked = Asked::default();
        for range in given.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')) {
            asked.take(range);
        }
        let best = Coding::COMPRESSED.into_iter().enumerate().max_by_key(|(at, coding)| (asked.of(*coding), 3 - at));
        let best = best.map(|(_, coding)| coding).filter(|coding| asked.of(*coding) > 0);
        let (plain, is_named) = asked.plain();
        match best {
            // Who does not name it takes it last.
            Some(best) if !is_named || asked.of(best) >= plain => Self { best, refuses_plain: plain == 0 },
            _ => Self::PLAIN,
        }
    }

    /// The coding for a body of this length.
    pub fn coding(self, length: usize) -> Coding {
        if length >= SMALLEST || self.refuses_plain { self.best } else { Coding::Identity }
    }
}

/// What `Accept-Encoding` says, in thousandths.
#[derive(Default)]
struct Asked {
    brotli: Option<u16>,
    zstd: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

impl Asked {
    fn take(&mut self, range: &str) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let place = match () {
            () if name.eq_ignore_ascii_case("br") => &mut self.brotli,
            () if name.eq_ignore_ascii_case("zstd") => &mut self.zstd,
            () if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => &mut self.gzip,
            () if name.eq_ignore_ascii_case("identity") => &mut self.identity,
            () if name == "*" => &mut self.any,
            () => return,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        // What is no number is no wish for it.
        let quality = quality.map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
        *place = Some((quality * 1_000.0) as u16);
    }

    fn of(&self, coding: Coding) -> u16 {
        let own = match coding {
            Coding::Brotli => self.brotli,
            Coding::Zstd => self.zstd,
            Coding::Gzip => self.gzip,
            Coding::Identity => return self.plain().0,
        };
        own.or(self.any).unwrap_or(0)
    }

    /// How much a body as it is is wanted, and whether that was said.
    fn plain(&self) -> (u16, bool) {
        match (self.identity, self.any) {
            (Some(own), _) => (own, true),
            (None, Some(0)) => (0, false),
            (None, _) => (1, false),
        }
    }
}

/// A body in a coding; none where it could not be made, or there is nothing to do.
pub async fn compressed(body: Bytes, coding: Coding, effort: Effort) -> Option<Bytes> {
    if body.len() < LARGE && effort != Effort::Fixed {
        return compress(&body, coding, effort);
    }
    actix_web::web::block(move || compress(&body, coding, effort)).await.ok().flatten()
}

fn compress(body: &[u8], coding: Coding, effort: Effort) -> Option<Bytes> {
    let out = Vec::with_capacity(body.len() / 3);
    match coding {
        Coding::Identity => return None,
        Coding::Gzip => {
            let level = match effort {
                Effort::Passing => Compression::fast(),
                Effort::Kept => Compression::new(6),
                Effort::Fixed => Compression::best(),
            };
            let mut encoder = GzEncoder::new(out, level);
            encoder.write_all(body).and_then(|()| encoder.finish())
        }
        Coding::Brotli => {
            let quality = match effort {
                Effort::Passing => 1,
                Effort::Kept => 5,
                Effort::Fixed => 9,
            };
            let mut encoder = brotli::CompressorWriter::new(out, 4_096, quality, 22);
            encoder.write_all(body).map(|()| encoder.into_inner())
        }
        Coding::Zstd => {
            let level = match effort {
                Effort::Passing => 1,
                Effort::Kept => 9,
                Effort::Fixed => 19,
            };
            zstd::bulk::compress(body, level)
        }
    }
    .map(Bytes::from)
    // Writing into memory does not fail but for want of it.
    .inspect_err(|error| tracing::error!(%error, coding = coding.name(), "a body could not be compressed"))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coding_is_the_one_liked_best() {
        for (accept, coding) in [
            (None, Coding::Identity),
            (Some(""), Coding::Identity),
            (Some("gzip"), Coding::Gzip),
            (Some("x-gzip"), Coding::Gzip),
            (Some("GZIP, deflate"), Coding::Gzip),
            (Some("gzip, deflate, br, zstd"), Coding::Brotli),
            (Some("zstd, gzip"), Coding::Zstd),
            (Some("gzip;q=1.0, br;q=0.9"), Coding::Gzip),
            (Some("gzip; q=0.5, br ; Q=0.501"), Coding::Brotli),
            (Some("*"), Coding::Brotli),
            (Some("*;q=0.1, gzip"), Coding::Gzip),
            (Some("br;q=0, *"), Coding::Zstd),
            (Some("identity"), Coding::Identity),
            (Some("identity, gzip;q=0.5"), Coding::Identity),
            (Some("identity;q=0.4, gzip;q=0.5"), Coding::Gzip),
            (Some("identity;q=0.5, gzip;q=0.5"), Coding::Gzip),
            (Some("deflate"), Coding::Identity),
            (Some("gzip;q=0"), Coding::Identity),
            (Some("gzip;q=0, identity;q=0"), Coding::Identity),
            (Some("identity;q=0"), Coding::Identity),
            (Some("*;q=0"), Coding::Identity),
            (Some("*;q=0, identity;q=0.2"), Coding::Identity),
            (Some("*;q=0, gzip"), Coding::Gzip),
            (Some("identity;q=0, zstd;q=0.1"), Coding::Zstd),
            (Some("gzip;q=much"), Coding::Identity),
            (Some(";;,,q=1,gzip;q=NaN"), Coding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.append(header::ACCEPT_ENCODING, accept.parse().unwrap());
            }
            let accepted = Accepted::by(&headers);
            assert_eq!(accepted.coding(SMALLEST), coding, "{accept:?}");
            // A short body is worth no work, but for who takes no other.
            let short = if accepted.refuses_plain { coding } else { Coding::Identity };
            assert_eq!(accepted.coding(SMALLEST - 1), short, "{accept:?}");
        }
    }
}
