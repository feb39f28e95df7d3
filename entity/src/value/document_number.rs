//! 发文字号 and the other numbers that documents carry, read from the many ways in which they are written.
//!
//! What is a fault of the number itself (a lost bracket, a superfluous 第) is told in `repairs`; what was merely tidied
//! (other brackets, white space, words around the number) in `normalized`. The text is never corrected.

mod context;
mod grammar;
mod refuse;
mod tidy;

use super::DocumentNumberKind::{self, *};
use grammar::Core;
use serde::Serialize;
use tidy::Tidy;

/// A document number as written, and what could be understood of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentNumber {
    /// What sort of number.
    pub kind: DocumentNumberKind,
    /// As written, but for white space at its ends.
    pub text: String,
    /// The standard form; null where the text is not understood, or the issuer of a number is missing.
    pub canonical: Option<String>,
    /// 机关代字, such as 云政发; with the name of the genre where that takes its place, such as 国务院令.
    pub issuer_code: Option<String>,
    /// The issuing body of an order, announcement or public notice; several joined by 、.
    pub issuer: Option<String>,
    /// Year of issue.
    pub year: Option<i32>,
    /// Serial, mostly within the year.
    pub number: Option<i32>,
    /// Serial of a 统一编号, with its zeros.
    pub serial: Option<String>,
    /// Prefix of a 统一编号.
    pub prefix: Option<String>,
    /// What was wrong with the number and had to be repaired to understand it.
    pub repairs: Vec<&'static str>,
    /// What was merely tidied.
    pub normalized: Vec<&'static str>,
    /// The pair of brackets around the year, where it is not 〔〕.
    pub bracket: Option<String>,
    /// Words before the number that are no part of it.
    pub leading_context: Option<String>,
    /// Words after the number that are no part of it.
    pub trailing: Option<String>,
    /// The title written beside the number, without its marks.
    pub title: Option<String>,
    /// How the issuer is named where the standard form names it otherwise.
    pub alias: Option<String>,
    /// Whether several bodies issued the document together, as far as the number tells.
    pub is_joint: bool,
    /// Why this is not a document number.
    pub reason: Option<&'static str>,
    /// What a reader must know to use the number.
    pub note: Option<&'static str>,
}

/// The number can be told apart only where the issuer is known from elsewhere.
const NEEDS_CONTEXT: &str = "issuer needs context";
const NOT_A_NUMBER: &str = "not a document number";
const NO_ISSUER: &str = "no issuer: accept only where a context issuer is given";

/// Reads a number. What is not understood keeps its text, and says why.
pub fn parse(text: &str) -> DocumentNumber {
    let number = read(text);
    match &number.canonical {
        // A standard form that means something else to the reader was made of words that are no issuer.
        Some(form) if *form != number.text && read(form).canonical != number.canonical => {
            DocumentNumber { reason: Some(NOT_A_NUMBER), ..blank(&number.text) }
        }
        _ => number,
    }
}

fn blank(text: &str) -> DocumentNumber {
    DocumentNumber {
        kind: NotANumber,
        text: text.to_owned(),
        canonical: None,
        issuer_code: None,
        issuer: None,
        year: None,
        number: None,
        serial: None,
        prefix: None,
        repairs: Vec::new(),
        normalized: Vec::new(),
        bracket: None,
        leading_context: None,
        trailing: None,
        title: None,
        alias: None,
        is_joint: false,
        reason: None,
        note: None,
    }
}

fn read(text: &str) -> DocumentNumber {
    let text = text.trim();
    let (tidy, title) = Tidy::of(text);
    let blank = DocumentNumber { title, ..blank(text) };
    let outside: String = tidy.chars.iter().collect();
    let refused = refuse::reason(&outside);
    // A number between brackets, or with the name of its genre, stands for itself whatever is written around it.
    let core = grammar::find(&tidy.chars).filter(|core| refused.is_none() || core.is_plain());
    let understood = match core {
        Some(core) => with_core(&blank, &tidy, &core),
        None if refused.is_none() => registration(&blank, &outside),
        None => None,
    };
    match understood {
        Some(number) => told(number, &tidy),
        None => {
            let reason = refused.or_else(|| refuse::cut_off(&outside)).unwrap_or(NOT_A_NUMBER);
            DocumentNumber { reason: Some(reason), title: None, ..blank }
        }
    }
}

/// The fields that tell what was tidied, from what was found.
fn told(mut number: DocumentNumber, tidy: &Tidy) -> DocumentNumber {
    let steps = [
        ("brackets", number.bracket.is_some()),
        ("white_space", tidy.white_space),
        ("full_width", tidy.full_width),
        ("traditional_script", tidy.traditional),
        ("leading_words", number.leading_context.is_some()),
        ("trailing_words", number.trailing.is_some()),
        ("title", number.title.is_some()),
    ];
    let steps = steps.into_iter().filter_map(|(step, done)| done.then_some(step));
    number.normalized.splice(0..0, steps);
    number
}

fn with_core(blank: &DocumentNumber, tidy: &Tidy, core: &Core) -> Option<DocumentNumber> {
    let before = &tidy.chars[..core.start];
    let after = context::words(&tidy.chars[core.end..]);
    if refuse::goes_on_otherwise(&after) {
        return Some(DocumentNumber { reason: Some("CPPCC proposal number"), title: None, ..blank.clone() });
    }
    let mut number = DocumentNumber {
        year: core.year,
        number: Some(core.number),
        repairs: core.repairs.clone(),
        bracket: core.bracket.clone(),
        ..blank.clone()
    };
    if core.chinese_numeral {
        number.normalized.push("chinese_numeral");
    }
    let lead = match core.genre {
        Some(_) => issued_under_genre(&mut number, tidy, core),
        None => issued_under_code(&mut number, before, core)?,
    };
    for (words, is_lead) in [(lead, true), (after, false)] {
        if words.is_empty() {
            continue;
        }
        match number.title.is_none() && context::is_title(&words) {
            true => number.title = Some(words),
            false if is_lead => number.leading_context = Some(words),
            false => number.trailing = Some(words),
        }
    }
    Some(number)
}

/// 云政发〔2024〕12号. Returns the words that lead up to it.
fn issued_under_code(number: &mut DocumentNumber, before: &[char], core: &Core) -> Option<String> {
    let (lead, code) = context::code(before);
    let code = match code.strip_suffix('第') {
        Some(code) => {
            number.repairs.push("superfluous_di");
            code
        }
        None => &code,
    };
    // An issue of a gazette is numbered, and is no document.
    if code.ends_with("公报") || code.ends_with("会议") {
        return None;
    }
    if code.is_empty() {
        // Nothing but the year and the serial: someone else must know whose it is.
        if !lead.is_empty() || number.title.is_some() && core.bracket_lost {
            return None;
        }
        number.kind = Partial;
        number.note = Some(NO_ISSUER);
        if core.bracket_lost {
            number.repairs.retain(|repair| *repair != "missing_both_brackets");
        }
        return Some(lead);
    }
    number.kind = DocNo;
    number.canonical = Some(format!("{code}〔{}〕{}号", core.year?, core.number));
    number.is_joint = context::is_joint_code(code);
    number.issuer_code = Some(code.to_owned());
    Some(lead)
}

/// 国务院令第711号, 国家税务总局公告2018年第31号, 通告（第178号）, 建设部〔2007〕第162号令.
fn issued_under_genre(number: &mut DocumentNumber, tidy: &Tidy, core: &Core) -> String {
    let genre = core.genre.map(|genre| genre.word).unwrap_or_default();
    let (lead, bodies) = context::bodies(tidy, core.body_end);
    let written = bodies.join("、");
    let standard: Vec<&str> = bodies.iter().map(|body| context::standard_body(body, genre)).collect();
    let issuer = standard.join("、");
    number.is_joint = bodies.len() > 1;
    if issuer != written {
        number.alias = Some(if written == "国" { format!("{written}{genre}") } else { written });
    }
    if core.is_postfix {
        number.normalized.push("postfix");
    }
    let serial = match (core.year, core.is_year_bracketed) {
        // Orders under 第 run on from year to year: the year in brackets is only told.
        (Some(_), true) if genre == "令" && core.is_postfix => format!("第{}号", core.number),
        (Some(year), true) => format!("〔{year}〕{}号", core.number),
        (Some(year), false) => format!("{year}年第{}号", core.number),
        (None, _) => format!("第{}号", core.number),
    };
    number.kind = match genre {
        "令" => Order,
        "公告" => Announcement,
        _ => NoticeNo,
    };
    if context::needs_context(&issuer) {
        number.note = Some(NEEDS_CONTEXT);
    }
    number.canonical = Some(format!("{issuer}{genre}{serial}"));
    if !issuer.is_empty() {
        number.issuer_code = (number.kind != NoticeNo).then(|| format!("{issuer}{genre}"));
        number.issuer = Some(issuer);
    }
    lead
}

/// HHCR-2023-01005.
fn registration(blank: &DocumentNumber, outside: &str) -> Option<DocumentNumber> {
    let (lead, number) = outside.rsplit_once(':').unwrap_or(("", outside));
    let mut parts = number.split(tidy::is_dash).filter(|part| !part.is_empty());
    let (prefix, year, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let is_prefix = (2..=10).contains(&prefix.len())
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.chars().all(|c| c.is_ascii_alphanumeric());
    let is_serial = (3..=6).contains(&serial.len()) && serial.chars().all(|c| c.is_ascii_digit());
    let year = grammar::year_of(year)?;
    if parts.next().is_some() || !is_prefix || !is_serial {
        return None;
    }
    let prefix = prefix.to_ascii_uppercase();
    Some(DocumentNumber {
        kind: Registration,
        canonical: Some(format!("{prefix}-{year}-{serial}")),
        year: Some(year),
        serial: Some(serial.to_owned()),
        prefix: Some(prefix),
        leading_context: (!lead.is_empty()).then(|| lead.to_owned()),
        ..blank.clone()
    })
}

#[cfg(test)]
mod tests;
