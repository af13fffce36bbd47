//! Stories, told as the people of the hospital would; each against a program of its own.

mod backups;
mod charts;
mod devices;
mod foreign;
mod keys;
mod kills;
mod life;
mod past;
mod resume;
mod screens;
mod undo;
mod wrongs;

use lamplight_protocol::Id;
use lamplight_protocol::directory::{CategoryView, DirectoryView};
use lamplight_protocol::ticket::CategoryKind;
use serde_json::{Value, json};

/// A kind of hardware fault that the ward's own engineer mends.
pub fn hardware_category(directory: &DirectoryView) -> Id {
    printers(directory).id
}

/// The same with one of its causes, by the directory of somebody who may complete.
pub fn hardware_fault(directory: &DirectoryView) -> (Id, Id) {
    let category = printers(directory);
    (category.id, *category.causes.first().expect("printers fail for a reason"))
}

fn printers(directory: &DirectoryView) -> &CategoryView {
    let of_printers = |category: &&CategoryView| {
        category.leaf && category.kind == CategoryKind::Hardware && category.name.contains("打印")
    };
    directory.categories.iter().find(of_printers).expect("the demo hospital has printers")
}

pub fn report(category: Id) -> Value {
    json!({ "summary": "标签打印机不出纸，腕带打不出", "category": category })
}
