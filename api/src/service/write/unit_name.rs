//! Which units a name in a task plan means.

use super::unit::Directory;
use entity::value::{UnitGroup, UnitKind, UnitLevel};
use entity::{task_unit, task_unit_member, unit};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// All units, by their names.
pub(super) struct Names<'a> {
    directory: &'a Directory,
    by_name: HashMap<&'a str, Vec<&'a unit::Model>>,
}

impl Directory {
    /// The units by their full and short names.
    pub fn names(&self) -> Names<'_> {
        let mut by_name: HashMap<&str, Vec<&unit::Model>> = HashMap::new();
        for row in self.all() {
            by_name.entry(&row.name).or_default().push(row);
            if let Some(short) = row.short_name.as_deref().filter(|short| *short != row.name) {
                by_name.entry(short).or_default().push(row);
            }
        }
        Names { directory: self, by_name }
    }
}

impl Names<'_> {
    /// The rows of the index for what tasks of one issuer's plan name.
    pub fn members(&self, issuer: Option<Uuid>, named: &[task_unit::Model]) -> Vec<task_unit_member::Model> {
        // The same names stand in row after row.
        let mut met: HashMap<(&str, Option<UnitGroup>), Vec<Uuid>> = HashMap::new();
        let mut out = Vec::new();
        for row in named {
            let key = (row.name.as_str(), row.unit_group);
            let units = met.entry(key).or_insert_with(|| self.meant(issuer, &row.name, row.unit_group));
            let (task_id, position) = (row.task_id, row.position);
            out.extend(units.iter().map(|unit_id| task_unit_member::Model { unit_id: *unit_id, task_id, position }));
        }
        out
    }

    /// The units that a name in a plan of this issuer means: the members of a group, or the one unit that goes by the
    /// name there; none where none does, or where several do.
    pub fn meant(&self, issuer: Option<Uuid>, name: &str, group: Option<UnitGroup>) -> Vec<Uuid> {
        let issuer = issuer.and_then(|id| self.directory.unit(id));
        match group {
            Some(group) => issuer.map_or_else(Vec::new, |issuer| self.of_group(issuer, group)),
            None => self.one(issuer, name).into_iter().collect(),
        }
    }

    /// The authority for whose area an issuer plans: the nearest government, or committee of a zone, from itself up.
    fn authority(&self, issuer: &unit::Model) -> Option<&unit::Model> {
        let chain = self.directory.chain(issuer.id).filter_map(|id| self.directory.unit(id));
        chain.into_iter().find(|unit| matches!(unit.kind, UnitKind::Government | UnitKind::Dispatched))
    }

    fn one(&self, issuer: Option<&unit::Model>, name: &str) -> Option<Uuid> {
        let authority = issuer.and_then(|issuer| self.authority(issuer));
        let mut found: BTreeMap<&str, &unit::Model> = BTreeMap::new();
        for spelling in spellings(name, issuer, authority) {
            for unit in self.by_name.get(spelling.as_str()).into_iter().flatten() {
                found.insert(&unit.code, unit);
            }
        }
        // A short name such as 区教育局 is borne in every district: the nearer one is meant.
        let beneath = |top: &unit::Model, unit: &unit::Model| self.directory.chain(unit.id).any(|id| id == top.id);
        let nearer: [&dyn Fn(&unit::Model) -> bool; 4] = [
            &|_| true,
            &|unit| authority.is_some_and(|top| beneath(top, unit)),
            &|unit| authority.is_some_and(|top| beneath(top, unit) && unit.level == top.level),
            &|unit| issuer.is_some_and(|top| beneath(top, unit)),
        ];
        nearer.iter().find_map(|is_near| {
            let mut near = found.values().filter(|unit| is_near(unit));
            near.next().filter(|_| near.next().is_none()).map(|unit| unit.id)
        })
    }

    fn of_group(&self, issuer: &unit::Model, group: UnitGroup) -> Vec<Uuid> {
        use UnitKind::*;
        let Some(top) = self.authority(issuer) else { return Vec::new() };
        // A department's plan speaks to its own offices; every other group is of the whole area.
        let top = if group == UnitGroup::InternalOffices { issuer } else { top };
        let own = |unit: &unit::Model| unit.level == top.level || unit.parent_id == Some(top.id);
        let belongs = |unit: &unit::Model| match group {
            UnitGroup::Counties => unit.kind == Government && unit.level == UnitLevel::County,
            UnitGroup::DevelopmentZones => unit.kind == Dispatched && unit.level < UnitLevel::Town && own(unit),
            UnitGroup::Towns => matches!(unit.kind, Government | Dispatched) && unit.level == UnitLevel::Town,
            UnitGroup::Villages => unit.level == UnitLevel::Village,
            UnitGroup::Departments => matches!(unit.kind, Department | Office) && own(unit),
            UnitGroup::InternalOffices => unit.kind == InternalOffice,
            UnitGroup::PublicInstitutions => unit.kind == PublicInstitution && own(unit),
            UnitGroup::AllUnits => !matches!(unit.kind, InternalOffice | Government) && own(unit),
        };
        let beneath = |unit: &&unit::Model| unit.id != top.id && self.directory.chain(unit.id).any(|id| id == top.id);
        self.directory.all().filter(|unit| belongs(unit)).filter(beneath).map(|unit| unit.id).collect()
    }
}

/// How the unit of a name may be spelled in full: as written, with the place before it (司法局, 市司法局 for 泠川市司法局),
/// with the issuer before it (办公室), with what is customarily left out at the end (泠东区人民政府, 公开办公室).
fn spellings(name: &str, issuer: Option<&unit::Model>, authority: Option<&unit::Model>) -> Vec<String> {
    let mut out = vec![name.to_owned()];
    if let Some(authority) = authority {
        let place = authority.name.trim_end_matches("人民政府");
        out.push(format!("{place}{name}"));
        let first = name.chars().next();
        if let Some(first) = first.filter(|first| place.ends_with(*first)) {
            out.push(format!("{place}{}", &name[first.len_utf8()..]));
        }
    }
    if let Some(issuer) = issuer {
        out.push(format!("{}{name}", issuer.name));
        out.extend(issuer.short_name.as_ref().map(|short| format!("{short}{name}")));
    }
    for end in 0..out.len() {
        if out[end].ends_with('办') {
            out.push(format!("{}公室", out[end]));
        } else if out[end].ends_with(['县', '区', '市', '镇', '乡']) {
            out.push(format!("{}人民政府", out[end]));
        }
    }
    out
}
