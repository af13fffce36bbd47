//! What every part of the generator writes into: rows, and ids that never collide.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ids::Minter;
use crate::org::{DirectoryRow, Policy};
use crate::time::{Span, TimeZoneName, Timestamp};

/// Ids are dated back by this much, a millisecond each.
const IDS_SPAN: Span = Span::from_seconds(10);

pub struct Build {
    pub rows: Vec<DirectoryRow>,
    minter: Minter,
    id_at: Timestamp,
    phones: u32,
}

impl Build {
    pub fn begin(seed: u64, now: Timestamp) -> Self {
        let organisation =
            DirectoryRow::Organisation { name: "示例医院".into(), time_zone: TimeZoneName::SHANGHAI };
        let rows = alloc::vec![organisation, DirectoryRow::Policy(Policy::default())];
        Self { rows, minter: Minter::seeded(seed), id_at: now - IDS_SPAN, phones: 0 }
    }

    /// Each a millisecond after the one before: no two are the same, and they sort as they were made.
    pub fn id<T: From<i64>>(&mut self) -> T {
        self.id_at = self.id_at + Span::from_millis(1);
        self.minter.mint(self.id_at)
    }

    /// A number from 0 below `below`, which is at least 1.
    pub fn pick(&mut self, below: usize) -> usize {
        pick(&mut self.minter, below)
    }

    /// A telephone number that nobody else has.
    pub fn phone(&mut self) -> String {
        self.phones += 1;
        // 7 and 10,000 have no common factor: the last four digits look scattered and do not repeat.
        alloc::format!("1380000{:04}", self.phones * 7 % 10_000)
    }
}

/// A number from 0 below `below`, which is at least 1.
pub fn pick(minter: &mut Minter, below: usize) -> usize {
    let below = u64::try_from(below.max(1)).unwrap_or(1);
    usize::try_from(minter.chance() % below).unwrap_or(0)
}
