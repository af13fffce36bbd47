//! kill -9 in bursts of mixed commands, judged by an oracle outside the server: what was acknowledged is
//! there, once; what is unknown is asked again by its key; deadlines fire; `lamplight check` is clean.
//!
//! `LAMPLIGHT_KILLS` says how often (6 without it). With the feature `failpoints` six deaths of ten come when
//! an entry is written and its command not answered, two between commit and fold, one before the commit;
//! the rest at random.

mod burst;
mod oracle;

use std::collections::BTreeMap;

use lamplight_protocol::ticket::Role;

use crate::Program;
use burst::Crew;
use oracle::Oracle;

/// How each process is brought to its end, in turn.
#[derive(Debug, Clone, Copy)]
enum Death {
    /// kill -9 when this many commands of the burst were answered.
    After(u32),
    /// At a failpoint of the journal, at its nth pass.
    At(&'static str, u32),
}

fn death(turn: u32) -> Death {
    let nth = 5 + (turn * 7) % 40;
    match (cfg!(feature = "failpoints"), turn % 10) {
        (true, 0 | 5) => Death::At("after_commit", nth),
        (true, 8) => Death::At("before_commit", nth),
        (true, 1..=4 | 6 | 7) => Death::At("before_reply", nth),
        _ => Death::After(40 + turn * 97 % 160),
    }
}

impl Death {
    fn name(self) -> &'static str {
        match self {
            Self::After(_) => "at random",
            Self::At(place, _) => place,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_and_nothing_is_doubled() {
    let kills: u32 = std::env::var("LAMPLIGHT_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(6);
    // Ring windows of one to ten seconds of life.
    let mut program = Program::start_with(60, &[]).await;
    let mut oracle = Oracle::default();
    let crew = Crew::login(&program).await;
    let mut in_flight = 0;
    let mut deaths: BTreeMap<&str, u32> = BTreeMap::new();
    for turn in 0..kills {
        let death = death(turn);
        *deaths.entry(death.name()).or_default() += 1;
        if let Death::At(place, nth) = death {
            program.kill_9();
            program.set_environment("LAMPLIGHT_FAILPOINT", &format!("{place}:{nth}"));
            program.spawn().await;
        }
        let working = crew.start(turn, oracle.tickets());
        match death {
            Death::After(answers) => {
                crew.answered(answers).await;
                program.kill_9();
            }
            Death::At(..) => {
                program.ended().await;
            }
        }
        let records = working.await.expect("the crew does not panic");
        in_flight += u32::from(records.iter().any(oracle::Record::is_unknown));
        program.set_environment("LAMPLIGHT_FAILPOINT", "");
        program.spawn().await;
        oracle.take(&crew, records).await;
        oracle.judge(&crew).await;
    }
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut console = dispatcher.on_socket().await;
    oracle.deadlines_fire(&crew, &mut console).await;
    program.kill_9();
    let (clean, said) = program.check();
    assert!(clean, "lamplight check names differences:\n{said}");
    println!("{kills} kills {deaths:?}, {in_flight} of them with commands in flight: {oracle}");
    assert!(
        kills < 10 || in_flight * 2 > kills,
        "too few kills met a command in flight: {in_flight} of {kills}"
    );
}
