//! Who a client is: the peer, or what trusted proxies say.

use crate::address::Ranges;
use crate::config::{Config, ProxyHeader};
use actix_web::http::header::{self, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddrV4};

/// Proxies in front, and the header in which they tell of clients.
#[derive(Clone, Debug)]
pub struct Proxies {
    trusted: Ranges,
    header: ProxyHeader,
}

impl Proxies {
    /// As configured.
    pub fn new(config: &Config) -> Self {
        Self { trusted: config.trusted_proxies.clone(), header: config.proxy_header }
    }

    /// The client's address: going back from the peer, the first that is no trusted proxy. What an unknown party says
    /// of those before it is not believed, and where a proxy's word cannot be read, the proxy stands for its clients.
    pub fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
        // No peer is known of a socket of this machine only.
        let mut client = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_canonical();
        if !self.trusted.contains(client) {
            return client;
        }
        let (name, read): (_, fn(&str) -> Option<IpAddr>) = match self.header {
            ProxyHeader::XForwardedFor => (header::X_FORWARDED_FOR, node),
            ProxyHeader::Forwarded => (header::FORWARDED, |element| node(parameter(element, "for")?)),
        };
        // Several headers of one name are one list.
        let lines: Vec<&str> = headers.get_all(name).map(|value| value.to_str().unwrap_or("?")).collect();
        for said in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            let Some(address) = read(said) else { break };
            client = address;
            if !self.trusted.contains(client) {
                break;
            }
        }
        client
    }

    /// Whether a trusted proxy says that the client came to it by https.
    pub fn says_https(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
        if !peer.is_some_and(|peer| self.trusted.contains(peer)) {
            return false;
        }
        let last = |name| headers.get_all(name).last().and_then(|it| it.to_str().ok()?.rsplit(',').next());
        let scheme = match self.header {
            ProxyHeader::XForwardedFor => last(header::X_FORWARDED_PROTO),
            ProxyHeader::Forwarded => last(header::FORWARDED).and_then(|element| parameter(element, "proto")),
        };
        scheme.is_some_and(|scheme| scheme.trim().trim_matches('"').eq_ignore_ascii_case("https"))
    }
}

/// A parameter of an element of `Forwarded`.
fn parameter<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(it, _)| it.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
}

/// An address as proxies write it: `1.2.3.4`, `1.2.3.4:5`, `2001:db8::1`, `[2001:db8::1]:5`, in quotes or not.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(text);
    let address = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            let no_port = port.is_empty() || port.strip_prefix(':').is_some_and(|it| it.parse::<u16>().is_ok());
            IpAddr::V6(no_port.then(|| address.parse().ok())??)
        }
        None => text.parse().or_else(|_| text.parse().map(|it: SocketAddrV4| IpAddr::V4(*it.ip()))).ok()?,
    };
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn client(header: ProxyHeader, peer: &str, lines: &[&str]) -> String {
        let trusted = "10.0.0.0/8,2001:db8:ffff::/48".parse().expect("ranges");
        let proxies = Proxies { trusted, header };
        let mut headers = HeaderMap::new();
        let name = match header {
            ProxyHeader::XForwardedFor => header::X_FORWARDED_FOR,
            ProxyHeader::Forwarded => header::FORWARDED,
        };
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_bytes(line.as_bytes()).expect("a value"));
        }
        proxies.client(peer.parse().ok(), &headers).to_string()
    }

    #[test]
    fn the_right_most_stranger_is_the_client() {
        for (peer, lines, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1 , 10.2.3.4"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1, 10.2.3.4", "2001:db8:ffff::7"], "198.51.100.1"),
            ("10.0.0.1", &["10.9.9.9, 10.2.3.4"], "10.9.9.9"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("10.0.0.1", &["2001:db8::1"], "2001:db8::1"),
            ("10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            // What cannot be read is not believed, nor what stands before it.
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1, unknown, 10.3.3.3"], "10.3.3.3"),
            ("10.0.0.1", &["198.51.100.1,"], "10.0.0.1"),
            ("10.0.0.1", &["[[[", "]:]"], "10.0.0.1"),
            ("10.0.0.1", &["[2001:db8::1]x"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1:99999"], "10.0.0.1"),
            ("10.0.0.1", &["1.2.3.4 5.6.7.8"], "10.0.0.1"),
            ("10.0.0.1", &["\u{4e2d}"], "10.0.0.1"),
            ("nobody", &["198.51.100.1"], "127.0.0.1"),
        ] {
            assert_eq!(client(ProxyHeader::XForwardedFor, peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn forwarded_is_read_as_its_specification_says() {
        for (lines, expected) in [
            (&["for=198.51.100.1"][..], "198.51.100.1"),
            (&["for=1.1.1.1, For=\"[2001:db8:cafe::17]:4711\";proto=https"], "2001:db8:cafe::17"),
            (&["for=1.1.1.1;by=10.0.0.1, proto=http;for=198.51.100.1;host=a"], "198.51.100.1"),
            (&["for=1.1.1.1, for=_hidden"], "10.0.0.1"),
            (&["for=1.1.1.1, proto=https"], "10.0.0.1"),
            (&["for=\"1.1.1.1"], "10.0.0.1"),
        ] {
            assert_eq!(client(ProxyHeader::Forwarded, "10.0.0.1", lines), expected, "{lines:?}");
        }
    }
}
