//! The program `rostercheck` as its users run it. `cargo test --test program many::` runs one file of these tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod command;
mod compare;
mod many;
mod support;
mod versions;
mod words;
