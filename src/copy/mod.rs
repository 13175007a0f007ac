//! Packages written anew: a copy as a zip, in bounded memory, with the `zip` crate and the `csv` crate's writer.
//!
//! Whoever changes a package opens it as a check does and writes a [`struct@Copy`], entry by entry, in the order of
//! [`Package::entries`](crate::package::Package::entries):
//!
//! ```text
//! copy.keep(&package, entry, name)   a file that does not change, packed as it is; perhaps under another name
//! copy.begin(name, bytes)            a file that is written anew; then `RowWriter` or `io::Write`
//! copy.add(name, bytes)              a file made elsewhere, such as a manifest
//! copy.end()                         the directory; without it there is no zip
//! ```
//!
//! An entry that is passed over is left out. What is written goes to anything that can be written to and sought in; on
//! the page that is [`Parts`], which holds nothing but the part at hand. Equal input gives equal bytes: time stamps are
//! fixed, and the level of packing too.

pub(crate) mod again;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod by_two;
mod failure;
mod headed;
pub(crate) mod memo;
pub(crate) mod out;
mod parts;
pub(crate) mod rows;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use failure::Failure;
pub use parts::{Parts, Sink};
pub use rows::RowWriter;
pub use writer::Copy;
