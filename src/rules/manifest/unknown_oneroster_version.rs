use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # The version of OneRoster is not written as 1.1 or 1.2
    ///
    /// ## What it checks
    /// The value of `oneroster.version` in manifest.csv is `1.1` or `1.2`.
    ///
    /// ## Why it matters
    /// The version says which files and columns there are. A receiver that does not know it refuses the package.
    ///
    /// ## How to fix
    /// Write the version that the files follow: `1.1` for most exports.
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
    /// Corrections and national profiles have numbers such as `1.2.1` and `1.2_JP`, which some programs write. They are
    /// read as the version that they begin with, and are a warning. OneRoster 1.0 has no manifest.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-oneroster-version",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: oneroster.version is 1.1 or 1.2"),
        campus_article("EXEC extract_V1P1OneRosterManifest: version 1.1"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: version 1.1", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Manifest(check),
    message: |said| match said.word(0).as_str() {
        "space" => format!(
            "oneroster.version contains {}, with a space before or after {}.",
            said.value(), said.word(1)
        ),
        "variant" => format!("oneroster.version holds {}; the standard writes {} for it.", said.value(), said.word(1)),
        _ => format!(
            "oneroster.version holds {}, which is neither 1.1 nor 1.2. The files were read as version {}.",
            said.value(), said.word(1)
        ),
    },
    fix: |said| match said.word(0).as_str() {
        "space" => format!("Remove the space, so that the value is {}.", said.word(1)),
        "variant" => format!("Write {} for oneroster.version, unless the receiver asks for something else.", said.word(1)),
        _ => "Write the version that the files follow, 1.1 or 1.2, for oneroster.version in the manifest.".into(),
    },
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}",
        procedure("manifest")
    )),
};

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let Some(property) = manifest.property("oneroster.version") else { return };
    let value = property.value.as_str();
    if matches!(value, "1.1" | "1.2") {
        return;
    }
    let place = manifest.place(property);
    if let Some(right) = ["1.1", "1.2"].into_iter().find(|right| value.trim() == *right) {
        findings.report(&RULE, place, || Args::value(value.as_bytes()).word("space").word(right));
        return;
    }
    match variant_of(value) {
        Some(number) => {
            // Of 1.2 in whatever form, version-not-accepted speaks for the two receivers.
            let severities = match number {
                "1.1" => Severities::everywhere(Warning),
                _ => Severities::nowhere().oneroster(Warning),
            };
            findings.report_as(&RULE, severities, place, || Args::value(value.as_bytes()).word("variant").word(number));
        }
        None => findings
            .report(&RULE, place, || Args::value(value.as_bytes()).word("unknown").word(package.version.number())),
    }
}

/// The version that a number begins with, when a correction's or profile's mark follows: `1.2.1`, `1.2_JP`.
pub(crate) fn variant_of(value: &str) -> Option<&'static str> {
    ["1.1", "1.2"].into_iter().find(|number| {
        value.strip_prefix(number).is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '_', '-']))
    })
}
