//! Figures, one definition each, folded from events. The wall and the statistics read these.

mod figures;
mod lights;
mod load;
mod person_day;
mod returns;
mod scores;
mod tally;

pub use figures::Figures;
pub use lights::{Building, lights};
pub use load::{GroupLoad, Hands, group_loads, hands_over};
pub use person_day::PersonDay;
pub use returns::{GivenBack, GivenBackHow, Returns};
pub use scores::{DayRow, EngineerScore, HalfHour, Scores, Share, TodayAgainstUsual};
pub use tally::Tally;
