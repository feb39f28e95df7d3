//! What the system knows of this process, under the names that Prometheus has for it. Linux alone tells.

use super::tell;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use std::fs;

/// Ticks a second of the times in `/proc`: 100 on every architecture that Linux has had for decades.
const TICKS: f64 = 100.0;

/// Reads `/proc/self` whenever it is asked.
#[derive(Debug)]
pub struct Process;

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), std::fmt::Error> {
        if let Some(seconds) = cpu_seconds() {
            let help = "Seconds of CPU time, the system's for us included";
            tell(&mut encoder, "process_cpu_seconds", help, &ConstCounter::new(seconds))?;
        }
        if let Some(bytes) = resident_bytes() {
            tell(&mut encoder, "process_resident_memory_bytes", "Resident memory", &ConstGauge::new(bytes))?;
        }
        if let Ok(open) = fs::read_dir("/proc/self/fd") {
            // The folder itself is open while it is read.
            let open = open.count().saturating_sub(1) as i64;
            tell(&mut encoder, "process_open_fds", "Open files and sockets", &ConstGauge::new(open))?;
        }
        Ok(())
    }
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in brackets and may hold anything; user and system time are the 14th and 15th.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut times = rest.split_whitespace().skip(11).map(|it| it.parse::<u64>());
    Some((times.next()?.ok()? + times.next()?.ok()?) as f64 / TICKS)
}

fn resident_bytes() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<i64>().ok()? * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_system_tells() {
        assert!(cpu_seconds().is_some_and(|it| (0.0..1e6).contains(&it)));
        assert!(resident_bytes().is_some_and(|it| it > 1 << 20));
    }
}
