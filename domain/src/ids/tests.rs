//! Ids: text and back, order by time, the same seed gives the same ids.
use super::*;

#[test]
fn text_form_is_thirteen_characters_and_comes_back() {
    let id = TicketId::from_raw(i64::MAX);
    let text = alloc::format!("{id}");
    assert_eq!(text.len(), 13);
    assert_eq!(text.parse::<TicketId>(), Ok(id));
    assert_eq!(text.to_uppercase().parse::<TicketId>(), Ok(id));
}

#[test]
fn what_is_not_an_id_is_refused() {
    for text in ["", "123", "000000000000u", "zzzzzzzzzzzzz", "0000000000000 "] {
        assert_eq!(text.parse::<TicketId>(), Err(NotAnId), "{text}");
    }
}

#[test]
fn ids_of_later_moments_are_greater_and_a_seed_repeats_them() {
    let early = Timestamp::from_micros(1_795_000_000_000_000);
    let late = early + Span::from_millis(1);
    let mut minter = Minter::seeded(1);
    let first: TicketId = minter.mint(early);
    let second: TicketId = minter.mint(late);
    assert!(first < second);
    assert_eq!(Minter::seeded(1).mint::<TicketId>(early), first);
}

#[test]
fn one_minter_never_repeats_itself_within_a_moment() {
    let at = Timestamp::from_micros(1_795_000_000_000_000);
    let mut minter = Minter::seeded(3);
    let ids: alloc::collections::BTreeSet<TicketId> = (0..20_000).map(|_| minter.mint(at)).collect();
    assert_eq!(ids.len(), 20_000);
}

#[test]
fn minters_beside_each_other_never_collide_even_when_a_clock_steps_back() {
    let at = Timestamp::from_micros(1_795_000_000_000_000);
    let mut root = Minter::seeded(5);
    // The same chance: alone they would make the same ids.
    let mut other = root.beside(5);
    let mut ids = alloc::collections::BTreeSet::new();
    for step in 0..10_000 {
        let now = if step % 3 == 0 { at + Span::from_millis(-2) } else { at };
        ids.insert(root.mint::<TicketId>(now));
        ids.insert(other.mint::<TicketId>(now));
    }
    assert_eq!(ids.len(), 20_000);
    let mut copy = root.clone();
    assert_eq!(copy.mint::<TicketId>(at), root.mint::<TicketId>(at), "a copy goes on by itself");
}
