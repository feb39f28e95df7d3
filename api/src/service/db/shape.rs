//! What the rows of SQLite become: the models of sea-orm's entities, and tuples. Every cell is read as what it is to
//! become, by the entity's own word of its columns or by the type itself; never by what happens to stand in it.

use super::read::{ARM, Entities, TOTAL};
use crate::database::cell::Kind;
use crate::database::inline::Shape;
use rusqlite::Row;
use sea_orm::sea_query::{Value, ValueType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn, TryIntoModel,
};
use std::marker::PhantomData;
use std::str::FromStr;

/// A column of an entity, and where it stands.
pub struct Cell<C> {
    index: usize,
    column: C,
    kind: Kind,
}

/// The cells of an entity among the columns of a statement, whose names may begin with its letter.
fn cells<E: EntityTrait>(names: &[&str], prefix: &str) -> Result<Vec<Cell<E::Column>>, DbErr> {
    let mut cells = Vec::with_capacity(names.len());
    // Statements name columns in the entity's order, so that the next is looked at before all.
    let mut next = E::Column::iter();
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.strip_prefix(prefix) else { continue };
        let expected = next.next().filter(|column| column.as_str() == name);
        let Some(column) = expected.or_else(|| E::Column::from_str(name).ok()) else { continue };
        cells.push(Cell { index, column, kind: Kind::of(column.def().get_column_type())? });
    }
    Ok(cells)
}

fn value(row: &Row<'_>, index: usize, kind: Kind) -> Result<Value, DbErr> {
    let cell = row.get_ref(index).map_err(|error| DbErr::Type(error.to_string()))?;
    let name = || row.as_ref().column_name(index).unwrap_or_default().to_owned();
    kind.read(cell).map_err(|error| DbErr::Type(format!("{}: {error}", name())))
}

/// A column that the statement does not name, and a value that the model does not take, are errors here.
fn model<E: Entities>(cells: &[Cell<E::Column>], row: &Row<'_>) -> Result<E::Model, DbErr> {
    let mut model = <E::ActiveModel as ActiveModelTrait>::default();
    for cell in cells {
        model
            .try_set(cell.column, value(row, cell.index, cell.kind)?)
            .map_err(|error| DbErr::Type(format!("{}.{:?}: {error}", E::default().table_name(), cell.column)))?;
    }
    model.try_into_model()
}

/// A row that is an entity's.
pub struct Whole<E>(PhantomData<fn() -> E>);

impl<E: Entities> Shape for Whole<E> {
    type Row = E::Model;
    type Plan = Vec<Cell<E::Column>>;

    fn plan(names: &[&str]) -> Result<Self::Plan, DbErr> {
        cells::<E>(names, "")
    }

    fn read(plan: &Self::Plan, row: &Row<'_>) -> Result<E::Model, DbErr> {
        model::<E>(plan, row)
    }
}

/// The same with the number of its arm in a statement of many.
pub struct Armed<E>(PhantomData<fn() -> E>);

impl<E: Entities> Shape for Armed<E> {
    type Row = (usize, E::Model);
    type Plan = (Option<usize>, Vec<Cell<E::Column>>);

    fn plan(names: &[&str]) -> Result<Self::Plan, DbErr> {
        Ok((position(names, ARM), cells::<E>(names, "")?))
    }

    fn read((arm, cells): &Self::Plan, row: &Row<'_>) -> Result<Self::Row, DbErr> {
        Ok((number(*arm, row)?, model::<E>(cells, row)?))
    }
}

/// A count with the number of its arm.
pub struct Counted;

impl Shape for Counted {
    type Row = (usize, i64);
    type Plan = (Option<usize>, usize);

    fn plan(names: &[&str]) -> Result<Self::Plan, DbErr> {
        let total = position(names, TOTAL).ok_or_else(|| DbErr::Type("a count without its column".into()))?;
        Ok((position(names, ARM), total))
    }

    fn read((arm, total): &Self::Plan, row: &Row<'_>) -> Result<Self::Row, DbErr> {
        Ok((number(*arm, row)?, typed(row, *total)?))
    }
}

fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|it| *it == name)
}

fn number(arm: Option<usize>, row: &Row<'_>) -> Result<usize, DbErr> {
    let arm: i32 = arm.map_or(Ok(0), |index| typed(row, index))?;
    usize::try_from(arm).map_err(|error| DbErr::Type(error.to_string()))
}

/// Two entities that are joined, the second where there is one.
pub struct Pair<E, F>(PhantomData<fn() -> (E, F)>);

impl<E: Entities, F: Entities> Shape for Pair<E, F> {
    type Row = (E::Model, Option<F::Model>);
    type Plan = (Vec<Cell<E::Column>>, Vec<Cell<F::Column>>, Vec<usize>);

    fn plan(names: &[&str]) -> Result<Self::Plan, DbErr> {
        let second = cells::<F>(names, "B_")?;
        let keys: Vec<_> = F::PrimaryKey::iter().map(|key| format!("{:?}", key.into_column())).collect();
        let of_key = second.iter().filter(|cell| keys.contains(&format!("{:?}", cell.column)));
        let of_key = of_key.map(|cell| cell.index).collect();
        Ok((cells::<E>(names, "A_")?, second, of_key))
    }

    fn read((first, second, key): &Self::Plan, row: &Row<'_>) -> Result<Self::Row, DbErr> {
        // A key is never null but where the join met nothing.
        let mut met = false;
        for index in key {
            let cell = row.get_ref(*index).map_err(|error| DbErr::Type(error.to_string()))?;
            met |= cell != rusqlite::types::ValueRef::Null;
        }
        Ok((model::<E>(first, row)?, met.then(|| model::<F>(second, row)).transpose()?))
    }
}

/// Some columns, each as its type says.
pub struct Tuple<T>(PhantomData<fn() -> T>);

fn typed<T: ValueType>(row: &Row<'_>, index: usize) -> Result<T, DbErr> {
    let value = value(row, index, Kind::of(&T::column_type())?)?;
    T::try_from(value).map_err(|_| DbErr::Type(format!("column {index} is not {}", T::type_name())))
}

macro_rules! tuple {
    ($($name:ident $index:literal),+) => {
        impl<$($name: ValueType + Send + 'static),+> Shape for Tuple<($($name,)+)> {
            type Row = ($($name,)+);
            type Plan = ();

            fn plan(_: &[&str]) -> Result<(), DbErr> {
                Ok(())
            }

            fn read(_: &(), row: &Row<'_>) -> Result<Self::Row, DbErr> {
                Ok(($(typed::<$name>(row, $index)?,)+))
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
