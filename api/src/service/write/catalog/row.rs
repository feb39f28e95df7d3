//! A catalog entry as a file tells it.

use entity::catalog_entry;
use entity::value::{Audience, DisclosureChannel, DisclosureMethod, GovernmentTier};
use serde::Serialize;

/// A part of an entry that a file may leave untold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 序号.
    Serial,
    /// 内容规范.
    ContentNorm,
    /// 公开时限.
    TimeLimit,
    /// 公开依据.
    LegalBasis,
    /// 公开方式.
    Method,
    /// 公开对象.
    Audience,
    /// 公开渠道和载体.
    Channels,
    /// 公开层级.
    Tiers,
    /// 责任处室.
    ResponsibleOffice,
    /// 责任人.
    ResponsiblePerson,
    /// 联系电话.
    ResponsiblePhone,
    /// 备注.
    Remarks,
}

/// Some parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u16);

impl Parts {
    /// Whether a part is among them.
    pub fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u16) != 0
    }
}

impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        Self(parts.into_iter().fold(0, |all, part| all | (1 << part as u16)))
    }
}

/// A catalog entry, as a file tells it once merged cells are filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CatalogRow {
    /// The unit that discloses: its code, full name or short name.
    pub unit: String,
    /// Titles of the one to three columns, the first level first.
    pub columns: Vec<String>,
    /// 公开事项.
    pub item: String,
    /// 序号.
    pub serial: Option<String>,
    /// 内容规范.
    pub content_norm: String,
    /// 公开时限.
    pub time_limit: String,
    /// 公开依据.
    pub legal_basis: Vec<String>,
    /// 公开方式.
    pub method: DisclosureMethod,
    /// 公开对象.
    pub audience: Option<Audience>,
    /// 公开渠道和载体.
    pub channels: Vec<DisclosureChannel>,
    /// 公开层级.
    pub tiers: Vec<GovernmentTier>,
    /// 责任处室.
    pub responsible_office: Option<String>,
    /// 责任人.
    pub responsible_person: Option<String>,
    /// 联系电话.
    pub responsible_phone: Option<String>,
    /// 备注.
    pub remarks: Option<String>,
    /// What the file has no column for: it stays as it is. An empty cell, though, says that there is nothing.
    #[serde(skip)]
    pub untold: Parts,
}

impl CatalogRow {
    /// The row with what it leaves untold taken from the entry as it is.
    pub(in crate::service::write) fn complete(mut self, before: &catalog_entry::Model) -> Self {
        let untold = self.untold;
        macro_rules! keep {
            ($($part:ident $field:ident $kept:expr,)+) => {
                $(if untold.has(Part::$part) { self.$field = $kept; })+
            };
        }
        keep! {
            Serial serial before.serial.clone(),
            ContentNorm content_norm before.content_norm.clone(),
            TimeLimit time_limit before.time_limit.clone(),
            LegalBasis legal_basis before.legal_basis.0.clone(),
            Method method before.method,
            Audience audience before.audience,
            Channels channels before.channels.0.clone(),
            Tiers tiers before.tiers.0.clone(),
            ResponsibleOffice responsible_office before.responsible_office.clone(),
            ResponsiblePerson responsible_person before.responsible_person.clone(),
            ResponsiblePhone responsible_phone before.responsible_phone.clone(),
            Remarks remarks before.remarks.clone(),
        }
        self
    }
}
