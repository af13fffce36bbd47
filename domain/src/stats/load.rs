//! How full the groups are. Each engineer counts once, in his own (first) group, so that the groups add up
//! to the house; minutes as everywhere: efforts of what he owns and of what rings at him.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::dispatch::capacity;
use crate::ids::{GroupId, PersonId};
use crate::org::{Directory, Duty};

/// What one engineer has in hand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hands {
    pub person: PersonId,
    pub duty: Duty,
    /// Minutes of work owned and offered.
    pub load: u32,
    /// Of `load`, minutes that still ring.
    pub ringing: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLoad {
    pub group: GroupId,
    /// Minutes that the members own, whether on duty or not.
    pub owned: u32,
    /// Minutes that ring at them.
    pub ringing: u32,
    /// Minutes that those on duty may hold; `None`: no limit.
    pub capacity: Option<u32>,
    pub on_duty: u32,
    /// Members on duty who have reached their capacity, by id.
    pub full: Vec<PersonId>,
}

/// A load for each group that has members, by id. Whoever is in no group counts nowhere.
pub fn group_loads(directory: &Directory, hands: impl IntoIterator<Item = Hands>) -> Vec<GroupLoad> {
    let mut groups: BTreeMap<GroupId, GroupLoad> = BTreeMap::new();
    for hand in hands {
        let own = directory.person(hand.person).and_then(|person| person.groups.first());
        let Some(&group) = own else { continue };
        let limited = directory.policy.in_hand.is_some();
        let load = groups.entry(group).or_insert_with(|| GroupLoad {
            group,
            owned: 0,
            ringing: 0,
            capacity: limited.then_some(0),
            on_duty: 0,
            full: Vec::new(),
        });
        load.owned += hand.load.saturating_sub(hand.ringing);
        load.ringing += hand.ringing;
        if hand.duty == Duty::Off {
            continue;
        }
        load.on_duty += 1;
        let limit = capacity(&directory.policy, hand.duty);
        load.capacity = load.capacity.zip(limit).map(|(sum, limit)| sum + limit);
        if limit.is_some_and(|limit| hand.load >= limit) {
            load.full.push(hand.person);
        }
    }
    groups.into_values().collect()
}

/// What he owns is listed for handing over: it stays his while he is away, but somebody should know.
pub const fn hands_over(duty: Duty) -> bool {
    matches!(duty, Duty::Off)
}

#[cfg(test)]
mod tests;
