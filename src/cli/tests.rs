//! What people type is read as they mean it, and a password is no argument.

use clap::{CommandFactory, Parser};
use lamplight_domain::org::Role;

use super::{Cli, Command, UserCommand};

fn parsed(line: &str) -> Result<Command, clap::Error> {
    Cli::try_parse_from(line.split(' ')).map(|cli| cli.command)
}

#[test]
fn the_command_line_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn a_user_is_added_with_several_roles_and_groups() {
    let line = "lamplight user add --name Li --phone 1383800000000 --role engineer,dispatcher --group network --group desk";
    let Command::User(UserCommand::Add(added)) = parsed(line).unwrap() else { panic!("user add") };
    assert_eq!(added.roles, [Role::Engineer, Role::Dispatcher]);
    assert_eq!(added.groups, ["network", "desk"]);
    assert_eq!((added.organisation, added.password_stdin), (None, false));
}

#[test]
fn an_unknown_role_and_a_missing_one_are_refused() {
    let said = parsed("lamplight user add --name Li --phone 138 --role doctor").unwrap_err().to_string();
    assert!(said.contains("reporter, dispatcher, engineer"), "{said}");
    assert!(parsed("lamplight user add --name Li --phone 138").is_err());
}

#[test]
fn a_telephone_number_follows_the_rule_of_set_up() {
    let add = |phone: &str| parsed(&format!("lamplight user add --name Li --role reporter --phone {phone}"));
    assert!(add("138").is_ok() && add(&"1".repeat(20)).is_ok());
    for wrong in ["abc", "12", "+86138", "138x", &"1".repeat(21)] {
        let said = add(wrong).unwrap_err().to_string();
        assert!(said.contains("a telephone number has 3 to 20 digits"), "{said}");
    }
}

#[test]
fn a_password_is_never_an_argument() {
    assert!(parsed("lamplight user add --name Li --phone 138 --role admin --password x").is_err());
    assert!(parsed("lamplight user password --phone 1 --password x").is_err());
    assert!(parsed("lamplight user password --phone 1 --password-stdin").is_ok());
}

#[test]
fn the_demo_has_a_pace() {
    let Command::Demo(demo) = parsed("lamplight demo").unwrap() else { panic!("demo") };
    assert!((demo.rate - 1.0).abs() < f64::EPSILON && !demo.quiet);
    let Command::Demo(demo) = parsed("lamplight demo --quiet --rate 300 --data x").unwrap() else {
        panic!("demo")
    };
    assert!(demo.quiet && demo.rate > 299.0);
    for wrong in ["0", "-1", "nan", "fast"] {
        assert!(parsed(&format!("lamplight demo --rate {wrong}")).is_err(), "{wrong}");
    }
}
