//! The wall screens of an organisation.

pub(crate) mod list;
pub(crate) mod pair;
pub(crate) mod renew;
pub(crate) mod withdraw;
