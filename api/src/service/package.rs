//! The exchange type: one line of an NDJSON file, a document with all that hangs on it, or its withdrawal.
//!
//! `package.schema.json` at the root of the repository is [`json_schema`]'s text.

use chrono::{DateTime, FixedOffset, NaiveDate};
use entity::value::{
    DocumentGenre, DocumentRelationKind, InterpretationElement, InterpretationForm, TombstoneReason, ValidityEventKind,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// One line: a document with its interpretations, relations and validity events, or the withdrawal of a document.
/// A line is the whole truth about its document: what an earlier line said and this one does not is removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["document"]}, {"required": ["withdrawal"]}]))]
pub struct Package {
    /// The key by which the source system knows the document; it is the document's identity here.
    pub source: SourceKey,
    /// The document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// 解读. Identified by their own key, or else by their place in this list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 50))]
    pub interpretations: Vec<Interpretation>,
    /// 依据、修改、废止、替代、转发、引用.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub relations: Vec<Relation>,
    /// What happened to the document's validity, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub validity_events: Vec<ValidityEvent>,
    /// Takes the document back; nothing but `source` stands beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
}

/// The key by which a source system knows an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceKey {
    /// The source system.
    #[schemars(length(min = 1, max = 100))]
    pub system: String,
    /// The key there.
    #[schemars(length(min = 1, max = 500))]
    pub id: String,
}

impl std::fmt::Display for SourceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.system, self.id)
    }
}

/// 文件.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// 标题.
    #[schemars(length(min = 1, max = 500))]
    pub title: String,
    /// 发文字号, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub number: Option<String>,
    /// 索引号, unique among all documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub index_number: Option<String>,
    /// 发文机关: codes of units, the lead first.
    #[schemars(length(min = 1, max = 100))]
    pub issuers: Vec<String>,
    /// 发布机构: code of a unit.
    #[schemars(length(min = 1, max = 500))]
    pub publisher: String,
    /// 体裁.
    pub genre: DocumentGenre,
    /// 主题分类.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub topics: Vec<String>,
    /// 是否行政规范性文件.
    pub is_normative: bool,
    /// 信息形成之日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formed_on: Option<NaiveDate>,
    /// 成文日期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// 发布时间, with an offset. Set once: the time of the import where it is absent, and never altered afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "instant")]
    pub published_at: Option<DateTime<FixedOffset>>,
    /// 摘要, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 正文, HTML; it is sanitised.
    #[schemars(length(min = 1))]
    pub body: String,
    /// 起草处室.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub drafting_office: Option<String>,
    /// 联系方式 for the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub public_contact: Option<String>,
    /// 附件.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub attachments: Vec<Attachment>,
    /// The catalog entries under which the document is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub catalog_entries: Vec<CatalogEntryKey>,
}

/// 附件: a file that belongs to the document; its bytes stay where they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// File name.
    #[schemars(length(min = 1, max = 500))]
    pub name: String,
    /// Media type, such as application/pdf.
    #[schemars(length(min = 1, max = 500))]
    pub media_type: String,
    /// Size in bytes.
    #[schemars(range(min = 0))]
    pub byte_size: i64,
    /// SHA-256 of the bytes, lower-case hex.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Where the bytes are: an http or https address, or a path that begins with /.
    #[schemars(length(min = 1, max = 500))]
    pub url: String,
}

/// A catalog entry, by its unit, columns and item, in the newest edition that holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CatalogEntryKey {
    /// Code of the unit that discloses.
    pub unit: String,
    /// Titles of the columns, the first level first.
    #[schemars(length(min = 1, max = 3))]
    pub columns: Vec<String>,
    /// 公开事项.
    #[schemars(length(min = 1, max = 500))]
    pub item: String,
}

/// 解读.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Interpretation {
    /// Its own key in the source system; documents that name the same key share the interpretation. Without it the
    /// key is that of the document, `#` and the place in the list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
    /// 标题.
    #[schemars(length(min = 1, max = 500))]
    pub title: String,
    /// 形式.
    pub form: InterpretationForm,
    /// 正文, HTML; it is sanitised. For pictures and films their alternative in words.
    #[schemars(length(min = 1))]
    pub body: String,
    /// Where the picture, sound or film is: an http or https address, or a path that begins with /.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub media_url: Option<String>,
    /// 解读要素.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 100))]
    pub elements: Vec<InterpretationElement>,
    /// 解读人 or unit, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub interpreted_by: Option<String>,
    /// 发布时间, with an offset; the document's where it is absent. Set once, never altered afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "instant")]
    pub published_at: Option<DateTime<FixedOffset>>,
}

/// How the document refers to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Relation {
    /// How it refers.
    pub kind: DocumentRelationKind,
    /// The other document as cited.
    #[schemars(length(min = 1, max = 500))]
    pub citation: String,
    /// Its key, where it may be held here now or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<SourceKey>,
}

/// What happened to the document's validity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ValidityEvent {
    /// What happened.
    pub kind: ValidityEventKind,
    /// From which day; for EXPIRE the last day in force.
    pub effective_on: NaiveDate,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<NaiveDate>,
    /// Last day of the term that the event states; on ENACT, COMMENCE, AMEND, CONFIRM and EXTEND only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Key of the deciding document, where it may be held here now or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<SourceKey>,
    /// The deciding document as cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub citation: Option<String>,
    /// The articles concerned; absent for the whole document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub scope: Option<String>,
}

/// The withdrawal of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Withdrawal {
    /// Why.
    pub reason: TombstoneReason,
    /// What the public is told.
    #[schemars(length(min = 1, max = 500))]
    pub public_explanation: String,
    /// The document that takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<SourceKey>,
}

impl Package {
    /// The key of the interpretation at `index`: its own, or the document's with the place, counted from 1.
    pub fn interpretation_key(&self, index: usize) -> SourceKey {
        match self.interpretations.get(index).and_then(|it| it.source.clone()) {
            Some(own) => own,
            None => SourceKey { system: self.source.system.clone(), id: format!("{}#{}", self.source.id, index + 1) },
        }
    }
}

/// An instant, or `null`; with words of our own for what is none.
fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    DateTime::parse_from_rfc3339(&text).map(Some).map_err(|_| {
        D::Error::custom(format!("{text:?} is not an instant with an offset, such as 2024-05-01T09:00:00+08:00"))
    })
}

/// The JSON Schema (draft 2020-12) of a line, as committed in `package.schema.json`.
pub fn json_schema() -> String {
    format!("{:#}\n", schemars::schema_for!(Package).as_value())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_that_of_the_type() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../package.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, super::json_schema()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), super::json_schema(), "run the tests with UPDATE=1");
    }
}
