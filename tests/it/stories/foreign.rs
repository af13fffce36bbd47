//! Two hospitals in one installation know nothing of each other: an id of the other is answered with the
//! same bytes as an id that nobody has, in the path and in every field, over HTTP and over the socket; and
//! nothing crosses (W4).

mod live;

use std::collections::BTreeSet;

use lamplight_protocol::Id;
use lamplight_protocol::directory::DirectoryView;
use lamplight_protocol::ticket::{Role, TicketPage, TicketRow};
use reqwest::Method;
use serde_json::{Value, json};

use super::{hardware_category, hardware_fault, report};
use crate::people::{Reply, command_path, fresh_key, text};
use crate::{Person, Program};

/// An id that nobody has minted.
const NOBODYS: Id = Id(123_456_789);
/// A report that only the other hospital knows of.
const SECRET: &str = "隔壁医院的打印机";

/// The other hospital, with a report that rings at its engineer.
struct There {
    dispatcher: Person,
    nurse: Person,
    engineer: Person,
    directory: DirectoryView,
    ticket: TicketRow,
}

impl There {
    async fn of(program: &Program) -> Self {
        let dispatcher = program.login_beside(Role::Dispatcher).await;
        let nurse = program.login_beside(Role::Reporter).await;
        let engineer = program.login_beside(Role::Engineer).await;
        let directory = dispatcher.directory().await;
        let category = hardware_category(&directory);
        let ticket = nurse.opens(&json!({ "summary": SECRET, "category": category })).await.ticket();
        assert!(ticket.offer.is_some(), "it rings there");
        Self { dispatcher, nurse, engineer, directory, ticket }
    }

    /// What the other hospital knows of its report: nothing here may change it.
    async fn account(&self) -> (String, String) {
        let row = self.dispatcher.get(&format!("/api/v1/tickets/{}", text(self.ticket.id))).await.text;
        let path = format!("/api/v1/tickets/{}/timeline", text(self.ticket.id));
        (row, self.dispatcher.get(&path).await.text)
    }

    fn person(&self, role: Role) -> Id {
        let person = self.directory.people.iter().find(|person| person.roles.contains(&role));
        person.expect("somebody has the role").id
    }
}

/// A well-formed body of every command.
fn commands(directory: &DirectoryView, engineer: Id) -> Vec<(&'static str, Value)> {
    let (category, cause) = hardware_fault(directory);
    vec![
        ("offer", json!({ "engineer": engineer })),
        ("accept", json!({})),
        ("decline", json!({ "reason": "busy" })),
        ("revoke", json!({})),
        ("dispatch", json!({})),
        ("join", json!({})),
        ("split", json!({})),
        ("transfer", json!({ "engineer": engineer })),
        ("return", json!({ "reason": "other" })),
        ("release", json!({})),
        ("arrive", json!({ "mode": "remote" })),
        ("hold", json!({ "reason": "parts", "until": "2099-01-01T00:00:00Z" })),
        ("resume", json!({})),
        ("complete", json!({ "cause": cause })),
        ("unresolved", json!({ "reason": "other" })),
        ("urge", json!({})),
        ("withdraw", json!({ "reason": "mistake" })),
        ("reopen", json!({})),
        ("rate", json!({ "stars": 1 })),
        ("comment", json!({ "text": "?" })),
        ("reclassify", json!({ "category": category })),
        ("reprioritise", json!({ "priority": "low" })),
        ("merge", json!({ "into": NOBODYS })),
        ("acknowledge", json!({ "level": 1 })),
        ("unquarantine", json!({})),
    ]
}

async fn commanded(person: &Person, ticket: Id, command: &str, body: &Value) -> Reply {
    let request = person.post(&command_path(ticket, command), &fresh_key(), body).header("If-Match", "\"1\"");
    person.send(request).await
}

/// The same answer, byte for byte, and a refusal.
fn assert_same(what: &str, foreign: &Reply, nobodys: &Reply) {
    assert!(nobodys.status.is_client_error(), "{what}: {} {}", nobodys.status, nobodys.text);
    assert_eq!((foreign.status, &foreign.text), (nobodys.status, &nobodys.text), "{what}");
    let names =
        |reply: &Reply| -> BTreeSet<String> { reply.headers.keys().map(ToString::to_string).collect() };
    assert_eq!(names(foreign), names(nobodys), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_ticket_in_the_path_is_no_ticket() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let before = there.account().await;
    let roles =
        [Role::Dispatcher, Role::Engineer, Role::Reporter, Role::Supervisor, Role::Admin, Role::Screen];
    for role in roles {
        let person = program.login(role).await;
        let engineer = program.login(Role::Engineer).await;
        let directory = engineer.directory().await;
        for view in ["", "/timeline", "/explanation", "/candidates"] {
            let path = |ticket| format!("/api/v1/tickets/{}{view}", text(ticket));
            let (foreign, nobodys) =
                (person.get(&path(there.ticket.id)).await, person.get(&path(NOBODYS)).await);
            assert_same(&format!("{role:?} {view}"), &foreign, &nobodys);
        }
        for (command, body) in commands(&directory, engineer.me.person.id) {
            let foreign = commanded(&person, there.ticket.id, command, &body).await;
            let nobodys = commanded(&person, NOBODYS, command, &body).await;
            assert_same(&format!("{role:?} {command}"), &foreign, &nobodys);
        }
    }
    assert_eq!(there.account().await, before, "nothing of it reached the other hospital");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_id_in_a_body_is_no_id() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let engineer = program.login(Role::Engineer).await;
    let nurse = program.login(Role::Reporter).await;
    let directory = dispatcher.directory().await;
    let category = hardware_category(&directory);
    let (foreign_category, foreign_cause) = hardware_fault(&there.directory);
    let (zone, system) = (there.directory.zones[0].id, there.directory.systems[0].id);
    let group = there.directory.groups[0].id;
    let (helper, reporter) = (there.person(Role::Engineer), there.person(Role::Reporter));
    let before = there.account().await;

    let opened = nurse.opens(&report(category)).await.ticket();
    let offer = there.ticket.offer.as_ref().expect("it rings there").id;
    for (command, body) in
        [("accept", json!({ "offer": offer })), ("decline", json!({ "reason": "busy", "offer": offer }))]
    {
        let mut unknown = body.clone();
        unknown["offer"] = json!(NOBODYS);
        let foreign = commanded(&engineer, opened.id, command, &body).await;
        assert_same(command, &foreign, &commanded(&engineer, opened.id, command, &unknown).await);
    }
    let owned = engineer.commands(opened.id, "accept", json!({})).await.ticket();

    let mine = directory
        .people
        .iter()
        .find(|person| person.roles.contains(&Role::Engineer) && person.id != engineer.me.person.id);
    let mine = mine.expect("another engineer").id;
    let bodies = [
        ("offer", "engineer", json!({ "engineer": helper })),
        ("offer", "group", json!({ "engineer": mine, "group": group })),
        ("transfer", "engineer", json!({ "engineer": helper })),
        ("transfer", "group", json!({ "group": group })),
        ("join", "reporter", json!({ "reporter": reporter })),
        ("complete", "cause", json!({ "cause": foreign_cause })),
        ("reclassify", "category", json!({ "category": foreign_category })),
        ("reclassify", "zone", json!({ "category": category, "zone": zone })),
        ("reclassify", "system", json!({ "category": category, "system": system })),
        ("merge", "into", json!({ "into": there.ticket.id })),
    ];
    let if_match = format!("\"{}\"", owned.assignment_version);
    for (command, field, body) in bodies {
        let ask = |body: Value| {
            let path = command_path(owned.id, command);
            dispatcher.send(dispatcher.post(&path, &fresh_key(), &body).header("If-Match", if_match.clone()))
        };
        let mut unknown = body.clone();
        unknown[field] = json!(NOBODYS);
        assert_same(&format!("{command} {field}"), &ask(body).await, &ask(unknown).await);
    }

    let after = dispatcher.ticket(owned.id).await;
    assert_eq!(after.version, owned.version, "nothing of it changed the ticket here");
    assert_eq!(there.account().await, before, "nor the one there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_id_in_a_report_is_no_id() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let category = hardware_category(&dispatcher.directory().await);
    let (foreign_category, foreign_cause) = hardware_fault(&there.directory);
    let (zone, system) = (there.directory.zones[0].id, there.directory.systems[0].id);
    let (department, reporter) = (there.directory.departments[0].id, there.person(Role::Reporter));

    let fields = [
        ("category", foreign_category),
        ("zone", zone),
        ("department", department),
        ("system", system),
        ("reporter", reporter),
    ];
    for (field, id) in fields {
        for path in ["/api/v1/tickets", "/api/v1/candidates"] {
            let ask = |id: Id| {
                let mut body = if path.ends_with("tickets") {
                    report(category)
                } else {
                    json!({ "category": category })
                };
                body[field] = json!(id);
                dispatcher.send(dispatcher.post(path, &fresh_key(), &body))
            };
            assert_same(&format!("{path} {field}"), &ask(id).await, &ask(NOBODYS).await);
        }
    }
    let solved = |cause: Id| {
        let mut body = report(category);
        body["solved"] = json!({ "cause": cause });
        dispatcher.send(dispatcher.post("/api/v1/tickets", &fresh_key(), &body))
    };
    assert_same("solved.cause", &solved(foreign_cause).await, &solved(NOBODYS).await);
    let list: TicketPage = dispatcher.get("/api/v1/tickets").await.read();
    assert!(list.items.is_empty(), "none of it was a report");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_duty_end_at_the_hospitals_door() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let nurse = program.login(Role::Reporter).await;
    let (category, foreign_category) =
        (hardware_category(&nurse.directory().await), hardware_category(&there.directory));
    let own: Vec<Id> = [nurse.opens(&report(category)).await, nurse.opens(&report(category)).await]
        .iter()
        .map(|reply| reply.ticket().id)
        .collect();

    let filters = [
        ("engineer", there.engineer.me.person.id),
        ("reporter", there.nurse.me.person.id),
        ("category", foreign_category),
        ("zone", there.ticket.zone.id),
        ("group", there.directory.groups[0].id),
    ];
    for (filter, id) in filters {
        let list = |id: Id| format!("/api/v1/tickets?{filter}={}", text(id));
        let (foreign, nobodys) = (dispatcher.get(&list(id)).await, dispatcher.get(&list(NOBODYS)).await);
        assert_eq!((foreign.status, &foreign.text), (nobodys.status, &nobodys.text), "{filter}");
        assert_eq!(foreign.read::<TicketPage>().items.len(), 0, "{filter}");
    }
    // A page's end from over there is a place in time here, no more.
    there.nurse.opens(&json!({ "summary": SECRET, "category": foreign_category })).await.ticket();
    let page: TicketPage = there.dispatcher.get("/api/v1/tickets?limit=1").await.read();
    let next = page.next.expect("another page");
    for path in ["/api/v1/tickets".to_owned(), format!("/api/v1/tickets?after={next}")] {
        let list: TicketPage = dispatcher.get(&path).await.read();
        assert!(list.items.iter().all(|row| own.contains(&row.id)), "{path}");
    }
    assert!(!dispatcher.get("/api/v1/directory").await.text.contains(&text(there.engineer.me.person.id)));
    assert!(!dispatcher.get("/api/v1/people").await.text.contains(&text(there.engineer.me.person.id)));

    let people = there.dispatcher.get("/api/v1/people").await.text;
    let duty = |person: Id| {
        let path = format!("/api/v1/people/{}/duty", text(person));
        dispatcher.send(dispatcher.post(&path, &fresh_key(), &json!({ "duty": "off" })))
    };
    assert_same("duty", &duty(there.engineer.me.person.id).await, &duty(NOBODYS).await);
    assert_eq!(there.dispatcher.get("/api/v1/people").await.text, people, "nobody there went off duty");

    let offered = program.demo_login(Role::Dispatcher).await;
    let login = |organisation: Id| {
        let body =
            json!({ "phone": offered.phone, "password": offered.password, "organisation": organisation });
        dispatcher.send(dispatcher.request(Method::POST, "/api/v1/login").json(&body))
    };
    assert_same("login", &login(there.directory.organisation.id).await, &login(NOBODYS).await);
}
