//! The stored document is the one that the code makes.

use std::path::Path;

use super::document;

#[test]
fn the_stored_document_is_this_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let made = document();
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == made, "docs/openapi.json is not what the code makes: run `make gen`");
}

#[test]
fn it_holds_every_command_and_the_live_frames() {
    let document: serde_json::Value = serde_json::from_str(&document()).unwrap();
    let commands = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(path, item)| path.starts_with("/api/v1/tickets/{id}/") && item.get("post").is_some());
    assert_eq!(commands.count(), 26);
    for schema in
        ["ServerFrame", "ClientFrame", "Row", "TicketRow", "Problem", "Explanations", "DirectoryView"]
    {
        assert!(document["components"]["schemas"].get(schema).is_some(), "{schema}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let text = document();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
}
