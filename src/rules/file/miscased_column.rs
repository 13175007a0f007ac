use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A column name isn't written exactly
    ///
    /// ## What it checks
    /// Column names must match letter by letter. Capital and small letters are different, and a space or an invisible character
    /// makes it another name.
    ///
    /// ## Why it matters
    /// To the receiver, `SourcedId` is an unknown column, and `sourcedId` is missing. It refuses the file.
    ///
    /// ## How to fix
    /// Write the name exactly as in the message.
    ///
    /// In Infinite Campus, the procedure of the article writes the names exactly. They are different if somebody typed the
    /// query by hand.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// SourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The values of the column are checked as if the name were right.
}

pub(crate) static RULE: Rule = Rule {
    name: "miscased-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: names are case-sensitive; section 3"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let Name { right, how } = Name::of(said);
        format!("The header of {} has “{}” instead of {right}: {}.", said.file(), said.column(), how.word())
    },
    fix: |said| format!("Change “{}” to exactly {} in the header of {}.", said.column(), Name::of(said).right, said.file()),
};

told! {
    /// A name that isn't written exactly.
    struct Name {
        right: Cow<'static, str>,
        how: How,
    }
}

one_of! {
    /// In what it differs.
    enum How {
        Invisible = "it contains an invisible character",
        Space = "it contains a space",
        Case = "capital and small letters are different",
        Other = "it contains a character that doesn't belong there",
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let Heading::Miscased(column) = heading else { continue };
        let (Some(column), Some(name)) = (header.table.columns.get(*column), header.bare(cell)) else { continue };
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || {
            Args::none().told(Name { right: column.name.into(), how: difference(name, column.name) })
        });
    }
}

/// In what `name` differs from the `right` one.
fn difference(name: &str, right: &str) -> How {
    if name.chars().any(is_hidden) {
        How::Invisible
    } else if name.contains(char::is_whitespace) {
        How::Space
    } else if name.eq_ignore_ascii_case(right) {
        How::Case
    } else {
        How::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_named() {
        assert_eq!(difference("SourcedId", "sourcedId"), How::Case);
        assert_eq!(difference("sourcedId ", "sourcedId"), How::Space);
        assert_eq!(difference("sourcedId\u{200B}", "sourcedId"), How::Invisible);
        assert_eq!(difference("sourced_id", "sourcedId"), How::Other);
    }
}
