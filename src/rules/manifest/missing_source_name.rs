use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # The manifest doesn't say which system wrote the files
    ///
    /// ## What it checks
    /// manifest.csv has a row `source.systemName` or `source.systemCode`, with a value.
    ///
    /// ## Why it matters
    /// If something goes wrong, the people who receive the file can see right away which system wrote it.
    ///
    /// ## How to fix
    /// There's nothing that you must do. If you can, write the name of the system into the manifest.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// source.systemName,
    /// source.systemCode,
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// source.systemName,Infinite Campus
    /// ```
    ///
    /// ## Known limits
    /// Both rows are optional in the standard.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-source-name",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere().infinite_campus(Info),
    sources: &[binding("manifest.csv: source.systemName and source.systemCode are optional")],
    detect: Detect::Manifest(check),
    message: |said| format!("{} doesn't name the system that wrote the files.", said.file()),
    fix: |_| "If you can, enter the name of the system for source.systemName.".into(),
};

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    let is_named = |name: &str| manifest.property(name).is_some_and(|property| !property.value.trim().is_empty());
    if !manifest.properties.is_empty() && !is_named("source.systemName") && !is_named("source.systemCode") {
        findings.report(&RULE, Place::file(manifest.file), Args::none);
    }
}
