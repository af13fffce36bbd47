//! The demo hospital: how it is made, and the people who act in it. Simulated people are clients of the
//! public API and the live socket, like everybody else: they know no store, no actor and no rule.

mod pace;
mod words;
