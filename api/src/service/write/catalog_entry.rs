//! Entries of the catalog.

use super::catalog::{CatalogRow, Edition};
use super::{Deed, Writer, canonical};
use crate::error::Result;
use entity::catalog_entry;
use entity::value::{ChangeKind, Channels, SubjectType, Texts, Tiers};
use uuid::Uuid;

/// The entry that a row tells, without id and version; nothing where it has no column.
pub(super) fn entry(
    writer: &Writer,
    edition: &Edition,
    row: &CatalogRow,
    (catalog_id, unit_id, unit_code): (Uuid, Uuid, &str),
    columns: &[Uuid],
) -> Result<Option<catalog_entry::Model>> {
    let (Some(first), Some(deepest)) = (columns.first(), columns.last()) else { return Ok(None) };
    // Who is responsible is not for the public, so it is no part of the hash, which is: few digits can be guessed.
    let content_hash = canonical::hash(&serde_json::json!({
        "jurisdiction": edition.jurisdiction,
        "edition": edition.edition,
        "row": CatalogRow {
            unit: unit_code.to_owned(),
            responsible_person: None,
            responsible_phone: None,
            ..row.clone()
        },
    }))?;
    Ok(Some(catalog_entry::Model {
        id: Uuid::nil(),
        catalog_id,
        unit_id,
        first_level_column_id: *first,
        second_level_column_id: columns.get(1).copied(),
        third_level_column_id: columns.get(2).copied(),
        column_id: *deepest,
        serial: row.serial.clone(),
        item: row.item.clone(),
        content_norm: row.content_norm.clone(),
        time_limit: row.time_limit.clone(),
        legal_basis: Texts(row.legal_basis.clone()),
        method: row.method,
        audience: row.audience,
        channels: Channels(row.channels.clone()),
        tiers: Tiers(row.tiers.clone()),
        responsible_office: row.responsible_office.clone(),
        responsible_person: row.responsible_person.clone(),
        responsible_phone: row.responsible_phone.clone(),
        remarks: row.remarks.clone(),
        version: 0,
        content_hash,
        updated_at: writer.now,
    }))
}

/// Whether nothing is to be written.
pub(super) fn same(before: &catalog_entry::Model, entry: &catalog_entry::Model) -> bool {
    before.content_hash == entry.content_hash
        && before.responsible_person == entry.responsible_person
        && before.responsible_phone == entry.responsible_phone
}

/// The entry as it is to be stored, its change logged; nothing where nothing changed.
pub(super) async fn changed(
    writer: &mut Writer,
    before: Option<&catalog_entry::Model>,
    mut entry: catalog_entry::Model,
) -> Result<Option<catalog_entry::Model>> {
    if before.is_some_and(|before| same(before, &entry)) {
        return Ok(None);
    }
    entry.id = before.map_or_else(|| writer.clock.id(), |before| before.id);
    let words =
        |row: &catalog_entry::Model| (row.content_norm.clone(), row.time_limit.clone(), row.legal_basis.clone());
    let kinds = match before {
        None => Some(vec![ChangeKind::Content, ChangeKind::Links, ChangeKind::Metadata]),
        // Only what the public does not see: the audit tells, the version stands.
        Some(before) if before.content_hash == entry.content_hash => None,
        Some(before) => {
            let mut kinds = Vec::new();
            if words(before) != words(&entry) {
                kinds.push(ChangeKind::Content);
            }
            if before.column_id != entry.column_id {
                kinds.push(ChangeKind::Links);
            }
            let rest = |row: &catalog_entry::Model| {
                let (office, remarks) = (row.responsible_office.clone(), row.remarks.clone());
                (row.serial.clone(), row.method, row.audience, row.channels.clone(), row.tiers.clone(), office, remarks)
            };
            if rest(before) != rest(&entry) {
                kinds.push(ChangeKind::Metadata);
            }
            Some(kinds)
        }
    };
    let version = before.map_or(0, |before| before.version);
    entry.version = if kinds.is_some() { version + 1 } else { version };
    if let (None, Some(before)) = (&kinds, before) {
        entry.updated_at = before.updated_at;
    }
    writer
        .log(Deed {
            subject: (SubjectType::CatalogEntry, entry.id),
            action: "IMPORT",
            kinds,
            version: entry.version,
            before: before.map(|before| before.content_hash.clone()),
            after: Some(entry.content_hash.clone()),
            reason: None,
        })
        .await?;
    Ok(Some(entry))
}
