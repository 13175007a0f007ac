use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The OneRoster version isn't 1.1 or 1.2
    ///
    /// ## What it checks
    /// The value of `oneroster.version` in manifest.csv is `1.1` or `1.2`.
    ///
    /// ## Why it matters
    /// The version decides which files and columns there are. A receiver that doesn't know it refuses the package.
    ///
    /// ## How to fix
    /// Enter the version that the files follow: `1.1` for most exports.
    ///
    /// In Infinite Campus, the procedure of the article writes `1.1`.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// oneroster.version,2.0
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// oneroster.version,1.1
    /// ```
    ///
    /// ## Known limits
    /// Corrections and national profiles have numbers such as `1.2.1` and `1.2_JP`, and some programs write those. They are read
    /// as the version that they start with, and are a warning. OneRoster 1.0 has no manifest.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-oneroster-version",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: oneroster.version is 1.1 or 1.2"),
        campus_article("EXEC extract_V1P1OneRosterManifest: version 1.1"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: version 1.1", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Number { what, version } = Number::of(said);
        match what {
            What::Space => format!("oneroster.version has a space before or after {version}: {}.", said.value()),
            What::Variant => format!("oneroster.version {}, but the standard's number is {version}.", said.contains()),
            What::Unknown => format!(
                "oneroster.version {}. It must be 1.1 or 1.2. We read the files as version {version}.",
                said.contains()
            ),
        }
    },
    fix: |said| {
        let Number { what, version } = Number::of(said);
        match what {
            What::Space => format!("Remove the space, so that the value is {version}."),
            What::Variant => format!("Enter {version} for oneroster.version, unless the receiver asks for something else."),
            What::Unknown => "Enter the version that the files follow, 1.1 or 1.2, for oneroster.version in the manifest.".into(),
        }
    },
};

told! {
    /// The number of the version.
    struct Number {
        what: What,
        /// The version that is meant, or that the files were read as.
        version: Cow<'static, str>,
    }
}

one_of! {
    /// What is wrong with it.
    enum What {
        Space = "space",
        /// A correction or profile of a version.
        Variant = "variant",
        Unknown = "unknown",
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let Some(property) = manifest.property("oneroster.version") else { return };
    let value = property.value.as_str();
    if matches!(value, "1.1" | "1.2") {
        return;
    }
    let place = manifest.place(property);
    let args = |what, version: &'static str| Args::value(value.as_bytes()).told(Number { what, version: version.into() });
    if let Some(right) = ["1.1", "1.2"].into_iter().find(|right| value.trim() == *right) {
        findings.report(&RULE, place, || args(What::Space, right));
        return;
    }
    match variant_of(value) {
        Some(number) => {
            // Of 1.2 in whatever form, version-not-accepted speaks for the two receivers.
            let severities = match number {
                "1.1" => Severities::everywhere(Warning),
                _ => Severities::nowhere().oneroster(Warning),
            };
            findings.report_as(&RULE, severities, place, || args(What::Variant, number));
        }
        None => findings.report(&RULE, place, || args(What::Unknown, package.version.number())),
    }
}

/// The version that a number begins with, when a correction's or profile's mark follows: `1.2.1`, `1.2_JP`.
pub(crate) fn variant_of(value: &str) -> Option<&'static str> {
    ["1.1", "1.2"].into_iter().find(|number| {
        value.strip_prefix(number).is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '_', '-']))
    })
}
