//! Why a description is not taken.

/// Why a description is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has more bytes than this.
    TooLong(usize),
    /// The link has more letters than this.
    LongLink(usize),
    /// The link is cut or changed.
    BrokenLink,
    /// It is not JSON by the schema: where, and why.
    NotBySchema(String),
    /// Its form is of another number.
    OtherSchema(u8),
    /// A field holds something that it cannot hold: the field, and why.
    Field(String, &'static str),
    /// Its id or title looks like that of this receiver.
    LooksLike(&'static str),
    /// Another description has this id.
    Twice(String),
    /// There are as many as there is room for.
    TooMany(usize),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(most) => {
                write!(to, "The description of the receiver is too long: at most {most} bytes are read.")
            }
            Self::LongLink(most) => {
                write!(to, "The link is too long: at most {most} characters are read. Use a file instead.")
            }
            Self::BrokenLink => write!(to, "The link is incomplete or damaged. Copy it again."),
            Self::NotBySchema(why) => write!(to, "This isn't a description of a receiver: {why}."),
            Self::OtherSchema(number) => {
                write!(to, "The description has schema {number}; this version of rostercheck reads schema 1.")
            }
            Self::Field(field, why) => write!(to, "The description isn't accepted because {field} {why}."),
            Self::LooksLike(title) => write!(
                to,
                "The description isn't accepted because its id or title looks like “{title}”, which is part of rostercheck."
            ),
            Self::Twice(id) => write!(to, "Two receivers have the id {id}. Give one of them another id."),
            Self::TooMany(most) => write!(to, "At most {most} described receivers can be used at a time."),
        }
    }
}

impl std::error::Error for Refused {}
