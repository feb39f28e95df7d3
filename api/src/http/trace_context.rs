//! Of which trace a request is part: `traceparent` and `tracestate` of W3C Trace Context. Both come in and go into our
//! span. Nothing goes out: in answers the specification has neither.

use actix_web::http::header::HeaderMap;
use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

/// More of `tracestate` than this need not be kept.
const MAX_STATE: usize = 512;

/// The span that a request comes from; none where it tells none, or tells it wrongly.
pub fn parent(headers: &HeaderMap) -> Option<SpanContext> {
    let mut given = headers.get_all("traceparent");
    let (first, second) = (given.next()?, given.next());
    if second.is_some() {
        return None;
    }
    let (trace, span, flags) = parse(first.to_str().ok()?)?;
    Some(SpanContext::new(trace, span, flags, true, state(headers).unwrap_or_default()))
}

/// `00-TRACE-SPAN-FLAGS` in lower-case hexadecimal digits. A later version is read as far as it is this one.
fn parse(text: &str) -> Option<(TraceId, SpanId, TraceFlags)> {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        let plain = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        plain.then(|| u128::from_str_radix(digits, 16).ok()).flatten()
    };
    let dashes = [2, 35, 52].iter().all(|&at| text.as_bytes().get(at) == Some(&b'-'));
    let (version, trace, span, flags) = (number(0..2)?, number(3..35)?, number(36..52)?, number(53..55)?);
    let ends = match version {
        0 => text.len() == 55,
        0xff => false,
        _ => matches!(text.as_bytes().get(55), None | Some(b'-')),
    };
    let whole = dashes && ends && trace != 0 && span != 0;
    // Of the flags, this version knows one.
    let flags = if flags & 1 == 1 { TraceFlags::SAMPLED } else { TraceFlags::NOT_SAMPLED };
    whole.then(|| (TraceId::from(trace), SpanId::from(span as u64), flags))
}

/// What others carry along with the trace. One that is not well formed is dropped whole, as the specification says.
fn state(headers: &HeaderMap) -> Option<TraceState> {
    let mut text = String::new();
    for value in headers.get_all("tracestate") {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(value.to_str().ok()?);
        if text.len() > MAX_STATE {
            return None;
        }
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    const GOOD: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_good_one() {
        let (trace, span, flags) = parse(GOOD).unwrap();
        assert_eq!(trace.to_string(), "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(span.to_string(), "b7ad6b7169203331");
        assert!(flags.is_sampled());
        assert!(!parse(&GOOD.replace("-01", "-02")).unwrap().2.is_sampled());
        // Of a version to come.
        assert!(parse(&GOOD.replacen("00", "01", 1)).is_some());
        assert!(parse(&(GOOD.replacen("00", "cc", 1) + "-more")).is_some());
    }

    #[test]
    fn bad_ones() {
        for bad in [
            "",
            "00",
            &GOOD[..54],
            &format!("{GOOD}-"),
            &format!("{GOOD} "),
            &format!(" {GOOD}"),
            &GOOD.to_uppercase(),
            &GOOD.replacen("00", "ff", 1),
            &(GOOD.replacen("00", "01", 1) + "x"),
            &GOOD.replace('-', "_"),
            &GOOD.replace("0af7651916cd43dd8448eb211c80319c", &"0".repeat(32)),
            &GOOD.replace("b7ad6b7169203331", &"0".repeat(16)),
            &GOOD.replace("0af7", "+af7"),
            &GOOD.replace("0af7", "0公"),
        ] {
            assert!(parse(bad).is_none(), "{bad:?}");
        }
    }
}
