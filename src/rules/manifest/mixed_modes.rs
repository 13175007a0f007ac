use super::*;
use crate::oneroster::Mode;
use crate::profiles::Severity::Warning;

page! {
    /// # Bulk and delta are mixed in one package
    ///
    /// ## What it checks
    /// For Brightspace, all files of a package should be sent in the same way: all as `bulk` or all as `delta`.
    ///
    /// ## Why it matters
    /// The standard allows each file its own way. D2L speaks of packages that are one or the other, so what Brightspace
    /// makes of a mixture is not certain.
    ///
    /// ## How to fix
    /// Send the bulk files and the delta files in two packages.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// manifest.csv
    /// propertyName,value
    /// file.demographics,bulk
    /// demographics.csv
    /// sourcedId,status,dateLastModified
    /// student1,,
    /// ```
    /// ```right
    /// delta
    /// ```
    ///
    /// ## Known limits
    /// Only the manifest is looked at.
}

pub(crate) static RULE: Rule = Rule {
    name: "mixed-modes",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Manifest: it also specifies Delta versus Bulk")],
    detect: Detect::Manifest(check),
    message: |said| format!(
        "The manifest says “bulk” for {} and “delta” for {}.",
        said.count_of(0, "file", "files"), said.count_of(1, "file", "files")
    ),
    fix: |_| "Send the bulk files and the delta files in two packages.".into(),
    campus_fix: None,
};

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let count =
        |mode| package.version.tables().iter().filter(|table| manifest.mode(table.id) == Some(mode)).count() as u64;
    let (bulk, delta) = (count(Mode::Bulk), count(Mode::Delta));
    if bulk > 0 && delta > 0 {
        findings.report(&RULE, Place::file(manifest.file), || Args::none().number(bulk).number(delta));
    }
}
