//! Codes and names as people type them; who counts as a screen.

use alloc::string::ToString;

use super::*;

#[test]
fn a_code_is_read_however_it_is_typed() {
    for typed in ["428913", "428 913", "428-913", " 428 913\t", "４２８９１３", "428—913"] {
        assert_eq!(screen_code(typed).as_deref(), Some("428913"), "{typed}");
    }
    for typed in ["", "42891", "4289130", "42891x", "428.913", "四二八九一三"] {
        assert_eq!(screen_code(typed), None, "{typed}");
    }
}

#[test]
fn a_name_can_be_seen_and_fits_into_a_list() {
    assert_eq!(screen_name(" 信息科大屏 ").as_deref(), Some("信息科大屏"));
    assert_eq!(screen_name("\u{200b} "), None);
    assert_eq!(screen_name("two\nlines"), None);
    assert!(screen_name(&"屏".repeat(SCREEN_NAME_MAX)).is_some());
    assert_eq!(screen_name(&"屏".repeat(SCREEN_NAME_MAX + 1)), None);
}

#[test]
fn only_who_is_nothing_else_is_a_screen() {
    let screen = new_screen(PersonId::from_raw(1), AccountId::from_raw(2), "Lobby".to_string());
    assert!(screen.is_screen() && screen.enabled);
    assert!(withdrawn_screen(&screen).is_screen() && !withdrawn_screen(&screen).enabled);
    let also_admin = Person { roles: screen.roles.with(Role::Admin), ..screen };
    assert!(!also_admin.is_screen());
}
