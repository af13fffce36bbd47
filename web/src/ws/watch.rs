//! One attendant a worker thread and organisation: on the organisation's bell it wakes that thread's
//! sessions, each once; every second it looks for sessions that are stuck, silent or past their login.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Data;
use lamplight_actors::{Desks, Line, LiveSession, News};
use lamplight_domain::ids::OrganisationId;
use tokio::time::{MissedTickBehavior, interval};

use super::Wake;
use super::pulse::Pulse;
use crate::state::Shared;

const LOOK: Duration = Duration::from_secs(1);
/// Every so many looks each session is woken anyway: a ring is said again until the device has it.
const LOOKS_A_WAKE: u64 = 5;
/// Sessions woken in one go; between two goes the thread's other work has its turn.
const CHUNK: usize = 256;

struct Seat {
    line: Line<Wake>,
    pulse: Arc<Pulse>,
    news: News,
}

thread_local! {
    static SEATS: RefCell<BTreeMap<OrganisationId, Vec<Seat>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Takes a session of this thread into care until it ends.
pub(super) fn attend(session: &LiveSession, line: Line<Wake>, pulse: &Arc<Pulse>, shared: &Data<Shared>) {
    let organisation = session.organisation();
    let first = SEATS.with_borrow_mut(|seats| {
        let first = !seats.contains_key(&organisation);
        seats.entry(organisation).or_default().push(Seat {
            line,
            pulse: Arc::clone(pulse),
            news: session.news(),
        });
        first
    });
    if first {
        let (mut bell, shared) = (session.bell(), shared.clone());
        let desks = shared.desks.clone();
        actix_web::rt::spawn(async move {
            let mut look = interval(LOOK);
            look.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut looks = 0_u64;
            loop {
                tokio::select! {
                    biased;
                    rung = bell.changed() => {
                        if rung.is_err() {
                            SEATS.with_borrow_mut(|seats| drop(seats.remove(&organisation)));
                            return;
                        }
                        wake_all(organisation, &desks, false).await;
                    }
                    _ = look.tick() => {
                        looks += 1;
                        let Some(expired) = look_after(organisation, &desks) else { return };
                        end_or_renew(&shared, expired).await;
                        if looks.is_multiple_of(LOOKS_A_WAKE) {
                            wake_all(organisation, &desks, true).await;
                        }
                    }
                }
            }
        });
    }
}

/// Those who have news; `anyway`: everybody.
async fn wake_all(organisation: OrganisationId, desks: &Desks, anyway: bool) {
    let tick = desks.clock().tick();
    let mut from = 0;
    loop {
        let woken = SEATS.with_borrow(|seats| {
            let seats = seats.get(&organisation).map_or(&[][..], Vec::as_slice);
            let chunk = seats.iter().skip(from).take(CHUNK);
            chunk.fold(0, |woken, seat| {
                if (anyway || seat.news.is_any()) && seat.pulse.wake(tick) {
                    seat.line.tell(Wake);
                }
                woken + 1
            })
        });
        if woken < CHUNK {
            return;
        }
        from += woken;
        tokio::task::yield_now().await;
    }
}

/// A login that has ended ends its sessions; one that was renewed meanwhile goes on. While the store does not
/// answer they stay, and are asked about again at the next look.
async fn end_or_renew(shared: &Data<Shared>, expired: Vec<Arc<Pulse>>) {
    for pulse in expired {
        match shared.logins.find(&shared.desks, &pulse.token_hash).await {
            Ok(Some(login)) => pulse.lasts_until(login.expires_at),
            Ok(None) => shared.desks.end_login(pulse.login),
            Err(_) => {}
        }
    }
}

/// Sessions past their login; `None` when no session is left and the attendant may go.
fn look_after(organisation: OrganisationId, desks: &Desks) -> Option<Vec<Arc<Pulse>>> {
    let (tick, life) = (desks.clock().tick(), desks.clock().life());
    SEATS.with_borrow_mut(|seats| {
        let mine = seats.get_mut(&organisation)?;
        mine.retain(|seat| !seat.pulse.has_ended());
        let mut expired = Vec::new();
        for seat in mine.iter() {
            if seat.pulse.expired(life) {
                expired.push(Arc::clone(&seat.pulse));
            }
            if let Some(why) = seat.pulse.stuck(tick) {
                tracing::debug!(%organisation, ?why, "a session is shut from outside");
                metrics::counter!("lamplight_sessions_shut_total").increment(1);
                seat.pulse.shut();
            }
        }
        if mine.is_empty() {
            seats.remove(&organisation);
        }
        seats.contains_key(&organisation).then_some(expired)
    })
}
