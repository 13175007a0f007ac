//! The pass over the rows of one file, block by block: column by column first, then the rules for whole rows.

mod cells;
mod ctx;
mod header_again;
mod planned;
mod repeats;
mod rows;

pub(super) use ctx::Ctx;
pub(super) use header_again::HeaderAgain;
pub(super) use planned::Planned;
pub(super) use repeats::deleted_rows;
pub(super) use rows::{Pass, name_rows};
