//! The rings that stand, by person, with the devices that have acknowledged them; what has just ended, with
//! the reason. Written by `engineer`, read by sessions. Never chooses anybody.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytestring::ByteString;
use lamplight_domain::ids::{DeviceId, OfferId, PersonId};
use lamplight_protocol::live::HushReason;

/// Ended rings remembered a person, so that every device learns why it fell silent.
const ENDED_MAX: usize = 64;
/// Devices remembered a ring: a client may name itself anew as often as it likes.
const DEVICES_MAX: usize = 32;

#[derive(Debug, Clone)]
pub struct Standing {
    /// The encoded `ring` frame.
    pub frame: ByteString,
    pub got: BTreeSet<DeviceId>,
}

#[derive(Debug, Default)]
struct Person {
    standing: BTreeMap<OfferId, Standing>,
    ended: VecDeque<(OfferId, HushReason)>,
}

#[derive(Debug, Default)]
pub struct Rings {
    people: Mutex<BTreeMap<PersonId, Person>>,
}

/// One ring for one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub offer: OfferId,
    pub frame: ByteString,
    /// This device has acknowledged it.
    pub got: bool,
}

impl Rings {
    pub fn ring(&self, person: PersonId, offer: OfferId, frame: ByteString, got: BTreeSet<DeviceId>) {
        let mut people = self.people();
        people.entry(person).or_default().standing.insert(offer, Standing { frame, got });
    }

    pub fn hush(&self, person: PersonId, offer: OfferId, why: HushReason) {
        let mut people = self.people();
        let entry = people.entry(person).or_default();
        entry.standing.remove(&offer);
        entry.ended.push_back((offer, why));
        if entry.ended.len() > ENDED_MAX {
            entry.ended.pop_front();
        }
    }

    pub fn got(&self, person: PersonId, offer: OfferId, device: DeviceId) {
        let mut people = self.people();
        if let Some(ring) = people.get_mut(&person).and_then(|entry| entry.standing.get_mut(&offer)) {
            ring.got.insert(device);
        }
    }

    /// Whether the ring stands at this person and this device has not acknowledged it. Beyond `DEVICES_MAX`
    /// devices no more are remembered: they are rung until the ring ends.
    pub fn awaits(&self, person: PersonId, offer: OfferId, device: DeviceId) -> bool {
        let people = self.people();
        let ring = people.get(&person).and_then(|entry| entry.standing.get(&offer));
        ring.is_some_and(|ring| ring.got.len() < DEVICES_MAX && !ring.got.contains(&device))
    }

    pub fn standing(&self, person: PersonId, device: DeviceId) -> Vec<Heard> {
        let people = self.people();
        let rings = people.get(&person).into_iter().flat_map(|entry| &entry.standing);
        rings
            .map(|(&offer, ring)| Heard { offer, frame: ring.frame.clone(), got: ring.got.contains(&device) })
            .collect()
    }

    /// Why a ring that stands no more has ended; `Revoked` when it is long ago.
    pub fn why_over(&self, person: PersonId, offer: OfferId) -> HushReason {
        let people = self.people();
        let ended = people.get(&person).into_iter().flat_map(|entry| &entry.ended);
        let mut latest = ended.rev().filter(|(id, _)| *id == offer);
        latest.next().map_or(HushReason::Revoked, |(_, why)| *why)
    }

    fn people(&self) -> MutexGuard<'_, BTreeMap<PersonId, Person>> {
        // Each change is whole before the lock is given back, so poison means nothing here.
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
