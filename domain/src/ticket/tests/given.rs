//! given / when / then: histories are made of acts that must succeed, never of forged events.

use crate::fixtures::desk::{
    DISPATCHER, NURSE, caller, clock, directory, proposal, report, transfer, trusted,
};
use crate::ids::{CauseId, PersonId};
use crate::invariants;
use crate::log::{By, Decided, Fact, Recorded};
use crate::org::Directory;
use crate::sla::{Calendar, DeadlineKind, deadlines};
use crate::ticket::{
    Accept, ArriveMode, Caller, Command, Context, Decline, DeclineReason, Event, Hold, HoldReason, Rejection,
    ReturnReason, Ticket, UnresolvedReason, WithdrawReason, decide, fold,
};
use crate::time::Timestamp;

/// Somebody asks something at some moment; without one, a minute after the act before.
#[derive(Clone)]
pub struct Act {
    pub command: Command,
    pub caller: Caller,
    pub at: Option<Timestamp>,
}

impl Act {
    pub fn at(self, hour: i64, minute: i64) -> Self {
        Self { at: Some(clock(hour, minute)), ..self }
    }
}

pub fn by(person: PersonId, command: Command) -> Act {
    Act { command, caller: caller(person), at: None }
}

pub fn ours(command: Command) -> Act {
    Act { command, caller: trusted(By::Dispatch), at: None }
}

pub struct Given {
    pub directory: Directory,
    pub log: Vec<Recorded>,
    pub ticket: Option<Ticket>,
}

/// The history so far, from 9:00 on.
pub fn given(acts: impl IntoIterator<Item = Act>) -> Given {
    let mut given = Given { directory: directory(), log: Vec::new(), ticket: None };
    for act in acts {
        let command = act.command.clone();
        if let Err(rejection) = given.run(act) {
            panic!("given {command:?}: {rejection:?}");
        }
    }
    given
}

impl Given {
    pub fn now(&self) -> Timestamp {
        self.ticket.as_ref().map_or(clock(8, 59), |ticket| ticket.last_at)
    }

    pub fn ticket(&self) -> &Ticket {
        self.ticket.as_ref().unwrap()
    }

    pub fn decide(&self, act: &Act) -> Result<Decided, Rejection> {
        let minute = crate::time::Span::from_minutes(1);
        let now = act.at.unwrap_or(self.now() + minute);
        let context = Context { now, directory: &self.directory, calendar: Calendar::Always };
        decide(self.ticket.as_ref(), &act.command, act.caller, &context)
    }

    /// Takes the act in and checks everything that must hold after it.
    pub fn run(&mut self, act: Act) -> Result<Vec<Event>, Rejection> {
        let decided = self.decide(&act)?;
        let (events, after, stored) = decided.into_parts();
        self.log.extend(events.iter().cloned());
        let folded = invariants::ticket::check_history(&self.log).unwrap_or_else(|violation| {
            panic!("{violation}\n{:#?}", self.log);
        });
        assert_eq!(folded, after, "L1: the fold is what was decided");
        assert_eq!(folded, fold(&self.log));
        let ticket = after.unwrap();
        let warn_at = self.directory.policy.warn_at;
        assert_eq!(stored, deadlines(&ticket, Calendar::Always, warn_at));
        invariants::sla::deadlines_fit(&ticket, &stored, Calendar::Always, warn_at).unwrap();
        let state = serde_json::to_string(&ticket).unwrap();
        assert_eq!(serde_json::from_str::<Ticket>(&state).unwrap(), ticket, "the row's state is read back");
        self.ticket = Some(ticket);
        Ok(events.into_iter().filter_map(|recorded| event(recorded.fact)).collect())
    }

    pub fn and(mut self, act: Act) -> Self {
        let command = act.command.clone();
        self.run(act).unwrap_or_else(|rejection| panic!("and {command:?}: {rejection:?}"));
        self
    }

    pub fn when(mut self, act: Act) -> When {
        let outcome = self.run(act);
        When { outcome, given: self }
    }

    /// The deadline of that kind that stands fires, when it is due.
    pub fn expire(&self, kind: DeadlineKind) -> Act {
        let warn_at = self.directory.policy.warn_at;
        let standing = deadlines(self.ticket(), Calendar::Always, warn_at);
        let found = standing.iter().find(|deadline| deadline.kind == kind);
        let deadline = found.unwrap_or_else(|| panic!("no {kind:?} in {standing:?}"));
        Act {
            command: Command::Expire { kind, set_by: deadline.set_by },
            caller: trusted(By::Wheel),
            at: Some(deadline.due),
        }
    }

    pub fn and_expired(self, kind: DeadlineKind) -> Self {
        let act = self.expire(kind);
        self.and(act)
    }
}

fn event(fact: Fact) -> Option<Event> {
    match fact {
        Fact::Ticket { event, .. } => Some(event),
        Fact::Organisation(_) => None,
    }
}

pub struct When {
    outcome: Result<Vec<Event>, Rejection>,
    given: Given,
}

impl When {
    #[track_caller]
    pub fn then(self, events: impl IntoIterator<Item = Event>) -> Given {
        assert_eq!(self.outcome, Ok(events.into_iter().collect()));
        self.given
    }

    /// The names of the events alone.
    #[track_caller]
    pub fn then_only(self, names: &str) -> Given {
        assert_eq!(self.outcome.map(|events| names_of(&events)), Ok(names.to_string()));
        self.given
    }

    #[track_caller]
    pub fn refused(self, rejection: Rejection) {
        assert_eq!(self.outcome, Err(rejection));
    }
}

pub fn names_of(events: &[Event]) -> String {
    let name = |event: &Event| serde_json::to_value(event).unwrap()["type"].as_str().unwrap().to_string();
    events.iter().map(name).collect::<Vec<_>>().join(" ")
}

// The acts of a usual day. Rings end at five past nine.

pub fn reported() -> Act {
    by(NURSE, Command::Open(report())).at(9, 0)
}

pub fn rings(offer: i64, to: PersonId) -> Act {
    ours(Command::Offer(proposal(offer, to, clock(9, 5))))
}

pub fn assigned(offer: i64, to: PersonId) -> Act {
    by(DISPATCHER, Command::Offer(proposal(offer, to, clock(9, 5))))
}

pub fn transferred(from: PersonId, offer: i64, to: PersonId) -> Act {
    by(from, Command::Offer(transfer(offer, to, clock(9, 50))))
}

pub fn accepts(engineer: PersonId) -> Act {
    by(engineer, Command::Accept(Accept { offer: None }))
}

pub fn declines(engineer: PersonId) -> Act {
    by(engineer, Command::Decline(Decline { offer: None, reason: DeclineReason::Busy, note: None }))
}

pub fn returns(engineer: PersonId, reason: ReturnReason) -> Act {
    by(engineer, Command::Return { reason, note: None })
}

pub fn arrives(engineer: PersonId) -> Act {
    by(engineer, Command::Arrive { mode: ArriveMode::OnSite, occurred_at: None })
}

pub fn holds(engineer: PersonId, until: Timestamp) -> Act {
    by(engineer, Command::Hold(Hold { reason: HoldReason::Parts, until, note: None, occurred_at: None }))
}

pub fn resumes(engineer: PersonId) -> Act {
    by(engineer, Command::Resume { occurred_at: None })
}

pub fn completes(engineer: PersonId, cause: CauseId) -> Act {
    by(engineer, Command::Complete { cause, note: None, occurred_at: None })
}

pub fn gives_up(engineer: PersonId) -> Act {
    by(engineer, Command::Unresolved { reason: UnresolvedReason::Vendor, note: None, occurred_at: None })
}

pub fn withdraws(person: PersonId) -> Act {
    by(person, Command::Withdraw { reason: WithdrawReason::SolvedItself })
}

pub fn lapses(offer_set_by: u32) -> Act {
    let command = Command::Expire { kind: DeadlineKind::Ring, set_by: offer_set_by };
    Act { command, caller: trusted(By::Wheel), at: Some(clock(9, 5)) }
}
