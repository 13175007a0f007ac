use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

rule! {
    /// # The files are those of OneRoster 1.0
    ///
    /// ## What it checks
    /// OneRoster 1.0 (2015) has seven files, no manifest, and other columns than the later versions: `userSourcedId` and
    /// `birthdate` in demographics.csv, `grade` and `termSourcedId` in classes.csv.
    ///
    /// ## Why it matters
    /// Hardly any receiver reads this version. Brightspace and the DESSA System read 1.1.
    ///
    /// ## How to fix
    /// Choose OneRoster 1.1 in the program that exports the files, and export them again.
    ///
    /// In Infinite Campus, use the procedures of the article: they write version 1.1.
    ///
    /// ## Example
    /// ```wrong raw
    /// without manifest.csv
    /// without orgs.csv
    /// without academicSessions.csv
    /// without courses.csv
    /// without classes.csv
    /// without enrollments.csv
    /// without users.csv
    /// demographics.csv
    /// userSourcedId,status,dateLastModified,birthdate,sex
    /// student1,,,2015-03-14,female
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The version is judged by the columns, because 1.0 does not write it down. The rows of such a package are not
    /// checked.
    pub static RULE = Rule {
        name: "oneroster-1-0",
        since: "0.1.0",
        scope: Scope::Package,
        severities: Severities::everywhere(Error).oneroster(Warning),
        sources: &[
            binding("Compatibility: without a manifest the files are those of 1.0"),
            campus_article("EXEC extract_V1P1OneRoster…: version 1.1"),
            page_of(Authority::D2l, "About OneRoster CSV integrations: version 1.1", "https://community.d2l.com/brightspace/kb/articles/32190"),
        ],
        detect: Detect::Package(check),
        message: |_| "The package has no manifest, and its columns are those of OneRoster 1.0. Its rows were not checked.".into(),
        fix: |_| "Choose OneRoster 1.1 in the program that exports the files, and export them again.".into(),
        campus_fix: Some(|_| format!(
            "Open {EXTRACT_SCREEN} and put the OneRoster 1.1 line of its file into the SQL/Prism field of each extract, such as: {}",
            procedure("users")
        )),
    };
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    if package.version == Version::V1_0 {
        findings.report(&RULE, Place::PACKAGE, Args::none);
    }
}
