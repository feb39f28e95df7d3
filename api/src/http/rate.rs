//! How often a client may ask: by the address that it has, and by the token that it shows.

use super::answer::refusal;
use super::gate::Gate;
use crate::address::{Ranges, client_key};
use crate::app::App;
use crate::config::Config;
use crate::error::Code;
use crate::text;
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// Clients of one kind that are remembered, some 50 bytes each; beyond, they share.
const MAX_KEYS: usize = 100_000;
/// How many share beyond that.
const SHARED_KEYS: u128 = 16_384;
/// After how many requests those who have not asked for long are forgotten.
const SWEEP_EVERY: u32 = 4_096;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What the limits say of a request, in the words of `RateLimit` and `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers).
#[derive(Debug, Default)]
pub struct Verdict {
    policies: Vec<String>,
    states: Vec<String>,
    /// How long to wait; none for a request that may pass.
    pub wait: Option<Duration>,
}

/// The limits in force.
#[derive(Debug)]
pub struct Rates {
    address: Option<Rate>,
    token: Option<Rate>,
    exempt: Ranges,
}

impl Rates {
    /// As configured.
    pub fn new(config: &Config) -> Self {
        let burst = config.rate_limit_burst;
        Self {
            address: Rate::new("address", config.rate_limit_address, burst),
            token: Rate::new("token", config.rate_limit_token, burst),
            exempt: config.rate_limit_exempt.clone(),
        }
    }

    /// Counts a request. A token does not free from the limit of its address: anybody can make tokens up.
    pub fn judge(&self, client: IpAddr, headers: &HeaderMap) -> Verdict {
        let mut verdict = Verdict::default();
        if self.exempt.contains(client) {
            return verdict;
        }
        if let Some(rate) = &self.address {
            rate.count(client_key(client), &mut verdict);
        }
        if let (Some(rate), Some(token), None) = (&self.token, headers.get(header::AUTHORIZATION), verdict.wait) {
            let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
            rate.count(digest.iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte)), &mut verdict);
        }
        verdict
    }

    #[cfg(test)]
    fn remembered(&self) -> usize {
        [&self.address, &self.token].into_iter().flatten().map(|rate| rate.limiter.len()).sum()
    }
}

type Limiter = RateLimiter<u128, DashMapStateStore<u128>, DefaultClock, StateInformationMiddleware>;

/// One limit: a bucket a client, which holds `burst` requests and fills again evenly.
#[derive(Debug)]
struct Rate {
    name: &'static str,
    burst: u32,
    /// Until one request more is allowed.
    period: Duration,
    limiter: Limiter,
    counted: AtomicU32,
    is_full: AtomicBool,
}

impl Rate {
    fn new(name: &'static str, per_minute: u32, burst: u32) -> Option<Self> {
        let period = Duration::from_secs(60).checked_div(per_minute)?;
        let burst = NonZeroU32::new(burst)?;
        let quota = Quota::with_period(period)?.allow_burst(burst);
        let limiter = RateLimiter::dashmap(quota).with_middleware();
        let (counted, is_full) = (AtomicU32::new(0), AtomicBool::new(false));
        Some(Self { name, burst: burst.get(), period, limiter, counted, is_full })
    }

    fn count(&self, key: u128, verdict: &mut Verdict) {
        if self.counted.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
            self.is_full.store(self.limiter.len() > MAX_KEYS, Ordering::Relaxed);
        }
        // A flood of addresses takes bounded memory: its clients, and the new ones of that time, share buckets.
        let key = if self.is_full.load(Ordering::Relaxed) { key % SHARED_KEYS } else { key };
        let left = match self.limiter.check_key(&key) {
            Ok(state) => state.remaining_burst_capacity(),
            Err(refused) => {
                verdict.wait = Some(refused.wait_time_from(self.limiter.clock().now()));
                0
            }
        };
        // The policy is told as the bucket is: what it holds, and how long an empty one takes to fill.
        let filling = |requests: u32| whole_seconds(self.period * requests);
        verdict.policies.push(format!("\"{}\";q={};w={}", self.name, self.burst, filling(self.burst)));
        verdict.states.push(format!("\"{}\";r={left};t={}", self.name, filling(self.burst - left.min(self.burst))));
    }
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// Around `/graphql`: lets a request pass, or tells when to come again.
pub async fn limit(
    gate: Data<Gate>,
    app: Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let client = gate.proxies.client(request.peer_addr().map(|peer| peer.ip()), request.headers());
    let verdict = gate.rates.judge(client, request.headers());
    let mut response = match verdict.wait {
        None => next.call(request).await?.map_into_left_body(),
        Some(wait) => {
            let seconds = whole_seconds(wait).max(1);
            let problem = text!("请求过于频繁，请 {seconds} 秒后再试", "too many requests: try again in {seconds} s");
            let (status, code) = (StatusCode::TOO_MANY_REQUESTS, Code::RateLimited);
            let mut refused = refusal(&app, request.headers(), status, code, problem);
            refused.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            request.into_response(refused).map_into_right_body()
        }
    };
    for (name, words) in [(RATE_LIMIT_POLICY, verdict.policies), (RATE_LIMIT, verdict.states)] {
        if let (false, Ok(value)) = (words.is_empty(), HeaderValue::try_from(words.join(", "))) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_addresses_takes_bounded_memory() {
        let rates = Rates::new(&Config { rate_limit_address: 1, ..Config::default() });
        for number in 0..(MAX_KEYS as u32 * 2) {
            rates.judge(IpAddr::V4(std::net::Ipv4Addr::from_bits(number.reverse_bits() | 1)), &HeaderMap::new());
        }
        let most = MAX_KEYS + SWEEP_EVERY as usize + SHARED_KEYS as usize;
        assert!(rates.remembered() > MAX_KEYS / 2 && rates.remembered() <= most, "{}", rates.remembered());
    }

    #[test]
    fn seconds_are_rounded_up() {
        let of = |millis| whole_seconds(Duration::from_millis(millis));
        assert_eq!((of(0), of(1), of(1_000), of(1_001)), (0, 1, 1, 2));
    }
}
