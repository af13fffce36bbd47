//! Working time. Today the desk works around the clock; calendars with hours and holidays come later
//! behind this same type.

use crate::time::{Span, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calendar {
    /// 24 hours, every day.
    #[default]
    Always,
}

impl Calendar {
    /// The moment at which `span` of working time after `from` is used up; of a negative span, that long before.
    pub fn after(self, from: Timestamp, span: Span) -> Timestamp {
        match self {
            Self::Always => from + span,
        }
    }

    /// Working time between two moments; zero when `to` is not later.
    pub fn between(self, from: Timestamp, to: Timestamp) -> Span {
        match self {
            Self::Always => (to - from).max(Span::ZERO),
        }
    }
}
