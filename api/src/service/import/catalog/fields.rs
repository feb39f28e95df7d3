//! The columns of catalogs: the canonical ones, those of the Hefei template (附件2) and of the standard catalogs of the
//! 26 areas, by any of their names.

use crate::service::write::{Part, Parts};
use crate::sheet::{Field, Table};

/// The fields of a catalog, in the order of [`FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Serial,
    Unit,
    Column1,
    Column2,
    Column3,
    Level1,
    Level2,
    Level3,
    Item,
    ContentNorm,
    TimeLimit,
    LegalBasis,
    Method,
    Audience,
    Channels,
    Tiers,
    Office,
    Person,
    Phone,
    Remarks,
}

const fn field(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, ..Field::NONE }
}

/// Merged cells of files that do not tell them are filled by `above`, which knows how columns hang together.
pub(super) const FIELDS: &[Field] = &[
    field("serial", &["序号", "编号", "No.", "No"]),
    field("unit", &["公开主体", "单位", "公开单位", "责任单位", "公开责任主体", "责任主体", "单位名称"]),
    field("column_l1", &["一级栏目", "一级目录"]),
    field("column_l2", &["二级栏目", "二级目录"]),
    field("column_l3", &["三级栏目", "三级目录"]),
    field("item_l1", &["一级事项", "一级公开事项", "公开事项一级"]),
    field("item_l2", &["二级事项", "二级公开事项", "公开事项二级"]),
    field("item_l3", &["三级事项", "三级公开事项", "公开事项三级"]),
    field("disclosure_item", &["公开事项", "事项名称", "公开事项名称", "事项"]),
    field("content_norm", &["内容规范", "公开内容(要素)", "公开内容", "公开要素", "公开内容及要素", "公开内容和要素"]),
    field("time_limit", &["公开时限", "公开时间", "时限", "公开时限要求"]),
    field("legal_basis", &["公开依据", "依据"]),
    field("method", &["公开方式"]),
    field("audience", &["公开对象"]),
    field("channels", &["公开渠道和载体", "公开渠道及载体", "公开渠道", "公开载体", "渠道和载体", "公开渠道与载体"]),
    field("tiers", &["公开层级", "层级"]),
    field("responsible_office", &["责任处室", "责任科室", "责任股室", "责任处(科)室", "承办处室", "承办科室"]),
    field("responsible_person", &["责任人", "责任人员", "联系人"]),
    field("remark_phone", &["备注(联系电话)", "联系电话", "电话", "联系方式"]),
    field("remarks", &["备注"]),
    field("row_no", &["行号"]),
    field("merged_cells", &["合并单元格"]),
];

impl Place {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        FIELDS[self as usize].name
    }
}

/// The place of a field by its name in reports.
pub(super) fn place(name: &str) -> Option<usize> {
    FIELDS.iter().position(|field| field.name == name)
}

/// The parts of an entry that a table has no column for: they stay as they are.
pub(super) fn untold(table: &Table<'_>) -> Parts {
    let parts = [
        (Place::Serial, Part::Serial),
        (Place::ContentNorm, Part::ContentNorm),
        (Place::TimeLimit, Part::TimeLimit),
        (Place::LegalBasis, Part::LegalBasis),
        (Place::Method, Part::Method),
        (Place::Audience, Part::Audience),
        (Place::Channels, Part::Channels),
        (Place::Tiers, Part::Tiers),
        (Place::Office, Part::ResponsibleOffice),
        (Place::Person, Part::ResponsiblePerson),
        (Place::Phone, Part::ResponsiblePhone),
        (Place::Remarks, Part::Remarks),
    ];
    parts.into_iter().filter(|(place, _)| !table.has(*place as usize)).map(|(_, part)| part).collect()
}
