//! The invariants of design 4: an id, a sentence and a predicate each. Used by property tests, simulation,
//! crash oracle and a production counter alike. Never repairs anything.
