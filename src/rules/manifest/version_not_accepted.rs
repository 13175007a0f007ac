use std::borrow::Cow;

use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::VERSION;

page! {
    /// # The receiver doesn't read this version of OneRoster
    ///
    /// ## What it checks
    /// The DESSA System and Brightspace read OneRoster 1.1. The manifest must say `1.1`.
    ///
    /// ## Why it matters
    /// Version 1.2 has other columns in users.csv and an additional file, roles.csv. A receiver of 1.1 doesn't find the roles and
    /// schools of people.
    ///
    /// ## How to fix
    /// Choose OneRoster 1.1 in the program that exports the files, and export them again.
    ///
    /// In Infinite Campus, use the procedures of the article: they write version 1.1. Campus has no CSV export of 1.2.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The rule `unknown-oneroster-version` reports a number that is no version of OneRoster, and `oneroster-1-0` reports files
    /// of version 1.0 without a manifest.
}

pub(crate) static RULE: Rule = Rule {
    name: "version-not-accepted",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere(),
    sources: &[
        page_of(
            Authority::Aperture,
            "Roster integration using the OneRoster file format: version 1.1",
            "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format",
        ),
        campus_article("EXEC extract_V1P1OneRoster…: version 1.1"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: version 1.1", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Asked { version, receiver, reads } = Asked::of(said);
        if receiver.is_empty() {
            format!("The manifest says OneRoster {version}, but the DESSA System and Brightspace read only {reads}.")
        } else {
            format!("The manifest says OneRoster {version}, but {receiver} reads only {reads}.")
        }
    },
    fix: |said| format!(
        "Choose OneRoster {} in the program that exports the files, and export all of them again.",
        Asked::of(said).reads
    ),
};

told! {
    /// Which version a receiver reads.
    struct Asked {
        /// Of the package.
        version: Cow<'static, str>,
        /// Nothing: the DESSA System and Brightspace.
        receiver: Cow<'static, str>,
        reads: Cow<'static, str>,
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let Some(property) = manifest.property("oneroster.version") else { return };
    let value = property.value.trim();
    let said = match value {
        "1.1" | "1.2" => value,
        _ => unknown_oneroster_version::variant_of(value).unwrap_or_default(),
    };
    let Some(version) = [Version::V1_1, Version::V1_2].into_iter().find(|version| version.number() == said) else { return };
    let place = manifest.place(property);
    let both = Severities::nowhere().infinite_campus(Error).d2l_brightspace(Error);
    if version == Version::V1_2 {
        let told = || Asked { version: "1.2".into(), receiver: Cow::default(), reads: VERSION.into() };
        findings.report_as(&RULE, both, place, || Args::value(value.as_bytes()).told(told()));
    }
    for receiver in &package.receivers {
        let reads = receiver.declaration().versions;
        if both.get(*receiver).is_none() && !reads.contains(&version) {
            let numbers: Vec<&str> = reads.iter().map(|version| version.number()).collect();
            findings.report_as(&RULE, asked::only(*receiver, Error), place, || {
                let (receiver, reads) = (receiver.title().into(), listed(&numbers, "and").into());
                Args::value(value.as_bytes()).told(Asked { version: version.number().into(), receiver, reads })
            });
        }
    }
}
