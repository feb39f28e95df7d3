//! Global ids: base64url of `Type:uuid`.

use crate::error::{Error, Result};
use crate::text;
use crate::text::shortened;
use async_graphql::ID;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::value::SubjectType;
use uuid::Uuid;

/// The types that have a global id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeType {
    /// 目录规范
    Catalog,
    /// 栏目
    CatalogColumn,
    /// 公开事项
    CatalogEntry,
    /// 单位
    Unit,
    /// 文件
    Document,
    /// 附件
    Attachment,
    /// 解读
    Interpretation,
    /// 有效性事件
    ValidityEvent,
    /// 放假安排
    HolidayNotice,
    /// 分工方案
    TaskPlan,
    /// 工作任务
    Task,
}

impl NodeType {
    const ALL: [Self; 11] = [
        Self::Catalog,
        Self::CatalogColumn,
        Self::CatalogEntry,
        Self::Unit,
        Self::Document,
        Self::Attachment,
        Self::Interpretation,
        Self::ValidityEvent,
        Self::HolidayNotice,
        Self::TaskPlan,
        Self::Task,
    ];

    /// The name of the GraphQL type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalog => "Catalog",
            Self::CatalogColumn => "CatalogColumn",
            Self::CatalogEntry => "CatalogEntry",
            Self::Unit => "Unit",
            Self::Document => "Document",
            Self::Attachment => "Attachment",
            Self::Interpretation => "Interpretation",
            Self::ValidityEvent => "ValidityEvent",
            Self::HolidayNotice => "HolidayNotice",
            Self::TaskPlan => "TaskPlan",
            Self::Task => "Task",
        }
    }

    /// The global id of one of these.
    pub fn id(self, id: Uuid) -> ID {
        ID(URL_SAFE_NO_PAD.encode(format!("{}:{id}", self.name())))
    }

    /// The key behind a global id that must be of this type. `argument` is named when it is not.
    pub fn key(self, id: &ID, argument: &str) -> Result<Uuid> {
        match decode(id, argument)? {
            (found, key) if found == self => Ok(key),
            (found, _) => Err(Error::bad_input(
                argument,
                text!(
                    "应为 {} 的标识，而不是 {} 的标识",
                    "must be the id of a {}, not of a {}",
                    self.name(),
                    found.name()
                ),
            )),
        }
    }
}

impl From<SubjectType> for NodeType {
    fn from(subject: SubjectType) -> Self {
        match subject {
            SubjectType::Unit => Self::Unit,
            SubjectType::Catalog => Self::Catalog,
            SubjectType::CatalogEntry => Self::CatalogEntry,
            SubjectType::Document => Self::Document,
            SubjectType::Interpretation => Self::Interpretation,
            SubjectType::HolidayNotice => Self::HolidayNotice,
            SubjectType::TaskPlan => Self::TaskPlan,
            SubjectType::Task => Self::Task,
        }
    }
}

/// The type and key behind a global id.
pub fn decode(id: &ID, argument: &str) -> Result<(NodeType, Uuid)> {
    let malformed = || {
        let id = shortened(&format_args!("{:?}", id.as_str()));
        Error::bad_input(argument, text!("{id} 不是本服务的标识", "{id} is not an id of this service"))
    };
    let bytes = URL_SAFE_NO_PAD.decode(id.as_str()).map_err(|_| malformed())?;
    let text = String::from_utf8(bytes).map_err(|_| malformed())?;
    let (name, key) = text.split_once(':').ok_or_else(malformed)?;
    let found = NodeType::ALL.into_iter().find(|it| it.name() == name).ok_or_else(malformed)?;
    // Only the spelling that this service writes, so that an object has one id.
    let key = Uuid::try_parse(key).ok().filter(|uuid| uuid.to_string() == key).ok_or_else(malformed)?;
    Ok((found, key))
}
