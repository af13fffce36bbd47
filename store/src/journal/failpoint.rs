//! Places at which the process dies on purpose: `LAMPLIGHT_FAILPOINT=after_commit:3` aborts it at the third
//! pass. Only with the feature `failpoints`; without it the macro below leaves no code.

/// Where it may die.
#[cfg(feature = "failpoints")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failpoint {
    /// Rows are written, the commit is not made.
    BeforeCommit,
    /// Durable, and no fold has seen it.
    AfterCommitBeforePublish,
    /// Folds have seen it, nobody has been answered.
    BeforeReply,
}

#[cfg(feature = "failpoints")]
impl Failpoint {
    const fn name(self) -> &'static str {
        match self {
            Self::BeforeCommit => "before_commit",
            Self::AfterCommitBeforePublish => "after_commit",
            Self::BeforeReply => "before_reply",
        }
    }

    /// Counts a pass; aborts at the one that the environment names.
    pub(crate) fn pass(self) {
        use std::sync::OnceLock;
        use std::sync::atomic::{AtomicI64, Ordering};
        static PLAN: OnceLock<Option<(String, AtomicI64)>> = OnceLock::new();
        let plan = PLAN.get_or_init(|| {
            let text = std::env::var("LAMPLIGHT_FAILPOINT").ok()?;
            let (name, passes) = text.split_once(':')?;
            Some((name.to_owned(), AtomicI64::new(passes.parse().ok()?)))
        });
        if let Some((name, left)) = plan
            && name == self.name()
            && left.fetch_sub(1, Ordering::SeqCst) == 1
        {
            std::process::abort();
        }
    }
}

/// `failpoint!(BeforeCommit)`: nothing at all unless the feature is on.
macro_rules! failpoint {
    ($place:ident) => {
        #[cfg(feature = "failpoints")]
        $crate::journal::failpoint::Failpoint::$place.pass();
    };
}
pub(crate) use failpoint;
