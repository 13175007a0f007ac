use super::*;
use crate::csv::CUT;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A file is not in UTF-8
    ///
    /// ## What it checks
    /// The files of a package are in UTF-8. Plain English letters look the same in every encoding; the others, such as
    /// `é`, `ñ` or a curly quote, show whether a file is really in UTF-8.
    ///
    /// ## Why it matters
    /// The receiver refuses the file, or shows names with a wrong sign in them.
    ///
    /// ## How to fix
    /// Export the file again with UTF-8 as its character set. Windows-1252, which Windows programs call “ANSI”, is what
    /// most such files are in.
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
    /// Which encoding it is can only be guessed; in a file of few letters the guess may be wrong. It is told once for each
    /// file, at the first such value, with the number of rows. Letters that are not in UTF-8
    /// are shown as `�`.
}

pub(crate) static RULE: Rule = Rule {
    name: "not-utf8",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("The CSV files are encoded in UTF-8; section 3"),
        campus_article("The CSV files must have a UTF-8 character encoding"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: UTF-8", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "{} of {} {} letters that are not in UTF-8{}; the first is in {}, which holds {}.",
        said.count_of(0, "row", "rows"),
        said.file(),
        if said.number(0) == 1 { "holds" } else { "hold" },
        match said.word(1).as_str() {
            "" => String::new(),
            CUT => ": they end in half a letter".into(),
            encoding => format!(" but look like {encoding}"),
        },
        said.column(),
        said.value(),
    ),
    fix: |said| match said.word(1).as_str() {
        "" => format!("Export {} again with UTF-8 as its character set.", said.file()),
        CUT => format!(
            "A program cut these values after a number of bytes, not of letters. Shorten them where they were typed, and export {} again.",
            said.file()
        ),
        encoding => format!(
            "Export {} again with UTF-8 as its character set. If the program that makes it has no such choice: open the file in a text editor as {encoding}, and save it as UTF-8.",
            said.file()
        ),
    },
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {}, and select “UTF-8” under “Character Set”.",
        said.file()
    )),
};

/// Reports a file once, at its first such cell. `rows` is the number of rows that hold such letters.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], rows: u64, encoding: Option<&'static str>) {
    findings.report(&RULE, place, || Args::value(cell).number(rows).word(encoding.unwrap_or_default()));
}
