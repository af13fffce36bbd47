//! The organisation's policy: targets, ring windows, capacity, weights. Versioned with the directory;
//! its presets are here, its use is in `sla` and `dispatch`.

use serde::{Deserialize, Serialize};

use crate::time::Span;

/// How long a ticket may wait for each step, from its opening, in working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    pub accept: Span,
    pub respond: Span,
    pub resolve: Span,
}

/// The weights of the cost, in thousandths (design 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    pub load: i64,
    pub zone: i64,
    pub fairness: i64,
    pub travel: i64,
    pub context: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// By priority: critical, high, normal, low.
    pub targets: [Targets; 4],
    /// How long one ring lasts, by priority.
    pub ring: [Span; 4],
    /// Open work an engineer may hold, in minutes; `None`: no limit.
    pub in_hand: Option<u32>,
    /// Automatic dispatch offers that may ring at one engineer at once; `None`: no limit.
    pub rings_at_once: Option<u32>,
    pub weights: Weights,
    /// A stranded ticket is tried again after this.
    pub round: Span,
    /// A target warns at this share of its time, in thousandths.
    pub warn_at: i64,
    /// An escalation that nobody acknowledged repeats after this; `None`: it fires once.
    pub escalate_every: Option<Span>,
    /// Warnings sound on the supervisor's screens; a miss always does.
    #[serde(default = "yes")]
    pub warnings_sound: bool,
    /// A warning that nobody acknowledged sounds again after this; `None`: once.
    #[serde(default)]
    pub warn_every: Option<Span>,
    /// Least time between two urges.
    pub urge_every: Span,
    /// A ticket may be reopened this long after its end.
    pub reopen_within: Span,
    /// How far back a phone that was offline may date its act.
    pub occurred_within: Span,
    /// Whether a reporter may telephone the engineer who has his report.
    #[serde(default = "shown")]
    pub engineer_phone: bool,
    /// A command may be undone this long after it.
    #[serde(default = "undo_within")]
    pub undo_within: Span,
}

/// Of policies stored before this could be chosen.
const fn shown() -> bool {
    true
}

/// Of policies stored before there was an undo.
const fn undo_within() -> Span {
    Span::from_seconds(10)
}

const fn yes() -> bool {
    true
}

impl Default for Policy {
    fn default() -> Self {
        let minutes = |accept, respond, resolve| Targets {
            accept: Span::from_minutes(accept),
            respond: Span::from_minutes(respond),
            resolve: Span::from_minutes(resolve),
        };
        Self {
            targets: [minutes(3, 10, 60), minutes(5, 15, 120), minutes(10, 30, 480), minutes(30, 240, 2_880)],
            ring: [
                Span::from_seconds(60),
                Span::from_minutes(3),
                Span::from_minutes(5),
                Span::from_minutes(10),
            ],
            in_hand: Some(120),
            rings_at_once: Some(1),
            weights: Weights { load: 500, zone: 300, fairness: 100, travel: 50, context: 50 },
            round: Span::from_minutes(10),
            warn_at: 750,
            escalate_every: Some(Span::from_minutes(10)),
            warnings_sound: true,
            warn_every: Some(Span::from_minutes(5)),
            urge_every: Span::from_minutes(10),
            reopen_within: Span::from_hours(7 * 24),
            occurred_within: Span::from_hours(12),
            engineer_phone: shown(),
            undo_within: undo_within(),
        }
    }
}

impl Policy {
    /// For playing a recorded log at `rate` times life: everything is offered at once, nothing is limited,
    /// nothing repeats, and a ring lasts ten seconds of life.
    pub fn replay(rate: i64) -> Self {
        Self {
            ring: [Span::from_seconds(10 * rate.max(1)); 4],
            in_hand: None,
            rings_at_once: None,
            escalate_every: None,
            ..Self::default()
        }
    }
}
