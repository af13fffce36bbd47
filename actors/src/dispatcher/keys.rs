//! Keys in flight: a second request with the same key waits for the first. Pure book-keeping.

use std::collections::BTreeMap;

use lamplight_store::RequestKey;

/// Whoever waits for a key, by what it waits with.
#[derive(Debug)]
pub struct Keys<W> {
    in_flight: BTreeMap<RequestKey, Vec<W>>,
}

impl<W> Default for Keys<W> {
    fn default() -> Self {
        Self { in_flight: BTreeMap::new() }
    }
}

impl<W> Keys<W> {
    /// `Ok`: the key is free and now in flight. `Err`: somebody is at it.
    pub fn enter(&mut self, key: &RequestKey, waiter: W) -> Result<W, ()> {
        match self.in_flight.get_mut(key) {
            Some(waiting) => {
                waiting.push(waiter);
                Err(())
            }
            None => {
                self.in_flight.insert(key.clone(), Vec::new());
                Ok(waiter)
            }
        }
    }

    /// The first is done: who waited, in order of coming.
    pub fn leave(&mut self, key: &RequestKey) -> Vec<W> {
        self.in_flight.remove(key).unwrap_or_default()
    }
}
