//! What is read is the fold of what was written, before and after a restart.

use std::collections::BTreeSet;

use lamplight_domain::fixtures::desk;
use lamplight_domain::log::{Fact, Position};
use lamplight_domain::sla::{Calendar, deadlines};
use lamplight_domain::ticket::{Command, End, Priority, Shown, Ticket, apply, fold, quarantine};
use lamplight_domain::time::Span;
use lamplight_store::{Body, Options, Page, Store, TicketFilter, check};

use crate::Base;
use crate::world::{World, committed};

pub fn options() -> Options {
    Options::default()
}

/// A few tickets in every state of a quiet morning; what they are in the end.
async fn morning(world: &mut World, store: &Store) -> Vec<Ticket> {
    let mut tickets = Vec::new();
    for turn in 0..12 {
        let mut ticket = if turn % 4 == 3 { world.opens_quietly() } else { world.opens() };
        committed(store, ticket.entry).await;
        let mut now = ticket.after;
        if turn % 4 != 3 && turn % 2 == 0 {
            ticket = world.accepts(&now, desk::LI);
            committed(store, ticket.entry).await;
            now = ticket.after;
            let comment = world.comments(&now, "on my way");
            committed(store, comment.entry).await;
            now = comment.after;
            if turn % 3 == 0 {
                let done = world.completes(&now, desk::LI);
                committed(store, done.entry).await;
                now = done.after;
            }
        }
        tickets.push(now);
    }
    tickets
}

/// The start of a desk against the fold of its log (L1).
async fn compare(world: &World, store: &Store) {
    let start = store.desk_start(world.organisation, world.now).await.expect("readable");
    let log = store.events_from(world.organisation, Position(1), 10_000).await.expect("readable");
    let log = log.expect("not empty");
    assert_eq!(start.position, log.last());
    assert_eq!(start.directory, world.directory);
    let ids: BTreeSet<_> = log
        .events
        .iter()
        .filter_map(|recorded| match recorded.fact {
            Fact::Ticket { ticket, .. } => Some(ticket),
            Fact::Organisation(_) => None,
        })
        .collect();
    let mut live = Vec::new();
    let mut ended = Vec::new();
    for id in ids {
        let own =
            log.events.iter().filter(|one| matches!(one.fact, Fact::Ticket { ticket, .. } if ticket == id));
        let ticket = fold(own).expect("it was opened");
        if ticket.is_live() { live.push(ticket) } else { ended.push(ticket) }
    }
    assert_eq!(start.live, live);
    ended.sort_by_key(|ticket| std::cmp::Reverse((ticket.ended_at, ticket.id)));
    assert_eq!(start.ended, ended);
    let mut due: Vec<_> = live
        .iter()
        .flat_map(|ticket| {
            let warn_at = world.directory.policy.warn_at;
            deadlines(ticket, Calendar::Always, warn_at).into_iter().map(|deadline| (ticket.id, deadline))
        })
        .collect();
    due.sort();
    let mut stored: Vec<_> = start.deadlines.iter().map(|row| (row.ticket, row.deadline)).collect();
    stored.sort();
    assert_eq!(stored, due, "K1");
    let rings: BTreeSet<_> = live.iter().filter_map(|ticket| ticket.offer.map(|offer| offer.id)).collect();
    let delivered: BTreeSet<_> = start.deliveries.iter().map(|row| row.offer).collect();
    assert_eq!(delivered, rings, "W3");
    for ticket in live.iter().chain(&ended) {
        assert!(start.texts.contains_key(&ticket.summary));
    }
    let highest = live.iter().chain(&ended).map(|ticket| ticket.number.serial).max().unwrap_or(0);
    assert_eq!(start.serials.get(&20_261_124).copied().unwrap_or(0), highest);
}

pub async fn desk_start_is_the_fold_of_the_log(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut other = World::imported(2, &base.store).await;
    morning(&mut world, &base.store).await;
    morning(&mut other, &base.store).await;
    compare(&world, &base.store).await;
    compare(&other, &base.store).await;
}

pub async fn everything_is_there_after_a_restart(mut base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let tickets = morning(&mut world, &base.store).await;
    let log_id = base.store.log_id();
    base.restart().await;
    assert_eq!(base.store.log_id(), log_id);
    compare(&world, &base.store).await;
    for ticket in &tickets {
        let stored = base.store.ticket(world.organisation, ticket.id).await.expect("readable");
        assert_eq!(stored.as_ref(), Some(ticket));
    }
    let next = world.comments(tickets.last().expect("some"), "after the restart");
    let last = committed(&base.store, next.entry).await;
    let log = base.store.events_from(world.organisation, Position(last), 10).await.expect("readable");
    assert_eq!(log.expect("there").events.len(), 1, "positions go on where they were");
    let due = base.store.due(world.now + Span::from_hours(1), 3).await.expect("readable");
    assert_eq!(due.len(), 3);
    assert!(due.is_sorted_by_key(|row| row.deadline.due));
}

pub async fn a_ticket_is_read_as_of_any_version(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let opened = world.opens();
    let accepted = world.accepts(&opened.after, desk::LI);
    let completed = world.completes(&accepted.after, desk::LI);
    let states = [opened.after.clone(), accepted.after.clone(), completed.after.clone()];
    for entry in [opened.entry, accepted.entry, completed.entry] {
        committed(&base.store, entry).await;
    }
    let store = &base.store;
    for state in &states {
        let then = store.ticket_at(world.organisation, state.id, state.version).await.expect("readable");
        assert_eq!(then.as_ref(), Some(state));
    }
    let foreign = World::new(2).organisation;
    let id = states[0].id;
    assert_eq!(store.ticket(foreign, id).await.expect("readable"), None);
    assert_eq!(store.ticket_at(foreign, id, 9).await.expect("readable"), None);
    assert!(store.timeline(foreign, id).await.expect("readable").is_empty());
    assert!(store.texts(foreign, &[states[0].summary]).await.expect("readable").is_empty());
    assert!(store.decisions(foreign, id).await.expect("readable").is_empty());
    let timeline = store.timeline(world.organisation, id).await.expect("readable");
    assert_eq!(fold(timeline.iter().map(|row| &row.recorded)).as_ref(), states.last());
    let decisions = store.decisions(world.organisation, id).await.expect("readable");
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].ticket, id);
}

/// Quarantined is made without a look at the state: the journal folds the row itself.
pub async fn a_quarantined_ticket_is_folded_by_the_journal(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let opened = world.opens();
    committed(&base.store, opened.entry).await;
    let before = opened.after;
    let decided = quarantine(world.organisation, before.id, before.version, world.now);
    let expected = decided.events().iter().fold(Some(before.clone()), apply).expect("total");
    let body = Body::Ticket { ticket: before.id, base: before.version, decided, decisions: Vec::new() };
    let entry = world.entry(body);
    committed(&base.store, entry).await;
    let stored = base.store.ticket(world.organisation, before.id).await.expect("readable");
    assert_eq!(stored, Some(expected));
    compare(&world, &base.store).await;
    let start = base.store.desk_start(world.organisation, world.now).await.expect("readable");
    assert!(start.deadlines.is_empty() && start.deliveries.is_empty());
}

pub async fn lists_filter_and_page(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut other = World::imported(2, &base.store).await;
    let tickets = morning(&mut world, &base.store).await;
    morning(&mut other, &base.store).await;
    let organisation = world.organisation;
    let list = async |filter: TicketFilter, limit, after| {
        base.store.list(organisation, &filter, Page { limit, after }).await.expect("readable")
    };
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = list(TicketFilter::default(), 5, after).await;
        let Some(last) = page.last() else { break };
        after = Some((last.ticket.opened_at, last.ticket.id));
        seen.extend(page.into_iter().map(|row| row.ticket.id));
    }
    let newest_first: Vec<_> = tickets.iter().rev().map(|ticket| ticket.id).collect();
    assert_eq!(seen, newest_first);
    let count = async |filter| list(filter, 200, None).await.len();
    let expect = |wanted: &dyn Fn(&Ticket) -> bool| tickets.iter().filter(|ticket| wanted(ticket)).count();
    let all = TicketFilter::default;
    assert_eq!(count(TicketFilter { live: Some(true), ..all() }).await, expect(&Ticket::is_live));
    assert_eq!(count(TicketFilter { live: Some(false), ..all() }).await, expect(&|one| !one.is_live()));
    let shown = vec![Shown::InProgress, Shown::Completed];
    assert_eq!(
        count(TicketFilter { shown: shown.clone(), ..all() }).await,
        expect(&|one| shown.contains(&one.shown()))
    );
    let at_li = |one: &Ticket| {
        one.owner.as_ref().is_some_and(|owner| owner.engineer == desk::LI)
            || one.offer.is_some_and(|offer| offer.to == desk::LI)
            || (one.end.is_some() && one.former_owner == Some(desk::LI))
    };
    assert!(tickets.iter().any(|one| !one.is_live() && at_li(one)), "some he has ended");
    assert_eq!(count(TicketFilter { engineer: Some(desk::LI), ..all() }).await, expect(&at_li));
    assert_eq!(count(TicketFilter { reporter: Some(desk::DOCTOR), ..all() }).await, 0);
    let live = tickets.iter().find(|one| one.is_live()).expect("some are live");
    let join = Command::Join { reporter: desk::DOCTOR };
    committed(&base.store, world.does(Some(live), join, desk::caller(desk::DOCTOR)).entry).await;
    let joined = list(TicketFilter { reporter: Some(desk::DOCTOR), ..all() }, 200, None).await;
    assert_eq!(
        joined.iter().map(|row| row.ticket.id).collect::<Vec<_>>(),
        [live.id],
        "who joined reports it too"
    );
    assert!(check(&base.store).await.expect("readable").is_empty());
    assert_eq!(count(TicketFilter { priority: vec![Priority::Critical], ..all() }).await, 0);
    assert_eq!(count(TicketFilter { zone: vec![desk::WARD_3], ..all() }).await, 12);
    assert_eq!(
        count(TicketFilter { category: vec![desk::PRINTER], group: Some(desk::NETWORK), ..all() }).await,
        0
    );
    for text in ["20261124-007", "1124-007", "007", "printer 7", "PRINTER 7"] {
        let found = list(TicketFilter { text: Some(text.to_owned()), ..all() }, 200, None).await;
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].ticket.number.serial, found[0].summary.as_str()), (7, "printer 7 is dead"));
    }
    assert_eq!(count(TicketFilter { text: Some("%".to_owned()), ..all() }).await, 0, "no wildcard");
    let opened_from = Some(tickets[4].opened_at);
    let opened_to = Some(tickets[8].opened_at);
    assert_eq!(count(TicketFilter { opened_from, opened_to, ..all() }).await, 4);
}

pub async fn check_finds_nothing_in_good_order(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut tickets = morning(&mut world, &base.store).await;
    tickets.retain(|ticket| matches!(ticket.end, Some(End::Completed { .. })));
    let again = world.does(Some(&tickets[0]), Command::Reopen { note: None }, desk::caller(desk::NURSE));
    committed(&base.store, again.entry).await;
    let differences = check(&base.store).await.expect("readable");
    assert!(differences.is_empty(), "{differences:#?}");
    compare(&world, &base.store).await;
}
