//! What the generated load says: an invented city whose documents are spread as real ones are.

use crate::service::package::{CatalogEntryKey, Document, Interpretation, Package, Relation, SourceKey, ValidityEvent};
use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::value::validity::term_end;
use entity::value::{
    DocumentGenre as Genre, DocumentRelationKind, InterpretationElement, InterpretationForm, ValidityEventKind as Kind,
};
use std::fmt::Write;

const SYSTEM: &str = "load";
/// Units: one government, eleven departments and counties, the others beneath these.
const UNITS: u64 = 60;
/// Leaf columns of the unit that has most.
const MOST_COLUMNS: u64 = 80;
const FIELDS: [&str; 12] = [
    "教育",
    "民政",
    "公安",
    "财政",
    "交通运输",
    "生态环境",
    "住房保障",
    "农业农村",
    "医疗卫生",
    "应急管理",
    "市场监管",
    "文化旅游",
];
const MATTERS: [&str; 10] = [
    "专项资金",
    "行政许可",
    "监督检查",
    "公共服务",
    "项目建设",
    "人才引进",
    "信用管理",
    "安全生产",
    "补贴发放",
    "招标投标",
];
const SENTENCES: [&str; 8] = [
    "各单位应当按照职责分工，建立健全工作机制，明确责任人员和完成时限，确保各项任务落到实处。",
    "主管部门负责本办法的组织实施和监督管理，并会同有关部门制定配套措施，定期向社会公布执行情况。",
    "申请人应当如实提交有关材料，对材料的真实性负责；材料不齐全的，应当当场或者在五个工作日内一次告知。",
    "县级以上人民政府应当将所需经费列入本级财政预算，专款专用，不得截留、挪用或者以其他名目套取。",
    "违反本规定的，由主管部门责令限期改正；逾期不改正的，依照有关法律、法规的规定处理。",
    "鼓励公民、法人和其他组织参与监督，对发现的问题可以通过政务服务热线提出意见和建议。",
    "受理机关应当自受理之日起二十个工作日内作出决定，并将决定书面告知申请人，同时在政府网站公开。",
    "本市行政区域内从事相关活动的单位和个人，应当遵守本规定，接受主管部门的指导和检查。",
];

/// Makes the load, one document after another.
#[derive(Debug)]
pub(super) struct Load {
    seed: u64,
    ratio: f64,
    /// Catalog entries: unit, three columns, item.
    entries: Vec<CatalogEntryKey>,
}

/// Numbers that follow from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound.max(1)
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    fn of<T: Copy>(&mut self, items: &[T], default: T) -> T {
        items.get(self.below(items.len() as u64) as usize).copied().unwrap_or(default)
    }
}

impl Load {
    pub fn new(seed: u64, ratio: f64) -> Self {
        let mut entries = Vec::new();
        for unit in 0..UNITS {
            let leaves = if unit == 1 { MOST_COLUMNS } else { 9 };
            for leaf in 0..leaves {
                let field = FIELDS[(unit as usize + leaf as usize / 8) % FIELDS.len()];
                let columns = vec![field.into(), format!("{field}工作"), format!("{field}事项{}", leaf + 1)];
                let item = format!("{}公开{}", MATTERS[leaf as usize % MATTERS.len()], leaf + 1);
                entries.push(CatalogEntryKey { unit: code(unit), columns, item });
            }
        }
        Self { seed, ratio, entries }
    }

    pub fn units(&self) -> String {
        let mut out = "code,name,short_name,kind,level,parent_code\n".to_owned();
        for unit in 0..UNITS {
            let field = FIELDS[unit as usize % FIELDS.len()];
            let line = match unit {
                0 => "云岭市人民政府,市政府,GOVERNMENT,CITY,".to_owned(),
                1..12 => format!("云岭市{field}局,市{field}局,DEPARTMENT,CITY,{}", code(0)),
                _ => format!("云岭市{field}局第{unit}科,{field}{unit}科,INTERNAL_OFFICE,CITY,{}", code(1 + unit % 11)),
            };
            out += &format!("{},{line}\n", code(unit));
        }
        out
    }

    pub fn catalog(&self) -> String {
        let mut out = "serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit,\
                       responsible_office,responsible_person,remark_phone\n"
            .to_owned();
        for (serial, CatalogEntryKey { unit, columns, item }) in (1..).zip(&self.entries) {
            let norm = "\"1.文件要素包括:标题、文号、正文、发文日期、有效时间。\n2.文件与解读相互关联,同步发布。\"";
            let limit = match serial % 8 {
                1 => "每季度至少公布一次",
                2 => "每月15日前",
                3 => "每年3月31日前",
                _ => "自该信息形成或者变更之日起20个工作日内。",
            };
            let columns = columns.join(",");
            let _ = writeln!(out, "{serial},{unit},{columns},{item},{norm},{limit},法规科,×××,0000****");
        }
        out
    }

    pub fn package(&mut self, index: u32, documents: u32) -> Package {
        let mut chance = Chance(self.seed ^ (u64::from(index) << 20));
        let (issued, published) = dates(index, documents, &mut chance);
        let is_normative = chance.percent(50);
        let unit = chance.below(UNITS);
        let (field, matter) = (chance.of(&FIELDS, "教育"), chance.of(&MATTERS, "公共服务"));
        let (genre, name) = if is_normative {
            chance.of(
                &[(Genre::Measures, "管理办法"), (Genre::Provisions, "若干规定"), (Genre::DetailedRules, "实施细则")],
                (Genre::Other, ""),
            )
        } else {
            chance.of(
                &[
                    (Genre::Notice, "工作的通知"),
                    (Genre::Opinion, "工作的意见"),
                    (Genre::Reply, "有关事项的批复"),
                    (Genre::Letter, "有关事项的函"),
                ],
                (Genre::Other, ""),
            )
        };
        let trial = if is_normative && chance.percent(10) { "（试行）" } else { "" };
        let title = format!("云岭市{field}{matter}{name}{trial}（第{index}件）");
        let body = body(&title, &mut chance);
        let mut issuers: Vec<String> = (0..1 + chance.below(3)).map(|_| code(chance.below(UNITS))).collect();
        issuers.insert(0, code(unit));
        let mut met = std::collections::HashSet::new();
        issuers.retain(|issuer| met.insert(issuer.clone()));
        issuers.truncate(3);
        let entry = self.entries.get(chance.below(self.entries.len() as u64) as usize).cloned();
        let second = chance.of(&FIELDS, field);
        let topics = if second == field { vec![field.into()] } else { vec![field.into(), second.into()] };
        let explained = (chance.below(1_000_000) as f64) < self.ratio * 1_000_000.0;
        let (relations, validity_events) =
            (relations(index, &mut chance), events(issued, is_normative, index, &mut chance));
        // One in twelve comes late.
        let formed_on = if index.is_multiple_of(12) { issued - Days::new(60) } else { issued };
        Package {
            source: key(index),
            document: Some(Document {
                number: Some(format!("云{}发〔{}〕{index}号", unit, issued.format("%Y"))),
                index_number: Some(format!("YL{unit:03}/{}-{index:08}", issued.format("%Y%m"))),
                issuers,
                publisher: code(unit),
                genre,
                topics,
                is_normative,
                formed_on: Some(formed_on),
                issued_on: Some(issued),
                published_at: Some(published.fixed_offset()),
                summary: chance.percent(40).then(|| format!("就{field}领域{matter}作出规定。")),
                body,
                drafting_office: Some("政策法规科".into()),
                public_contact: Some("0000-2020000".into()),
                attachments: Vec::new(),
                catalog_entries: entry.into_iter().collect(),
                title: title.clone(),
            }),
            interpretations: if explained { vec![interpretation(&title, &mut chance)] } else { Vec::new() },
            relations,
            validity_events,
            withdrawal: None,
        }
    }
}

fn code(unit: u64) -> String {
    format!("YL-{unit:03}")
}

fn key(index: u32) -> SourceKey {
    SourceKey { system: SYSTEM.into(), id: format!("D{index:08}") }
}

/// When a document was issued and published: 1995 to mid-2026, in the order of the load.
fn dates(index: u32, documents: u32, chance: &mut Chance) -> (NaiveDate, DateTime<Utc>) {
    let first = NaiveDate::from_ymd_opt(1995, 1, 1).unwrap_or_default();
    let days = 11_480 * u64::from(index) / u64::from(documents.max(1));
    let issued = first + Days::new(days);
    let seconds = (chance.below(20) as i64) * 86_400 + 3_600 + chance.below(28_800) as i64;
    let published = issued.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::seconds(seconds);
    (issued, published)
}

fn body(title: &str, chance: &mut Chance) -> String {
    let mut body = format!("<h1>{title}</h1>");
    for article in 1..=5 + chance.below(8) {
        let _ = write!(body, "<p>第{article}条　{}</p>", chance.of(&SENTENCES, ""));
    }
    body
}

fn event(kind: Kind, effective_on: NaiveDate) -> ValidityEvent {
    let (decided_on, until, instrument, citation, scope) = Default::default();
    ValidityEvent { kind, effective_on, decided_on, until, instrument, citation, scope }
}

fn events(issued: NaiveDate, is_normative: bool, index: u32, chance: &mut Chance) -> Vec<ValidityEvent> {
    if !is_normative {
        return vec![event(Kind::Enact, issued)];
    }
    let start = issued + Days::new(chance.below(60));
    // Of a hundred terms: 64 of five years, 24 of three, 6 of two, 5 of one; and some documents state none.
    let months = match chance.below(110) {
        0..64 => Some(60),
        64..88 => Some(36),
        88..94 => Some(24),
        94..99 => Some(12),
        _ => None,
    };
    let end = months.map(|months| term_end(start, months));
    let mut events = vec![event(Kind::Enact, issued), ValidityEvent { until: end, ..event(Kind::Commence, start) }];
    let later = start + Days::new(200 + chance.below(1_200));
    let instrument = Some(key(index.saturating_add(1 + chance.below(5_000) as u32)));
    match chance.below(100) {
        0..8 => events.push(ValidityEvent {
            instrument,
            citation: Some("《关于废止部分行政规范性文件的决定》".into()),
            ..event(Kind::Repeal, later)
        }),
        8..18 => events
            .push(ValidityEvent { citation: Some("《关于修改的决定》".into()), ..event(Kind::Amend, later) }),
        18..24 => {
            if let Some(end) = end {
                events.push(ValidityEvent { until: Some(term_end(end, 36)), ..event(Kind::Extend, end) });
            }
        }
        24..26 => events.push(ValidityEvent { scope: Some("第三条".into()), ..event(Kind::PartialRepeal, later) }),
        _ => {}
    }
    events
}

fn relations(index: u32, chance: &mut Chance) -> Vec<Relation> {
    let mut relations = Vec::new();
    if chance.percent(40) {
        let (kind, citation) = (DocumentRelationKind::BasedOn, "《中华人民共和国政府信息公开条例》".to_owned());
        relations.push(Relation { kind, citation, target: None });
    }
    if index > 0 && chance.percent(30) {
        let kinds = [DocumentRelationKind::Amends, DocumentRelationKind::Repeals, DocumentRelationKind::Cites];
        let kind = chance.of(&kinds, DocumentRelationKind::Cites);
        let earlier = chance.below(u64::from(index)) as u32;
        relations.push(Relation { kind, citation: format!("《第{earlier}件》"), target: Some(key(earlier)) });
    }
    relations
}

fn interpretation(title: &str, chance: &mut Chance) -> Interpretation {
    let forms = [InterpretationForm::Text, InterpretationForm::Infographic, InterpretationForm::QuestionsAndAnswers];
    let title = format!("《{title}》解读");
    Interpretation {
        source: None,
        form: chance.of(&forms, InterpretationForm::Text),
        body: body(&title, chance),
        title,
        media_url: None,
        elements: vec![InterpretationElement::Background, InterpretationElement::MainContent],
        interpreted_by: Some("政策法规科".into()),
        published_at: None,
    }
}
