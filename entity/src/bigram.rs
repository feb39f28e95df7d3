//! How many documents have a pair of characters in their title: tells a search which pair is the rarest.

use sea_orm::entity::prelude::*;

/// One pair of characters.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bigram")]
pub struct Model {
    /// The two characters.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub text: String,
    /// The rows of `document_bigram` under it; 0 when the last has gone.
    pub documents: i32,
}

impl ActiveModelBehavior for ActiveModel {}
