//! A past that was decided elsewhere and is imported in large entries stands in the store as if it had been
//! written step by step.

use std::sync::Arc;

use lamplight_domain::hospital::hospital;
use lamplight_domain::hospital::past::{Act, Beginning, Past};
use lamplight_domain::ids::{Minter, OrganisationId};
use lamplight_domain::log::{By, Decided, Position};
use lamplight_domain::org::{Directory, Duty, DutyChange, switch_duty};
use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{Body, Entry, Lane, Store, TextRow, check};

use crate::world::committed;
use crate::{Base, Options};

/// Monday 2026-11-23, midnight in Shanghai.
const FROM: Timestamp = Timestamp::from_micros(1_795_363_200_000_000);

pub fn options() -> Options {
    Options::default()
}

fn entry(minter: &mut Minter, organisation: OrganisationId, body: Body, texts: Vec<TextRow>) -> Entry {
    Entry { id: minter.mint(FROM), organisation, at: FROM, body, key: None, texts, audit: None }
}

/// One entry of many acts.
fn import(acts: Vec<Act>) -> (Body, Vec<TextRow>) {
    let (mut all, mut decisions, mut texts): (Vec<Decided>, _, _) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts {
        all.push(act.decided);
        decisions.extend(act.decisions);
        let row = |words: lamplight_domain::hospital::past::Words| TextRow {
            id: words.id,
            ticket: Some(words.ticket),
            text: words.text,
        };
        texts.extend(act.texts.into_iter().map(row));
    }
    (Body::Import { decided: all, decisions }, texts)
}

async fn filled(store: &Store, minter: &mut Minter) -> Past {
    let organisation = OrganisationId::from_raw(1);
    let hospital = hospital(organisation, 1, FROM);
    let empty = Directory::empty(organisation);
    let (decided, directory) = empty.change(&hospital.rows, By::System, FROM).expect("good rows");
    let body = Body::Organisation { decided, rows: hospital.rows.clone() };
    committed(store, entry(minter, organisation, body, Vec::new())).await;
    for &(person, duty) in &hospital.duty {
        let change = DutyChange { person, duty };
        let decided = switch_duty(&directory, Duty::Off, change, By::System, FROM).expect("a change");
        let body = Body::Organisation { decided, rows: Vec::new() };
        committed(store, entry(minter, organisation, body, Vec::new())).await;
    }
    let position = Position(1 + hospital.duty.len() as i64);
    let until = FROM + Span::from_hours(2 * 24 + 11);
    let directory = Arc::new(directory);
    Past::new(Beginning { hospital: &hospital, directory, position, from: FROM, until, seed: 1 })
}

pub async fn a_past_stands_as_if_it_had_been_lived(base: Base) {
    let mut minter = Minter::seeded(9);
    let mut past = filled(&base.store, &mut minter).await;
    let organisation = OrganisationId::from_raw(1);
    let mut pending = Vec::new();
    for acts in past.by_ref() {
        let (body, texts) = import(acts);
        let taken = base.store.journal().append(entry(&mut minter, organisation, body, texts), Lane::Desk);
        pending.push(taken.expect("there is room"));
    }
    for outcome in pending {
        let outcome = outcome.await;
        assert!(matches!(outcome, lamplight_store::Outcome::Committed { .. }), "{outcome:?}");
    }
    let start = base.store.desk_start(organisation, FROM + Span::from_hours(60)).await.expect("readable");
    assert_eq!(start.position, past.position());
    assert!(start.live.len() > 3, "a morning's work is open");
    assert!(!start.deadlines.is_empty());
    let differences = check(&base.store).await.expect("readable");
    assert!(differences.is_empty(), "{differences:#?}");
}
