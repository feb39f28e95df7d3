//! On which columns a row's entry hangs.

use super::above::{Hanging, inherit};
use super::fields::Place;
use super::row::Rows;
use super::tale::Tale;
use super::words;
use crate::sheet::{Row, Source};

impl<'a> Rows<'a> {
    /// The columns that the entry hangs on, and its item; the serial and the unit stand in `above` thereafter.
    pub(super) fn hang(&mut self, row: &Row<'a>) -> Result<(Vec<String>, String), Tale> {
        use Place::*;
        let line = |place| words::one_line(&self.text(row, place));
        let columns = [Column1, Column2, Column3].map(line);
        let mut levels = [Level1, Level2, Level3].map(line);
        for (level, (_, value)) in levels.iter_mut().zip(self.table.options(row, Item as usize)) {
            inherit(level, &words::one_line(value.text()));
        }
        let has_columns = [Column1, Column2, Column3].iter().any(|place| self.table.has(*place as usize));
        let names = if has_columns { [Column1, Column2, Column3] } else { [Level1, Level2, Level3] };
        let mut cells = Hanging {
            serial: line(Serial),
            unit: line(Unit),
            columns: if has_columns { columns } else { levels.clone() },
        };
        for (place, tells) in [names[0], Unit].into_iter().zip(self.tells_merges) {
            let is_bare = self.value(row, place).is_some_and(|it| it.text().is_empty() && it.source == Source::Own);
            if tells && is_bare {
                let reason = "is blank, and not merged with the cell above as others in its column are";
                return Err(Tale::new(self.at(row, place), place.name(), reason));
            }
        }
        // A stroke: there is none, not that of the row above.
        if matches!(cells.serial.as_str(), "/" | "—" | "——") {
            cells.serial.clear();
            self.above.serial.clear();
        }
        if cells.unit.is_empty() && self.above.unit.is_empty() {
            cells.unit = self.unit.unwrap_or_default().to_owned();
        }
        let filled = self.above.fill(&mut cells, names.map(Place::name));
        filled.map_err(|problem| {
            let place = names.into_iter().find(|place| place.name() == problem.path).unwrap_or(Unit);
            Tale::new(self.at(row, place), place.name(), problem.reason)
        })?;
        let mut hung: Vec<String> = cells.columns.into_iter().filter(|it| !it.is_empty()).collect();
        if has_columns {
            hung.extend(levels.into_iter().filter(|it| !it.is_empty()));
        }
        let item = match self.value(row, Item) {
            Some(value) => value.text().to_owned(),
            // The deepest level that is given is the item.
            None => hung.pop().unwrap_or_default(),
        };
        if item.is_empty() {
            return Err(Tale::new(self.at(row, Item), Item.name(), "is required, but empty"));
        }
        if hung.is_empty() && !has_columns {
            hung.extend(self.area.clone());
        }
        if hung.len() > 3 {
            return Err(Tale::new(
                self.at(row, names[0]),
                names[0].name(),
                "has more than three levels above the item",
            ));
        }
        if let Some(Source::Merged(from)) = self.value(row, Item).map(|value| value.source) {
            let unit = self.units.entry(from).or_insert_with(|| self.above.unit.clone());
            if *unit != self.above.unit {
                let reason =
                    format!("the cell merged from {from} on is one item of two units, {unit} and {}", self.above.unit);
                self.tales.review(self.at(row, Item), Item.name(), reason);
            }
        } else if let Some(value) = self.value(row, Item) {
            self.units.insert(value.at, self.above.unit.clone());
        }
        Ok((hung, item))
    }
}
