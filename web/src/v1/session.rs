//! Coming and going: login, logout, who am I, the demo's one-click logins.

pub(crate) mod demo_logins;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod me;
