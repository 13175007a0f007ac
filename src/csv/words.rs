//! Encodings by the names that people know.

use super::Encoding;

impl Encoding {
    /// Name as a person knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithMark => "UTF-8 with a byte order mark",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Utf32Le | Self::Utf32Be => "UTF-32",
        }
    }
}

/// The name for letters that are UTF-8 but for the last, which lacks its end.
pub const CUT: &str = "UTF-8 that was cut in the middle of a letter";
