//! What the fuzz targets ask. A library, so that a target may use a part of it.

pub mod invariants;

/// The naive reference validator of the tests.
#[path = "../../tests/reference/mod.rs"]
pub mod reference;
