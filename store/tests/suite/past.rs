//! What ended before, and which causes it had: of one organisation, newest first, whichever the store.

use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::{PersonId, TextId};
use lamplight_domain::ticket::{Command, Open, Ticket, WithdrawReason};
use lamplight_store::{Options, PastOf, PastRow, Store, TextRow, check};

use crate::Base;
use crate::world::{World, committed};

pub fn options() -> Options {
    Options::default()
}

/// A report that Li accepts, of which something may be different.
async fn taken(world: &mut World, store: &Store, change: impl FnOnce(&mut Open)) -> Ticket {
    let (mut open, text) = world.report();
    let proposal = world.proposal(desk::LI, open.id);
    open.offer = Some(proposal);
    change(&mut open);
    let opened = world.open(open, text);
    committed(store, opened.entry).await;
    let accepted = world.accepts(&opened.after, desk::LI);
    committed(store, accepted.entry).await;
    accepted.after
}

async fn completed(world: &mut World, store: &Store, ticket: &Ticket, note: Option<&str>) -> Ticket {
    let id: TextId = world.mint();
    let command = Command::Complete { cause: desk::NO_TONER, note: note.map(|_| id), occurred_at: None };
    let mut step = world.does(Some(ticket), command, desk::caller(desk::LI));
    step.entry.texts.extend(note.map(|text| TextRow { id, ticket: Some(ticket.id), text: text.to_owned() }));
    committed(store, step.entry).await;
    step.after
}

fn numbers(rows: &[PastRow]) -> Vec<u32> {
    rows.iter().map(|row| row.ticket.number.serial).collect()
}

pub async fn what_ended_is_found_by_reporter_place_and_system(base: Base) {
    let store = &base.store;
    let mut world = World::imported(1, store).await;
    let mut other = World::imported(2, store).await;
    let theirs = taken(&mut other, store, |open| open.system = Some(desk::HIS)).await;
    completed(&mut other, store, &theirs, None).await;
    let ordinary = taken(&mut world, store, |_| {}).await;
    completed(&mut world, store, &ordinary, Some("toner")).await;
    let of_system = taken(&mut world, store, |open| {
        open.system = Some(desk::HIS);
        open.zone = Some(desk::WARD_4);
    })
    .await;
    completed(&mut world, store, &of_system, None).await;
    let withdrawn = taken(&mut world, store, |_| {}).await;
    let command = Command::Withdraw { reason: WithdrawReason::SolvedItself };
    committed(store, world.does(Some(&withdrawn), command, desk::caller(desk::NURSE)).entry).await;
    let merged = taken(&mut world, store, |_| {}).await;
    let live = taken(&mut world, store, |_| {}).await;
    let command = Command::Merge { into: live.id };
    committed(store, world.does(Some(&merged), command, desk::caller(desk::DISPATCHER)).entry).await;

    let past = async |of, limit| store.past(world.organisation, of, live.id, limit).await.expect("readable");
    let of_nurse = past(PastOf::Reporter(desk::NURSE), 5).await;
    assert_eq!(
        numbers(&of_nurse),
        [3, 2, 1],
        "newest first, neither live nor merged ones nor another hospital's"
    );
    assert_eq!(of_nurse[2].summary, "printer 1 is dead");
    assert_eq!((of_nurse[2].engineer, of_nurse[2].note.as_deref()), (Some(desk::LI), Some("toner")));
    assert_eq!((of_nurse[0].engineer, of_nurse[0].note.as_deref()), (Some(desk::LI), None));
    assert_eq!(numbers(&past(PastOf::Reporter(desk::NURSE), 2).await), [3, 2]);
    assert_eq!(numbers(&past(PastOf::Zone(desk::WARD_4), 5).await), [2]);
    assert_eq!(numbers(&past(PastOf::System(desk::HIS), 5).await), [2]);
    assert_eq!(numbers(&past(PastOf::Reporter(PersonId::from_raw(1)), 5).await), [0_u32; 0]);
    let beside = store.past(world.organisation, PastOf::System(desk::HIS), of_system.id, 5).await;
    assert_eq!(beside.expect("readable"), [], "not itself");
    let checked = check(store).await.expect("readable");
    assert_eq!(checked, []);
}

pub async fn a_note_is_that_of_the_completion_that_stands(base: Base) {
    let store = &base.store;
    let mut world = World::imported(1, store).await;
    let ticket = taken(&mut world, store, |_| {}).await;
    let once = completed(&mut world, store, &ticket, Some("toner")).await;
    let reopen = world.does(Some(&once), Command::Reopen { note: None }, desk::caller(desk::NURSE));
    committed(store, reopen.entry).await;
    let zone = PastOf::Zone(ticket.zone);
    let past =
        async |world: &World| store.past(world.organisation, zone, nobody_s(), 5).await.expect("readable");
    assert_eq!(past(&world).await, [], "it lives again");
    let step = world.does(
        Some(&reopen.after),
        Command::Withdraw { reason: WithdrawReason::Mistake },
        desk::caller(desk::NURSE),
    );
    committed(store, step.entry).await;
    let rows = past(&world).await;
    assert_eq!((rows.len(), rows[0].note.as_deref()), (1, None), "the old completion stands no more");
}

fn nobody_s() -> lamplight_domain::ids::TicketId {
    lamplight_domain::ids::TicketId::from_raw(1)
}

pub async fn causes_are_counted_by_category_and_time(base: Base) {
    let store = &base.store;
    let mut world = World::imported(1, store).await;
    let begin = world.now;
    for _ in 0..2 {
        let ticket = taken(&mut world, store, |_| {}).await;
        completed(&mut world, store, &ticket, None).await;
    }
    let middle = world.now;
    let ticket = taken(&mut world, store, |_| {}).await;
    completed(&mut world, store, &ticket, None).await;
    let ticket = taken(&mut world, store, |open| open.category = desk::SCANNER).await;
    let worn = Command::Complete { cause: desk::WORN_OUT, note: None, occurred_at: None };
    committed(store, world.does(Some(&ticket), worn, desk::caller(desk::LI)).entry).await;
    let used = async |category, since| {
        store.causes_used(world.organisation, category, since).await.expect("readable")
    };
    assert_eq!(used(desk::PRINTER, begin).await, [(desk::NO_TONER, 3)]);
    assert_eq!(used(desk::PRINTER, middle).await, [(desk::NO_TONER, 1)]);
    assert_eq!(used(desk::SCANNER, begin).await, [(desk::WORN_OUT, 1)]);
    assert_eq!(used(desk::DEVICES, begin).await, [], "of this very category");
}
