//! Ids in secondary fields: one that this organisation does not have is answered with its field, whether
//! it exists elsewhere or nowhere.

use lamplight_actors::{CommandRequest, OfferRequest, OpenRequest, Refusal, TransferRequest};
use lamplight_domain::org::Directory;
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::extract::View;
use crate::problem::{Refused, of_refusal};

/// # Errors
/// `unknown-reference` naming the field.
pub(super) async fn check_command(request: &CommandRequest, view: &View) -> Result<(), Refused> {
    let directory = &*view.caller.directory;
    match request {
        CommandRequest::Offer(OfferRequest { engineer, group }) => {
            known("engineer", directory.people.contains_key(engineer))?;
            optional("group", group, |id| directory.groups.contains_key(id))
        }
        CommandRequest::Transfer { to: TransferRequest::Engineer(engineer), .. } => {
            known("engineer", directory.people.contains_key(engineer))
        }
        CommandRequest::Transfer { to: TransferRequest::Group(group), .. } => {
            known("group", directory.groups.contains_key(group))
        }
        CommandRequest::Join { reporter } => {
            optional("reporter", reporter, |id| directory.people.contains_key(id))
        }
        CommandRequest::Complete { cause, .. } => known("cause", directory.causes.contains_key(cause)),
        CommandRequest::Reclassify { category, zone, system } => {
            known("category", directory.categories.contains_key(category))?;
            optional("zone", zone, |id| directory.zones.contains_key(id))?;
            optional("system", system, |id| directory.systems.contains_key(id))
        }
        CommandRequest::Merge { into } => {
            match view.shared.desks.ticket(view.caller.organisation, *into).await {
                Ok(target) => known("into", view.caller.may_read(&target.ticket)),
                Err(Refusal::NotFound) => known("into", false),
                Err(refusal) => Err(of_refusal(refusal, &view.caller)),
            }
        }
        CommandRequest::Accept { .. }
        | CommandRequest::Decline { .. }
        | CommandRequest::Revoke
        | CommandRequest::Dispatch
        | CommandRequest::Split
        | CommandRequest::Return { .. }
        | CommandRequest::Release
        | CommandRequest::Arrive { .. }
        | CommandRequest::Hold { .. }
        | CommandRequest::Resume { .. }
        | CommandRequest::Unresolved { .. }
        | CommandRequest::Urge { .. }
        | CommandRequest::Withdraw { .. }
        | CommandRequest::Reopen { .. }
        | CommandRequest::Rate { .. }
        | CommandRequest::Comment { .. }
        | CommandRequest::Attach { .. }
        | CommandRequest::Reprioritise { .. }
        | CommandRequest::Acknowledge { .. }
        | CommandRequest::Unquarantine
        | CommandRequest::Undo { .. } => Ok(()),
    }
}

/// # Errors
/// `unknown-reference` naming the field.
pub(super) fn check_open(request: &OpenRequest, directory: &Directory) -> Result<(), Refused> {
    known("category", directory.categories.contains_key(&request.category))?;
    optional("system", &request.system, |id| directory.systems.contains_key(id))?;
    optional("zone", &request.zone, |id| directory.zones.contains_key(id))?;
    optional("department", &request.department, |id| directory.departments.contains_key(id))?;
    optional("reporter", &request.reporter, |id| {
        directory.people.get(id).is_some_and(|person| person.enabled)
    })?;
    let cause = request.solved.as_ref().map(|(cause, _)| *cause);
    optional("solved.cause", &cause, |id| directory.causes.contains_key(id))
}

pub(super) fn optional<T>(field: &str, id: &Option<T>, exists: impl Fn(&T) -> bool) -> Result<(), Refused> {
    known(field, id.as_ref().is_none_or(exists))
}

pub(super) fn known(field: &str, exists: bool) -> Result<(), Refused> {
    if exists {
        return Ok(());
    }
    Err(Problem::of(ProblemCode::UnknownReference).at(format!("body.{field}")).into())
}
