//! Codes as people type them, and places that do not hold together.

use alloc::string::ToString;
use alloc::vec;

use super::*;
use crate::fixtures::desk::{PRINTER, SURGERY, WARD_3, clock, directory};
use crate::log::By;
use crate::org::DirectoryRow;
use crate::ticket::Rejection;

fn place(change: impl FnOnce(&mut Place)) -> DirectoryRow {
    let mut place = Place {
        id: PlaceId::from_raw(901),
        code: "7k3m9q2x".to_string(),
        zone: WARD_3,
        department: Some(SURGERY),
        label: "Nurses' printer".to_string(),
        categories: vec![PRINTER],
        retired: false,
    };
    change(&mut place);
    DirectoryRow::Place(place)
}

#[test]
fn a_code_is_read_however_it_is_typed() {
    for typed in ["7k3m9q2x", "7K3M9Q2X", "7k3m-9q2x", " 7K3M 9Q2X "] {
        assert_eq!(place_code(typed).as_deref(), Some("7k3m9q2x"), "{typed}");
    }
    assert_eq!(place_code("OIL00000").as_deref(), Some("01100000"), "look-alikes");
    for typed in ["", "7k3m9q2", "7k3m9q2x0", "7k3m9q2u", "打印机打印机打印"] {
        assert_eq!(place_code(typed), None, "{typed}");
    }
}

#[test]
fn a_place_is_found_by_its_code_until_it_is_retired() {
    let mut house = directory();
    house.put(2, [place(|_| ())]);
    assert_eq!(house.place("7K3M-9Q2X").map(|place| place.zone), Some(WARD_3));
    assert_eq!(house.place("00000000"), None);
    house.put(3, [place(|place| place.retired = true)]);
    assert_eq!(house.place("7k3m9q2x"), None);
}

#[test]
fn a_place_refers_to_what_is_there_and_shares_no_code() {
    let tried = |row| directory().change(&[place(|_| ()), row], By::System, clock(9, 0)).map(drop);
    let other = |change: fn(&mut Place)| {
        place(move |place| {
            (place.id, place.code) = (PlaceId::from_raw(902), "00000000".to_string());
            change(place);
        })
    };
    assert_eq!(tried(other(|_| ())), Ok(()));
    let wrong = Err(Rejection::BadDirectory { what: "place", id: 902 });
    assert_eq!(tried(other(|place| place.code = "7k3m9q2x".to_string())), wrong);
    assert_eq!(tried(other(|place| place.code = "7K3M9Q2Y".to_string())), wrong, "not as it is stored");
    assert_eq!(tried(other(|place| place.zone = ZoneId::from_raw(1))), wrong);
    assert_eq!(tried(other(|place| place.department = Some(DepartmentId::from_raw(1)))), wrong);
    assert_eq!(tried(other(|place| place.categories = vec![CategoryId::from_raw(1)])), wrong);
}
