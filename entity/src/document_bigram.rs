//! The index by which titles are searched: under each pair of neighbouring characters of a title, the document, in the order of publication. Derived from the title by the door, never the truth.

use sea_orm::entity::prelude::*;
use std::collections::BTreeSet;

/// One pair of characters that the title of one document holds, once or more often.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_bigram")]
pub struct Model {
    /// The two characters.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub bigram: String,
    /// The document's (it never changes): the order in which lists are read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub published_at: DateTimeUtc,
    /// The document. No foreign key: it would want an index of its own, half as large as all this. The door takes the
    /// rows away with the document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// The pairs of neighbouring characters in a text, each once. Characters are Unicode scalar values, as they are stored:
/// two texts of which one holds the other agree on its pairs.
pub fn bigrams(text: &str) -> BTreeSet<&str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8()).skip(1);
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
}
