//! A hospital in memory behind the whole app, and people who log in to it over HTTP alone.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use lamplight_actors::{Clock, Desks, Options};
use lamplight_domain::hospital::{Hospital, hospital};
use lamplight_domain::ids::{EntryId, OrganisationId, PersonId};
use lamplight_domain::log::By;
use lamplight_domain::org::{Category, DirectoryRow, Person};
use lamplight_protocol::Id;
use lamplight_protocol::account::DemoLogin;
use lamplight_store::{AccountChange, Body, Entry, Lane, Outcome, Store};
use serde_json::{Value, json};

use crate::app::whole;
use crate::state::Shared;
use crate::testing::{Counting, ManualClock};
use crate::{Settings, hash_random_password};

pub(super) const ORIGIN: &str = "https://desk.example";
pub(super) const PASSWORD: &str = "lamp light";

pub(super) struct House {
    pub shared: Data<Shared>,
    pub clock: Arc<ManualClock>,
    pub hospital: Hospital,
}

/// An answer before it is judged.
pub(super) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.json()["code"], code, "{}", self.text);
        self.json()
    }

    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.json()
    }
}

impl House {
    pub async fn open() -> Self {
        let clock = ManualClock::shared();
        let shared = Self::bare(&clock);
        let hospital = hospital(OrganisationId::from_raw(7), 1, clock.now());
        let (organisation, rows) = (hospital.organisation, hospital.rows.clone());
        shared.desks.change_directory(organisation, By::System, rows).await.unwrap();
        let house = Self { shared, clock, hospital };
        let visitor = house.hospital.visitor;
        for person in [visitor.nurse, visitor.engineer, visitor.dispatcher, house.hospital.screen] {
            house.give_account(person).await;
        }
        house
    }

    /// Without any organisation.
    pub fn bare(clock: &Arc<ManualClock>) -> Data<Shared> {
        Self::with(clock, None)
    }

    /// A demo, without any organisation too.
    pub fn demo(clock: &Arc<ManualClock>) -> Data<Shared> {
        Self::with(clock, Some(Vec::new()))
    }

    /// Another process over what is stored: it knows nothing that was in memory alone.
    pub fn restarted(&self) -> Self {
        let store = self.shared.desks.store().clone();
        let shared = Self::over(&self.clock, store, None);
        Self { shared, clock: Arc::clone(&self.clock), hospital: self.hospital.clone() }
    }

    fn with(clock: &Arc<ManualClock>, demo_logins: Option<Vec<DemoLogin>>) -> Data<Shared> {
        // A test that fails ends its own thread, not the process.
        let gentle = lamplight_store::Options { on_fatal: Arc::new(|_| ()), ..Default::default() };
        Self::over(clock, Store::memory_with(gentle), demo_logins)
    }

    fn over(clock: &Arc<ManualClock>, store: Store, demo_logins: Option<Vec<DemoLogin>>) -> Data<Shared> {
        let options = Options {
            desk_threads: 0,
            dispatcher_asks_max: 1_000,
            ticket_asks_max: 16,
            frame_log_frames_max: 100,
            seed: 1,
        };
        let desks = Desks::start(store, clock.clone(), options);
        let mut settings = Settings::new([7; 32], Arc::new(Counting::default()));
        settings.origins = vec![ORIGIN.to_owned()];
        settings.demo_logins = demo_logins;
        Data::new(Shared::new(desks, settings))
    }

    pub fn person(&self, id: PersonId) -> Person {
        let person = self.hospital.rows.iter().find_map(|row| match row {
            DirectoryRow::Person(person) if person.id == id => Some(person.clone()),
            _ => None,
        });
        person.unwrap()
    }

    pub fn phone(&self, id: PersonId) -> String {
        // A screen has no telephone, its account has a number all the same.
        self.person(id).phone.unwrap_or_else(|| "10000000009".to_owned())
    }

    pub async fn give_account(&self, id: PersonId) {
        let person = Person { phone: Some(self.phone(id)), ..self.person(id) };
        self.account(self.hospital.organisation, &person).await;
    }

    pub async fn account(&self, organisation: OrganisationId, person: &Person) {
        let change = AccountChange::Put {
            account: person.account,
            phone: person.phone.clone().unwrap(),
            password_hash: Some(hash_random_password(PASSWORD, &*self.shared.settings.chance).unwrap()),
            enabled: true,
        };
        let entry = Entry {
            id: EntryId::from_raw(person.id.raw()),
            organisation,
            at: self.clock.now(),
            body: Body::Account(change),
            key: None,
            texts: Vec::new(),
            audit: None,
        };
        let outcome = self.shared.desks.store().journal().append(entry, Lane::Person).unwrap().await;
        assert!(matches!(outcome, Outcome::Committed { .. }), "{outcome:?}");
    }

    pub async fn send(&self, request: TestRequest) -> Reply {
        Self::send_to(&self.shared, request).await
    }

    pub async fn send_to(shared: &Data<Shared>, request: TestRequest) -> Reply {
        let app = init_service(whole(shared.clone())).await;
        let peer = "192.0.2.7:4000".parse().unwrap();
        let answer = call_service(&app, request.peer_addr(peer).to_request()).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = String::from_utf8(read_body(answer).await.to_vec()).unwrap();
        Reply { status, headers, text }
    }

    pub async fn login(&self, person: PersonId) -> String {
        let body = json!({ "phone": self.phone(person), "password": PASSWORD, "bearer": true });
        let answer = self.send(post("/api/v1/login").set_json(body)).await.ok();
        answer["token"].as_str().unwrap().to_owned()
    }

    pub async fn get(&self, token: &str, path: &str) -> Reply {
        self.send(TestRequest::get().uri(path).insert_header(bearer(token))).await
    }

    pub async fn post(&self, token: &str, path: &str, key: &str, body: &Value) -> Reply {
        self.send(keyed(token, path, key).set_json(body)).await
    }

    /// A report from the visitor's ward about the first leaf that fits.
    pub fn report(&self) -> Value {
        let leaf = self.shared_leaf();
        json!({ "summary": "打印机不出纸", "category": leaf })
    }

    pub fn shared_leaf(&self) -> Id {
        let parents: Vec<_> = self.categories().filter_map(|category| category.parent).collect();
        let leaf = self.categories().find(|category| !parents.contains(&category.id)).unwrap();
        leaf.id.into()
    }

    pub fn categories(&self) -> impl Iterator<Item = &Category> {
        self.hospital.rows.iter().filter_map(|row| match row {
            DirectoryRow::Category(category) => Some(category),
            _ => None,
        })
    }
}

pub(super) fn post(path: &str) -> TestRequest {
    TestRequest::post().uri(path)
}

pub(super) fn bearer(token: &str) -> (&'static str, String) {
    ("Authorization", format!("Bearer {token}"))
}

pub(super) fn keyed(token: &str, path: &str, key: &str) -> TestRequest {
    post(path).insert_header(bearer(token)).insert_header(("Idempotency-Key", key.to_owned()))
}
