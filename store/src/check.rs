//! Rebuilds every projection from the log and compares it with what is stored; names each difference.
//! Changes nothing.

mod charting;
mod counted;
mod rebuild;

use std::collections::BTreeSet;
use std::fmt::{self, Debug};

use lamplight_domain::ids::{OrganisationId, TicketId};

use crate::projection::Projection;
use crate::{ReadError, Store};
pub use counted::Counted;
use rebuild::{Rebuilt, rebuild};

/// One thing that is stored otherwise than its log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub table: &'static str,
    pub organisation: OrganisationId,
    pub ticket: Option<TicketId>,
    pub column: &'static str,
    /// As the table says; `none` for a missing row.
    pub stored: String,
    /// As the log says; `none` for a row too many.
    pub rebuilt: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, organisation, ticket, column, stored, rebuilt } = self;
        write!(f, "organisation {organisation}")?;
        if let Some(ticket) = ticket {
            write!(f, ", ticket {ticket}")?;
        }
        write!(f, ", {table}.{column}: stored {stored}, by the log {rebuilt}")
    }
}

/// What a check finds.
#[derive(Debug)]
pub struct Checked {
    pub differences: Vec<Difference>,
    /// What the log itself gives, by organisation: the figures that screens must show.
    pub counted: Vec<Counted>,
}

/// Every difference of every organisation.
///
/// # Errors
/// When the store cannot be read, or a row is damaged.
pub async fn check(store: &Store) -> Result<Vec<Difference>, ReadError> {
    Ok(check_and_count(store).await?.differences)
}

/// The same, with the figures of every organisation.
///
/// # Errors
/// When the store cannot be read, or a row is damaged.
pub async fn check_and_count(store: &Store) -> Result<Checked, ReadError> {
    let mut checked = Checked { differences: Vec::new(), counted: Vec::new() };
    for organisation in store.logs().await? {
        let rebuilt = rebuild(store, organisation).await?;
        let stored = store.projection(organisation).await?;
        let mut differences = Differences { organisation, found: Vec::new() };
        differences.log(&rebuilt);
        differences.tickets(&stored, &rebuilt.projection);
        differences.deadlines(&stored, &rebuilt.projection);
        differences.others(&stored, &rebuilt.projection);
        differences.charts(&rebuilt);
        checked.differences.extend(differences.found);
        checked.counted.push(Counted::of(rebuilt));
    }
    Ok(checked)
}

struct Differences {
    organisation: OrganisationId,
    found: Vec<Difference>,
}

impl Differences {
    fn add(
        &mut self,
        table: &'static str,
        ticket: Option<TicketId>,
        column: &'static str,
        stored: impl Into<String>,
        rebuilt: impl Into<String>,
    ) {
        self.found.push(Difference {
            table,
            organisation: self.organisation,
            ticket,
            column,
            stored: stored.into(),
            rebuilt: rebuilt.into(),
        });
    }

    /// T1: versions and positions without gap or repeat.
    fn log(&mut self, rebuilt: &Rebuilt) {
        for breach in &rebuilt.breaches {
            self.add(
                "events",
                breach.ticket,
                breach.column,
                breach.stored.to_string(),
                breach.expected.to_string(),
            );
        }
    }

    fn tickets(&mut self, stored: &Projection, rebuilt: &Projection) {
        for (&id, (columns, ticket)) in &stored.tickets {
            let Some((expected, folded)) = rebuilt.tickets.get(&id) else {
                self.add("tickets", Some(id), "id", id.to_string(), "none");
                continue;
            };
            for ((column, stored), (_, rebuilt)) in columns.named().into_iter().zip(expected.named()) {
                if stored != rebuilt {
                    self.add("tickets", Some(id), column, stored, rebuilt);
                }
            }
            if ticket != folded {
                let (stored, rebuilt) = first_difference(&as_json(ticket), &as_json(folded));
                self.add("tickets", Some(id), "state", stored, rebuilt);
            }
        }
        for &id in rebuilt.tickets.keys().filter(|id| !stored.tickets.contains_key(id)) {
            self.add("tickets", Some(id), "id", "none", id.to_string());
        }
    }

    /// K1: exactly the deadlines that the state calls for.
    fn deadlines(&mut self, stored: &Projection, rebuilt: &Projection) {
        let ids: BTreeSet<_> = stored.deadlines.keys().chain(rebuilt.deadlines.keys()).collect();
        for &id in ids {
            let (stored, rebuilt) = (stored.deadlines.get(&id), rebuilt.deadlines.get(&id));
            if stored != rebuilt {
                let text = |list: Option<&Vec<_>>| {
                    list.map_or_else(|| "none".to_owned(), |list| format!("{list:?}"))
                };
                self.add("deadlines", Some(id), "due", text(stored), text(rebuilt));
            }
        }
    }

    fn others(&mut self, stored: &Projection, rebuilt: &Projection) {
        let pairs = |one: &Projection| one.rings.iter().map(|(&offer, &of)| (offer, of)).collect();
        self.sets("deliveries", "offer", pairs(stored), pairs(rebuilt));
        let pairs = |one: &Projection| one.duty.iter().map(|(&person, &duty)| (person, duty)).collect();
        self.sets("duty", "duty", pairs(stored), pairs(rebuilt));
        let texts = |one: &Projection| one.texts.iter().copied().collect();
        self.sets("texts", "id", texts(stored), texts(rebuilt));
        let decisions = |one: &Projection| one.decisions.iter().copied().collect();
        self.sets("decisions", "id", decisions(stored), decisions(rebuilt));
        let (stored, rebuilt) = (stored.directory_version, rebuilt.directory_version);
        if stored != rebuilt {
            self.add("directory_rows", None, "version", stored.to_string(), rebuilt.to_string());
        }
    }

    /// The charts' snapshot is what the log gives up to its position.
    fn charts(&mut self, rebuilt: &Rebuilt) {
        if let Some((stored, rebuilt)) = rebuilt.charting.difference() {
            self.add("fold_memories", None, "charts", stored, rebuilt);
        }
    }

    fn sets<T: Ord + Debug>(
        &mut self,
        table: &'static str,
        column: &'static str,
        stored: BTreeSet<T>,
        rebuilt: BTreeSet<T>,
    ) {
        for orphan in stored.difference(&rebuilt) {
            self.add(table, None, column, format!("{orphan:?}"), "none");
        }
        for missing in rebuilt.difference(&stored) {
            self.add(table, None, column, "none", format!("{missing:?}"));
        }
    }
}

fn as_json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The first field in which two states differ.
fn first_difference(stored: &serde_json::Value, rebuilt: &serde_json::Value) -> (String, String) {
    let fields = rebuilt.as_object().into_iter().flatten();
    for (name, value) in fields {
        if stored.get(name) != Some(value) {
            return (
                format!("{name} {}", stored.get(name).unwrap_or(&serde_json::Value::Null)),
                value.to_string(),
            );
        }
    }
    (stored.to_string(), rebuilt.to_string())
}
