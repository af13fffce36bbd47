//! Structs and frames come from objects, with the fields that they have.

use super::*;
use crate::live::ClientFrame;
use crate::ticket::OpenTicket;

fn frame(text: &str) -> Option<ClientFrame> {
    serde_json::from_str::<Object<ClientFrame>>(text).ok().map(|object| object.0)
}

#[test]
fn a_frame_is_an_object_with_its_own_fields() {
    assert_eq!(frame(r#"{"type":"ping"}"#), Some(ClientFrame::Ping {}));
    assert_eq!(serde_json::to_string(&ClientFrame::Ping {}).unwrap(), r#"{"type":"ping"}"#);
    assert_eq!(frame(r#"{"type":"watch"}"#), Some(ClientFrame::Watch { ticket: None }));
    for bad in [
        r#"{"type":"ping","x":1}"#,
        r#"{"type":"watch","x":1}"#,
        r#"["ping"]"#,
        r#"["watch",null]"#,
        r#"["ping",{}]"#,
        r#""ping""#,
        "null",
        "7",
        "",
    ] {
        assert_eq!(frame(bad), None, "{bad}");
    }
}

#[test]
fn a_struct_inside_a_body_is_an_object_too() {
    let body = |solved: &str| {
        let text = format!(r#"{{"summary":"x","category":"0000000000001","solved":{solved}}}"#);
        serde_json::from_str::<Object<OpenTicket>>(&text).map(|object| object.0.solved)
    };
    assert!(body(r#"{"cause":"0000000000001"}"#).unwrap().is_some());
    assert!(body("null").unwrap().is_none());
    let refused = body(r#"["0000000000001",null]"#).unwrap_err().to_string();
    assert!(refused.contains("a JSON object"), "{refused}");
}
