use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The package contains no records
    ///
    /// ## What it checks
    /// At least one file of the package must contain at least one row.
    ///
    /// ## Why it matters
    /// The standard allows a package without records. It means “nothing changed”. If you meant to send a whole roster, it means
    /// that the export produced nothing. A receiver that compares it with its own data may remove everyone.
    ///
    /// ## How to fix
    /// Check the settings of the export: the school year, the schools, and the selected files.
    ///
    /// ## Example
    /// ```wrong raw
    /// absent academicSessions.csv
    /// absent orgs.csv
    /// absent courses.csv
    /// absent classes.csv
    /// absent users.csv
    /// absent demographics.csv
    /// absent enrollments.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// If the package has files without rows, the rules for empty files report each of them instead.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-records",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Warning).infinite_campus(Error),
    sources: &[
        binding("A package may contain the manifest alone; it means that nothing changed"),
        page_of(
            Authority::Aperture,
            "Accepted clean integration file: the newest file is compared with what is stored",
            "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
        ),
    ],
    detect: Detect::Reading,
    message: |_| "The package contains no records, so there is nothing to send.".into(),
    fix: |_| "Check the settings of the export: the school year, the schools, and the selected files.".into(),
};

/// Reports a package whose files hold no rows, unless there are no files or each of them is told to be empty.
pub(crate) fn check(package: &PackageFacts, records: u64, findings: &mut Findings) {
    let has_manifest = package.roster(Roster::Manifest).is_some();
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    if records == 0 && has_manifest && !has_tables {
        findings.report(&RULE, Place::PACKAGE, Args::none);
    }
}
