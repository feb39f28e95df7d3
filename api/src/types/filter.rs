//! 筛选条件: the filters that several nouns share. A filter that names several conditions means all of them.

use super::vocabulary::*;
use crate::scalars::{Date, DateTime};
use async_graphql::{ID, InputObject};

/// 文本条件. A condition on a text; case matters.
#[derive(Clone, Debug, Default, InputObject)]
pub struct TextFilter {
    /// 等于. Exactly this text.
    pub eq: Option<String>,
    /// 属于. One of these texts, at most 100.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<String>>,
    /// 包含. These characters stand somewhere in it; 1 to 100 of them.
    pub contains: Option<String>,
}

/// 是否条件. A condition on yes or no.
#[derive(Clone, Debug, Default, InputObject)]
pub struct BooleanFilter {
    /// 等于. Yes or no.
    pub eq: Option<bool>,
}

/// 数字条件. A condition on a whole number.
#[derive(Clone, Debug, Default, InputObject)]
pub struct IntFilter {
    /// 等于. Exactly this number.
    pub eq: Option<i32>,
    /// 属于. One of these numbers, at most 100.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<i32>>,
    /// 不小于. This number or more.
    pub gte: Option<i32>,
    /// 不大于. This number or less.
    pub lte: Option<i32>,
}

/// 日期条件. A condition on a date; a date that is not stated meets none but `isNull`.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DateFilter {
    /// 等于. Exactly this day.
    pub eq: Option<Date>,
    /// 自某日起. This day or later.
    pub gte: Option<Date>,
    /// 至某日止. This day or earlier.
    pub lte: Option<Date>,
    /// 未注明. Whether no date is stated.
    pub is_null: Option<bool>,
}

/// 时间条件. A condition on an instant.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DateTimeFilter {
    /// 自此时起. This instant or later.
    pub gte: Option<DateTime>,
    /// 至此时止. This instant or earlier.
    pub lte: Option<DateTime>,
}

/// 对象条件. A condition on a linked object.
#[derive(Clone, Debug, Default, InputObject)]
pub struct IdFilter {
    /// 等于. This object.
    pub eq: Option<ID>,
    /// 属于. One of these objects, at most 100.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<ID>>,
}

/// 单位条件. A condition on a unit.
#[derive(Clone, Debug, Default, InputObject)]
pub struct UnitRefFilter {
    /// 等于. This unit.
    pub eq: Option<ID>,
    /// 属于. One of these units, at most 100.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<ID>>,
    /// 本级及下级. This unit or any beneath it.
    pub within: Option<ID>,
}

/// 栏目条件. A condition on the column.
#[derive(Clone, Debug, Default, InputObject)]
pub struct CatalogColumnFilter {
    /// 栏目及其下级栏目. This column, of whatever level, or any beneath it.
    pub within: Option<ID>,
}

/// 发文字号条件. A condition on the document number.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DocumentNumberFilter {
    /// 等于. This number, in any of the ways in which it is written: 云政发（2024）5号 finds 云政发〔2024〕5号.
    pub eq: Option<String>,
    /// 机关代字. The code of the issuer, such as 云政发.
    pub issuer_code: Option<TextFilter>,
    /// 年份. The year of issue.
    pub year: Option<IntFilter>,
    /// 序号. The serial within the year.
    pub number: Option<IntFilter>,
}

/// 解读条件. A condition on the interpretations linked to a document.
#[derive(Clone, Debug, Default, InputObject)]
pub struct InterpretationPresenceFilter {
    /// 有无解读. Whether there is one (in one of `forms`, where given).
    #[graphql(default = true)]
    pub exists: bool,
    /// 解读形式. Only interpretations in one of these forms count.
    pub forms: Option<Vec<InterpretationForm>>,
}

macro_rules! vocabulary_filter {
    ($(#[$doc:meta])* $name:ident($vocabulary:ident)) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, InputObject)]
        pub struct $name {
            /// 等于. This one.
            pub eq: Option<$vocabulary>,
            /// 属于. One of these.
            #[graphql(name = "in")]
            pub one_of: Option<Vec<$vocabulary>>,
            /// 不等于. Any but this one.
            pub ne: Option<$vocabulary>,
        }

        impl $name {
            /// The words that meet the condition.
            pub fn allowed(&self) -> Vec<entity::value::$vocabulary> {
                let meets = |word: entity::value::$vocabulary| {
                    let word = $vocabulary::from(word);
                    self.eq.is_none_or(|it| it == word)
                        && self.ne.is_none_or(|it| it != word)
                        && self.one_of.as_ref().is_none_or(|list| list.contains(&word))
                };
                entity::value::$vocabulary::ALL.iter().copied().filter(|word| meets(*word)).collect()
            }
        }
    };
}

vocabulary_filter!(
    /// 体裁条件. A condition on the genre.
    DocumentGenreFilter(DocumentGenre)
);
vocabulary_filter!(
    /// 有效性条件. A condition on the validity status, on the list's `asOf` (today when absent).
    ValidityStatusFilter(ValidityStatus)
);
vocabulary_filter!(
    /// 公开方式条件. A condition on the method of disclosure.
    DisclosureMethodFilter(DisclosureMethod)
);
vocabulary_filter!(
    /// 解读形式条件. A condition on the form.
    InterpretationFormFilter(InterpretationForm)
);
vocabulary_filter!(
    /// 单位性质条件. A condition on the kind of unit.
    UnitKindFilter(UnitKind)
);
vocabulary_filter!(
    /// 单位角色条件. A condition on how the unit takes part.
    UnitRoleFilter(UnitRole)
);
vocabulary_filter!(
    /// 任务进展条件. A condition on how far the task has come.
    TaskProgressFilter(TaskProgress)
);
