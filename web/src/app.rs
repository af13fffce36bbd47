//! Every route of the program in one list.

use std::collections::BTreeMap;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, HttpRequest, HttpResponse, ResponseError};
use lamplight_protocol::problem::{Problem, ProblemCode};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::demo_at_home;
use crate::problem::Refused;
use crate::state::Shared;
use crate::v1::{
    causes, coverage, directory, me, pairings, people, places, screens, session, setup, statistics, tickets,
};
use crate::{openapi, ops, pages, ws};

/// What every answer carries: our pages load only our own files and stand in nobody's frame. What says
/// nothing of its own about caches is kept by none.
const DEFAULT_HEADERS: [(&str, &str); 5] = [
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
];

/// All services with everything that they share: the server and the tests run this same app.
pub(crate) fn whole(
    shared: Data<Shared>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (api, _) = collected();
    // Also what the API says: a phone on a slow line waits for the directory as much as for a page.
    api.app_data(shared)
        .configure(beside)
        .wrap(from_fn(demo_at_home))
        .wrap(Compress::default())
        .wrap(default_headers())
}

/// `/api/v1`.
fn api(config: &mut ServiceConfig<'_>) {
    config
        .service(session::login::login)
        .service(session::logout::logout)
        .service(session::me::me)
        .service(session::demo_logins::demo_logins)
        .service(setup::setup)
        .service(tickets::open::open)
        .service(tickets::list::list)
        .service(tickets::candidates::of_draft)
        .service(tickets::similar::similar)
        .service(tickets::read::read)
        .service(tickets::timeline::timeline)
        .service(tickets::progress::of_ticket)
        .service(tickets::history::history)
        .service(tickets::explanation::explanation)
        .service(tickets::candidates::of_ticket)
        .service(directory::read::read)
        .service(causes::list::list)
        .service(coverage::gaps::list)
        .service(statistics::returns::read)
        .service(places::read::read)
        .service(people::list::list)
        .service(me::round::round)
        .service(me::today::today)
        .service(statistics::today::today)
        .service(people::switch_own_duty::switch_own_duty)
        .service(people::switch_duty::switch_duty)
        .service(pairings::open::open)
        .service(pairings::claim::claim)
        .service(screens::list::list)
        .service(screens::pair::pair)
        .service(screens::renew::renew)
        .service(screens::withdraw::withdraw)
        .configure(commands)
        .route("/openapi.json", web::get().to(openapi_json));
}

/// `POST /api/v1/tickets/{id}/<command>`.
fn commands(config: &mut ServiceConfig<'_>) {
    config
        .service(tickets::offer::offer)
        .service(tickets::accept::accept)
        .service(tickets::decline::decline)
        .service(tickets::revoke::revoke)
        .service(tickets::dispatch::dispatch)
        .service(tickets::join::join)
        .service(tickets::split::split)
        .service(tickets::transfer::transfer)
        .service(tickets::give_back::give_back)
        .service(tickets::release::release)
        .service(tickets::arrive::arrive)
        .service(tickets::hold::hold)
        .service(tickets::resume::resume)
        .service(tickets::complete::complete)
        .service(tickets::unresolved::unresolved)
        .service(tickets::urge::urge)
        .service(tickets::withdraw::withdraw)
        .service(tickets::reopen::reopen)
        .service(tickets::rate::rate)
        .service(tickets::comment::comment)
        .service(tickets::reclassify::reclassify)
        .service(tickets::reprioritise::reprioritise)
        .service(tickets::merge::merge)
        .service(tickets::acknowledge::acknowledge)
        .service(tickets::unquarantine::unquarantine)
        .service(tickets::undo::undo);
}

/// Everything that is no `/api/v1`: documents, probes, the live socket, the pages.
pub(crate) fn beside(config: &mut web::ServiceConfig) {
    config
        .route("/ws/v1", web::get().to(ws::live))
        .route("/problems/{code}", web::get().to(pages::problem))
        .route("/livez", web::get().to(ops::livez))
        .route("/readyz", web::get().to(ops::readyz))
        .route("/metrics", web::get().to(ops::metrics))
        .service(web::scope("/api").default_service(web::to(nothing_here)))
        .service(web::scope("").default_service(web::to(pages::ui)));
}

/// The API's services with the document that describes them.
pub(crate) fn collected() -> (
    App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse,
            Error = actix_web::Error,
            InitError = (),
        >,
    >,
    utoipa::openapi::OpenApi,
) {
    App::new()
        .into_utoipa_app()
        .openapi(openapi::Base::openapi())
        .service(scope("/api/v1").configure(api).default_service(web::to(nothing_here)))
        .split_for_parts()
}

fn default_headers() -> DefaultHeaders {
    DEFAULT_HEADERS.into_iter().fold(DefaultHeaders::new(), |headers, header| headers.add(header))
}

async fn openapi_json(shared: Data<Shared>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(shared.openapi.clone())
}

/// 405 for a documented path with another method, else 404.
async fn nothing_here(request: HttpRequest, shared: Data<Shared>) -> HttpResponse {
    match shared.paths.methods_of(request.path()) {
        Some(methods) => {
            let problem = Problem::of(ProblemCode::MethodNotAllowed).with("allowed", &methods);
            let mut response = Refused::from(problem).error_response();
            if let Ok(allowed) = methods.join(", ").parse() {
                response.headers_mut().insert(actix_web::http::header::ALLOW, allowed);
            }
            response
        }
        None => Refused::from(ProblemCode::NotFound).error_response(),
    }
}

/// Documented paths with their methods.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paths(BTreeMap<Vec<String>, Vec<String>>);

impl Paths {
    pub fn of(document: &utoipa::openapi::OpenApi) -> Self {
        let document = serde_json::to_value(&document.paths).unwrap_or_default();
        let paths = document.as_object().into_iter().flatten();
        Self(
            paths
                .map(|(path, item)| {
                    let methods =
                        item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase());
                    (segments(path), methods.collect())
                })
                .collect(),
        )
    }

    fn methods_of(&self, path: &str) -> Option<Vec<String>> {
        let asked = segments(path);
        let fits = |template: &Vec<String>| {
            template.len() == asked.len()
                && template.iter().zip(&asked).all(|(part, is)| part.starts_with('{') || part == is)
        };
        self.0.iter().find(|(template, _)| fits(template)).map(|(_, methods)| methods.clone())
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
