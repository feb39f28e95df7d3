//! `gongkai parse`: what the service understands of phrases, for integrators to try their own.

use clap::{Args, ValueEnum};
use entity::value::content_norm::ContentNorms;
use entity::value::{document_number, time_limit, unit_list};
use serde::Serialize;
use std::io::{BufRead, BufWriter, Read, Write};
use std::process::ExitCode;

/// Read lines on the standard input and print what is understood of each: one JSON object a line, in order.
#[derive(Debug, Args)]
pub struct Parse {
    /// What the lines are
    what: What,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// 公开时限, such as 信息形成之日起20个工作日内
    TimeLimit,
    /// 发文字号, such as 国办发〔2019〕54号
    DocumentNumber,
    /// 责任单位, such as 市司法局牵头,各县(市、区)人民政府配合
    UnitList,
    /// 内容规范, such as 1.标题、文号;2.正文; a line break within a cell is written \n
    ContentNorms,
}

/// A line longer than this is not a phrase. In bytes.
const MAX_LINE: u64 = 1 << 20;

impl Parse {
    /// Runs the command. Exit codes: 0 every line was read, 1 the input could not be read or the output not written.
    pub fn run(self) -> ExitCode {
        match self.read(std::io::stdin().lock(), BufWriter::new(std::io::stdout().lock())) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has read enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("gongkai: {error}");
                ExitCode::FAILURE
            }
        }
    }

    fn read(&self, mut input: impl BufRead, mut output: impl Write) -> std::io::Result<()> {
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            if input.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let told = |problem: &str| std::io::Error::other(format!("line {number}: {problem}"));
            if line.len() as u64 > MAX_LINE {
                return Err(told(&format!("is longer than {MAX_LINE} bytes")));
            }
            let text = std::str::from_utf8(&line).map_err(|_| told("is not UTF-8"))?;
            // Some editors begin a file with a mark.
            let text = if number == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
            let text = text.strip_suffix('\n').unwrap_or(text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            match self.what {
                What::TimeLimit => put(&mut output, &time_limit::parse(text)),
                What::DocumentNumber => put(&mut output, &document_number::parse(text)),
                What::UnitList => put(&mut output, &unit_list::parse(text)),
                What::ContentNorms => put(&mut output, &ContentNorms::parse(&text.replace("\\n", "\n"))),
            }?;
        }
        output.flush()
    }
}

fn put(output: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    output.write_all(b"\n")
}
