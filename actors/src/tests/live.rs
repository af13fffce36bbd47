//! Live sessions without a socket: resume from anywhere ends as a fresh start does (W2), the chain of
//! `prev` has no hole (W1), rings reach every device until it says so (W3), rights bound every row (W4).

use std::collections::BTreeMap;
use std::time::Duration;

use bytestring::ByteString;
use lamplight_domain::fixtures::desk::{
    DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, ORGANISATION, SCREEN, WU, rows,
};
use lamplight_domain::ids::LoginId;
use lamplight_domain::log::By;
use lamplight_domain::org::{DirectoryRow, Role, Roles};
use lamplight_domain::ticket::WithdrawReason;
use lamplight_protocol::Id;
use lamplight_protocol::live::{Audience, ByeReason, HushReason, Row, RowKind, ServerFrame};

use super::world::{World, pass, run};
use crate::{CommandRequest, LiveSession};

pub fn frames(texts: Vec<ByteString>) -> Vec<ServerFrame> {
    texts.iter().map(|text| serde_json::from_str(text).expect("a frame")).collect()
}

/// Says hello and takes what comes of it.
pub async fn hello(session: &mut LiveSession, position: Option<i64>) -> Vec<ServerFrame> {
    hello_of(session, 1, position).await
}

async fn hello_of(session: &mut LiveSession, device: i64, position: Option<i64>) -> Vec<ServerFrame> {
    let device = serde_json::to_value(Id(device)).unwrap();
    let log = format!("1-{ORGANISATION}");
    let text = serde_json::json!({"type": "hello", "device": device, "log": log, "position": position});
    let mut said = frames(session.hear(&text.to_string()).texts);
    pass(Duration::from_millis(60)).await;
    said.extend(frames(session.wake().texts));
    said
}

async fn said(session: &mut LiveSession) -> Vec<ServerFrame> {
    pass(Duration::from_millis(60)).await;
    frames(session.wake().texts)
}

/// A client as `docs/live-protocol.md` tells it.
#[derive(Debug, Default, Clone)]
struct Client {
    have: BTreeMap<Audience, i64>,
    audiences: Vec<Audience>,
    rows: BTreeMap<(Audience, RowKind, i64), serde_json::Value>,
    parts: Vec<Row>,
}

impl Client {
    fn position(&self) -> Option<i64> {
        let all = self.audiences.iter().map(|audience| self.have.get(audience).copied());
        all.collect::<Option<Vec<i64>>>()?.into_iter().min()
    }

    fn take(&mut self, frames: &[ServerFrame]) {
        for frame in frames {
            match frame {
                ServerFrame::Welcome { audiences, .. } => self.audiences.clone_from(audiences),
                ServerFrame::Whole { audience, position, last, rows, .. } => {
                    self.parts.extend(rows.iter().cloned());
                    if *last {
                        self.rows.retain(|(of, ..), _| of != audience);
                        for row in std::mem::take(&mut self.parts) {
                            self.put(*audience, &row);
                        }
                        self.have.insert(*audience, *position);
                    }
                }
                ServerFrame::Rows { audience, prev, position, rows, .. } => {
                    let have = self.have.get(audience).copied().expect("a whole came first");
                    assert!(*prev <= have, "W1: a hole between {have} and {prev}");
                    for row in rows {
                        self.put(*audience, row);
                    }
                    for other in &self.audiences {
                        let reached = if other == audience { *position } else { position - 1 };
                        let have = self.have.entry(*other).or_insert(reached);
                        *have = reached.max(*have);
                    }
                }
                _ => {}
            }
        }
    }

    fn put(&mut self, audience: Audience, row: &Row) {
        let (kind, id) = match row {
            Row::Ticket(row) => (RowKind::Ticket, row.id.0),
            Row::Person(row) => (RowKind::Person, row.id.0),
            Row::Alert(row) => (RowKind::Alert, row.ticket.0),
            Row::Figures(_) => (RowKind::Figures, 0),
            Row::Charts(_) => (RowKind::Charts, 0),
            Row::Groups(_) => (RowKind::Groups, 0),
            Row::Gone { kind, id } => {
                self.rows.remove(&(audience, *kind, id.0));
                return;
            }
        };
        self.rows.insert((audience, kind, id), serde_json::to_value(row).unwrap());
    }
}

/// Something of everything, with the view of a watcher after each step.
async fn a_busy_while(world: &World, watcher: &mut LiveSession, client: &mut Client) -> Vec<Client> {
    let mut views = Vec::new();
    for turn in 0..6 {
        let id = world.report().await.ticket.id;
        client.take(&said(watcher).await);
        views.push(client.clone());
        if turn % 2 == 0 {
            world.accepts(if turn == 2 { WU } else { LI }, id).await.ok();
            let done = CommandRequest::Complete { cause: NO_TONER, note: None, occurred_at: None };
            world.does(LI, id, done).await.ok();
        } else {
            let withdraw = CommandRequest::Withdraw { reason: WithdrawReason::Mistake };
            world.does(NURSE, id, withdraw).await.expect("withdrawn");
        }
        pass(Duration::from_secs(200)).await;
        client.take(&said(watcher).await);
        views.push(client.clone());
    }
    views
}

#[test]
fn resuming_from_anywhere_ends_as_starting_fresh() {
    for person in [DISPATCHER, LI, NURSE, SCREEN] {
        run(async move {
            let world = World::new().await;
            let mut watcher = world.session(person).await;
            let mut client = Client::default();
            client.take(&hello(&mut watcher, None).await);
            let views = a_busy_while(&world, &mut watcher, &mut client).await;

            let mut fresh = Client::default();
            fresh.take(&hello(&mut world.session(person).await, None).await);
            assert_eq!(client.rows, fresh.rows, "the watcher's view is the present");
            for mut view in views {
                let position = view.position();
                view.take(&hello(&mut world.session(person).await, position).await);
                assert_eq!(view.rows, fresh.rows, "from {position:?}");
            }
        });
    }
}

#[test]
fn beyond_the_frame_log_everything_comes_whole() {
    run(async {
        let world = World::new().await;
        let mut watcher = world.session(DISPATCHER).await;
        let mut client = Client::default();
        client.take(&hello(&mut watcher, None).await);
        let id = world.report().await.ticket.id;
        for _ in 0..80 {
            let comment = CommandRequest::Comment { text: "still".to_owned() };
            world.does(NURSE, id, comment).await.expect("said");
            pass(Duration::from_millis(60)).await;
        }
        let mut late = world.session(DISPATCHER).await;
        let frames = hello(&mut late, client.position()).await;
        assert!(frames.iter().any(|frame| matches!(frame, ServerFrame::Whole { .. })));
        client.take(&frames);
        let mut fresh = Client::default();
        fresh.take(&hello(&mut world.session(DISPATCHER).await, None).await);
        assert_eq!(client.rows, fresh.rows);
        // The slow watcher itself, never having written, comes by the same way.
        let caught_up = said(&mut watcher).await;
        assert!(!caught_up.is_empty());
    });
}

#[test]
fn a_ring_reaches_each_device_until_it_says_got_and_stops_with_its_offer() {
    run(async {
        let world = World::new().await;
        let (mut phone, mut page) = (world.session(LI).await, world.session(LI).await);
        hello_of(&mut phone, 1, None).await;
        hello_of(&mut page, 2, None).await;
        let offer = world.report().await.ticket.offer.expect("it rings").id;
        let rings = |frames: &[ServerFrame]| {
            frames.iter().filter(|frame| matches!(frame, ServerFrame::Ring { .. })).count()
        };
        assert_eq!(rings(&said(&mut phone).await), 1);
        assert_eq!(rings(&said(&mut page).await), 1);
        let got = serde_json::json!({"type": "got", "offer": Id::from(offer)});
        phone.hear(&got.to_string());
        pass(Duration::from_secs(6)).await;
        assert_eq!(rings(&said(&mut phone).await), 0, "it has it");
        assert_eq!(rings(&said(&mut page).await), 1, "said again");

        // A restart: the page is rung still, the phone is not.
        let world = world.killed_and_restarted(lamplight_domain::time::Span::ZERO);
        let (mut phone, mut page) = (world.session(LI).await, world.session(LI).await);
        assert_eq!(rings(&hello_of(&mut phone, 1, None).await), 0);
        assert_eq!(rings(&hello_of(&mut page, 2, None).await), 1);
        let id = world.desks.store().desk_start(ORGANISATION, world.clock_now()).await.unwrap().live[0].id;
        world.accepts(LI, id).await.expect("answered");
        let hushed = said(&mut page).await;
        let accepted =
            |frame: &ServerFrame| matches!(frame, ServerFrame::Hush { why: HushReason::Accepted, .. });
        assert!(hushed.iter().any(accepted), "{hushed:?}");
    });
}

#[test]
fn nobody_gets_what_is_not_his() {
    run(async {
        let world = World::new().await;
        world.report().await;
        let tickets = |frames: &[ServerFrame]| {
            let mut client = Client::default();
            client.take(frames);
            client.rows.into_iter().filter(|((_, kind, _), _)| *kind == RowKind::Ticket).collect::<Vec<_>>()
        };
        assert_eq!(tickets(&hello(&mut world.session(NURSE).await, None).await).len(), 1);
        assert!(tickets(&hello(&mut world.session(DOCTOR).await, None).await).is_empty());
        assert!(tickets(&hello(&mut world.session(WU).await, None).await).is_empty());
        let wall = tickets(&hello(&mut world.session(SCREEN).await, None).await);
        let shown = serde_json::to_string(&wall[0].1).unwrap();
        assert!(!shown.contains("printer is dead"), "the wall says nothing that a reporter said");
    });
}

#[test]
fn changed_rights_end_a_session() {
    run(async {
        let world = World::new().await;
        let mut session = world.session(DISPATCHER).await;
        hello(&mut session, None).await;
        let mut rows = rows();
        rows.retain(|row| matches!(row, DirectoryRow::Person(person) if person.id == DISPATCHER));
        if let Some(DirectoryRow::Person(person)) = rows.first_mut() {
            person.roles = Roles::of(&[Role::Reporter]);
        }
        world.desks.change_directory(ORGANISATION, By::System, rows).await.expect("changed");
        let words = session.wake();
        assert!(words.ended);
        let last = frames(words.texts);
        assert!(matches!(last[..], [ServerFrame::Bye { reason: ByeReason::RightsChanged, .. }]));
    });
}

#[test]
fn a_login_that_ends_ends_its_sessions_and_bad_frames_end_theirs() {
    run(async {
        let world = World::new().await;
        let mut session = world.session(LI).await;
        hello(&mut session, None).await;
        world.desks.end_login(LoginId::from_raw(LI.raw()));
        assert!(session.wake().ended);
        drop(session);
        assert_eq!(world.desks.facts().sessions, 0);

        for bad in ["{", "{\"type\":\"ping\"}", "{\"type\":\"hello\",\"device\":\"0\",\"x\":1}"] {
            assert!(world.session(LI).await.hear(bad).ended, "{bad}");
        }
        let mut chatty = world.session(LI).await;
        hello(&mut chatty, None).await;
        let ended = (0..25).any(|_| chatty.hear("{\"type\":\"ping\"}").ended);
        assert!(ended, "twenty frames a second at most");
    });
}

#[test]
fn dispatchers_see_who_else_has_a_ticket_open() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let mut mine = world.session(DISPATCHER).await;
        let mut other = world.session(lamplight_domain::fixtures::desk::SUPERVISOR).await;
        hello(&mut mine, None).await;
        hello(&mut other, None).await;
        let watch = serde_json::json!({"type": "watch", "ticket": Id::from(id)}).to_string();
        mine.hear(&watch);
        other.hear(&watch);
        let seen = said(&mut mine).await;
        assert!(
            seen.iter()
                .any(|frame| matches!(frame, ServerFrame::Viewers { people, .. } if people.len() == 1))
        );
        drop(other);
        let seen = said(&mut mine).await;
        assert!(
            seen.iter()
                .any(|frame| matches!(frame, ServerFrame::Viewers { people, .. } if people.is_empty()))
        );
    });
}

#[test]
fn nobody_wakes_others_by_saying_the_same_again() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let mut nurse = world.session(NURSE).await;
        let mut mine = world.session(DISPATCHER).await;
        let mut other = world.session(lamplight_domain::fixtures::desk::SUPERVISOR).await;
        let mut engineer = world.session(LI).await;
        for session in [&mut nurse, &mut mine, &mut other, &mut engineer] {
            hello(session, None).await;
        }
        let watch = serde_json::json!({"type": "watch", "ticket": Id::from(id)}).to_string();
        nurse.hear(&watch);
        assert!(!other.news().is_any(), "a reporter has nobody's screen to change");
        mine.hear(&watch);
        assert!(other.news().is_any() && !engineer.news().is_any(), "it concerns the board alone");
        said(&mut other).await;
        mine.hear(&watch);
        assert!(!other.news().is_any(), "nothing has changed");
    });
}

#[test]
fn a_whole_made_for_one_serves_all_who_start() {
    run(async {
        let world = World::new().await;
        world.report().await;
        pass(Duration::from_millis(100)).await;
        let mut both = (world.session(DISPATCHER).await, world.session(DISPATCHER).await);
        // Both want it before it is made.
        let hello = serde_json::json!({"type": "hello", "device": Id(1)}).to_string();
        both.0.hear(&hello);
        both.1.hear(&hello);
        pass(Duration::from_millis(100)).await;
        let (first, second) = (both.0.wake().texts, both.1.wake().texts);
        let made = |texts: &[ByteString]| texts.iter().map(|text| text.as_ptr()).collect::<Vec<_>>();
        assert!(!first.is_empty());
        assert_eq!(made(&first), made(&second), "encoded once");
    });
}
