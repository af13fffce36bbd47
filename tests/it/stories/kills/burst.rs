//! A burst of mixed commands by a crew of people, until the server is gone.

use std::sync::Arc;

use lamplight_protocol::Id;
use lamplight_protocol::ticket::Role;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::oracle::{Outcome, Record};
use crate::people::{command_path, fresh_key};
use crate::stories::{hardware_fault, report};
use crate::{Person, Program};

const HANDS: u32 = 8;

/// Who works: their logins outlive the process, because logins are durable too.
#[derive(Clone)]
pub struct Crew {
    pub nurse: Arc<Person>,
    pub engineer: Arc<Person>,
    pub dispatcher: Arc<Person>,
    category: Id,
    cause: Id,
    /// Somebody to hand work on to.
    colleague: Id,
    /// One permit for each answer of the burst that goes on.
    answers: Arc<Semaphore>,
}

impl Crew {
    pub async fn login(program: &Program) -> Self {
        let nurse = Arc::new(program.login(Role::Reporter).await);
        let engineer = Arc::new(program.login(Role::Engineer).await);
        let dispatcher = Arc::new(program.login(Role::Dispatcher).await);
        let directory = dispatcher.directory().await;
        let (category, cause) = hardware_fault(&directory);
        let mut others = directory.people.iter().filter(|person| person.id != engineer.me.person.id);
        let colleague = others.find(|person| person.roles.contains(&Role::Engineer)).expect("a colleague").id;
        let answers = Arc::new(Semaphore::new(0));
        Self { nurse, engineer, dispatcher, category, cause, colleague, answers }
    }

    /// Lets every hand work on these tickets and new ones until the connection breaks.
    pub fn start(&self, turn: u32, tickets: Vec<Id>) -> JoinHandle<Vec<Record>> {
        self.answers.forget_permits(usize::MAX);
        let crew = self.clone();
        tokio::spawn(async move {
            let hands: Vec<_> = (0..HANDS)
                .map(|hand| {
                    tokio::spawn(crew.clone().work(Dice(u64::from(turn * HANDS + hand) + 1), tickets.clone()))
                })
                .collect();
            let mut records = Vec::new();
            for hand in hands {
                records.extend(hand.await.expect("a hand does not panic"));
            }
            records
        })
    }

    /// Returns when so many commands of this burst were answered.
    pub async fn answered(&self, commands: u32) {
        self.answers.acquire_many(commands).await.expect("never closed").forget();
    }

    async fn work(self, mut dice: Dice, mut tickets: Vec<Id>) -> Vec<Record> {
        let mut records = Vec::new();
        loop {
            let record = self.one(&mut dice, &tickets).await;
            if let (Outcome::Acknowledged { ticket, .. }, "open") = (&record.outcome, record.command) {
                tickets.push(*ticket);
            }
            let gone = record.is_unknown();
            self.answers.add_permits(usize::from(!gone));
            records.push(record);
            if gone {
                return records;
            }
        }
    }

    /// One command, recorded with what came of it.
    async fn one(&self, dice: &mut Dice, tickets: &[Id]) -> Record {
        let key = fresh_key();
        let ticket = (!tickets.is_empty()).then(|| tickets[dice.below(tickets.len())]);
        let (who, command, body) = self.choose(dice, &key, ticket.is_some());
        let path = match (command, ticket) {
            ("open", _) | (_, None) => "/api/v1/tickets".to_owned(),
            (_, Some(ticket)) => command_path(ticket, command),
        };
        let mut record = Record { who, command, path, key, body, outcome: Outcome::Unknown };
        record.send(self).await;
        record
    }

    fn choose(&self, dice: &mut Dice, key: &str, has_tickets: bool) -> (Role, &'static str, Value) {
        use Role::{Dispatcher, Engineer, Reporter};
        let soon = "2030-01-01T00:00:00Z";
        if !has_tickets || dice.below(4) == 0 {
            let mut body = report(self.category);
            body["summary"] = json!(format!("报告 {key}"));
            body["patient_waiting"] = json!(dice.below(2) == 0);
            return (Reporter, "open", body);
        }
        match dice.below(13) {
            0 => (Engineer, "accept", json!({})),
            1 => (Engineer, "return", json!({ "reason": "not_mine" })),
            2 => (Engineer, "decline", json!({ "reason": "busy" })),
            3 => (Engineer, "hold", json!({ "reason": "parts", "until": soon })),
            4 => (Engineer, "resume", json!({})),
            5 => (Dispatcher, "complete", json!({ "cause": self.cause })),
            6 => (Reporter, "urge", json!({})),
            7 => (Reporter, "withdraw", json!({ "reason": "mistake" })),
            8 => (Dispatcher, "release", json!({})),
            9 => (Engineer, "arrive", json!({ "mode": "remote" })),
            10 => (Engineer, "transfer", json!({ "engineer": self.colleague })),
            _ => (Reporter, "comment", json!({ "text": format!("说明 {key}") })),
        }
    }

    pub fn person(&self, role: Role) -> &Person {
        match role {
            Role::Engineer => &self.engineer,
            Role::Dispatcher => &self.dispatcher,
            _ => &self.nurse,
        }
    }
}

/// Chance from a seed, so that a burst can be told again.
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}
