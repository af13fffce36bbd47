//! Reading the log: normalised cells, counted dirt, and errors that name line and column.

use super::*;

const SAMPLE: &str = include_str!("../../../tests/replay/sample.csv");
const HEAD: &str = "number,incident_state,reopen_count,sys_mod_count,caller_id,opened_at,sys_updated_at,contact_type,\
                    location,category,subcategory,u_symptom,priority,assignment_group,closed_code,resolved_by,resolved_at";
const GOOD: &str = "INC1,Awaiting Vendor,0,3,Caller  7,2/3/2017 9:05,3/12/2017 10:06,Email,Location 1,?,,Symptom 2,\
                    1 - Critical,Group  4,code 1,?,?";

fn read_lines(lines: &[&str]) -> Result<Log, LogError> {
    read("log.csv", lines.join("\n").as_bytes())
}

fn error(lines: &[&str]) -> String {
    read_lines(lines).unwrap_err().to_string()
}

#[test]
fn cells_are_normalised() {
    let log = read_lines(&[HEAD, GOOD]).unwrap();
    let row = &log.rows[0];
    assert_eq!(row.line, 2);
    assert_eq!(row.caller.as_deref(), Some("Caller 7"), "two blanks are one");
    assert_eq!(row.group.as_deref(), Some("Group 4"));
    assert_eq!((&row.category, &row.subcategory, &row.resolved_by), (&None, &None, &None));
    assert_eq!(row.state, State::Awaiting(HoldReason::Vendor));
    assert_eq!((row.channel, row.priority), (Channel::Mail, Some(Priority::Critical)));
    assert_eq!(row.opened_at.unwrap().to_utc().to_rfc3339(), "2017-03-02T09:05:00+00:00");
    assert_eq!(row.updated_at.unwrap().to_utc().to_rfc3339(), "2017-12-03T10:06:00+00:00");
    assert_eq!(log.missing_values, 3);
}

#[test]
fn dirt_is_counted_and_played_around() {
    let log = read("sample.csv", SAMPLE.as_bytes()).unwrap();
    assert_eq!((log.lines, log.duplicate_lines, log.unknown_states), (102, 3, 1));
    let nameless = GOOD.replacen("INC1", "?", 1);
    let log = read_lines(&[HEAD, GOOD, &nameless]).unwrap();
    assert_eq!((log.rows.len(), log.unnumbered_lines), (1, 1));
}

#[test]
fn another_format_is_named_with_line_and_column() {
    assert_eq!(
        error(&["id;text", "1;2"]),
        "log.csv: line 1: there is no column `number`: not an incident log (its first column is `id;text`)"
    );
    assert_eq!(
        error(&[HEAD, GOOD, &GOOD.replacen("2/3/2017 9:05", "2017-03-02", 1)]),
        "log.csv: line 3, column 6 (`opened_at`): `2017-03-02` is not a date like 12/4/2016 00:14"
    );
    assert_eq!(
        error(&[HEAD, &GOOD.replacen("2/3/2017", "31/2/2017", 1)]),
        "log.csv: line 2, column 6 (`opened_at`): `31/2/2017 9:05` is not a date like 12/4/2016 00:14"
    );
    assert_eq!(
        error(&[HEAD, &GOOD.replacen(",0,3,", ",0,three,", 1)]),
        "log.csv: line 2, column 4 (`sys_mod_count`): `three` is not a count"
    );
    assert_eq!(error(&[HEAD, GOOD, "INC2,New"]), "log.csv: line 3: 2 columns where the head has 17");
    assert_eq!(error(&[HEAD]), "log.csv: line 1: there is no row under the head");
    assert!(
        read_file(Path::new("/nowhere/log.csv"))
            .unwrap_err()
            .to_string()
            .starts_with("/nowhere/log.csv: No such file")
    );
}
