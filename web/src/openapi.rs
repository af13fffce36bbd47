//! The OpenAPI document: what `app` collects from the endpoints, with the problems and the live frames.
//! `docs/openapi.json` is this document; a test compares.

use lamplight_protocol::live::{ClientFrame, ServerFrame};
use lamplight_protocol::problem::Problem;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(title = "Lamplight", description = "Reports of a hospital's IT service desk: opened, offered, worked on, ended. \
        `/ws/v1` speaks `ClientFrame` and `ServerFrame` as JSON text frames.", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    components(schemas(ServerFrame, ClientFrame, Problem)),
    tags(
        (name = "session", description = "Login and logout."),
        (name = "tickets", description = "Reports and everything that happens to them."),
        (name = "screens", description = "Wall screens: let in by a code, taken out again."),
        (name = "people", description = "Engineers on duty."),
        (name = "statistics", description = "Figures, one definition each."),
        (name = "directory", description = "Zones, categories, groups, people."),
    ),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Schemes)
)]
pub(crate) struct Base;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(crate::auth::COOKIE));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// The document as it is served and stored: pretty JSON with a last newline.
pub fn document() -> String {
    let (_, document) = crate::app::collected();
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
