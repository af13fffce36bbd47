//! Stories, told as the people of the hospital would; each against a program of its own.

mod backups;
mod devices;
mod foreign;
mod keys;
mod kills;
mod life;
mod past;
mod resume;
mod wrongs;

use lamplight_protocol::Id;
use lamplight_protocol::directory::DirectoryView;
use lamplight_protocol::ticket::CategoryKind;
use serde_json::{Value, json};

/// A kind of hardware fault that the ward's own engineer mends, with one of its causes.
pub fn hardware_fault(directory: &DirectoryView) -> (Id, Id) {
    directory
        .categories
        .iter()
        .find(|category| {
            category.leaf && category.kind == CategoryKind::Hardware && category.name.contains("打印")
        })
        .and_then(|category| Some((category.id, *category.causes.first()?)))
        .expect("the demo hospital has printers that fail for a reason")
}

pub fn report(category: Id) -> Value {
    json!({ "summary": "标签打印机不出纸，腕带打不出", "category": category })
}
