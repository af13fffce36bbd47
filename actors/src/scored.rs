//! The charts as they stand, for every session of an organisation: the latest alone, since an older one is of
//! no use to anybody. Written by the scoreboard, read by sessions and the board. Never counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytestring::ByteString;
use lamplight_domain::ids::PersonId;
use lamplight_domain::stats::{PersonDay, TodayAgainstUsual};
use lamplight_protocol::Instant;
use lamplight_protocol::live::{Audience, Row, ServerFrame};
use lamplight_protocol::wall::Charts;

use crate::{Clock, encode};

/// Frames are shared by sessions that ask within this (life time, milliseconds): each says `now`.
const SHARED_FOR_MS: u128 = 100;
const SHARED_MAX: usize = 8;

/// To whom, at which position, in which tenth of a second.
type Key = (Audience, i64, u128);

/// Charts with their number, which rises with each that differs.
#[derive(Debug)]
struct Shown {
    no: u64,
    charts: Charts,
    frames: Vec<(Key, ByteString)>,
}

/// The present day as of when the charts were last made.
#[derive(Debug, Clone)]
pub struct Today {
    pub against_usual: Arc<TodayAgainstUsual>,
    /// Of everybody to whom something has happened in it.
    pub people: Arc<BTreeMap<PersonId, PersonDay>>,
}

#[derive(Debug, Default)]
pub struct Scored {
    today: Mutex<Option<Today>>,
    shown: Mutex<Option<Shown>>,
}

impl Scored {
    pub fn put_today(&self, against_usual: TodayAgainstUsual, people: BTreeMap<PersonId, PersonDay>) {
        let today = Today { against_usual: Arc::new(against_usual), people: Arc::new(people) };
        *locked(&self.today) = Some(today);
    }

    /// None before the scoreboard has read the log.
    pub fn today(&self) -> Option<Today> {
        locked(&self.today).clone()
    }

    /// Whether they differ from those shown.
    pub fn put_charts(&self, charts: Charts) -> bool {
        let mut shown = locked(&self.shown);
        if shown.as_ref().is_some_and(|shown| shown.charts == charts) {
            return false;
        }
        let no = shown.as_ref().map_or(1, |shown| shown.no + 1);
        *shown = Some(Shown { no, charts, frames: Vec::new() });
        true
    }

    /// For a whole.
    pub fn row(&self) -> Option<Row> {
        locked(&self.shown).as_ref().map(|shown| Row::Charts(Box::new(shown.charts.clone())))
    }

    /// The charts after number `seen`, as a frame for somebody who has everything of this audience up to
    /// `position`. It names no frame before it: it is all of what it shows, and follows any. Encoded once for
    /// all who ask at the same time.
    pub fn newer(
        &self,
        seen: u64,
        audience: Audience,
        position: i64,
        clock: &dyn Clock,
    ) -> Option<(u64, ByteString)> {
        let mut shown = locked(&self.shown);
        let shown = shown.as_mut().filter(|shown| shown.no != seen)?;
        let key = (audience, position, clock.tick().as_millis() / SHARED_FOR_MS);
        if let Some((_, frame)) = shown.frames.iter().find(|(of, _)| *of == key) {
            return Some((shown.no, frame.clone()));
        }
        let frame = encode(&ServerFrame::Rows {
            audience,
            prev: 0,
            position,
            now: Instant(clock.now()),
            rows: vec![Row::Charts(Box::new(shown.charts.clone()))],
        });
        if shown.frames.len() >= SHARED_MAX {
            shown.frames.clear();
        }
        shown.frames.push((key, frame.clone()));
        Some((shown.no, frame))
    }
}

/// Each change is one assignment.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
