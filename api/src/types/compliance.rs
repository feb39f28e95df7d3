//! 要素核对.

use super::catalog_entry::{CatalogEntry, ContentNorm};
use super::vocabulary::ContentRequirement;
use crate::error::Result;
use crate::loaders::{self, *};
use crate::service::compliance::{Held, Presence as Found};
use async_graphql::{Context, Enum, SimpleObject};
use entity::document::Model;
use entity::value::content_norm;
use std::sync::Arc;

/// 要素核对. Something that a content norm of a catalog entry asks of a document, and whether it is there.
#[derive(SimpleObject)]
pub struct ComplianceItem {
    /// 公开事项. The entry that asks.
    entry: CatalogEntry,
    /// 内容规范. The norm, in its words.
    norm: ContentNorm,
    /// 可核对要求. What of it is meant here.
    requirement: ContentRequirement,
    /// 核对结果. Whether it is there.
    presence: Presence,
}

/// 核对结果. Whether something that is asked for is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Found")]
pub enum Presence {
    /// 有. It is there.
    Present,
    /// 缺. It is not there.
    Missing,
    /// 无法判断. What is held here does not tell.
    CannotTell,
}

impl ComplianceItem {
    /// All that the entries of a document ask for, in the order of the entries and of their norms.
    pub(super) async fn of(ctx: &Context<'_>, document: &Model) -> Result<Vec<Self>> {
        let id = document.id;
        let (entries, body, attachments, interpretations, events) = futures_util::try_join!(
            loaders::one(ctx, EntriesOfDocument(id)),
            loaders::one(ctx, DocumentBody(id)),
            loaders::one(ctx, AttachmentsOfDocument(id)),
            loaders::one(ctx, InterpretationsOfDocument(id)),
            loaders::one(ctx, EventsOfDocument(id)),
        )?;
        let held = Held {
            document,
            body: body.as_deref().map_or("", String::as_str),
            attachments: attachments.as_deref().map_or(&[], Vec::as_slice),
            interpretations: interpretations.as_deref().map_or(&[], Vec::as_slice),
            events: events.as_deref().map_or(&[], Vec::as_slice),
        };
        let mut items = Vec::new();
        for entry in entries.iter().flat_map(|rows| rows.iter()) {
            for norm in content_norm::split(&entry.content_norm) {
                for requirement in content_norm::requirements(&norm.text) {
                    items.push(Self {
                        entry: CatalogEntry(Arc::new(entry.clone())),
                        norm: norm.clone().into(),
                        requirement: requirement.into(),
                        presence: held.presence(requirement).into(),
                    });
                }
            }
        }
        Ok(items)
    }
}
