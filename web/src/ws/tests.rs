//! The examples of `docs/live-protocol.md` are frames of the protocol: nothing is told there that no program
//! says.

use lamplight_protocol::live::{ClientFrame, ServerFrame};

#[test]
fn the_document_shows_frames_as_they_are() {
    let document = include_str!("../../../docs/live-protocol.md");
    let (mut client, mut server) = (0, 0);
    let mut sections = document.split("```");
    while let (Some(_), Some(block)) = (sections.next(), sections.next()) {
        let Some((language, frames)) = block.split_once('\n') else { continue };
        for frame in frames.lines().filter(|line| !line.trim().is_empty()) {
            match language.trim() {
                "json client" => {
                    let parsed: ClientFrame =
                        serde_json::from_str(frame).unwrap_or_else(|error| panic!("{error}: {frame}"));
                    drop(parsed);
                    client += 1;
                }
                "json server" => {
                    let parsed: ServerFrame =
                        serde_json::from_str(frame).unwrap_or_else(|error| panic!("{error}: {frame}"));
                    // Told as sent: no field left out, none invented.
                    let sent = serde_json::to_value(&parsed).unwrap();
                    let told: serde_json::Value = serde_json::from_str(frame).unwrap();
                    assert_eq!(told, sent);
                    server += 1;
                }
                _ => {}
            }
        }
    }
    assert!(client >= 5, "{client} client frames");
    assert!(server >= 9, "{server} server frames");
}
