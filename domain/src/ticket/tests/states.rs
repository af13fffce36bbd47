//! Every state a ticket can be in, each reached by acts of people.

use super::given::{
    Given, accepts, arrives, assigned, by, completes, given, gives_up, holds, lapses, ours, reported,
    returns, rings, transferred, withdraws,
};
use crate::dispatch::DecisionKind;
use crate::fixtures::desk::{
    DISPATCHER, LI, NO_TONER, NURSE, ORGANISATION, TICKET, WU, ZHAO, clock, decision, report,
};
use crate::ids::TicketId;
use crate::sla::{DeadlineKind, Target};
use crate::ticket::{Command, Dispatch, Open, ReturnReason, Stage, apply, quarantine};

macro_rules! states {
    ($($name:ident),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum State { $($name),+ }

        impl State {
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

states! {
    Unassigned, Later, WrongGroup, Quarantined, Stranded, Alarmed, Lapsed, Ringing, RingingByHand, Accepted, Arrived,
    OnHold, OnHoldArrived, Transferring, Completed, Rated, Withdrawn, Unresolved, Merged,
}

impl State {
    /// Where LI is the engineer, WU the one a transfer rings at.
    pub fn given(self) -> Given {
        let unassigned = || given([reported()]);
        let ringing = || unassigned().and(rings(1, LI));
        let accepted = || ringing().and(accepts(LI));
        let arrived = || accepted().and(arrives(LI));
        match self {
            Self::Unassigned => unassigned(),
            Self::Later => {
                let open = Open { dispatch: Dispatch::Later, ..report() };
                given([by(DISPATCHER, Command::Open(open)).at(9, 0)])
            }
            Self::WrongGroup => accepted()
                .and(returns(LI, ReturnReason::WrongGroup))
                .and(rings(2, ZHAO))
                .and(accepts(ZHAO))
                .and(returns(ZHAO, ReturnReason::WrongGroup)),
            Self::Quarantined => quarantined(ringing()),
            Self::Stranded => {
                unassigned().and(ours(Command::Strand { decision: decision(DecisionKind::Stranded, None) }))
            }
            Self::Alarmed => unassigned().and_expired(DeadlineKind::Miss(Target::Accept)),
            Self::Lapsed => ringing().and(lapses(2)),
            Self::Ringing => ringing(),
            Self::RingingByHand => given([reported(), assigned(1, LI)]),
            Self::Accepted => accepted(),
            Self::Arrived => arrived(),
            Self::OnHold => accepted().and(holds(LI, clock(15, 0))),
            Self::OnHoldArrived => arrived().and(holds(LI, clock(15, 0))),
            Self::Transferring => accepted().and(transferred(LI, 2, WU)),
            Self::Completed => arrived().and(completes(LI, NO_TONER)),
            Self::Rated => {
                arrived().and(completes(LI, NO_TONER)).and(by(NURSE, Command::Rate { stars: 5, words: None }))
            }
            Self::Withdrawn => ringing().and(withdraws(NURSE)),
            Self::Unresolved => arrived().and(gives_up(LI)),
            Self::Merged => accepted().and(by(DISPATCHER, Command::Merge { into: TicketId::from_raw(9) })),
        }
    }

    pub const fn stage(self) -> Stage {
        match self {
            Self::Unassigned
            | Self::Later
            | Self::WrongGroup
            | Self::Quarantined
            | Self::Stranded
            | Self::Alarmed
            | Self::Lapsed => Stage::Unassigned,
            Self::Ringing | Self::RingingByHand => Stage::Ringing,
            Self::Accepted | Self::Transferring => Stage::Accepted,
            Self::Arrived => Stage::Arrived,
            Self::OnHold | Self::OnHoldArrived => Stage::OnHold,
            Self::Completed | Self::Rated => Stage::Completed,
            Self::Withdrawn => Stage::Withdrawn,
            Self::Unresolved => Stage::Unresolved,
            Self::Merged => Stage::Merged,
        }
    }

    pub const fn has_ended(self) -> bool {
        matches!(self.stage(), Stage::Completed | Stage::Withdrawn | Stage::Unresolved | Stage::Merged)
    }
}

pub fn quarantined(mut given: Given) -> Given {
    let version = given.ticket().version;
    let (events, after, deadlines) = quarantine(ORGANISATION, TICKET, version, given.now()).into_parts();
    assert!(after.is_none() && deadlines.is_empty());
    given.ticket = apply(given.ticket.take(), &events[0]);
    given.log.extend(events);
    given
}

#[test]
fn every_state_is_what_it_says() {
    for &state in State::ALL {
        assert_eq!(state.given().ticket().stage(), state.stage(), "{state:?}");
    }
}
