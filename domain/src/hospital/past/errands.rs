//! Errands as they are done in the past: each is looked at once more when its time has come, and let be
//! where it makes no sense any more. A refusal is an answer like any other.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::dispatch::{Preview, Standing, TransferTo};
use crate::hospital::past::desk::{Desk, Words};
use crate::hospital::past::people::{Errand, People};
use crate::hospital::past::words;
use crate::ids::{CauseId, GroupId, PersonId, TextId, TicketId};
use crate::log::By;
use crate::org::{Duty, Role, Roles};
use crate::ticket::{
    Accept, ArriveMode, Caller, Command, Decline, DeclineReason, Hold, HoldReason, Owner, Phase, Priority,
    ReturnReason, Stage, Ticket, UnresolvedReason, WithdrawReason,
};
use crate::time::Span;

/// Quarters of an hour that somebody stays to finish what he has in hand.
const STAYS_MAX: u8 = 5;
const STARS: [(u8, usize); 5] = [(5, 62), (4, 25), (3, 8), (2, 3), (1, 2)];
const DECLINES: [(DeclineReason, usize); 4] = [
    (DeclineReason::Busy, 60),
    (DeclineReason::Away, 22),
    (DeclineReason::NoTools, 10),
    (DeclineReason::WrongGroup, 8),
];
const RETURNS: [(ReturnReason, usize); 4] = [
    (ReturnReason::NotMine, 45),
    (ReturnReason::NeedsAccess, 25),
    (ReturnReason::WrongGroup, 20),
    (ReturnReason::Other, 10),
];
const HOLDS: [(HoldReason, usize); 4] =
    [(HoldReason::Parts, 45), (HoldReason::Vendor, 25), (HoldReason::User, 20), (HoldReason::Access, 10)];

pub fn caller(person: PersonId, role: Role) -> Caller {
    Caller { by: By::Person(person), roles: Roles::of(&[role]) }
}

impl People {
    pub fn does(&mut self, errand: Errand, desk: &mut Desk) {
        match errand {
            Errand::Switch(engineer, duty) => self.switches(engineer, duty, desk),
            Errand::GoHome(engineer, stayed) => self.goes_home(engineer, stayed, desk),
            Errand::Accept(ticket, offer, engineer) => {
                let command = Command::Accept(Accept { offer: Some(offer) });
                answer(desk, ticket, &command, engineer);
            }
            Errand::Decline(ticket, offer, engineer) => {
                let reason = self.one_of(&DECLINES);
                let command = Command::Decline(Decline { offer: Some(offer), reason, note: None });
                answer(desk, ticket, &command, engineer);
            }
            Errand::Arrive(ticket, engineer) => self.arrives(ticket, engineer, desk),
            Errand::Finish(ticket, engineer) => self.finishes(ticket, engineer, desk),
            Errand::Resume(ticket, engineer) if desk.is_on(engineer) => {
                answer(desk, ticket, &Command::Resume { occurred_at: None }, engineer);
            }
            Errand::Resume(..) => {}
            Errand::OfferByHand(ticket) => self.offers_by_hand(ticket, desk),
            Errand::Release(ticket) => self.releases(ticket, desk),
            Errand::Acknowledge(ticket, level) => {
                let Some(&supervisor) = self.chance.pick(&self.supervisors) else { return };
                let command = Command::Acknowledge { level };
                let _ = desk.wants(ticket, &command, caller(supervisor, Role::Supervisor), Vec::new());
            }
            Errand::Urge(ticket)
            | Errand::Withdraw(ticket)
            | Errand::Comment(ticket)
            | Errand::Join(ticket)
            | Errand::Rate(ticket)
            | Errand::Reopen(ticket) => self.reporter_does(errand, ticket, desk),
        }
    }

    fn switches(&mut self, engineer: PersonId, duty: Duty, desk: &mut Desk) {
        // "Busy" and back is said by whoever is here alone.
        let comes = duty == Duty::On && desk.floor.duty_of(engineer) == Duty::Off;
        let here = desk.is_on(engineer);
        if here || comes {
            desk.switches(engineer, duty);
        }
    }

    /// Whoever has something in hand stays a while, then gives it back; what is on hold stays his.
    fn goes_home(&mut self, engineer: PersonId, stayed: u8, desk: &mut Desk) {
        let in_hand =
            |owner: &Owner| owner.engineer == engineer && !matches!(owner.phase, Phase::OnHold { .. });
        let his = desk.floor.tickets().filter(|ticket| ticket.owner.as_ref().is_some_and(in_hand));
        let his: Vec<TicketId> = his.map(|ticket| ticket.id).collect();
        if !his.is_empty() && stayed < STAYS_MAX {
            // No new work meanwhile: half a capacity that is full already.
            self.switches(engineer, Duty::Busy, desk);
            let at = desk.now + self.chance.minutes(12, 18);
            return self.plan(at, Errand::GoHome(engineer, stayed + 1));
        }
        desk.switches(engineer, Duty::Off);
        for ticket in his {
            let command = Command::Return { reason: ReturnReason::EndOfShift, note: None };
            answer(desk, ticket, &command, engineer);
        }
    }

    fn arrives(&mut self, ticket: TicketId, engineer: PersonId, desk: &mut Desk) {
        let remote = desk.ticket(ticket).is_some_and(|ticket| is_remote(desk, ticket));
        let from_desk = remote || self.chance.happens(90);
        let mode = if from_desk { ArriveMode::Remote } else { ArriveMode::OnSite };
        let here =
            desk.ticket(ticket).is_some_and(|ticket| phase_of(ticket, engineer) == Some(Phase::Accepted));
        if here && desk.is_on(engineer) {
            answer(desk, ticket, &Command::Arrive { mode, occurred_at: None }, engineer);
        }
    }

    /// How a visit ends: nearly always mended.
    fn finishes(&mut self, id: TicketId, engineer: PersonId, desk: &mut Desk) {
        let Some(ticket) = desk.ticket(id) else { return };
        let arrived = matches!(phase_of(ticket, engineer), Some(Phase::Arrived { .. }));
        if !arrived || ticket.offer.is_some() || !desk.is_on(engineer) {
            return;
        }
        let group = ticket.owner.as_ref().map(|owner| owner.group);
        let may_wait = ticket.priority != Priority::Critical;
        match (self.chance.below(1_000), group) {
            (0..75, _) if may_wait => {
                let long = self.chance.happens(250);
                let usual = if long { Span::from_hours(20) } else { Span::from_minutes(110) };
                let until = desk.now + self.chance.about(usual).max(Span::from_minutes(15));
                let reason = self.one_of(&HOLDS);
                let hold = Hold { reason, until, note: None, occurred_at: None };
                answer(desk, id, &Command::Hold(hold), engineer);
            }
            (75..95, _) => {
                let reason = self.one_of(&RETURNS);
                answer(desk, id, &Command::Return { reason, note: None }, engineer);
            }
            (95..120, Some(group)) => {
                let to = self.transfer_to(group, desk);
                desk.transfers(id, to, caller(engineer, Role::Engineer));
                // Nobody was free: he goes on by himself.
                if desk.ticket(id).is_some_and(|ticket| ticket.offer.is_none()) {
                    let at = desk.now + self.chance.minutes(3, 10);
                    self.plan(at, Errand::Finish(id, engineer));
                }
            }
            (120..136, _) => {
                let all =
                    [UnresolvedReason::NotReproducible, UnresolvedReason::Vendor, UnresolvedReason::Scrapped];
                let reason = self.chance.pick(&all).copied().unwrap_or(UnresolvedReason::Other);
                answer(desk, id, &Command::Unresolved { reason, note: None, occurred_at: None }, engineer);
            }
            _ => self.completes(id, engineer, desk),
        }
    }

    fn completes(&mut self, id: TicketId, engineer: PersonId, desk: &mut Desk) {
        let Some(ticket) = desk.ticket(id) else { return };
        let remote = is_remote(desk, ticket);
        let causes = desk.directory.causes_of(ticket.category);
        let Some(cause) = self.cause(&causes) else { return };
        let name = desk.directory.causes.get(&cause).map(|cause| cause.name.clone()).unwrap_or_default();
        let mut texts = Vec::new();
        if self.chance.happens(620) {
            texts.push(note(desk, id, words::note(&name, remote, &mut self.chance)));
        }
        let command = Command::Complete { cause, note: first(&texts), occurred_at: None };
        let _ = desk.wants(id, &command, caller(engineer, Role::Engineer), texts);
    }

    /// The first causes of a category are the usual ones.
    pub fn cause(&mut self, causes: &[CauseId]) -> Option<CauseId> {
        let weights: Vec<usize> = (0..causes.len()).map(|place| 12 / (place + 1)).collect();
        let place = self.chance.weighted(&weights);
        causes.get(place).copied()
    }

    fn transfer_to(&mut self, group: GroupId, desk: &Desk) -> TransferTo {
        if self.chance.happens(600) {
            return TransferTo::Group(group);
        }
        let groups: Vec<GroupId> = desk.directory.groups.keys().copied().collect();
        TransferTo::Group(self.chance.pick(&groups).copied().unwrap_or(group))
    }

    /// The cheapest who is free; else whoever is here and has least in hand.
    fn offers_by_hand(&mut self, id: TicketId, desk: &mut Desk) {
        let stuck = |ticket: &Ticket| {
            ticket.is_unassigned() && (ticket.by_hand.is_some() || ticket.round.stranded.is_some())
        };
        if !desk.ticket(id).is_some_and(stuck) {
            return;
        }
        let preview = desk.floor.preview(Preview::Ticket(id), desk.now);
        let candidates = preview.iter().flat_map(|record| &record.rungs).flat_map(|rung| &rung.candidates);
        let free = candidates.into_iter().find(|one| matches!(one.standing, Standing::Free { .. }));
        let here = || {
            let engineers = desk.directory.engineers().map(|person| person.id);
            let here = engineers.filter(|engineer| desk.is_on(*engineer));
            here.min_by_key(|engineer| (desk.floor.load_of(*engineer), *engineer))
        };
        let Some(to) = free.map(|one| one.engineer).or_else(here) else { return };
        let dispatcher = self.dispatcher();
        desk.offers_by_hand(id, to, dispatcher);
    }

    fn releases(&mut self, id: TicketId, desk: &mut Desk) {
        let away = |ticket: &Ticket| {
            let owner = ticket.owner.as_ref();
            owner.is_some_and(|owner| {
                !desk.is_on(owner.engineer) && !matches!(owner.phase, Phase::OnHold { .. })
            })
        };
        if desk.ticket(id).is_some_and(away) {
            let dispatcher = self.dispatcher();
            let _ = desk.wants(id, &Command::Release, dispatcher, Vec::new());
        }
    }

    fn reporter_does(&mut self, errand: Errand, id: TicketId, desk: &mut Desk) {
        let Some(ticket) = desk.ticket(id) else { return };
        let Some(&reporter) = ticket.reporters.first() else { return };
        let waits = matches!(ticket.stage(), Stage::Unassigned | Stage::Ringing | Stage::Accepted);
        let (mut by, mut texts) = (reporter, Vec::new());
        let command = match errand {
            Errand::Withdraw(_) if waits => {
                let all = [
                    WithdrawReason::SolvedItself,
                    WithdrawReason::SolvedItself,
                    WithdrawReason::Mistake,
                    WithdrawReason::NotNeeded,
                ];
                Command::Withdraw {
                    reason: self.chance.pick(&all).copied().unwrap_or(WithdrawReason::Mistake),
                }
            }
            Errand::Urge(_) if waits => {
                if self.chance.happens(600) {
                    texts = vec![note(desk, id, words::urge(&mut self.chance))];
                }
                Command::Urge { note: first(&texts) }
            }
            Errand::Comment(_) => {
                let words = note(desk, id, words::comment(&mut self.chance));
                let text = words.id;
                texts = vec![words];
                Command::Comment { text }
            }
            Errand::Join(_) if ticket.is_live() => {
                let same = |person: &&PersonId| {
                    let other = desk.directory.person(**person);
                    other.is_some_and(|other| other.department == ticket.department && other.id != reporter)
                };
                let colleagues: Vec<PersonId> = self.reporters.iter().filter(same).copied().collect();
                let Some(&colleague) = self.chance.pick(&colleagues) else { return };
                by = colleague;
                Command::Join { reporter: colleague }
            }
            Errand::Rate(_) => {
                let stars = self.one_of(&STARS);
                if self.chance.happens(if stars >= 4 { 260 } else { 650 }) {
                    texts = vec![note(desk, id, words::praise(stars, &mut self.chance))];
                }
                Command::Rate { stars, words: first(&texts) }
            }
            Errand::Reopen(_) => {
                texts = vec![note(desk, id, words::again(&mut self.chance))];
                Command::Reopen { note: first(&texts) }
            }
            _ => return,
        };
        let _ = desk.wants(id, &command, caller(by, Role::Reporter), texts);
    }

    pub fn dispatcher(&mut self) -> Caller {
        let dispatcher = self.chance.pick(&self.dispatchers).copied();
        caller(dispatcher.unwrap_or(PersonId::from_raw(0)), Role::Dispatcher)
    }

    fn one_of<T: Copy, const N: usize>(&mut self, weighted: &[(T, usize); N]) -> T {
        let weights = weighted.each_ref().map(|(_, weight)| *weight);
        weighted[self.chance.weighted(&weights)].0
    }
}

fn answer(desk: &mut Desk, ticket: TicketId, command: &Command, engineer: PersonId) {
    let _ = desk.wants(ticket, command, caller(engineer, Role::Engineer), Vec::new());
}

fn phase_of(ticket: &Ticket, engineer: PersonId) -> Option<Phase> {
    ticket.owner.as_ref().filter(|owner| owner.engineer == engineer).map(|owner| owner.phase)
}

pub fn is_remote(desk: &Desk, ticket: &Ticket) -> bool {
    desk.directory.categories.get(&ticket.category).is_some_and(|node| node.remote)
}

pub fn note(desk: &mut Desk, ticket: TicketId, text: String) -> Words {
    let id = desk.minter.mint(desk.now);
    Words { id, ticket, text }
}

fn first(texts: &[Words]) -> Option<TextId> {
    texts.first().map(|words| words.id)
}
