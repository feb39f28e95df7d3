//! Network addresses: ranges of them, and what stands for one client.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// An address as a number, IPv4 within IPv6 (`::ffff:a.b.c.d`), so that both spellings of one address are one.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// What stands for one client: an IPv4 address, or the first 64 bits of an IPv6 one, since a single household holds all
/// addresses beneath them.
pub fn client_key(address: IpAddr) -> u128 {
    let address = address.to_canonical();
    let all = number(address);
    if address.is_ipv6() { all & !u128::from(u64::MAX) } else { all }
}

/// Addresses with the same first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    address: IpAddr,
    prefix: u8,
}

impl Range {
    fn new(address: IpAddr, prefix: Option<u8>) -> Option<Self> {
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(most);
        (prefix <= most).then_some(Self { address, prefix })
    }

    fn contains(&self, address: IpAddr) -> bool {
        let prefix = u32::from(self.prefix) + if self.address.is_ipv4() { 96 } else { 0 };
        let differing = number(self.address) ^ number(address);
        differing.leading_zeros() >= prefix
    }
}

/// A list of addresses and ranges, as settings hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<Range>);

impl Ranges {
    /// This machine itself.
    pub fn loopback() -> Self {
        let v4 = Range { address: IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 0)), prefix: 8 };
        let v6 = Range { address: IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), prefix: 128 };
        Self(vec![v4, v6])
    }

    /// Whether an address lies in one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.contains(address))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Refuses with the part that is no range.
impl FromStr for Ranges {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let range = |part: &str| {
            let (address, prefix) = match part.split_once('/') {
                // Digits only: `parse` would take a sign.
                Some((address, bits)) if bits.bytes().all(|it| it.is_ascii_digit()) => {
                    (address, Some(bits.parse().ok()?))
                }
                Some(_) => return None,
                None => (part, None),
            };
            Range::new(address.parse().ok()?, prefix)
        };
        parts.map(|part| range(part).ok_or_else(|| part.to_owned())).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, range) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{}/{}", range.address, range.prefix)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn ranges_hold_what_they_say() {
        let ranges: Ranges = "10.0.0.0/8, 192.0.2.7,2001:db8::/32,0.0.0.0/32".parse().expect("ranges");
        for inside in ["10.255.0.1", "192.0.2.7", "::ffff:10.1.2.3", "2001:db8:ffff::1", "0.0.0.0"] {
            assert!(ranges.contains(ip(inside)), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "::ffff:11.1.2.3", "2001:db9::1", "::1", "::10.0.0.1"] {
            assert!(!ranges.contains(ip(outside)), "{outside}");
        }
        let all: Ranges = "::/0".parse().expect("a range");
        assert!(all.contains(ip("1.2.3.4")) && all.contains(ip("::1")));
        let v4: Ranges = "0.0.0.0/0".parse().expect("a range");
        assert!(v4.contains(ip("1.2.3.4")) && !v4.contains(ip("::1")));
        assert_eq!(ranges.to_string().parse::<Ranges>().expect("its own words"), ranges);
        assert!("".parse::<Ranges>().expect("none").is_empty());
        for bad in ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "::/129", "localhost", "10.0.0/8", "1.2.3.4:80", "/8"] {
            assert_eq!(bad.parse::<Ranges>(), Err(bad.to_owned()));
        }
    }

    #[test]
    fn one_client_has_one_key() {
        assert_eq!(client_key(ip("1.2.3.4")), client_key(ip("::ffff:1.2.3.4")));
        assert_ne!(client_key(ip("1.2.3.4")), client_key(ip("1.2.3.5")));
        assert_eq!(client_key(ip("2001:db8::1")), client_key(ip("2001:db8::ffff:1")));
        assert_ne!(client_key(ip("2001:db8::1")), client_key(ip("2001:db8:0:1::1")));
    }
}
