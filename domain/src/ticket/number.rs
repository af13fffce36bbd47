//! The number people say aloud: `20261124-087`, per organisation and local day; shown as `1124-087`.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::LocalDay;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    pub day: LocalDay,
    /// From 1; gaps are allowed, reuse is not.
    pub serial: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.day, self.serial)
    }
}

impl FromStr for Number {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, serial) = text.split_once('-').ok_or(())?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if day.len() != 8 || serial.len() < 3 || !digits(day) || !digits(serial) {
            return Err(());
        }
        Ok(Self { day: LocalDay(day.parse().map_err(drop)?), serial: serial.parse().map_err(drop)? })
    }
}
