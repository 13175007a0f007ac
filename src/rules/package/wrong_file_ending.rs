use super::right_name::{self, Name};
use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A file name has the wrong ending
    ///
    /// ## What it checks
    /// Each file name ends with `.csv`, once: not `users.txt`, not `users`, and not `users.csv.csv`.
    ///
    /// ## Why it matters
    /// The receiver doesn't recognize the file. To the receiver, it is missing.
    ///
    /// ## How to fix
    /// Rename the file. Windows hides known endings: a file that appears as `users.csv` may be called `users.csv.csv`.
    ///
    /// In Infinite Campus, enter the name in the File Name field without an ending, and `csv` as the File Extension.
    ///
    /// ## Example
    /// ```wrong
    /// rename users.csv users.csv.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The file is checked as if it had the right name.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-file-ending",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Table of files: their names"),
        campus_article("The CSV files have pre-defined filenames and each must have the .csv extension"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: the files have the names of the standard",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} must be called {}.", said.file(), Name::of(said).right),
    fix: |said| format!("Rename the file to {}.", Name::of(said).right),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    right_name::check(package, findings, &RULE, &NameFit::Ending);
}
