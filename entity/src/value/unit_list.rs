//! 责任单位: the units that one cell lists, and what each of them has to do.
//!
//! The list is split at 、 and , outside brackets; a suffix that is written once for several units is put back, and words
//! such as 牵头 and 落实 become roles. Every step looks at each character a fixed number of times.

mod groups;
mod names;
mod scan;

use super::{UnitGroup, UnitRole};
use groups::group_of;
use names::{connected, elided, goes_on, is_unit, without_open_end};
use scan::{Segment, Separator, segments, unwrapped};
use serde::Serialize;

/// The units of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitList {
    /// As written, never corrected.
    pub text: String,
    /// The units, in order.
    pub units: Vec<UnitMention>,
    /// Others are meant that the list does not name: 等部门.
    pub open_ended: bool,
    /// Not all of the words were understood.
    pub needs_review: bool,
}

/// One unit of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitMention {
    /// Its name as written, with the suffix that the list wrote once for several; an explanation in brackets stays.
    pub name: String,
    /// How it takes part.
    pub role: UnitRole,
    /// The group that the name stands for; null for one unit.
    pub group: Option<UnitGroup>,
}

impl UnitList {
    /// The names of the units with a role, in order.
    pub fn with_role(&self, role: UnitRole) -> impl Iterator<Item = &str> {
        self.units.iter().filter(move |unit| unit.role == role).map(|unit| unit.name.as_str())
    }
}

/// A name whose role the words behind it may still tell.
struct Named {
    name: String,
    role: Option<UnitRole>,
    /// The role is the name's own, whatever the verb of the clause: 会同财政局.
    is_own: bool,
    after: Separator,
}

/// Reads a list. What is not understood stays among the units under its words, and `needs_review` says so.
pub fn parse(text: &str) -> UnitList {
    let (list, mut needs_review) = unwrapped(text);
    let mut open_ended = false;
    let mut named: Vec<Named> = Vec::new();
    // Where the clause began whose verb is still to come, and the role that a label set: 牵头单位:.
    let (mut clause, mut labelled) = (0, None);
    for segment in segments(list) {
        let Segment { label, words, after } = segment;
        if let Some(role) = label {
            (clause, labelled) = (named.len(), Some(role));
        }
        let part = scan::verbs(words);
        needs_review |= part.is_unclear;
        let (rest, is_open) = without_open_end(part.words);
        open_ended |= is_open;
        // 等有关部门、单位: the last word goes with the open end.
        let names = if open_ended && matches!(rest, "单位" | "部门") { Vec::new() } else { connected(rest) };
        let last = names.len().saturating_sub(1);
        for (at, name) in names.into_iter().enumerate() {
            let role = part.own_role.or(labelled);
            let after = if at < last { Separator::Within } else { after };
            if let Some(before) = named.last_mut().filter(|it| it.after == Separator::Within)
                && goes_on(&before.name, name)
            {
                before.name = format!("{}、{name}", before.name);
                before.after = after;
                continue;
            }
            named.push(Named { name: name.to_owned(), role, is_own: part.own_role.is_some(), after });
        }
        if let Some(role) = part.role {
            named[clause..].iter_mut().filter(|it| !it.is_own).for_each(|it| it.role = Some(role));
            clause = named.len();
        }
        if after == Separator::Sentence {
            (clause, labelled) = (named.len(), None);
        }
    }
    needs_review |= restore(&mut named);
    let units: Vec<UnitMention> = named.into_iter().map(mention).collect();
    needs_review |= units.iter().any(|unit| !is_unit(&unit.name) || unit.name.chars().nth(40).is_some());
    needs_review |= units.is_empty() && text.chars().any(char::is_alphanumeric);
    UnitList { text: text.to_owned(), units, open_ended, needs_review }
}

fn mention(it: Named) -> UnitMention {
    UnitMention { group: group_of(&it.name), name: it.name, role: it.role.unwrap_or(UnitRole::Responsible) }
}

/// Puts the suffix back that 达川区、万源市人民政府 writes once. Returns whether a name is left that may miss one.
fn restore(named: &mut [Named]) -> bool {
    let mut suffix: Option<&'static str> = None;
    let mut unclear = false;
    for it in named.iter_mut().rev() {
        if it.after != Separator::Within {
            suffix = None;
        }
        match elided(&it.name, suffix) {
            names::Elided::Complete(own) => suffix = own,
            names::Elided::Missing(wanted) => it.name.push_str(wanted),
            names::Elided::Unclear => unclear = true,
        }
    }
    unclear
}

#[cfg(test)]
mod tests;
