//! Short ordered lists, each kept in one JSON column: never filtered on, always read whole.

use super::{DisclosureChannel, GovernmentTier, InterpretationElement};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

macro_rules! list {
    ($(#[$doc:meta])* $name:ident($item:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
        #[serde(transparent)]
        pub struct $name(pub Vec<$item>);
    };
}

list!(
    /// Texts in order, such as the legal bases of a catalog entry.
    Texts(String)
);
list!(
    /// Channels through which an item is disclosed.
    Channels(DisclosureChannel)
);
list!(
    /// Tiers of government that disclose an item.
    Tiers(GovernmentTier)
);
list!(
    /// What an interpretation explains.
    Elements(InterpretationElement)
);
