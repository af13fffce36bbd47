//! A recorded event as one step of a ticket's timeline. The client words it; here it only gets names,
//! reasons and, where the reader may read them, texts.

use lamplight_domain::ids::{PersonId, TextId};
use lamplight_domain::log::{By, Fact, Position, Recorded};
use lamplight_domain::org::{Directory, Role, Roles};
use lamplight_domain::ticket::Event;
use serde_json::{Map, Value, json};

use crate::ticket::TimelineItem;
use crate::view::{
    Reader, category_named, cause_named, department_named, group_named, person_named, system_named, word,
    zone_named,
};
use crate::{Id, Instant};

/// `None` for events of the organisation itself, and for a reporter of what the desk does within itself.
/// `text`: looks a text up, `None` when it was blanked; the wall reads no text.
pub fn timeline_item(
    position: Position,
    recorded: &Recorded,
    directory: &Directory,
    text: &dyn Fn(TextId) -> Option<String>,
    reader: &Reader,
) -> Option<TimelineItem> {
    let Fact::Ticket { version, event, .. } = &recorded.fact else { return None };
    let mut step = step(event, directory);
    let (by, mut person) = author(recorded.by);
    if let Reader::Reporter(me) = reader {
        if !concerns_reporters(event) {
            return None;
        }
        // That others have it too is worth knowing; who they are is not.
        person = person.filter(|person| person == me || is_staff(directory, *person));
        match event {
            Event::Joined { reporter } if reporter != me => {
                step.detail.clear();
                person = None;
            }
            Event::Opened { reporter, .. } if reporter != me => drop(step.detail.remove("reporter")),
            _ => {}
        }
    }
    let readable = !matches!(reader, Reader::Wall);
    Some(TimelineItem {
        position: position.0,
        version: *version,
        at: Instant(recorded.at),
        occurred_at: recorded.occurred_at.map(Instant),
        by: by.to_owned(),
        person: person.map(|id| person_named(directory, id)),
        event: event_type(event),
        engineer: step.engineer.map(|id| person_named(directory, id)),
        reason: step.reason,
        text: step.text.filter(|_| readable).and_then(text),
        detail: Value::Object(step.detail),
    })
}

/// Who mends or dispatches goes by name; who has reported the same fault does not.
fn is_staff(directory: &Directory, person: PersonId) -> bool {
    let roles = directory.people.get(&person).map_or(Roles::NONE, |row| row.roles);
    roles.iter().any(|role| !matches!(role, Role::Reporter | Role::Screen))
}

/// What changes something for whoever waits. Whom the desk asks, who refuses and which alarm goes off is its
/// own affair: it would only make people wonder.
const fn concerns_reporters(event: &Event) -> bool {
    match event {
        Event::Opened { .. }
        | Event::Accepted { .. }
        | Event::Arrived { .. }
        | Event::Held { .. }
        | Event::Resumed
        | Event::Completed { .. }
        | Event::MarkedUnresolved { .. }
        | Event::Joined { .. }
        | Event::Urged { .. }
        | Event::Reopened { .. }
        | Event::Withdrawn { .. }
        | Event::Rated { .. }
        | Event::Commented { .. }
        | Event::Attached { .. }
        | Event::Reclassified { .. }
        | Event::Merged { .. }
        | Event::Split
        | Event::Revived { .. } => true,
        Event::Offered { .. }
        | Event::Declined { .. }
        | Event::Lapsed { .. }
        | Event::Revoked { .. }
        | Event::Returned { .. }
        | Event::Released { .. }
        | Event::Stranded { .. }
        | Event::TakenByHand { .. }
        | Event::RoundOpened { .. }
        | Event::Adopted { .. }
        | Event::Disowned { .. }
        | Event::Reprioritised { .. }
        | Event::DeadlineWarned { .. }
        | Event::DeadlineMissed { .. }
        | Event::Escalated { .. }
        | Event::Acknowledged { .. }
        | Event::HandedBack
        | Event::Quarantined
        | Event::Unquarantined
        | Event::Undone { .. }
        | Event::Reinstated { .. } => false,
    }
}

fn author(by: By) -> (&'static str, Option<PersonId>) {
    match by {
        By::Person(person) => ("person", Some(person)),
        By::Dispatch => ("dispatch", None),
        By::Wheel => ("wheel", None),
        By::System => ("system", None),
        By::Alarm => ("alarm", None),
    }
}

/// The `type` under which the event is stored: clients know events by it.
pub fn event_type(event: &Event) -> String {
    match serde_json::to_value(event) {
        Ok(Value::Object(fields)) => {
            fields.get("type").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

#[derive(Default)]
struct Step {
    engineer: Option<PersonId>,
    reason: Option<String>,
    text: Option<TextId>,
    detail: Map<String, Value>,
}

impl Step {
    fn engineer(id: PersonId) -> Self {
        Self { engineer: Some(id), ..Self::default() }
    }

    fn reason(reason: impl serde::Serialize) -> Self {
        Self { reason: Some(word(reason)), ..Self::default() }
    }

    fn because(mut self, reason: impl serde::Serialize) -> Self {
        self.reason = Some(word(reason));
        self
    }

    fn saying(mut self, text: Option<TextId>) -> Self {
        self.text = text;
        self
    }

    fn with(mut self, name: &str, value: impl serde::Serialize) -> Self {
        self.detail.insert(name.to_owned(), json!(value));
        self
    }
}

/// Events of the work itself; the others are in `desk_step`.
fn step(event: &Event, directory: &Directory) -> Step {
    match event {
        Event::Offered { offer, to, group, kind, rung, attempt, accept_by, effort, decision, note } => {
            Step::engineer(*to)
                .saying(*note)
                .with("offer", Id::from(*offer))
                .with("group", group_named(directory, *group))
                .with("kind", kind)
                .with("rung", rung)
                .with("attempt", attempt)
                .with("accept_by", Instant(*accept_by))
                .with("effort", effort)
                .with("decision", Id::from(*decision))
        }
        Event::Accepted { engineer, offer } => Step::engineer(*engineer).with("offer", Id::from(*offer)),
        Event::Declined { engineer, offer, reason, note } => {
            Step::engineer(*engineer).because(reason).saying(*note).with("offer", Id::from(*offer))
        }
        Event::Lapsed { engineer, offer, attempt } => {
            Step::engineer(*engineer).with("offer", Id::from(*offer)).with("attempt", attempt)
        }
        Event::Revoked { engineer, offer, reason } => {
            Step::engineer(*engineer).because(reason).with("offer", Id::from(*offer))
        }
        Event::Returned { engineer, group, reason, note } => Step::engineer(*engineer)
            .because(reason)
            .saying(*note)
            .with("group", group_named(directory, *group)),
        Event::Released { engineer } => Step::engineer(*engineer),
        Event::Arrived { mode } => Step::reason(mode),
        Event::Held { reason, until, note } => {
            Step::reason(reason).saying(*note).with("until", Instant(*until))
        }
        Event::Completed { cause, engineer, note } => Step { engineer: *engineer, ..Step::default() }
            .saying(*note)
            .with("cause", cause_named(directory, *cause)),
        Event::MarkedUnresolved { reason, note } => Step::reason(reason).saying(*note),
        other => desk_step(other, directory),
    }
}

fn desk_step(event: &Event, directory: &Directory) -> Step {
    match event {
        Event::Opened {
            channel, reporter, department, zone, category, system, priority, summary, ..
        } => Step::default()
            .saying(Some(*summary))
            .with("channel", channel)
            .with("reporter", person_named(directory, *reporter))
            .with("department", department.map(|id| department_named(directory, id)))
            .with("zone", zone_named(directory, *zone))
            .with("category", category_named(directory, *category))
            .with("system", system.map(|id| system_named(directory, id)))
            .with("priority", priority),
        Event::Stranded { decision, .. } => Step::default().with("decision", Id::from(*decision)),
        Event::TakenByHand { why } => Step::reason(why),
        Event::RoundOpened { round } => Step::default().with("round", round),
        Event::Joined { reporter } => Step::default().with("reporter", person_named(directory, *reporter)),
        Event::Urged { note } | Event::Reopened { note, .. } => Step::default().saying(*note),
        Event::Withdrawn { reason } => Step::reason(reason),
        Event::Rated { stars, words } => Step::default().saying(*words).with("stars", stars),
        Event::Commented { text } => Step::default().saying(Some(*text)),
        Event::Attached { files } => Step::default().with("files", files.len()),
        Event::Reclassified { category, zone, system, .. } => Step::default()
            .with("category", category_named(directory, *category))
            .with("zone", zone_named(directory, *zone))
            .with("system", system.map(|id| system_named(directory, id))),
        Event::Reprioritised { priority, .. } => Step::default().with("priority", priority),
        Event::Merged { into } => Step::default().with("into", Id::from(*into)),
        Event::Adopted { child, .. } | Event::Disowned { child, .. } => {
            Step::default().with("child", Id::from(*child))
        }
        Event::DeadlineWarned { target } | Event::DeadlineMissed { target } => Step::reason(target),
        Event::Escalated { level, .. } | Event::Acknowledged { level } => {
            Step::default().with("level", level)
        }
        Event::Undone { undoes, command } => Step::reason(command).with("undoes", undoes),
        Event::Reinstated { owner } => Step::engineer(owner.engineer)
            .with("group", group_named(directory, owner.group))
            .with("since", Instant(owner.since)),
        Event::Revived { .. }
        | Event::HandedBack
        | Event::Resumed
        | Event::Split
        | Event::Quarantined
        | Event::Unquarantined => Step::default(),
        Event::Offered { .. }
        | Event::Accepted { .. }
        | Event::Declined { .. }
        | Event::Lapsed { .. }
        | Event::Revoked { .. }
        | Event::Returned { .. }
        | Event::Released { .. }
        | Event::Arrived { .. }
        | Event::Held { .. }
        | Event::Completed { .. }
        | Event::MarkedUnresolved { .. } => Step::default(),
    }
}

#[cfg(test)]
mod tests;
