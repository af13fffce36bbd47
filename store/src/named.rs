//! What events name of other tables: texts, decisions, versions of the directory.

use std::collections::BTreeSet;

use lamplight_domain::ids::{DecisionId, TextId};
use lamplight_domain::log::{Fact, Recorded};
use lamplight_domain::org;
use lamplight_domain::ticket::Event;

/// Every text that these events name.
pub(crate) fn texts<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> BTreeSet<TextId> {
    events.into_iter().filter_map(text).collect()
}

/// Every version of the directory that these events made.
pub(crate) fn directory_versions<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> BTreeSet<u32> {
    let version = |recorded: &Recorded| match &recorded.fact {
        Fact::Organisation(org::Event::DirectoryChanged { version, .. }) => Some(*version),
        _ => None,
    };
    events.into_iter().filter_map(version).collect()
}

/// The decision record that an event names.
pub(crate) fn decision(recorded: &Recorded) -> Option<DecisionId> {
    let Fact::Ticket { event, .. } = &recorded.fact else { return None };
    match event {
        Event::Offered { decision, .. } | Event::Stranded { decision, .. } => Some(*decision),
        _ => None,
    }
}

fn text(recorded: &Recorded) -> Option<TextId> {
    let Fact::Ticket { event, .. } = &recorded.fact else { return None };
    match event {
        Event::Opened { summary, .. } => Some(*summary),
        Event::Commented { text } => Some(*text),
        Event::Rated { words, .. } => *words,
        Event::Offered { note, .. }
        | Event::Declined { note, .. }
        | Event::Returned { note, .. }
        | Event::Held { note, .. }
        | Event::Completed { note, .. }
        | Event::MarkedUnresolved { note, .. }
        | Event::Urged { note }
        | Event::Reopened { note, .. } => *note,
        _ => None,
    }
}
