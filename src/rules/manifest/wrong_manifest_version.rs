use super::*;
use crate::oneroster::MANIFEST_VERSION;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # manifest.version is not 1.0
    ///
    /// ## What it checks
    /// The value of `manifest.version` in manifest.csv is `1.0`. It is the version of the manifest itself, and is `1.0`
    /// for every version of OneRoster.
    ///
    /// ## Why it matters
    /// A strict receiver does not know such a manifest and refuses the package.
    ///
    /// ## How to fix
    /// Write `1.0`. When the file was opened and saved in a spreadsheet program, `1.0` became `1`: export it again and do
    /// not open it there.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// manifest.version,1
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// manifest.version,1.0
    /// ```
    ///
    /// ## Known limits
    /// Neither of the two receivers says what it does with another value; for them it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-manifest-version",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("manifest.csv: manifest.version is 1.0"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: sample manifest", "https://community.d2l.com/brightspace/kb/articles/23844"),
        field("Spreadsheet programs turn 1.0 into 1"),
    ],
    detect: Detect::Manifest(check),
    message: |said| match said.word(0).as_str() {
        "spreadsheet" => format!(
            "manifest.version holds {}, not {MANIFEST_VERSION}; spreadsheet programs shorten {MANIFEST_VERSION} in \
             this way.",
            said.value()
        ),
        "space" => format!(
            "manifest.version contains {}, with a space before or after {MANIFEST_VERSION}.",
            said.value()
        ),
        _ => format!("manifest.version holds {}, but it must be {MANIFEST_VERSION}.", said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "spreadsheet" => format!(
            "Write {MANIFEST_VERSION} with a text editor. If the file was opened and saved in a spreadsheet \
             program, export it again instead."
        ),
        "space" => format!("Remove the space, so that the value is {MANIFEST_VERSION}."),
        _ => format!("Write {MANIFEST_VERSION}: it is the version of the manifest, not of OneRoster."),
    },
    campus_fix: Some(|_| format!(
        "Send the manifest as Campus exports it. If Campus itself writes another value, open {EXTRACT_SCREEN}, \
         choose the extract of the manifest, and paste this line into the SQL/Prism field again: {}",
        procedure("manifest")
    )),
};

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    let Some(property) = manifest.property("manifest.version") else { return };
    if property.value != MANIFEST_VERSION {
        let has_space = property.value.trim() == MANIFEST_VERSION;
        let severities = if has_space { Severities::everywhere(Error) } else { RULE.severities };
        findings.report_as(&RULE, severities, manifest.place(property), || {
            Args::value(property.value.as_bytes()).word(match property.value.as_str() {
                _ if has_space => "space",
                "1" => "spreadsheet",
                _ => "other",
            })
        });
    }
}
