//! How many of each: counts by a key, without zeros, so that equal counts are equal values. Saturates: what
//! was never added cannot make a count wrap.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Written down as pairs, for JSON has no keys but texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K>(BTreeMap<K, u32>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Tally<K> {
    pub fn add(&mut self, key: K, count: u32) {
        if count > 0 {
            let counted = self.0.entry(key).or_insert(0);
            *counted = counted.saturating_add(count);
        }
    }

    pub fn remove(&mut self, key: &K) {
        if let Some(count) = self.0.get_mut(key) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.0.remove(key);
            }
        }
    }

    pub fn of(&self, key: &K) -> u32 {
        self.0.get(key).copied().unwrap_or(0)
    }

    /// By key.
    pub fn iter(&self) -> impl Iterator<Item = (&K, u32)> {
        self.0.iter().map(|(key, count)| (key, *count))
    }

    pub fn total(&self) -> u32 {
        self.0.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Tally<i64> {
    /// The middle one of all that were counted; of an even number the mean of the two in the middle, cut off.
    pub fn median(&self) -> Option<i64> {
        let total = self.total();
        let low = self.nth(total.checked_sub(1)? / 2)?;
        let high = self.nth(total / 2)?;
        Some(low + (high - low) / 2)
    }

    /// In order, 0 the smallest.
    fn nth(&self, nth: u32) -> Option<i64> {
        let mut before = 0_u32;
        self.0.iter().find_map(|(value, count)| {
            before = before.saturating_add(*count);
            (nth < before).then_some(*value)
        })
    }
}

impl<K: Serialize> Serialize for Tally<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de, K: Ord + Deserialize<'de>> Deserialize<'de> for Tally<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|pairs| Self(pairs.into_iter().collect()))
    }
}
