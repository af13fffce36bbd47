//! Filters and the opaque place after a page.

use lamplight_domain::ids::OrganisationId;

use super::*;

fn ask(query: &str) -> Result<(TicketFilter, Page), Refused> {
    asked(Pairs::read(query)?, &Directory::empty(OrganisationId::from_raw(1)))
}

#[test]
fn limits_have_bounds() {
    assert_eq!(ask("").unwrap().1.limit, LIMIT_DEFAULT);
    assert_eq!(ask("limit=200").unwrap().1.limit, 200);
    for bad in ["limit=0", "limit=201", "limit=-1", "limit=1000"] {
        assert_eq!(ask(bad).unwrap_err().problem().field.as_deref(), Some("query.limit"), "{bad}");
    }
}

#[test]
fn the_place_after_a_row_comes_back_as_it_went() {
    let (at, id) = (Timestamp::from_micros(1_795_486_860_123_456), TicketId::from_raw(987_654_321));
    let text = format!("{}{id}", IdText::of(at.micros()).as_str());
    assert_eq!(before(&text), Some((at, id)));
    for bad in ["rubbish", "", "ééééééééééééé"] {
        assert_eq!(before(bad), None, "{bad}");
    }
    assert_eq!(ask("after=rubbish").unwrap_err().problem().field.as_deref(), Some("query.after"));
}

#[test]
fn an_unknown_category_matches_nothing_rather_than_everything() {
    let filter = ask("category=0000000000001").unwrap().0;
    assert_eq!(filter.category, [CategoryId::from_raw(1)]);
}
