//! Tests of the dispatcher: the rules one by one, told as they happen at a desk, and walks of random
//! commands that check every invariant after every step.

mod desk;
mod house;
mod places;
mod queue;
mod rounds;
mod rules;
mod walk;
