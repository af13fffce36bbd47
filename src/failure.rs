//! Why the program could not do what it was asked to: one sentence that says what to do about it. Never a
//! chain of causes for developers: those go to the log.

use std::fmt;

/// A sentence for whoever started the program, printed to stderr before it ends with code 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
