//! Wall screens between the codes they show, the directory and the store: how one comes in, renews its login,
//! and is taken out again. Rights were asked before.
//!
//! The login of a screen is made when its code is typed, not when it fetches it: its token is derived from
//! the secret that the screen keeps. So nothing that was confirmed is lost by the end of the process, an answer
//! that got lost is given again, and the secret is worth nothing once the screen has come in.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::cookie::Cookie;
use actix_web::web::Data;
use lamplight_actors::Refusal;
use lamplight_domain::ids::{AccountId, IdText, OrganisationId, PersonId};
use lamplight_domain::log::By;
use lamplight_domain::org::{
    Directory, DirectoryRow, Person, SCREEN_LOGIN_LIFE, new_screen, withdrawn_screen,
};
use lamplight_domain::time::{Span, Timestamp};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::screen::ScreenView;
use lamplight_protocol::view::person_named;
use lamplight_protocol::{Id, Instant};
use lamplight_store::{LoginRow, ScreenAdmission};

use crate::accounts;
use crate::auth::{Caller, Token, login_cookie};
use crate::pairings::{Guest, Typed};
use crate::problem::{Refused, of_refusal};
use crate::state::Shared;

/// Renewals that come sooner are answered and not written.
const RENEWED_AGAIN: Span = Span::from_minutes(1);

/// Lets in the screen that shows this code, under this name.
///
/// # Errors
/// `pairing-unknown`, `pairing-expired`, `pairing-taken`, or that nothing was stored.
pub(crate) async fn let_in(
    shared: &Data<Shared>,
    caller: &Caller,
    code: &str,
    name: String,
) -> Result<PersonId, Refused> {
    let tick = shared.desks.clock().tick();
    let typed = shared.pairings.hold(code, caller.organisation, &name, tick);
    let secret_hash = match typed.map_err(|wrong| Problem::of(wrong).at("body.code"))? {
        Typed::Again(screen) => return Ok(screen),
        Typed::Held { secret_hash } => secret_hash,
    };
    let (shared, caller, code) = (shared.clone(), caller.clone(), code.to_owned());
    // Carried to its end even if whoever typed it goes away: a held code would be nobody's.
    let done = actix_web::rt::spawn(async move {
        let token = token_of(&shared, &secret_hash);
        let admitted = admit(&shared, &caller, &token, &name).await;
        let guest = |&screen: &PersonId| Guest { organisation: caller.organisation, screen, name };
        shared.pairings.settle(&code, admitted.as_ref().ok().map(guest));
        admitted
    });
    done.await.unwrap_or_else(|_| Err(ProblemCode::Incident.into()))
}

/// The account first: a screen without a login would stand in the list and never come.
async fn admit(shared: &Shared, caller: &Caller, token: &Token, name: &str) -> Result<PersonId, Refused> {
    let clock = shared.desks.clock();
    let (account, person): (AccountId, PersonId) = (shared.mint(), shared.mint());
    let login = LoginRow {
        id: shared.mint(),
        account,
        person,
        token_hash: token.hash(),
        created_at: clock.life(),
        expires_at: clock.life() + SCREEN_LOGIN_LIFE,
    };
    let phone = format!("screen-{}", IdText::of(person.raw()).as_str());
    let admission = ScreenAdmission { phone, login, by: caller.person, at: clock.now() };
    accounts::admit_screen(shared, caller, admission).await?;
    let row = DirectoryRow::Person(new_screen(person, account, name.to_owned()));
    let by = By::Person(caller.person);
    if let Err(refusal) = shared.desks.change_directory(caller.organisation, by, vec![row]).await {
        accounts::disable_screen(shared, caller, account, person).await?;
        return Err(of_refusal(refusal, caller));
    }
    Ok(person)
}

/// The token of a screen that has been let in with this secret and has not come in yet, and who it is.
///
/// # Errors
/// `unavailable`.
pub(crate) async fn ready(
    shared: &Shared,
    secret: &Token,
) -> Result<Option<(Token, Arc<Directory>, PersonId)>, Refused> {
    let token = token_of(shared, &secret.hash());
    let Some(login) = accounts::login_of(shared.desks.store(), &token.hash()).await? else { return Ok(None) };
    let directory = match shared.desks.directory(login.organisation).await {
        Ok(directory) => directory,
        Err(Refusal::NotFound) => return Ok(None),
        Err(_) => return Err(accounts::unavailable()),
    };
    let stands = directory.person(login.person).is_some_and(|person| person.enabled && person.is_screen());
    if !stands || seen_at(shared, login.organisation, login.person).await?.is_some() {
        return Ok(None);
    }
    Ok(Some((token, directory, login.person)))
}

/// Makes the login of a screen last from now on.
///
/// # Errors
/// `unavailable`.
pub(crate) async fn renew(shared: &Shared, caller: &Caller) -> Result<(), Refused> {
    let clock = shared.desks.clock();
    let now = clock.now();
    let seen = seen_at(shared, caller.organisation, caller.person).await?;
    if seen.is_some_and(|seen| now - seen < RENEWED_AGAIN) {
        return Ok(());
    }
    accounts::renew_screen(shared, caller, clock.life() + SCREEN_LOGIN_LIFE, now).await?;
    shared.logins.forget(&caller.token_hash);
    Ok(())
}

/// The login of a screen for its browser, which keeps it as long.
pub(crate) fn cookie(shared: &Shared, token: &Token) -> Cookie<'static> {
    let life = Duration::from_secs(SCREEN_LOGIN_LIFE.seconds().unsigned_abs());
    login_cookie(token, life, shared.settings.secure_cookie)
}

/// Takes a screen out: its sessions end at once, its login and its account with them.
///
/// # Errors
/// `not-found` for what is no screen of the caller's organisation, or that it was not stored.
pub(crate) async fn withdraw(shared: &Shared, caller: &Caller, screen: PersonId) -> Result<(), Refused> {
    let row = standing(&caller.directory, screen).ok_or(ProblemCode::NotFound)?;
    let logins = accounts::logins_of(shared, caller.organisation, row.account).await?;
    accounts::disable_screen(shared, caller, row.account, screen).await?;
    for (login, token_hash) in logins {
        shared.logins.forget(&token_hash);
        shared.desks.end_login(login);
    }
    let rows = vec![DirectoryRow::Person(withdrawn_screen(row))];
    let changed = shared.desks.change_directory(caller.organisation, By::Person(caller.person), rows).await;
    changed.map(drop).map_err(|refusal| of_refusal(refusal, caller))
}

/// The screens that are let in, by name.
///
/// # Errors
/// `unavailable`.
pub(crate) async fn list(shared: &Shared, organisation: OrganisationId) -> Result<Vec<ScreenView>, Refused> {
    // Of now: the caller's was read before the screen of this request came in.
    let directory = shared.desks.directory(organisation).await.map_err(|_| accounts::unavailable())?;
    let known = shared.desks.store().screens(organisation).await.map_err(accounts::unread)?;
    let live: BTreeSet<PersonId> = shared.desks.watching(organisation);
    let view = |person: &Person| {
        let row = known.iter().find(|row| row.person == person.id);
        ScreenView {
            id: Id::from(person.id),
            name: person.name.clone(),
            paired_by: row.and_then(|row| row.paired_by).map(|by| person_named(&directory, by)),
            paired_at: row.and_then(|row| row.paired_at).map(Instant),
            live: live.contains(&person.id),
            seen_at: row.and_then(|row| row.seen_at).map(Instant),
        }
    };
    let mut screens: Vec<ScreenView> =
        directory.people.keys().filter_map(|&id| standing(&directory, id)).map(view).collect();
    screens.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(screens)
}

fn standing(directory: &Directory, id: PersonId) -> Option<&Person> {
    directory.person(id).filter(|person| person.enabled && person.is_screen())
}

async fn seen_at(
    shared: &Shared,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Timestamp>, Refused> {
    let screens = shared.desks.store().screens(organisation).await.map_err(accounts::unread)?;
    Ok(screens.into_iter().find(|row| row.person == person).and_then(|row| row.seen_at))
}

fn token_of(shared: &Shared, secret_hash: &str) -> Token {
    Token::derived(&shared.settings.server_secret, secret_hash)
}
