//! Each source wins over the one before; an unknown key is named; the example says what the defaults are.
//! Variables and files live in `figment::Jail`, so that tests do not see one another's.
#![expect(clippy::result_large_err, reason = "the error type is the jail's")]

use std::time::Duration;

use figment::providers::{Format, Toml};
use figment::value::Value;
use figment::{Figment, Jail};

use super::{Config, Flags, Lasting};

fn refused(flags: &Flags) -> String {
    Config::load(flags).expect_err("it is refused").to_string()
}

#[test]
fn nothing_set_gives_the_defaults() {
    Jail::expect_with(|_| {
        assert_eq!(Config::load(&Flags::default()).unwrap(), Config::default());
        Ok(())
    });
}

#[test]
fn variables_win_over_the_file_and_flags_over_both() {
    Jail::expect_with(|jail| {
        jail.create_file(
            "lamplight.toml",
            "[server]\nlisten = \"127.0.0.1:1\"\nworkers = 3\n[login]\nlasts = \"8h\"\n",
        )?;
        jail.set_env("LAMPLIGHT_SERVER__LISTEN", "127.0.0.1:2");
        jail.set_env("LAMPLIGHT_LOGIN__LASTS", "90m");
        let config = Config::load(&Flags::default()).unwrap();
        assert_eq!((config.server.listen.port(), config.server.workers), (2, 3));
        assert_eq!(config.login.lasts, Lasting::seconds(5_400));
        let flags = Flags { listen: Some("127.0.0.1:3".parse().unwrap()), ..Flags::default() };
        assert_eq!(Config::load(&flags).unwrap().server.listen.port(), 3);
        Ok(())
    });
}

#[test]
fn an_unknown_key_is_named_with_those_that_exist() {
    Jail::expect_with(|jail| {
        jail.create_file("lamplight.toml", "[server]\nlisen = \"127.0.0.1:1\"\n")?;
        let said = refused(&Flags::default());
        assert!(said.contains("lamplight.toml has an unknown key `server.lisen`"), "{said}");
        assert!(said.contains("the keys of [server] are listen, origins"), "{said}");
        jail.create_file("lamplight.toml", "[sever]\nlisten = \"127.0.0.1:1\"\n")?;
        let said = refused(&Flags::default());
        assert!(said.contains("unknown key `sever`; the sections are server, data"), "{said}");
        Ok(())
    });
}

#[test]
fn an_unknown_variable_is_named_too() {
    Jail::expect_with(|jail| {
        jail.set_env("LAMPLIGHT_DESK__THREDS", "2");
        let said = refused(&Flags::default());
        assert!(said.contains("the environment") && said.contains("`desk.threds`"), "{said}");
        Ok(())
    });
}

#[test]
fn a_variable_with_one_underscore_is_not_overlooked() {
    Jail::expect_with(|jail| {
        jail.set_env("LAMPLIGHT_SERVER_LISTEN", "127.0.0.1:2");
        assert!(refused(&Flags::default()).contains("LAMPLIGHT_SERVER__LISTEN"));
        Ok(())
    });
}

#[test]
fn other_variables_of_ours_are_none_of_the_configuration() {
    Jail::expect_with(|jail| {
        jail.set_env("LAMPLIGHT_BIN", "/usr/bin/lamplight");
        assert_eq!(Config::load(&Flags::default()).unwrap(), Config::default());
        Ok(())
    });
}

#[test]
fn a_wrong_value_is_named_with_its_key() {
    Jail::expect_with(|jail| {
        jail.create_file("lamplight.toml", "[login]\nlasts = \"12\"\n")?;
        let said = refused(&Flags::default());
        assert!(said.contains("`login.lasts`") && said.contains("like 30s"), "{said}");
        Ok(())
    });
}

#[test]
fn a_named_file_must_exist() {
    Jail::expect_with(|_| {
        let flags = Flags { file: Some("elsewhere.toml".into()), ..Flags::default() };
        assert!(refused(&flags).contains("there is no configuration file elsewhere.toml"));
        Ok(())
    });
}

#[test]
fn a_demo_stays_out_of_a_real_installation() {
    Jail::expect_with(|jail| {
        jail.create_file("lamplight.toml", "[data]\ndirectory = \"/var/lib/lamplight\"\n")?;
        let config = Config::load_demo(&Flags::default()).unwrap();
        assert_eq!(config.data.directory, std::path::PathBuf::from("data/demo"));
        jail.set_env("LAMPLIGHT_LOG__LEVEL", "debug");
        jail.set_env("LAMPLIGHT_DATA__DIRECTORY", "elsewhere");
        let config = Config::load_demo(&Flags::default()).unwrap();
        assert_eq!((config.log.level.as_str(), config.data.directory.to_str()), ("debug", Some("elsewhere")));
        Ok(())
    });
}

#[test]
fn durations_are_read_with_their_unit_and_never_without() {
    let cases = [("250ms", 250), ("30s", 30_000), ("10m", 600_000), ("12h", 43_200_000), ("7d", 604_800_000)];
    for (text, millis) in cases {
        let lasting: Lasting = text.parse().unwrap();
        assert_eq!(lasting.0, Duration::from_millis(millis));
        assert_eq!(lasting.to_string(), text);
    }
    for text in
        ["", "30", "s", "-1s", "1.5h", "30 s", "1h30m", "99999999999999999999s", "9999999999999999999h"]
    {
        assert!(text.parse::<Lasting>().is_err(), "{text}");
    }
}

/// Every value, by its path.
fn leaves(path: &str, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Dict(_, dict) => {
            dict.iter().for_each(|(key, value)| leaves(&format!("{path}.{key}"), value, into))
        }
        _ => into.push(path.to_owned()),
    }
}

/// The example names every value there is, and what it names is the default.
#[test]
fn the_example_is_the_defaults() {
    let example: Value =
        Figment::from(Toml::string(include_str!("../../lamplight.toml.example"))).extract().unwrap();
    let (mut named, mut defaults) = (Vec::new(), Vec::new());
    leaves("", &example, &mut named);
    leaves("", &Value::serialize(Config::default()).unwrap(), &mut defaults);
    named.sort();
    defaults.sort();
    assert_eq!(named, defaults);
    Jail::expect_with(|jail| {
        jail.create_file("lamplight.toml", include_str!("../../lamplight.toml.example"))?;
        assert_eq!(Config::load(&Flags::default()).unwrap(), Config::default());
        Ok(())
    });
}
