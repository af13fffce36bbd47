//! The seam through which the journal writes: one multi-row statement a table. Each table says once how
//! its row is laid out. PostgreSQL will say `unnest` here; nothing else has to know.

use sqlx::QueryBuilder;
use sqlx::query_builder::Separated;

use super::{Connection, Db};

/// Parameters of one statement at most: SQLite's limit is 32,766.
const PARAMETERS_MAX: usize = 30_000;

pub(crate) type Values<'a> = Separated<'a, Db, &'static str>;

/// A row as its table holds it.
pub(crate) trait Table {
    /// `insert into .. (..)` up to the values.
    const INSERT: &'static str;
    const COLUMNS: usize;
    /// What stands after the values: `on conflict ..` or nothing.
    const CONFLICT: &'static str;

    /// Pushes exactly `COLUMNS` values, in order.
    fn bind(&self, values: &mut Values<'_>);
}

/// The statements that write all rows, in chunks that the database takes. Built before the first is run, so
/// that nothing borrowed from entries is held over a wait.
pub(crate) fn insert_rows<T: Table>(
    statements: &mut Vec<QueryBuilder<Db>>,
    rows: impl IntoIterator<Item = T>,
) {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut statement = QueryBuilder::<Db>::new(T::INSERT);
        let chunk = rows.by_ref().take(PARAMETERS_MAX / T::COLUMNS);
        statement.push_values(chunk, |mut values, row| row.bind(&mut values));
        statement.push(T::CONFLICT);
        statements.push(statement);
    }
}

/// Runs them in order.
pub(crate) async fn run_all(
    conn: &mut Connection,
    statements: &mut [QueryBuilder<Db>],
) -> Result<(), sqlx::Error> {
    for statement in statements {
        statement.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// `(..) in (values (..), (..))`: pairs of organisation and id, as a condition's end.
pub(crate) fn push_pairs(statement: &mut QueryBuilder<Db>, pairs: impl IntoIterator<Item = (i64, i64)>) {
    statement.push(" in (");
    statement.push_values(pairs, |mut values, (organisation, id)| {
        values.push_bind(organisation).push_bind(id);
    });
    statement.push(")");
}
