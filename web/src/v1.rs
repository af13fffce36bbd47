//! `/api/v1`: one noun a folder, one endpoint a file.

pub(crate) mod causes;
pub(crate) mod coverage;
pub(crate) mod directory;
pub(crate) mod me;
pub(crate) mod pairings;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod screens;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod statistics;
pub(crate) mod tickets;

/// Name of the header that carries the log's position after what was answered.
pub(crate) const POSITION: &str = "Lamplight-Position";
