//! Files of packages, read line by line in constant memory but for a few bytes a key.

use super::{Session, unreadable};
use crate::error::Result;
use crate::service::package::Package;
use crate::service::write::{Problem, packages};
use std::io::{BufRead, Read};

/// Longest line in bytes.
const LINE: usize = 8 * 1024 * 1024;
/// Packages that are written at a time.
const BATCH: usize = 500;

impl Session<'_> {
    pub(super) async fn packages(mut self, mut reader: impl BufRead) -> Result<Self> {
        let (mut lines, mut batch, mut bytes) = (Vec::new(), Vec::new(), 0);
        let mut text = Vec::new();
        for line in 1.. {
            text.clear();
            let length = next(&mut reader, &mut text).map_err(|error| unreadable(&error))?;
            if length == 0 {
                break;
            }
            if line == 1 && text.starts_with("\u{feff}".as_bytes()) {
                text.drain(..3);
            }
            match parse(&text, length) {
                Ok(None) => {}
                Ok(Some(package)) => {
                    if self.is_fresh(&package, line)? {
                        lines.push(line);
                        batch.push(package);
                        bytes += length;
                    }
                }
                Err(problem) => self.reject(line, vec![problem]),
            }
            if batch.len() >= BATCH || bytes >= LINE {
                self.write(&mut lines, &mut batch).await?;
                self = self.checkpoint().await?;
                bytes = 0;
            }
        }
        self.write(&mut lines, &mut batch).await?;
        self.report.settle();
        Ok(self)
    }

    async fn write(&mut self, lines: &mut Vec<u64>, batch: &mut Vec<Package>) -> Result<()> {
        let verdicts = packages(&mut self.writer, std::mem::take(batch)).await?;
        for (line, verdict) in lines.drain(..).zip(verdicts) {
            self.tell(line, verdict);
        }
        Ok(())
    }

    /// Rejects what an earlier line of the file has told otherwise.
    fn is_fresh(&mut self, package: &Package, line: u64) -> Result<bool> {
        let mut problems = Vec::new();
        // A withdrawal may follow its document in one file.
        let key = (&package.source, package.withdrawal.is_some());
        if let Some(earlier) = self.seen.meet(&key, package, line)? {
            let reason = format!("{} stands on line {earlier} with other content", package.source);
            problems.push(Problem::new("source", reason));
        }
        for (place, it) in package.interpretations.iter().enumerate().filter(|(_, it)| it.source.is_some()) {
            if let Some(earlier) = self.explained.meet(&it.source, it, line)? {
                let reason = "the same interpretation stands on line";
                let problem =
                    Problem::new(format!("interpretations[{place}]"), format!("{reason} {earlier} with other content"));
                problems.push(problem);
            }
        }
        let is_fresh = problems.is_empty();
        if !is_fresh {
            self.reject(line, problems);
        }
        Ok(is_fresh)
    }
}

/// Reads the next line and tells its length, break included; of a line that is too long only the beginning is kept.
fn next(reader: &mut impl BufRead, text: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut length = reader.by_ref().take(LINE as u64 + 1).read_until(b'\n', text)?;
    if length > LINE && text.last() != Some(&b'\n') {
        length = length.saturating_add(reader.skip_until(b'\n')?);
    }
    Ok(length)
}

fn parse(text: &[u8], length: usize) -> std::result::Result<Option<Package>, Problem> {
    if length > LINE {
        return Err(Problem::new("line", format!("has {length} bytes, {LINE} are allowed")));
    }
    let text = std::str::from_utf8(text)
        .map_err(|error| Problem::new(format!("byte {}", error.valid_up_to() + 1), "is not UTF-8"))?;
    let text = text.trim_end();
    if text.trim_start().is_empty() {
        return Ok(None);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let package = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        // "… at line 1 column 17": the line is ours to tell.
        let told = error.inner().to_string();
        let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
        match error.inner().is_data() && error.path().iter().next().is_some() {
            true => Problem::new(error.path().to_string(), reason),
            false => Problem::new(format!("column {}", error.inner().column()), reason),
        }
    })?;
    let end = json.end().map_err(|error| Problem::new(format!("column {}", error.column()), "more than one object"));
    end.map(|()| Some(package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_tells_where() {
        let problem = |text: &[u8]| parse(text, text.len()).unwrap_err();
        assert_eq!(problem(b"{\"source\":1}").path, "source");
        assert_eq!(problem(b"{\"x\":1}").path, "x");
        assert_eq!(problem(b"{\xff").path, "byte 2");
        assert_eq!(problem(b"{\"source\":{\"system\":\"a\",\"id\":\"b\"},").path, "column 34");
        let whole =
            br#"{"source":{"system":"a","id":"b"},"withdrawal":{"reason":"WITHDRAWN","publicExplanation":"c"}}"#;
        assert!(parse(whole, whole.len()).unwrap().is_some());
        assert_eq!(problem(&[whole, &b" {}"[..]].concat()).reason, "more than one object");
        assert!(parse(b"  \r\n", 4).unwrap().is_none());
    }
}
