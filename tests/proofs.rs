//! What takes longest: the engine against a naive validator, thousands of made-up packages, and those that others made.
//! `cargo test --test proofs injectors::` runs one file of these tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod acceptance;
mod conformance;
mod differential;
mod injectors;
mod mask;
mod reference;
mod repair;
mod support;
