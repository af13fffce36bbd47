//! Lists of tickets: filters as columns, keyset paging, newest first.

use lamplight_domain::ids::OrganisationId;
use sqlx::{FromRow, QueryBuilder};

use super::tickets::{StateRow, restore};
use super::{Connection, Db, Found};
use crate::projection::shown;
use crate::read::NumberPart;
use crate::{Page, TicketFilter, TicketRow};

const LIST: &str = "select t.id, t.version, t.state_version, t.state, coalesce(x.text, '') as summary_text \
    from tickets t left join texts x on x.id = t.summary and x.organisation = t.organisation \
    where t.organisation = ";

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    state: StateRow,
    summary_text: String,
}

/// One page.
pub(crate) async fn page(
    conn: &mut Connection,
    organisation: OrganisationId,
    filter: &TicketFilter,
    page: Page,
) -> Found<Vec<TicketRow>> {
    let mut statement = statement(organisation, filter, page);
    let rows: Vec<Row> = statement.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let ticket = restore(conn, organisation, row.state).await?;
        found.push(TicketRow { ticket, summary: row.summary_text });
    }
    Ok(found)
}

pub(crate) fn statement(organisation: OrganisationId, filter: &TicketFilter, page: Page) -> QueryBuilder<Db> {
    let mut statement = QueryBuilder::<Db>::new(LIST);
    statement.push_bind(organisation.raw());
    if let Some((at, id)) = page.after {
        statement.push(" and (t.opened_at, t.id) < (").push_bind(at.micros()).push(", ");
        statement.push_bind(id.raw()).push(")");
    }
    match filter.live {
        Some(true) => drop(statement.push(" and t.live")),
        Some(false) => drop(statement.push(" and not t.live")),
        None => {}
    }
    among(&mut statement, "t.shown", filter.shown.iter().map(|&one| shown(one)));
    among(&mut statement, "t.priority", filter.priority.iter().map(|one| one.rank() as i64));
    among(&mut statement, "t.category", filter.category.iter().map(|one| one.raw()));
    among(&mut statement, "t.zone", filter.zone.iter().map(|one| one.raw()));
    among(&mut statement, "t.group_id", filter.group.iter().map(|one| one.raw()));
    if let Some(engineer) = filter.engineer {
        statement.push(" and (t.engineer = ").push_bind(engineer.raw());
        statement.push(" or t.offered_to = ").push_bind(engineer.raw()).push(")");
    }
    if let Some(reporter) = filter.reporter {
        statement.push(" and (t.reporter = ").push_bind(reporter.raw());
        statement.push(" or t.joined like ").push_bind(format!("%|{reporter}|%")).push(")");
    }
    if let Some(from) = filter.opened_from {
        statement.push(" and t.opened_at >= ").push_bind(from.micros());
    }
    if let Some(to) = filter.opened_to {
        statement.push(" and t.opened_at < ").push_bind(to.micros());
    }
    if let Some(text) = &filter.text {
        push_text(&mut statement, text);
    }
    statement.push(" order by t.opened_at desc, t.id desc limit ").push_bind(i64::from(page.limit));
    statement
}

fn among<'a, T>(statement: &mut QueryBuilder<Db>, column: &'static str, values: impl Iterator<Item = T>)
where
    T: sqlx::Encode<'a, Db> + sqlx::Type<Db>,
{
    let mut values = values.peekable();
    if values.peek().is_none() {
        return;
    }
    statement.push(" and ").push(column).push(" in (");
    let mut list = statement.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    statement.push(")");
}

fn push_text(statement: &mut QueryBuilder<Db>, text: &str) {
    match NumberPart::parse(text) {
        Some(NumberPart::Whole { day, serial }) => {
            statement.push(" and t.day = ").push_bind(i64::from(day));
            statement.push(" and t.serial = ").push_bind(i64::from(serial));
        }
        Some(NumberPart::MonthDay { month_day, serial }) => {
            statement.push(" and t.day % 10000 = ").push_bind(i64::from(month_day));
            statement.push(" and t.serial = ").push_bind(i64::from(serial));
        }
        Some(NumberPart::Serial(serial)) => {
            statement.push(" and t.serial = ").push_bind(i64::from(serial));
        }
        None => {
            let mut pattern = String::from("%");
            for character in text.to_lowercase().chars() {
                if matches!(character, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(character);
            }
            pattern.push('%');
            statement.push(" and lower(x.text) like ").push_bind(pattern).push(" escape '\\'");
        }
    }
}
