//! The play in words: what was read and learned before it, a bar while it runs, a table after it.
//! Prints nothing itself: gives texts and the bar.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use lamplight_domain::time::Timestamp;

use super::incident::Incidents;
use super::learn::{Holder, Lesson};
use super::log_file::Log;
use super::play::Stage;
use super::score::Score;

const BAR_EVERY: Duration = Duration::from_millis(200);

/// What a file held, and what had to be put right.
pub fn of_file(name: &str, log: &Log, incidents: &Incidents) -> String {
    let mut text = format!("{name}: {} incidents in {} lines", incidents.all.len(), log.lines);
    let notes = [
        (log.duplicate_lines, "duplicate lines left out"),
        (log.unnumbered_lines, "lines without a number left out"),
        (incidents.disordered, "incidents put in order"),
        (incidents.without_opening, "incidents without an opening left out"),
        (incidents.resolved_early, "resolved before they were opened"),
        (log.unknown_states, "unknown states"),
        (log.missing_values, "missing values"),
    ];
    for (count, what) in notes.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(text, "; {count} {what}");
    }
    text
}

pub fn of_lesson(lesson: &Lesson) -> String {
    let count = |wanted: fn(&Holder) -> bool| lesson.rules.iter().filter(|rule| wanted(&rule.holder)).count();
    format!(
        "learned from {} incidents that were solved before ({} still open, {} later: not looked at): \
         {} categories, {} locations, {} groups, {} engineers; coverage {} A, {} B, {} groups",
        lesson.cases,
        lesson.open_cases,
        lesson.later_cases,
        lesson.categories.len(),
        lesson.locations.len(),
        lesson.groups.len(),
        lesson.engineers.len(),
        count(|holder| matches!(holder, Holder::A { .. })),
        count(|holder| matches!(holder, Holder::B { .. })),
        count(|holder| matches!(holder, Holder::Group(_))),
    )
}

/// What was played: numbers of the schedule and of the people's record.
pub fn of_play(stage: &Stage) -> String {
    let counts = stage.ledger.counts();
    let rows = [
        ("incidents in the file", stage.script.parts.len().to_string()),
        ("  not resolved within the horizon", stage.script.open_at_end().to_string()),
        ("  of unknown kind", unknown_kinds(stage).to_string()),
        ("  reopenings (not played)", stage.script.reopenings().to_string()),
        ("accepted", counts.accepted.to_string()),
        ("completed", counts.completed.to_string()),
        ("held", counts.held.to_string()),
        ("  holds over before they could begin", counts.holds_passed.to_string()),
        ("live feeds lost", counts.feeds_lost.to_string()),
    ];
    table(&rows)
}

fn unknown_kinds(stage: &Stage) -> usize {
    let leaf_of = |index: usize| stage.lesson.leaf(&stage.script.parts[index].incident.kind);
    (0..stage.script.parts.len()).filter(|index| leaf_of(*index).subcategory.is_none()).count()
}

/// The figures of `--json` as a table.
pub fn of_score(score: &Score) -> String {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let refused: u64 = score.refused.values().sum();
    let reasons: Vec<_> = score.refused.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
    let refused =
        if reasons.is_empty() { "0".to_owned() } else { format!("{refused} ({})", reasons.join(", ")) };
    table(&[
        ("tickets", score.tickets.to_string()),
        ("events", score.events.to_string()),
        ("refused", refused),
        ("lapses", score.lapses.to_string()),
        ("by hand", score.by_hand.to_string()),
        ("open at end", score.open_at_end.to_string()),
        ("lost", score.lost.to_string()),
        ("doubled", score.doubled.to_string()),
        ("group first", percent(score.group_first)),
        ("engineer first", percent(score.engineer_first)),
        ("report to ring, p50", format!("{:.1} ms", score.ring_p50_ms)),
        ("report to ring, p99", format!("{:.1} ms", score.ring_p99_ms)),
    ])
}

fn table(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        let _ = writeln!(text, "{name:width$}  {value}");
    }
    text
}

/// A bar over people who take their places.
pub fn places_bar(people: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}");
    let bar = ProgressBar::new(people as u64).with_message("log in");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Draws the hospital's time until it is dropped.
pub async fn draw(stage: Arc<Stage>) {
    let begins_at = stage.script.begins_at;
    let minutes = |until: Timestamp| u64::try_from((until - begins_at).seconds() / 60).unwrap_or(0);
    let style = ProgressStyle::with_template("{msg} {bar:40} {percent}% {elapsed}");
    let bar = ProgressBar::new(minutes(stage.script.ends_at));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut drawing = tokio::time::interval(BAR_EVERY);
    loop {
        drawing.tick().await;
        let now = stage.clock.now().min(stage.script.ends_at);
        let counts = stage.ledger.counts();
        bar.set_message(format!(
            "{} opened {} accepted {} completed {}",
            now.to_utc().format("%m-%d %H:%M"),
            counts.opened,
            counts.accepted,
            counts.completed
        ));
        bar.set_position(minutes(now));
    }
}

#[cfg(test)]
mod tests;
