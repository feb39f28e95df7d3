//! 要素核对: what the catalog entries of a document ask for, and whether it is there.

use crate::scope::civil_day;
use entity::value::ContentRequirement::{self, *};
use entity::value::html;
use entity::value::{InterpretationForm, ValidityEventKind};
use entity::{attachment, document, interpretation, validity_event};
use std::sync::Arc;

/// Whether something that is asked for is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    Present,
    /// It is not.
    Missing,
    /// What is held here does not tell.
    CannotTell,
}

/// What is held of a document.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The document.
    pub document: &'a document::Model,
    /// Its body, HTML.
    pub body: &'a str,
    /// Its attachments.
    pub attachments: &'a [attachment::Model],
    /// Its interpretations.
    pub interpretations: &'a [Arc<interpretation::Model>],
    /// Its validity events.
    pub events: &'a [validity_event::Model],
}

impl Held<'_> {
    /// Whether what a norm asks for is there.
    pub fn presence(&self, requirement: ContentRequirement) -> Presence {
        let document = self.document;
        let has_body = !html::to_text(self.body).trim().is_empty();
        let explained = !self.interpretations.is_empty();
        let there = match requirement {
            Title => !document.title.trim().is_empty(),
            DocumentNumber => document.number_text.is_some(),
            Body => has_body,
            IssuedOn => document.issued_on.is_some(),
            ValidityPeriod => return self.term(),
            // A link here is a link both ways.
            InterpretationLinked => explained,
            InterpretationRequired => explained,
            InterpretationPublishedTogether => explained && self.published_together(),
            InterpretationInText => self.forms().any(|form| form == InterpretationForm::Text),
            InterpretationInSeveralForms => {
                let first = self.forms().next();
                self.forms().any(|form| Some(form) != first)
            }
            DownloadAsPdf => self.attached(&["pdf"], &["application/pdf"]),
            DownloadAsText => {
                let there = self.attached(
                    &["doc", "docx", "wps", "txt", "rtf", "odt", "ofd"],
                    &["text/", "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml"],
                );
                // A portal may offer the body itself as a file; that cannot be seen from here.
                if !there && has_body {
                    return Presence::CannotTell;
                }
                there
            }
            DraftingOffice => document.drafting_office.is_some(),
            Contact => document.public_contact.is_some(),
        };
        if there { Presence::Present } else { Presence::Missing }
    }

    fn forms(&self) -> impl Iterator<Item = InterpretationForm> {
        self.interpretations.iter().map(|it| it.form)
    }

    /// One that came on the day of the document, or before it. Others may follow.
    fn published_together(&self) -> bool {
        let published = civil_day(self.document.published_at);
        self.interpretations.iter().any(|it| civil_day(it.published_at) <= published)
    }

    /// Whether the term is stated. What says nothing of its validity at all may say it in its words.
    fn term(&self) -> Presence {
        let stated = |it: &validity_event::Model| it.until.is_some() || it.kind == ValidityEventKind::Expire;
        match self.events {
            [] if !self.document.is_normative => Presence::CannotTell,
            events if events.iter().any(stated) => Presence::Present,
            _ => Presence::Missing,
        }
    }

    fn attached(&self, extensions: &[&str], media_types: &[&str]) -> bool {
        self.attachments.iter().any(|it| {
            let extension = it.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
            extension.is_some_and(|it| extensions.contains(&it.as_str()))
                || media_types.iter().any(|media| it.media_type.starts_with(media))
        })
    }
}
