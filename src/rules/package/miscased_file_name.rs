use std::borrow::Cow;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Info, Warning};

page! {
    /// # A file name has the wrong capital or small letters
    ///
    /// ## What it checks
    /// The files have fixed names with fixed capital and small letters: `academicSessions.csv`, `users.csv`.
    ///
    /// ## Why it matters
    /// The DESSA System and many other receivers don't recognize `AcademicSessions.csv` or `Users.csv`. To them, the file is
    /// missing.
    ///
    /// ## How to fix
    /// Rename the file exactly as in the standard.
    ///
    /// In Infinite Campus, enter the name in the File Name field of the extract.
    ///
    /// ## Example
    /// ```wrong
    /// rename users.csv Users.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The file is checked as if it had the right name. The standard says that names should match, but it doesn't always follow
    /// this itself, so in its rules it is a warning. D2L prints `academicsessions.csv` on one page and `academicSessions.csv` on
    /// another. For Brightspace, this one name is a note.
}

pub(crate) static RULE: Rule = Rule {
    name: "miscased-file-name",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Warning).infinite_campus(Error),
    sources: &[
        binding("Table of files: their names; the text on case-sensitivity is about headers and values"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        brightspace_article("The file formats you will be working with: academicsessions.csv"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: the files have the names of the standard",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} must be called {}, with exactly these capital and small letters.", said.file(), Name::of(said).right),
    fix: |said| format!("Rename the file to {}.", Name::of(said).right),
};

told! {
    /// What the file should be called.
    pub(crate) struct Name {
        right: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.name == NameFit::Case && !file.is_second) {
        let Some(roster) = file.roster else { continue };
        let is_as_printed_by_d2l =
            roster == Roster::Table(TableId::AcademicSessions) && file.path.ends_with("academicsessions.csv");
        let severities = if is_as_printed_by_d2l { RULE.severities.d2l_brightspace(Info) } else { RULE.severities };
        findings.report_as(&RULE, severities, file.place(), || Args::none().told(Name { right: roster.file().into() }));
    }
}
