use std::borrow::Cow;

use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::VERSION;

page! {
    /// # The receiver doesn't read this version of OneRoster
    ///
    /// ## What it checks
    /// The DESSA System and Brightspace read OneRoster 1.1. The manifest must say `1.1`. If it says nothing, or isn't there,
    /// files that only OneRoster 1.2 has, such as roles.csv, tell the version.
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
    detect: Detect::Package(check),
    message: |said| {
        let Asked { version, by_files, receiver, reads } = Asked::of(said);
        let what = if by_files { "The files are those of" } else { "The manifest says" };
        let what = format!("{what} OneRoster {version}");
        if receiver.is_empty() {
            format!("{what}, but the DESSA System and Brightspace read only {reads}.")
        } else {
            format!("{what}, but {receiver} reads only {reads}.")
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
        /// Whether the files tell it, and not the manifest.
        by_files: bool,
        /// Nothing: the DESSA System and Brightspace.
        receiver: Cow<'static, str>,
        reads: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let named = package.manifest.as_ref().and_then(|manifest| Some((manifest, manifest.property("oneroster.version")?)));
    let named = named.and_then(|(manifest, property)| {
        let value = property.value.trim();
        let said = match value {
            "1.1" | "1.2" => value,
            _ => unknown_oneroster_version::variant_of(value).unwrap_or_default(),
        };
        let version = [Version::V1_1, Version::V1_2].into_iter().find(|version| version.number() == said)?;
        Some((version, manifest.place(property), value))
    });
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    // The files of 1.0 have a rule of their own, and without a word those of 1.1 may be of another version.
    let by_files = (Version::V1_2, Place::PACKAGE, "");
    let by_files = Some(by_files).filter(|(version, ..)| has_tables && package.version == *version);
    let is_by_files = named.is_none();
    let Some((version, place, value)) = named.or(by_files) else { return };
    let both = Severities::nowhere().infinite_campus(Error).d2l_brightspace(Error);
    let mut report = |severities, receiver: &'static str, reads: String| {
        findings.report_as(&RULE, severities, place, || {
            let told =
                Asked { version: version.number().into(), by_files: is_by_files, receiver: receiver.into(), reads: reads.into() };
            let args = if is_by_files { Args::none() } else { Args::value(value.as_bytes()) };
            args.told(told)
        });
    };
    if version == Version::V1_2 {
        report(both, "", VERSION.into());
    }
    for receiver in &package.receivers {
        let reads = receiver.declaration().versions;
        if both.get(*receiver).is_none() && !reads.contains(&version) {
            let numbers: Vec<&str> = reads.iter().map(|version| version.number()).collect();
            report(asked::only(*receiver, Error), receiver.title(), listed(&numbers, "and"));
        }
    }
}
