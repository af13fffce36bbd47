//! The whole life of a report: filed, rung, accepted, mended, rated, and every step on record.

use lamplight_protocol::live::Audience;
use lamplight_protocol::ticket::{Explanation, Explanations, Role, Shown, Stage, TicketPage, Timeline};
use serde_json::json;

use super::{hardware_category, hardware_fault, report};
use crate::Program;
use crate::people::{fresh_key, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_travels_to_the_wards_engineer_and_everyone_sees_it() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let screen = program.login(Role::Screen).await;
    let mut phone = engineer.on_socket().await;
    let mut console = dispatcher.on_socket().await;
    let mut page = nurse.on_socket().await;
    let mut wall = screen.on_socket().await;
    let (category, cause) = hardware_fault(&dispatcher.directory().await);

    let filed = nurse.opens(&report(category)).await;
    assert_eq!(filed.status.as_u16(), 201, "{}", filed.text);
    assert!(filed.headers.contains_key("Lamplight-Position"));
    let ticket = filed.ticket();
    assert_eq!(ticket.offer.as_ref().map(|offer| offer.engineer.id), Some(engineer.me.person.id));

    let ring = phone.expect_ring(ticket.id).await;
    assert_eq!(ring.summary, "标签打印机不出纸，腕带打不出");
    console.expect_ticket(ticket.id, |row| row.stage == Stage::Ringing).await;
    page.expect_ticket(ticket.id, |row| row.shown == Shown::InProgress).await;

    engineer.commands(ticket.id, "accept", json!({ "offer": ring.offer })).await.ticket();
    phone.expect_silence(ticket.id).await;
    console.expect_ticket(ticket.id, |row| row.stage == Stage::Accepted).await;
    engineer.commands(ticket.id, "arrive", json!({ "mode": "on_site" })).await.ticket();
    let done = engineer
        .commands(ticket.id, "complete", json!({ "cause": cause, "note": "换了标签纸" }))
        .await
        .ticket();
    assert_eq!((done.shown, done.cause.map(|cause| cause.id)), (Shown::Completed, Some(cause)));
    page.expect_ticket(ticket.id, |row| row.shown == Shown::Completed).await;
    let rated = nurse.commands(ticket.id, "rate", json!({ "stars": 5 })).await.ticket();
    assert_eq!(rated.rated, Some(5));
    console.expect_ticket(ticket.id, |row| row.rated == Some(5)).await;

    let timeline: Timeline =
        dispatcher.get(&format!("/api/v1/tickets/{}/timeline", text(ticket.id))).await.read();
    let steps: Vec<&str> = timeline.items.iter().map(|item| item.event.as_str()).collect();
    assert_eq!(steps, ["opened", "offered", "accepted", "arrived", "completed", "rated"]);
    wall.until_position(Audience::Wall, timeline.items[4].position).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choice_explains_itself() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let category = hardware_category(&dispatcher.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();

    let answer = dispatcher.get(&format!("/api/v1/tickets/{}/explanation", text(ticket.id))).await;
    let value: serde_json::Value = answer.read();
    let explanations: Vec<Explanation> = serde_json::from_value(value["items"].clone()).expect("decisions");
    let decision = explanations.first().expect("one decision");
    assert_eq!(decision.winner.as_ref().map(|winner| winner.id), ticket.offer.map(|offer| offer.engineer.id));
    let rung = decision.rungs.last().expect("a rung decided");
    let best = rung.candidates.first().expect("somebody was considered");
    assert_eq!(best.engineer, decision.winner.clone().expect("a winner"));
    let terms = best.terms.expect("the winner's terms");
    let sum = terms.load + terms.zone + terms.fairness + terms.travel + terms.context;
    assert_eq!(best.cost, Some(sum), "the cost is the sum of what is shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_busy_is_explained_with_half_his_capacity() {
    let program = Program::start().await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let me = engineer.me.person.id;
    let capacity = async || {
        let ticket = nurse.opens(&report(category)).await.ticket();
        let path = format!("/api/v1/tickets/{}/explanation", text(ticket.id));
        let decisions: Explanations = dispatcher.get(&path).await.read();
        let candidates = decisions.items[0].rungs.iter().flat_map(|rung| rung.candidates.clone());
        let mine = candidates.clone().find(|one| one.engineer.id == me).expect("he was considered");
        nurse.commands(ticket.id, "withdraw", json!({ "reason": "mistake" })).await.ticket();
        mine.capacity.expect("a limit")
    };
    let whole = capacity().await;
    let busy = engineer.post("/api/v1/people/me/duty", &fresh_key(), &json!({ "duty": "busy" }));
    assert_eq!(engineer.send(busy).await.status.as_u16(), 204);
    assert_eq!(capacity().await, whole / 2);
}

/// An engineer finds what he has ended, and somebody who joined finds what he joined.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_holds_what_he_ended_and_what_she_joined() {
    let program = Program::start().await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let nurse = program.login(Role::Reporter).await;
    let directory = dispatcher.directory().await;
    let (category, cause) = hardware_fault(&directory);
    let other = directory
        .people
        .iter()
        .find(|person| person.roles.contains(&Role::Reporter) && person.id != nurse.me.person.id)
        .expect("another reporter");
    let mut body = report(category);
    body["reporter"] = json!(other.id);
    body["department"] = json!(nurse.me.department.as_ref().expect("a ward").id);
    let ticket = dispatcher.opens(&body).await.ticket();
    assert_eq!(ticket.offer.as_ref().map(|offer| offer.engineer.id), Some(engineer.me.person.id));

    nurse.commands(ticket.id, "join", json!({})).await.ticket();
    engineer.commands(ticket.id, "accept", json!({})).await.ticket();
    engineer.commands(ticket.id, "complete", json!({ "cause": cause })).await.ticket();
    for person in [&engineer, &nurse] {
        let mine: TicketPage = person.get("/api/v1/tickets").await.read();
        assert_eq!(mine.items.iter().map(|row| row.id).collect::<Vec<_>>(), [ticket.id]);
    }
    let live: TicketPage = engineer.get("/api/v1/tickets?live=true").await.read();
    assert!(live.items.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_report_rings_at_somebody_else() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut console = dispatcher.on_socket().await;
    let category = hardware_category(&dispatcher.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    engineer.commands(ticket.id, "decline", json!({ "reason": "busy" })).await.ticket();
    let me = engineer.me.person.id;
    let next = console
        .expect_ticket(ticket.id, |row| row.offer.as_ref().is_some_and(|offer| offer.engineer.id != me))
        .await;
    assert_eq!(next.stage, Stage::Ringing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_that_nobody_answers_rings_again_and_then_elsewhere() {
    // A minute of the hospital passes in a second.
    let program = Program::start_with(300, &[]).await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut console = dispatcher.on_socket().await;
    let category = hardware_category(&dispatcher.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let me = engineer.me.person.id;
    console
        .expect_ticket(ticket.id, |row| {
            row.offer.as_ref().is_some_and(|offer| offer.engineer.id == me && offer.attempt == 2)
        })
        .await;
    console
        .expect_ticket(ticket.id, |row| row.offer.as_ref().is_some_and(|offer| offer.engineer.id != me))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatcher_offers_by_hand_and_takes_it_back() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let directory = dispatcher.directory().await;
    let category = hardware_category(&directory);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let rings_at = ticket.offer.as_ref().expect("it rings").engineer.id;
    let other = directory
        .people
        .iter()
        .find(|person| person.roles.contains(&Role::Engineer) && person.id != rings_at)
        .expect("another engineer");

    let without = dispatcher.commands(ticket.id, "offer", json!({ "engineer": other.id })).await;
    without.problem(428, "if-match-missing");
    let offered = dispatcher.commands_if(&ticket, "offer", json!({ "engineer": other.id })).await.ticket();
    assert_eq!(offered.offer.as_ref().map(|offer| offer.engineer.id), Some(other.id));

    let stale = dispatcher.commands_if(&ticket, "offer", json!({ "engineer": rings_at })).await;
    let problem = stale.problem(412, "assignment-changed");
    let now = problem.ticket.expect("the row as it is now");
    assert_eq!(now.offer.map(|offer| offer.engineer.id), Some(other.id), "the answer names who has it");
}
