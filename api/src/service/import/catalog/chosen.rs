//! The words of vocabularies that a row names or ticks.

use super::fields::Place;
use super::row::{Rows, short};
use super::tale::Tale;
use super::words;
use crate::sheet::Row;
use entity::value::DisclosureChannel;

/// A word of a vocabulary, as the API writes it.
fn code(word: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(word).unwrap_or_default();
    value.as_str().map(str::to_owned).unwrap_or_default()
}

impl<'a> Rows<'a> {
    /// 公开渠道和载体; the words behind 其他 have no place.
    pub(super) fn channels(&mut self, row: &Row<'a>, problems: &mut Vec<Tale>) -> Vec<DisclosureChannel> {
        let mut rest = Vec::new();
        // Areas add boxes of their own (■公共资源交易平台): beside known ones they are what 其他 is for.
        let has_boxes = self.value(row, Place::Channels).is_some_and(|value| words::boxes(value.text()).is_some());
        let known = |word: &str| {
            let other = || (has_boxes && !word.is_empty()).then(|| (DisclosureChannel::Other, Some(word.to_owned())));
            let (channel, words) = words::channel(word).or_else(other)?;
            rest.extend(words);
            Some(channel)
        };
        let channels = self.chosen(row, Place::Channels, "DisclosureChannel", known, problems);
        for words in rest {
            let reason = format!("其他 is kept, but not its words {words:?}");
            self.tales.review(self.at(row, Place::Channels), Place::Channels.name(), reason);
        }
        channels
    }

    /// The words of a vocabulary that a cell names or ticks, or that the columns of a group tick; each once.
    pub(super) fn chosen<T: Copy + PartialEq + serde::Serialize>(
        &mut self,
        row: &Row<'a>,
        place: Place,
        vocabulary: &str,
        mut known: impl FnMut(&str) -> Option<T>,
        problems: &mut Vec<Tale>,
    ) -> Vec<T> {
        let (mut names, mut has_boxes, mut is_clear) = (Vec::new(), false, true);
        for (name, value) in self.table.options(row, place as usize) {
            has_boxes = true;
            match words::tick(value.text()) {
                Some(true) => names.push((value.at, name.to_owned())),
                Some(false) => {}
                // Whom, in the column of 特定群体.
                None if place == Place::Audience && name.starts_with("特定") => {
                    names.push((value.at, name.to_owned()));
                    let reason = format!("was read as a tick; its words {:?} are not kept", short(value.text()));
                    self.tales.review(value.at, place.name(), reason);
                }
                None => {
                    is_clear = false;
                    problems.push(Tale::new(value.at, place.name(), format!("{:?} is no tick", short(value.text()))));
                }
            }
        }
        let value = self.value(row, place).copied();
        if let Some(value) = value {
            match words::boxes(value.text()) {
                Some(boxes) => {
                    has_boxes = true;
                    let ticked = boxes.into_iter().filter(|(is_ticked, _)| *is_ticked);
                    names.extend(ticked.map(|(_, words)| (value.at, words)));
                }
                None => {
                    let separators: &[char] =
                        if place == Place::Method { &['\n'] } else { &['、', ',', '，', '\n', ';', '；'] };
                    let pieces = value.text().split(separators).map(str::trim).filter(|piece| !piece.is_empty());
                    names.extend(pieces.map(|piece| (value.at, piece.to_owned())));
                }
            }
        }
        if names.is_empty() && has_boxes && is_clear {
            problems.push(Tale::new(self.at(row, place), place.name(), "has boxes, and none is ticked"));
        }
        let mut chosen = Vec::new();
        for (at, name) in names {
            match known(&name) {
                Some(word) if chosen.contains(&word) => {}
                Some(word) => chosen.push(word),
                None if vocabulary == "GovernmentTier" && name.starts_with('村') => {
                    self.tales.review(at, place.name(), "村级 is no level of government: it is not kept");
                }
                None => problems.push(Tale::new(at, place.name(), format!("{:?} is not a {vocabulary}", short(&name)))),
            }
        }
        if let Some(value) = value.filter(|value| !value.text().is_empty()) {
            self.tales.reading(place.name(), value.text(), value.at, |_| {
                (chosen.iter().map(code).collect::<Vec<_>>().join(", "), false)
            });
        }
        chosen
    }
}
