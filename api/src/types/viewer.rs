//! 访问者.

use crate::scope;
use async_graphql::{Enum, SimpleObject};

/// 访问者. Who you are to the service.
#[derive(SimpleObject)]
pub struct Viewer {
    /// 角色. What you may do.
    role: ViewerRole,
}

impl From<&scope::Viewer> for Viewer {
    fn from(viewer: &scope::Viewer) -> Self {
        let role = match viewer {
            scope::Viewer::Anonymous => ViewerRole::Anonymous,
        };
        Self { role }
    }
}

/// 角色. What a viewer may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ViewerRole {
    /// 公众. Somebody of the public: reads what is public.
    Anonymous,
}
