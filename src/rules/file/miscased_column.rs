use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # The name of a column is not written exactly
    ///
    /// ## What it checks
    /// The names of columns are compared letter by letter. Small and capital letters differ, and a space or an
    /// invisible character makes it another name.
    ///
    /// ## Why it matters
    /// To the receiver `SourcedId` is an unknown column, and `sourcedId` is missing. It refuses the file.
    ///
    /// ## How to fix
    /// Write the name exactly as the message says.
    ///
    /// In Infinite Campus, the procedure of the article writes the names exactly; they differ when the query was typed
    /// by hand.
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
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: names are case-sensitive; section 3"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!(
        "The header of {} has “{}” instead of {}: {}.",
        said.file(),
        said.column(),
        said.word(0),
        said.word(1)
    ),
    fix: |said| format!("Write this column's name in {} exactly as {}.", said.file(), said.word(0)),
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let Heading::Miscased(column) = heading else { continue };
        let (Some(column), Some(name)) = (header.table.columns.get(*column), header.bare(cell)) else { continue };
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || Args::none().word(column.name).word(difference(name, column.name)));
    }
}

/// In what `name` differs from the `right` one.
fn difference(name: &str, right: &str) -> &'static str {
    if name.chars().any(is_hidden) {
        "it holds an invisible character"
    } else if name.contains(char::is_whitespace) {
        "it holds a space"
    } else if name.eq_ignore_ascii_case(right) {
        "small and capital letters differ"
    } else {
        "it holds a character that does not belong there"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_named() {
        assert_eq!(difference("SourcedId", "sourcedId"), "small and capital letters differ");
        assert_eq!(difference("sourcedId ", "sourcedId"), "it holds a space");
        assert_eq!(difference("sourcedId\u{200B}", "sourcedId"), "it holds an invisible character");
        assert_eq!(difference("sourced_id", "sourcedId"), "it holds a character that does not belong there");
    }
}
