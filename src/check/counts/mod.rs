//! What is counted while the files are read: once, for the overview and for what receivers would do.

mod calendar;
mod counter;
mod kept;
mod told;

#[cfg(test)]
mod tests;

pub(super) use counter::Counter;
