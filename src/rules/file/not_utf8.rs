use std::borrow::Cow;

use super::*;
use crate::csv::CUT;
use crate::profiles::Severity::Error;

page! {
    /// # A file isn't in UTF-8
    ///
    /// ## What it checks
    /// The files of a package are in UTF-8. Plain English letters look the same in every encoding. Other characters, such as
    /// `é`, `ñ`, or a curly quote, show whether a file is really in UTF-8.
    ///
    /// ## Why it matters
    /// The receiver refuses the file, or shows names with wrong characters.
    ///
    /// ## How to fix
    /// Export the file again with UTF-8 as its character set. Most of these files are in Windows-1252, which Windows programs
    /// call “ANSI”.
    ///
    /// In Infinite Campus, each extract has a field Character Set.
    ///
    /// ## Example
    /// `\xE9` is the letter é in Windows-1252.
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Caf\xE9 School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Café School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The encoding is a guess, which may be wrong in a file with few letters. The rule reports each file once, at the first
    /// such value, with the number of rows. Letters that aren't in UTF-8 are shown as `�`.
}

pub(crate) static RULE: Rule = Rule {
    name: "not-utf8",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("The CSV files are encoded in UTF-8; section 3"),
        campus_article("The CSV files must have a UTF-8 character encoding"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: UTF-8", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let OddRows { count, encoding } = OddRows::of(said);
        let contain = if count == 1 { "contains" } else { "contain" };
        let how = match encoding.as_deref() {
            None => String::new(),
            Some(CUT) => " They end in half a letter.".into(),
            Some(encoding) => format!(" They look like {encoding}."),
        };
        format!(
            "{} of {} {contain} letters that aren't in UTF-8.{how} The first is in {}: {}.",
            count_of(count, "row", "rows"),
            said.file(),
            said.column(),
            said.value(),
        )
    },
    fix: |said| match OddRows::of(said).encoding.as_deref() {
        None => format!("Export {} again with UTF-8 as its character set.", said.file()),
        Some(CUT) => format!(
            "A program cut these values to a number of bytes, in the middle of a letter. Shorten them where they were entered, and export {} again.",
            said.file()
        ),
        Some(encoding) => format!(
            "Export {} again with UTF-8 as its character set. If the program can't do that, open the file in a text editor as {encoding}, and save it as UTF-8.",
            said.file()
        ),
    },
};

told! {
    /// Rows with letters that aren't in UTF-8.
    struct OddRows {
        count: u64,
        /// The encoding that they seem to be in, or [`CUT`].
        encoding: Option<Cow<'static, str>>,
    }
}

/// Reports a file once, at its first such cell. `rows` is the number of rows that hold such letters.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], rows: u64, encoding: Option<&'static str>) {
    findings.report(&RULE, place, || Args::value(cell).told(OddRows { count: rows, encoding: encoding.map(Cow::from) }));
}
