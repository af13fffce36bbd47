//! Why a call or a socket gave nothing. A refusal is told apart from an outcome that nobody knows.

use std::fmt;

use lamplight_protocol::live::ByeReason;
use lamplight_protocol::problem::Problem;

/// Why a call has no answer.
#[derive(Debug, Clone)]
pub enum CallError {
    /// The server refused: nothing was changed. `problem.code` says why.
    Refused(Box<Problem>),
    /// Every attempt ended without an answer: whether it was done is not known. Asking again with the
    /// same key is safe.
    Unknown { attempts: u32, last: String },
    /// An answer that the protocol does not have.
    Unreadable { status: u16, why: String },
}

impl CallError {
    /// The problem's code; `unknown` and `unreadable` where the server gave none.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(problem) => &problem.code,
            Self::Unknown { .. } => "unknown",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// Whether the server said no with this code.
    pub fn is(&self, code: &str) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == code)
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) => {
                write!(f, "{} {}: {}", problem.status, problem.code, problem.title)?;
                if let Some(field) = &problem.field {
                    write!(f, " (field {field})")?;
                }
                if let Some(detail) = &problem.detail {
                    write!(f, " {detail}")?;
                }
                Ok(())
            }
            Self::Unknown { attempts, last } => {
                write!(f, "no answer after {attempts} attempts, the outcome is unknown: {last}")
            }
            Self::Unreadable { status, why } => write!(f, "status {status}, but {why}"),
        }
    }
}

impl std::error::Error for CallError {}

/// Why a socket is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveError {
    /// The handshake failed; with the status when the server answered one.
    NotConnected { status: Option<u16>, why: String },
    /// The server said goodbye; `retry_after_ms` absent: do not come back.
    Bye { reason: ByeReason, retry_after_ms: Option<u32> },
    /// The connection broke or was silent for too long.
    Cut { why: String },
    /// A frame that the protocol does not have.
    BadFrame { why: String },
}

impl LiveError {
    /// Whether connecting again can help. Rights that changed need a fresh `hello`, so they count.
    pub fn may_reconnect(&self) -> bool {
        match self {
            Self::NotConnected { status, .. } => status.is_none_or(|status| status == 429 || status >= 500),
            Self::Bye { retry_after_ms, .. } => retry_after_ms.is_some(),
            Self::Cut { .. } => true,
            Self::BadFrame { .. } => false,
        }
    }
}

impl fmt::Display for LiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConnected { status: Some(status), why } => {
                write!(f, "socket refused with {status}: {why}")
            }
            Self::NotConnected { status: None, why } => write!(f, "socket not connected: {why}"),
            Self::Bye { reason, .. } => write!(f, "the server ended the session: {reason:?}"),
            Self::Cut { why } => write!(f, "socket cut: {why}"),
            Self::BadFrame { why } => write!(f, "frame not understood: {why}"),
        }
    }
}

impl std::error::Error for LiveError {}
