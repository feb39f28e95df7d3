//! How often columns must be updated.

use chrono::{Months, NaiveDate, TimeDelta};

/// Columns with one of these words in a title must be updated within a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateRule {
    /// The words.
    pub words: Vec<String>,
    /// The span in days, or in months.
    pub span: Span,
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many months.
    Months(u32),
}

/// The rules, the first that fits prevailing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateRules(pub Vec<UpdateRule>);

impl UpdateRules {
    /// Two weeks for columns of news, six months for those of notices and policy (国办秘函〔2019〕19号), by the words
    /// and spans of the configuration.
    pub fn new(news: (&str, u32), policy: (&str, u32)) -> Self {
        let words = |list: &str| {
            list.split([',', '，', '、']).map(str::trim).filter(|it| !it.is_empty()).map(Into::into).collect()
        };
        Self(vec![
            UpdateRule { words: words(news.0), span: Span::Days(news.1) },
            UpdateRule { words: words(policy.0), span: Span::Months(policy.1) },
        ])
    }

    /// The last day by which a column must be updated again, where a rule fits its titles, the deepest first.
    pub fn next_update(&self, path: &[String], last: NaiveDate) -> Option<NaiveDate> {
        let fits = |rule: &&UpdateRule, title: &String| rule.words.iter().any(|word| title.contains(word.as_str()));
        let rule = path.iter().rev().find_map(|title| self.0.iter().find(|rule| fits(rule, title)))?;
        match rule.span {
            Span::Days(days) => last.checked_add_signed(TimeDelta::days(i64::from(days))),
            Span::Months(months) => last.checked_add_months(Months::new(months)),
        }
    }
}
