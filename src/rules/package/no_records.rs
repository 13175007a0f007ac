use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The package holds no records
    ///
    /// ## What it checks
    /// At least one file of the package must hold at least one row.
    ///
    /// ## Why it matters
    /// A package without records is allowed by the standard and means “nothing changed”. When a whole roster was to be
    /// sent, it means that the export produced nothing, and a receiver that compares it with what it has may remove
    /// everybody.
    ///
    /// ## How to fix
    /// Look at the settings of the export: the school year, the schools and the files that are chosen.
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
    /// When files are there but have no rows, the rules for empty files speak of each of them instead.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-records",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Warning).infinite_campus(Error),
    sources: &[
        binding("A package may hold the manifest alone; it means that nothing changed"),
        page_of(
            Authority::Aperture,
            "Accepted clean integration file: the newest file is compared with what is stored",
            "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
        ),
    ],
    detect: Detect::Reading,
    message: |_| "The package holds no records at all: there is nothing to send.".into(),
    fix: |_| "Look at the settings of the export: the school year, the schools and the files that are chosen.".into(),
    campus_fix: Some(|_| {
        "Look at System Administration > Calendar > School Years: the active year must have calendars and schedules. \
         Then run the extracts again."
            .into()
    }),
};

/// Reports a package whose files hold no rows, unless there are no files or each of them is told to be empty.
pub(crate) fn check(package: &PackageFacts, records: u64, findings: &mut Findings) {
    let has_manifest = package.roster(Roster::Manifest).is_some();
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    if records == 0 && has_manifest && !has_tables {
        findings.report(&RULE, Place::PACKAGE, Args::none);
    }
}
