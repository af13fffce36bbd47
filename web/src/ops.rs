//! Probes and figures for whoever runs the machine: alive, ready, metrics.

use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use lamplight_actors::DeskFacts;
use lamplight_protocol::problem::ProblemCode;
use serde_json::json;

use crate::accounts;
use crate::auth::is_local;
use crate::problem::Refused;
use crate::state::Shared;

const PROBE_WITHIN: Duration = Duration::from_secs(2);
/// Anybody may ask: a probe is believed this long, so that asking often costs the journal nothing.
const PROBE_BELIEVED: Duration = Duration::from_secs(1);
/// A due timer that waits longer means that the desks do not keep up.
const OLDEST_DUE_MAX_MS: u64 = 10_000;

/// The process answers.
pub(crate) async fn livez() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("alive\n")
}

/// Ready = a commit comes back within two seconds, and no timer is long overdue.
pub(crate) async fn readyz(shared: Data<Shared>) -> HttpResponse {
    let probe = probe(&shared).await;
    let facts = shared.desks.facts();
    let timers = facts.oldest_due_ms <= OLDEST_DUE_MAX_MS;
    let body = json!({
        "commits": probe.commits,
        "commit_ms": probe.commit_ms,
        "oldest_due_ms": facts.oldest_due_ms,
        "missed_by_wheel": facts.missed_by_wheel,
        "desks": facts.desks,
    });
    let mut response =
        if probe.commits && timers { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.insert_header(("Cache-Control", "no-store")).json(body)
}

/// What the last commit probe found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Probe {
    commits: bool,
    commit_ms: u64,
    /// `tick` of its end.
    at: Duration,
}

/// One at a time: who asks meanwhile hears what it finds.
async fn probe(shared: &Shared) -> Probe {
    let clock = shared.desks.clock();
    let mut last = shared.probe.lock().await;
    let before = clock.tick();
    if let Some(probe) = *last
        && before.saturating_sub(probe.at) < PROBE_BELIEVED
    {
        return probe;
    }
    let committed = tokio::time::timeout(PROBE_WITHIN, accounts::probe_commit(shared)).await;
    let at = clock.tick();
    let commit_ms = u64::try_from(at.saturating_sub(before).as_millis()).unwrap_or(u64::MAX);
    *last.insert(Probe { commits: matches!(committed, Ok(true)), commit_ms, at })
}

/// Prometheus text, for this machine itself or a bearer of the token.
pub(crate) async fn metrics(request: HttpRequest, shared: Data<Shared>) -> Result<HttpResponse, Refused> {
    if !is_local(&request) && !has_token(&request, shared.settings.metrics_token.as_deref()) {
        return Err(ProblemCode::NotFound.into());
    }
    gauge(&shared.desks.facts());
    let handle = shared.settings.metrics.as_ref().ok_or(ProblemCode::NotFound)?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render()))
}

/// What the desks know of themselves, as of this scrape.
#[expect(clippy::cast_precision_loss, reason = "figures far below 2^52")]
fn gauge(facts: &DeskFacts) {
    metrics::gauge!("lamplight_desks_count").set(facts.desks as f64);
    metrics::gauge!("lamplight_tickets_count").set(facts.tickets as f64);
    metrics::gauge!("lamplight_sessions_count").set(facts.sessions as f64);
    metrics::gauge!("lamplight_oldest_due_ms").set(facts.oldest_due_ms as f64);
    metrics::gauge!("lamplight_missed_by_wheel_count").set(facts.missed_by_wheel as f64);
}

fn has_token(request: &HttpRequest, token: Option<&str>) -> bool {
    let sent = request.headers().get("Authorization").and_then(|value| value.to_str().ok());
    match (sent.and_then(|value| value.strip_prefix("Bearer ")), token) {
        (Some(sent), Some(token)) => same(sent.as_bytes(), token.as_bytes()),
        _ => false,
    }
}

/// Compares in a time that does not tell where the first difference is.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
