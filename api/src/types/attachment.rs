//! 附件.

use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::scalars::{Sha256, Url};
use async_graphql::{ID, Object};
use entity::attachment::Model;
use std::sync::Arc;

/// An attachment.
#[derive(Clone)]
pub struct Attachment(pub Arc<Model>);

/// 附件. A file that belongs to a document.
#[Object]
impl Attachment {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Attachment.id(self.0.id)
    }

    /// 文件名. The name of the file.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 媒体类型. The media type (RFC 6838).
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// 字节数. The size in bytes, at most 2 GiB.
    async fn byte_size(&self) -> Result<i32> {
        i32::try_from(self.0.byte_size).map_err(|_| Error::Internal("an attachment beyond 2 GiB".into()))
    }

    /// 摘要. SHA-256 of the bytes.
    async fn sha256(&self) -> Sha256 {
        Sha256(self.0.sha256.clone())
    }

    /// 下载地址. Where the bytes are.
    async fn url(&self) -> Url {
        Url(self.0.url.clone())
    }
}
