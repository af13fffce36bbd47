//! Login and me.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{Named, Role};
use crate::{Id, Instant};

/// `POST /login`. With several organisations and none named, the answer lists them (409
/// `organisation-required`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginBody {
    pub phone: String,
    pub password: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Id>,
    /// `true`: answer with a bearer token instead of a cookie.
    #[serde(default)]
    pub bearer: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LoginAnswer {
    pub me: Me,
    /// Only when `bearer` was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    pub expires_at: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    pub person: Named,
    pub organisation: Named,
    pub roles: Vec<Role>,
    pub department: Option<Named>,
    /// IANA name.
    pub time_zone: String,
}

/// One-click logins of the demo; 404 elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemoLogins {
    pub items: Vec<DemoLogin>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemoLogin {
    pub role: Role,
    pub name: String,
    pub phone: String,
    pub password: String,
}

/// `POST /setup`, once, with the code that a bare server printed at its start.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    pub code: String,
    /// Name of the organisation.
    pub organisation: String,
    /// The administrator's name, the telephone number to log in with (digits), and the password.
    pub name: String,
    pub phone: String,
    pub password: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetupAnswer {
    pub organisation: Named,
    pub person: Named,
}
