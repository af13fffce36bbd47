//! Figures, one definition each, folded from events. The wall and the statistics read these.

mod figures;

pub use figures::Figures;
