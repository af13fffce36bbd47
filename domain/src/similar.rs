//! Which open tickets are probably the fault that somebody is about to report, so that he joins one instead
//! of opening another. A function of the draft and the live tickets; never merges, never refuses a report:
//! people decide.
//!
//! A ticket is similar for one of three reasons: it names the **same system**; it is of the same branch of
//! the tree **where the reporter is**; or it says the **same words**, and is software or near. A device is
//! where it stands: a printer that jams three floors below in the same words is another printer.

mod words;

use alloc::string::String;
use alloc::vec::Vec;

use self::words::Words;
use crate::ids::{CategoryId, DepartmentId, PersonId, SystemId, TicketId, ZoneId};
use crate::org::{CategoryKind, Directory, ZoneKind};
use crate::ticket::Ticket;

/// More would not be read before a report is sent; a telephone shows three.
pub const SIMILAR_MAX: usize = 5;
/// A system has one server: whatever fails in it now probably fails for all.
const SAME_SYSTEM: u32 = 500;
/// The same ward or room, or the floor around it.
const SAME_ZONE: u32 = 300;
/// Less than the zone: a department may have rooms in two buildings.
const SAME_DEPARTMENT: u32 = 200;
/// The very leaf.
const SAME_CATEGORY: u32 = 200;
/// Another leaf of the same branch: people take the wrong leaf more often than the wrong branch.
const SAME_BRANCH: u32 = 100;
/// At most this for words: less than half a system, for words are chosen by chance.
const SAME_WORDS: u32 = 200;
/// Words are alike from this share (in thousandths) of the shorter text's pieces on: 打印机卡纸 and
/// 打印机不出纸 share half of theirs, and nothing but the printer.
const ALIKE_FROM: u32 = 600;
/// One shared piece is chance.
const ALIKE_PIECES_MIN: usize = 2;
/// Words of tickets that have neither place nor system in common with the draft are compared for the newest
/// of them alone: comparing ten thousand at each key would hold up the desk, and what began long ago is
/// known to the desk by now.
const FAR_WORDS_MAX: usize = 500;

/// A report that is being written; whatever is not known yet is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// May be a branch: a reporter chooses it before the leaf.
    pub category: Option<CategoryId>,
    /// Absent: the department's area.
    pub zone: Option<ZoneId>,
    pub department: Option<DepartmentId>,
    pub system: Option<SystemId>,
    pub summary: Option<String>,
}

/// Who asks, and so what may be shown to him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// Opens reports for others: every live ticket.
    Desk,
    /// His own reports, those of his department and of its area, and those of a system that he names.
    Reporter { person: PersonId, department: Option<DepartmentId> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    SameSystem,
    SameZone,
    SameDepartment,
    SameWords,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    pub ticket: TicketId,
    /// The higher, the more alike.
    pub score: u32,
    pub why: Vec<Why>,
}

/// At most `SIMILAR_MAX`, best first; of two alike the newer. `live`: tickets without end with their summary,
/// newest first.
pub fn similar<'a>(
    draft: &Draft,
    asker: Asker,
    directory: &Directory,
    live: impl IntoIterator<Item = (&'a Ticket, &'a str)>,
) -> Vec<Similar> {
    let sought = Sought::of(draft, directory);
    let mut far_words = FAR_WORDS_MAX;
    let mut found: Vec<Similar> = live
        .into_iter()
        .filter(|(ticket, _)| sought.shows(asker, ticket))
        .filter_map(|(ticket, summary)| sought.judge(ticket, summary, &mut far_words))
        .collect();
    // Stable: what scores the same stays newest first.
    found.sort_by_key(|one| core::cmp::Reverse(one.score));
    found.truncate(SIMILAR_MAX);
    found
}

/// The draft with what of it is needed again and again.
struct Sought<'a> {
    draft: &'a Draft,
    directory: &'a Directory,
    zone: Option<ZoneId>,
    words: Words,
}

impl<'a> Sought<'a> {
    fn of(draft: &'a Draft, directory: &'a Directory) -> Self {
        let area = draft.department.and_then(|id| directory.departments.get(&id)).map(|row| row.area);
        let words = Words::of(draft.summary.as_deref().unwrap_or_default());
        Self { draft, directory, zone: draft.zone.or(area), words }
    }

    fn shows(&self, asker: Asker, ticket: &Ticket) -> bool {
        let Asker::Reporter { person, department } = asker else { return true };
        let own_area = department.and_then(|id| self.directory.departments.get(&id)).map(|row| row.area);
        ticket.reporters.contains(&person)
            || (department.is_some() && ticket.department == department)
            || own_area.is_some_and(|area| self.within(ticket.zone, area))
            || self.same_system(ticket)
    }

    fn judge(&self, ticket: &Ticket, summary: &str, far_words: &mut usize) -> Option<Similar> {
        let system = self.same_system(ticket);
        let zone = self.zone.is_some_and(|zone| self.near(zone, ticket.zone));
        let department = self.draft.department.is_some() && self.draft.department == ticket.department;
        let place = zone || department;
        let category = self.category(ticket);
        let words = if place || system || self.spend(ticket, far_words) { self.alike(summary) } else { 0 };
        let alike = words >= ALIKE_FROM;
        if !(system || (place && category > 0) || alike) {
            return None;
        }
        let reasons = [
            (system, Why::SameSystem, SAME_SYSTEM),
            (zone, Why::SameZone, SAME_ZONE),
            (department, Why::SameDepartment, SAME_DEPARTMENT),
            (alike, Why::SameWords, SAME_WORDS * words / 1_000),
        ];
        let holding = reasons.iter().filter(|(holds, ..)| *holds);
        Some(Similar {
            ticket: ticket.id,
            score: category + holding.clone().map(|(_, _, score)| score).sum::<u32>(),
            why: holding.map(|(_, why, _)| *why).collect(),
        })
    }

    /// Whether words from elsewhere count for this ticket, and whether there is still time to read them.
    fn spend(&self, ticket: &Ticket, far_words: &mut usize) -> bool {
        let kind = self.directory.categories.get(&ticket.category).map(|node| node.kind);
        let anywhere = self.zone.is_none() || kind == Some(CategoryKind::Software);
        if !anywhere || *far_words == 0 {
            return false;
        }
        *far_words -= 1;
        true
    }

    fn same_system(&self, ticket: &Ticket) -> bool {
        self.draft.system.is_some() && self.draft.system == ticket.system
    }

    /// How near the categories are; 0 when they have nothing but the root in common.
    fn category(&self, ticket: &Ticket) -> u32 {
        let Some(mine) = self.draft.category else { return 0 };
        if mine == ticket.category {
            return SAME_CATEGORY;
        }
        let theirs = || self.directory.category_path(ticket.category);
        let shared = |id: CategoryId| theirs().any(|node| node.id == id);
        let branch = |id: CategoryId, root: bool| shared(id) && (!root || id == mine);
        let alike = self.directory.category_path(mine).any(|node| branch(node.id, node.parent.is_none()));
        if alike { SAME_BRANCH } else { 0 }
    }

    /// One lies in the other, and the outer one is no larger than a floor: a campus is no place to search.
    fn near(&self, one: ZoneId, other: ZoneId) -> bool {
        let small = |zone: ZoneId| {
            let kind = self.directory.zones.get(&zone).map(|zone| zone.kind);
            matches!(kind, Some(ZoneKind::Floor | ZoneKind::Area))
        };
        one == other || (small(one) && self.within(other, one)) || (small(other) && self.within(one, other))
    }

    fn within(&self, inner: ZoneId, outer: ZoneId) -> bool {
        self.directory.zone_path(inner).any(|zone| zone.id == outer)
    }

    /// In thousandths of the shorter text.
    fn alike(&self, summary: &str) -> u32 {
        if self.words.is_empty() {
            return 0;
        }
        let theirs = Words::of(summary);
        let (shared, shorter) = (self.words.shared(&theirs), self.words.len().min(theirs.len()));
        if shared < ALIKE_PIECES_MIN {
            return 0;
        }
        u32::try_from(shared * 1_000 / shorter.max(1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
