//! 发文字号.

use super::vocabulary::DocumentNumberKind;
use async_graphql::SimpleObject;
use entity::value::document_number;

/// 发文字号. A document number as written, and what could be understood of it.
#[derive(SimpleObject)]
pub struct DocumentNumber {
    /// 类别. What sort of number.
    kind: DocumentNumberKind,
    /// 原文. As written.
    text: String,
    /// 规范写法. The standard form, such as 云政发〔2024〕5号; null where the text is not understood, or names no issuer.
    canonical: Option<String>,
    /// 机关代字. The code of the issuer, with the name of the genre where that takes its place (国务院令); null where the text
    /// tells none.
    issuer_code: Option<String>,
    /// 制发机关. Who issued an order, announcement or public notice, several joined by 、; null for others.
    issuer: Option<String>,
    /// 年份. The year of issue; null where the text tells none.
    year: Option<i32>,
    /// 序号. The serial, mostly within the year; null where the text is not understood.
    number: Option<i32>,
    /// 统一编号序号. The serial of a registration, with its zeros; null for others.
    serial: Option<String>,
    /// 统一编号前缀. The prefix of a registration; null for others.
    prefix: Option<String>,
    /// 修正. What was wrong with the number and had to be repaired, such as `missing_close_bracket`; empty where nothing.
    repairs: Vec<&'static str>,
    /// 规整. What was merely tidied, such as `brackets` or `full_width`; empty where nothing.
    normalized: Vec<&'static str>,
    /// 括号. The pair of brackets around the year where it is not 〔〕; null otherwise.
    bracket: Option<String>,
    /// 前文. Words before the number that are no part of it; null where there are none.
    leading_context: Option<String>,
    /// 后文. Words after the number that are no part of it; null where there are none.
    trailing: Option<String>,
    /// 标题. The title written beside the number, without its marks; null where there is none.
    title: Option<String>,
    /// 别称. How the issuer is named where the standard form names it otherwise; null where it does not.
    alias: Option<String>,
    /// 联合发文. Whether several bodies issued the document together, as far as the number tells.
    is_joint: bool,
    /// 非文号原因. Why this is not a document number; null where it is one.
    reason: Option<&'static str>,
    /// 说明. What a reader must know to use the number; null where nothing.
    note: Option<&'static str>,
}

impl From<document_number::DocumentNumber> for DocumentNumber {
    fn from(it: document_number::DocumentNumber) -> Self {
        Self {
            kind: it.kind.into(),
            text: it.text,
            canonical: it.canonical,
            issuer_code: it.issuer_code,
            issuer: it.issuer,
            year: it.year,
            number: it.number,
            serial: it.serial,
            prefix: it.prefix,
            repairs: it.repairs,
            normalized: it.normalized,
            bracket: it.bracket,
            leading_context: it.leading_context,
            trailing: it.trailing,
            title: it.title,
            alias: it.alias,
            is_joint: it.is_joint,
            reason: it.reason,
            note: it.note,
        }
    }
}
