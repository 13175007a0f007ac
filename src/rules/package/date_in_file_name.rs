use super::right_name::{self, Name};
use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A date or number was added to a file name
    ///
    /// ## What it checks
    /// The files have fixed names. Nothing may come between the name and `.csv`: not `users_20261121.csv`, and not
    /// `users (1).csv`.
    ///
    /// ## Why it matters
    /// The receiver doesn't recognize the file. To the receiver, it is missing.
    ///
    /// ## How to fix
    /// Turn off the date in the settings of the export, or rename the file.
    ///
    /// In Infinite Campus, leave “Append Date to Filename?” blank. Each extract has its own field.
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
    counted: None,
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
    message: |said| format!("{} must be called {}, without a date or number after the name.", said.file(), Name::of(said).right),
    fix: |said| format!(
        "Rename the file to {}. If the export adds a date, turn that off in its settings.",
        Name::of(said).right
    ),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    right_name::check(package, findings, &RULE, &NameFit::Date);
}
