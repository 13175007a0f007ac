//! What is counted while the files are read: once, for the overview and for what receivers would do.

mod by_word;
mod calendar;
mod counter;
mod kept;
mod tally;
mod told;

#[cfg(test)]
mod tests;

pub(super) use counter::Counter;
pub(super) use tally::Tally;
