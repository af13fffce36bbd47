//! Who asks: tokens, cookies, passwords, limits on attempts, origins. What he may do is asked of
//! `domain::access`, never decided here.

mod attempts;
mod caller;
mod client;
mod host;
mod logins;
mod origin;
mod password;
mod token;

pub(crate) use attempts::{Attempts, too_many};
pub(crate) use caller::{Caller, shared};
pub(crate) use client::{client_address, is_local};
pub(crate) use host::demo_at_home;
pub(crate) use logins::Logins;
pub(crate) use origin::{changes_state, require_own_origin};
pub(crate) use password::Passwords;
pub use password::{hash_password, hash_random_password};
pub(crate) use token::{COOKIE, Token, ended_cookie, hex, login_cookie, presented};
