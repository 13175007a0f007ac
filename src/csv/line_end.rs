//! Where the lines of a file end.

/// How the lines of a file end: the number of each kind, line breaks inside quoted cells left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineEnds {
    /// Carriage return and line feed, as RFC 4180 has it.
    pub crlf: u64,
    /// Line feed alone.
    pub lf: u64,
    /// Carriage return alone.
    pub cr: u64,
}

/// Offset behind the line end at `end`.
pub(super) fn after_line_end(text: &[u8], end: u32) -> u32 {
    let at = end as usize;
    end + 1 + u32::from(text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n'))
}
