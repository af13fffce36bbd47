//! The tree of fault categories: two kinds, their branches, their leaves. Its tables are `hardware` and
//! `software`.

use alloc::vec::Vec;

use crate::hospital::build::Build;
use crate::hospital::{hardware, software};
use crate::ids::{CategoryId, CauseId};
use crate::org::{Category, CategoryKind, Cause, DirectoryRow};
use crate::ticket::Priority;

/// The six groups of the IT department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Team {
    Systems,
    Database,
    Network,
    Terminals,
    ComputerRoom,
    Office,
}

pub struct Branch {
    pub name: &'static str,
    pub team: Team,
    /// Mended from the desk.
    pub remote: bool,
    pub leaves: &'static [Leaf],
}

pub struct Leaf {
    pub name: &'static str,
    /// Minutes.
    pub effort: u32,
    pub priority: Priority,
    pub causes: &'static [&'static str],
    /// How often it is reported, against the others.
    pub weight: usize,
    /// Of a hundred reports, how many come while a patient waits.
    pub waiting: usize,
    /// What people say; `{}` stands for the name of a system.
    pub says: &'static [&'static str],
}

/// A branch or a leaf that hangs under its root.
pub enum Node {
    Branch(Branch),
    Leaf(Leaf),
}

pub struct Tree {
    pub hardware: CategoryId,
    pub software: CategoryId,
    pub branches: Vec<(CategoryId, &'static str, Team)>,
    pub leaves: Vec<(CategoryId, &'static Leaf)>,
}

pub fn build(build: &mut Build) -> Tree {
    let (mut branches, mut leaves) = (Vec::new(), Vec::new());
    let mut roots = [hardware::TREE, software::TREE].into_iter().map(|(name, kind, nodes)| {
        let root = category(build, None, kind, name, false);
        for node in nodes {
            match node {
                Node::Leaf(leaf) => leaves.push((self::leaf(build, root, kind, false, leaf), leaf)),
                Node::Branch(branch) => {
                    let id = category(build, Some(root), kind, branch.name, branch.remote);
                    branches.push((id, branch.name, branch.team));
                    for leaf in branch.leaves {
                        leaves.push((self::leaf(build, id, kind, branch.remote, leaf), leaf));
                    }
                }
            }
        }
        root
    });
    let hardware = roots.next().unwrap_or(CategoryId::from_raw(0));
    let software = roots.next().unwrap_or(hardware);
    drop(roots);
    Tree { hardware, software, branches, leaves }
}

fn category(
    build: &mut Build,
    parent: Option<CategoryId>,
    kind: CategoryKind,
    name: &str,
    remote: bool,
) -> CategoryId {
    let id = build.id();
    build.rows.push(DirectoryRow::Category(Category {
        id,
        parent,
        kind,
        name: name.into(),
        remote,
        effort: 30,
        priority: Priority::Normal,
        targets: None,
        causes: Vec::new(),
    }));
    id
}

fn leaf(build: &mut Build, parent: CategoryId, kind: CategoryKind, remote: bool, leaf: &Leaf) -> CategoryId {
    let causes = leaf.causes.iter().map(|name| {
        let id: CauseId = build.id();
        build.rows.push(DirectoryRow::Cause(Cause { id, name: (*name).into() }));
        id
    });
    let causes = causes.collect();
    let id = build.id();
    build.rows.push(DirectoryRow::Category(Category {
        id,
        parent: Some(parent),
        kind,
        name: leaf.name.into(),
        remote,
        effort: leaf.effort,
        priority: leaf.priority,
        targets: None,
        causes,
    }));
    id
}
