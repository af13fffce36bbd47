//! Reads the audit log of a service desk from CSV: one row an event, columns found by their names.
//! What a cell says is normalised here and nowhere else; what rows mean together is `incident`'s.
//!
//! A file of another format is an error with line and column; dirt that real logs hold is counted.

use std::fmt;
use std::io::Read;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use csv::{ReaderBuilder, StringRecord};
use lamplight_domain::time::Timestamp;
use lamplight_protocol::ticket::{Channel, HoldReason, Priority};

/// One audit event, normalised: `?` and empty cells are `None`, runs of blanks are one blank. Moments are
/// local without a zone and are read as UTC, as is the organisation that plays them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub number: String,
    pub state: State,
    /// Running count of changes, where it is one: orders rows of the same minute.
    pub changes: u32,
    pub reopen_count: u32,
    pub caller: Option<String>,
    pub opened_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
    pub channel: Channel,
    pub location: Option<String>,
    pub category: Option<String>,
    pub subcategory: Option<String>,
    pub symptom: Option<String>,
    pub priority: Option<Priority>,
    pub group: Option<String>,
    pub cause: Option<String>,
    pub resolved_by: Option<String>,
    pub resolved_at: Option<Timestamp>,
}

/// As far as playing needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Working,
    Awaiting(HoldReason),
    /// The source's own error (`-100`) or a word we do not know.
    Unknown,
}

/// Rows in the order of the file, exact repeats left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    pub rows: Vec<Row>,
    pub lines: u64,
    pub duplicate_lines: u64,
    /// Rows without a number: nothing can be done with them.
    pub unnumbered_lines: u64,
    pub unknown_states: u64,
    /// Cells with `?` among those that are read.
    pub missing_values: u64,
}

/// Where and why a file cannot be read as such a log.
#[derive(Debug)]
pub struct LogError {
    pub file: String,
    /// From 1, the head included; 0 when the file could not even be opened.
    pub line: u64,
    /// From 1, with the column's name, where one cell is to blame.
    pub column: Option<(usize, &'static str)>,
    pub what: String,
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ": line {}", self.line)?;
        }
        if let Some((place, name)) = self.column {
            write!(f, ", column {place} (`{name}`)")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for LogError {}

/// # Errors
/// When the file cannot be opened or is not such a log.
pub fn read_file(path: &Path) -> Result<Log, LogError> {
    let file = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(opened) => read(&file, opened),
        Err(error) => Err(LogError { file, line: 0, column: None, what: error.to_string() }),
    }
}

/// Reads a log from anywhere; `file` is what errors call it.
///
/// # Errors
/// When it is not such a log.
pub fn read(file: &str, input: impl Read) -> Result<Log, LogError> {
    let mut reader = ReaderBuilder::new().has_headers(true).from_reader(input);
    let fail = |line, column, what| LogError { file: file.to_owned(), line, column, what };
    let head = reader.headers().map_err(|error| unreadable(file, &error))?.clone();
    let columns = Columns::find(&head).map_err(|(column, what)| fail(1, column, what))?;
    let mut log = Log::default();
    let mut seen = std::collections::BTreeSet::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| unreadable(file, &error))? {
        let line = record.position().map_or(0, csv::Position::line);
        log.lines += 1;
        if !seen.insert(record.iter().collect::<Vec<_>>().join("\u{1f}")) {
            log.duplicate_lines += 1;
            continue;
        }
        let cells = Cells { columns: &columns, record: &record };
        log.missing_values += cells.missing();
        match cells.row(line).map_err(|(column, what)| fail(line, Some(column), what))? {
            Some(row) => {
                log.unknown_states += u64::from(row.state == State::Unknown);
                log.rows.push(row);
            }
            None => log.unnumbered_lines += 1,
        }
    }
    if log.rows.is_empty() {
        return Err(fail(1, None, "there is no row under the head".to_owned()));
    }
    Ok(log)
}

fn unreadable(file: &str, error: &csv::Error) -> LogError {
    let line = error.position().map_or(1, csv::Position::line);
    let (column, what) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (None, format!("{len} columns where the head has {expected_len}"))
        }
        csv::ErrorKind::Utf8 { err, .. } => {
            (Some((err.field() + 1, "not text")), "bytes that are not UTF-8".to_owned())
        }
        _ => (None, error.to_string()),
    };
    LogError { file: file.to_owned(), line, column, what }
}

macro_rules! columns {
    ($($field:ident = $name:literal),+ $(,)?) => {
        /// Where each column that is read stands.
        #[derive(Debug, Clone, Copy)]
        struct Columns { $($field: (usize, &'static str)),+ }

        impl Columns {
            fn find(head: &StringRecord) -> Result<Self, (Option<(usize, &'static str)>, String)> {
                let place = |name: &'static str| {
                    let found = head.iter().position(|cell| cell.trim().trim_start_matches('\u{feff}') == name);
                    found.map(|index| (index, name)).ok_or_else(|| {
                        let first = head.get(0).unwrap_or_default();
                        (None, format!(
                            "there is no column `{name}`: not an incident log (its first column is `{first}`)"
                        ))
                    })
                };
                Ok(Self { $($field: place($name)?),+ })
            }

            fn all(&self) -> Vec<usize> {
                vec![$(self.$field.0),+]
            }
        }
    };
}

columns! {
    number = "number",
    state = "incident_state",
    reopen_count = "reopen_count",
    changes = "sys_mod_count",
    caller = "caller_id",
    opened_at = "opened_at",
    updated_at = "sys_updated_at",
    contact = "contact_type",
    location = "location",
    category = "category",
    subcategory = "subcategory",
    symptom = "u_symptom",
    priority = "priority",
    group = "assignment_group",
    cause = "closed_code",
    resolved_by = "resolved_by",
    resolved_at = "resolved_at",
}

type CellError = ((usize, &'static str), String);

struct Cells<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
}

impl Cells<'_> {
    fn row(&self, line: u64) -> Result<Option<Row>, CellError> {
        let columns = self.columns;
        let Some(number) = self.text(columns.number) else { return Ok(None) };
        Ok(Some(Row {
            line,
            number,
            state: state(self.text(columns.state).as_deref()),
            changes: self.count(columns.changes)?,
            reopen_count: self.count(columns.reopen_count)?,
            caller: self.text(columns.caller),
            opened_at: self.moment(columns.opened_at)?,
            updated_at: self.moment(columns.updated_at)?,
            channel: channel(self.text(columns.contact).as_deref()),
            location: self.text(columns.location),
            category: self.text(columns.category),
            subcategory: self.text(columns.subcategory),
            symptom: self.text(columns.symptom),
            priority: priority(self.text(columns.priority).as_deref()),
            group: self.text(columns.group),
            cause: self.text(columns.cause),
            resolved_by: self.text(columns.resolved_by),
            resolved_at: self.moment(columns.resolved_at)?,
        }))
    }

    fn raw(&self, column: (usize, &'static str)) -> &str {
        self.record.get(column.0).unwrap_or_default().trim()
    }

    fn missing(&self) -> u64 {
        let unknown = |&place: &usize| self.record.get(place).is_some_and(|cell| cell.trim() == "?");
        self.columns.all().iter().filter(|place| unknown(place)).count() as u64
    }

    fn text(&self, column: (usize, &'static str)) -> Option<String> {
        let cell = self.raw(column);
        let known = !cell.is_empty() && cell != "?";
        known.then(|| cell.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn count(&self, column: (usize, &'static str)) -> Result<u32, CellError> {
        let Some(text) = self.text(column) else { return Ok(0) };
        text.parse().map_err(|_| blame(column, format!("`{text}` is not a count")))
    }

    fn moment(&self, column: (usize, &'static str)) -> Result<Option<Timestamp>, CellError> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let moment = parse_moment(&text);
        moment.map(Some).ok_or_else(|| blame(column, format!("`{text}` is not a date like 12/4/2016 00:14")))
    }
}

fn blame((index, name): (usize, &'static str), what: String) -> CellError {
    ((index + 1, name), what)
}

/// `D/M/YYYY HH:MM`, read as UTC.
fn parse_moment(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(' ')?;
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (hour, minute) = time.split_once(':')?;
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    let time = NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?;
    Some(Timestamp::from_micros(date.and_time(time).and_utc().timestamp_micros()))
}

fn state(word: Option<&str>) -> State {
    match word {
        Some("Awaiting User Info") => State::Awaiting(HoldReason::User),
        Some("Awaiting Vendor") => State::Awaiting(HoldReason::Vendor),
        Some(other) if other.starts_with("Awaiting") => State::Awaiting(HoldReason::Other),
        Some("New" | "Active" | "Resolved" | "Closed") => State::Working,
        _ => State::Unknown,
    }
}

fn channel(word: Option<&str>) -> Channel {
    match word {
        Some("Email") => Channel::Mail,
        Some("Self service") => Channel::Page,
        Some("Direct opening") => Channel::Api,
        _ => Channel::Phone,
    }
}

fn priority(word: Option<&str>) -> Option<Priority> {
    match word?.chars().next()? {
        '1' => Some(Priority::Critical),
        '2' => Some(Priority::High),
        '3' => Some(Priority::Normal),
        '4' => Some(Priority::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub mod tests_support;
