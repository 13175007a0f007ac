use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The files are OneRoster 1.0 files
    ///
    /// ## What it checks
    /// OneRoster 1.0 (2015) has seven files, no manifest, and different columns from the later versions: `userSourcedId` and
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
    /// without academicSessions.csv
    /// without courses.csv
    /// without classes.csv
    /// without enrollments.csv
    /// without users.csv
    /// without demographics.csv
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,metadata.classification,metadata.gender,metadata.boarding,parentSourcedId
    /// school1,,,Maple School,school,1001,public,,,district1
    /// district1,,,Riverbend District,district,1000,,,,
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The rule recognizes the version by its columns, because 1.0 has no version number. Only parts of its tables are public. So
    /// we check the column names, and in the rows the IDs, references, required values, and allowed values.
}

pub(crate) static RULE: Rule = Rule {
    name: "oneroster-1-0",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error).oneroster(Warning),
    sources: &[
        binding("Compatibility: without a manifest the files are those of 1.0"),
        campus_article("EXEC extract_V1P1OneRoster…: version 1.1"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: version 1.1", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Package(check),
    message: |_| "The package has no manifest, and its columns are those of OneRoster 1.0.".into(),
    fix: |_| "Choose OneRoster 1.1 in the program that exports the files, and export them again.".into(),
};

/// The rules that judge rows of 1.0: what its tables are known to ask for, and what no text should contain.
const JUDGES: &[&str] = &[
    bad_date::RULE.name,
    bad_sourced_id::RULE.name,
    garbled_text::RULE.name,
    ids_in_other_notation::RULE.name,
    invisible_character::RULE.name,
    miscased_token::RULE.name,
    null_text::RULE.name,
    other_list_separator::RULE.name,
    required_value::RULE.name,
    scientific_notation::RULE.name,
    spaces_only_cell::RULE.name,
    unknown_token::RULE.name,
];

/// Whether a rule looks at the rows of a package of this version.
pub(crate) fn is_judged_by(version: Version, rule: &Rule) -> bool {
    version != Version::V1_0 || JUDGES.contains(&rule.name)
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    if package.version == Version::V1_0 {
        findings.report(&RULE, Place::PACKAGE, Args::none);
    }
}
