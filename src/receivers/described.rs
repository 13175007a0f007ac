//! A receiver that somebody described: the same declaration as JSON, by the schema in `docs/receiver.schema.json`.
//!
//! It comes from strangers, in a file or in a link: it is bounded, holds plain text only, and cannot pass for a receiver
//! that is built in. Nothing in it is ever fetched or run.

mod declared;
mod fit;
pub(crate) mod form;
mod refused;
#[cfg(test)]
mod tests;

use super::json::parse;
use super::reading::Read;
use fit::safe;

pub use form::Described;
pub use refused::Refused;

impl Described {
    /// Bytes of the longest description that is read.
    pub const LONGEST: usize = 64 * 1024;

    /// Reads a description, and refuses what is not fit to be used.
    pub fn read(json: &[u8]) -> Result<Self, Refused> {
        if json.len() > Self::LONGEST {
            return Err(Refused::TooLong(Self::LONGEST));
        }
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        let described: Self =
            parse(json).and_then(Read::read).map_err(|wrong| Refused::NotBySchema(safe(&wrong.told(json))))?;
        described.check()?;
        Ok(described)
    }

    /// The same as JSON, in one form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
