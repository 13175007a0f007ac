use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A file name has a date or number behind it
    ///
    /// ## What it checks
    /// The files have fixed names. Nothing may stand between the name and `.csv`: not `users_20261121.csv`, not
    /// `users (1).csv`.
    ///
    /// ## Why it matters
    /// The receiver does not recognise the file. It counts as missing.
    ///
    /// ## How to fix
    /// Turn off the date in the settings of the export, or rename the file.
    ///
    /// In Infinite Campus, leave “Append Date to Filename?” blank; each extract has this field for itself.
    ///
    /// ## Example
    /// ```wrong
    /// rename users.csv users_20261121.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The file is checked as if it had the right name.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-in-file-name",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Table of files: their names"),
        campus_article("Append Date to Filename?: leave this blank"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: the files have the names of the standard",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} must be called {}, without anything behind the name.", said.file(), said.word(0)),
    fix: |said| format!(
        "Rename the file to {}, and turn off the date in the settings of the export if it adds one.",
        said.word(0)
    ),
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract, enter {} as the File Name, and leave “Append Date to Filename?” \
         blank.",
        said.word(0).trim_end_matches(".csv")
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.name == NameFit::Date && !file.is_second) {
        if let Some(roster) = file.roster {
            findings.report(&RULE, file.place(), || Args::none().word(roster.file()));
        }
    }
}
