use super::*;
use crate::oneroster::Mode;
use crate::profiles::Severity::Warning;

page! {
    /// # Bulk and delta files are mixed in one package
    ///
    /// ## What it checks
    /// For Brightspace, all files of a package should be sent in the same way: all as `bulk` or all as `delta`.
    ///
    /// ## Why it matters
    /// The standard allows a different way for each file. D2L describes packages that are one or the other, so nobody can be sure
    /// how Brightspace reads a mixture.
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
    /// The rule looks at the manifest only.
}

pub(crate) static RULE: Rule = Rule {
    name: "mixed-modes",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Manifest: it also specifies Delta versus Bulk")],
    detect: Detect::Manifest(check),
    message: |said| {
        let Mixed { bulk, delta } = Mixed::of(said);
        format!(
            "The manifest says “bulk” for {} and “delta” for {}.",
            count_of(bulk, "file", "files"),
            count_of(delta, "file", "files")
        )
    },
    fix: |_| "Send the bulk files and the delta files in two packages.".into(),
};

told! {
    /// How many files are sent in either way.
    struct Mixed {
        bulk: u64,
        delta: u64,
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let count =
        |mode| package.version.tables().iter().filter(|table| manifest.mode(table.id) == Some(mode)).count() as u64;
    let (bulk, delta) = (count(Mode::Bulk), count(Mode::Delta));
    if bulk > 0 && delta > 0 {
        findings.report(&RULE, Place::file(manifest.file), || Args::none().told(Mixed { bulk, delta }));
    }
}
