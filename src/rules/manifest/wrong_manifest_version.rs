use super::*;
use crate::oneroster::MANIFEST_VERSION;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # manifest.version isn't 1.0
    ///
    /// ## What it checks
    /// The value of `manifest.version` in manifest.csv is `1.0`. It is the version of the manifest itself, and is `1.0` for every
    /// version of OneRoster.
    ///
    /// ## Why it matters
    /// A strict receiver doesn't know such a manifest and refuses the package.
    ///
    /// ## How to fix
    /// Enter `1.0`. If somebody opened and saved the file in a spreadsheet program, `1.0` became `1`: export it again, and don't
    /// open it there.
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
    /// DESSA and Brightspace don't say how they handle another value. For them it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-manifest-version",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("manifest.csv: manifest.version is 1.0"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: sample manifest", "https://community.d2l.com/brightspace/kb/articles/23844"),
        field("Spreadsheet programs turn 1.0 into 1"),
    ],
    detect: Detect::Manifest(check),
    message: |said| match Number::of(said).why {
        Why::Spreadsheet => format!(
            "manifest.version contains {}, not {MANIFEST_VERSION}. Spreadsheet programs shorten {MANIFEST_VERSION} to 1.",
            said.value()
        ),
        Why::Space => format!("manifest.version has a space before or after {MANIFEST_VERSION}: {}.", said.value()),
        Why::Other => format!("manifest.version {}, but it must be {MANIFEST_VERSION}.", said.contains()),
    },
    fix: |said| match Number::of(said).why {
        Why::Spreadsheet => format!(
            "Enter {MANIFEST_VERSION} with a text editor. If somebody opened and saved the file in a spreadsheet program, export \
             it again instead."
        ),
        Why::Space => format!("Remove the space, so that the value is {MANIFEST_VERSION}."),
        Why::Other => format!("Enter {MANIFEST_VERSION}. It is the version of the manifest, not of OneRoster."),
    },
};

told! {
    /// What is wrong with the number.
    struct Number {
        why: Why,
    }
}

one_of! {
    /// Why it is another one.
    enum Why {
        Spreadsheet = "spreadsheet",
        Space = "space",
        Other = "other",
    }
}

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    let Some(property) = manifest.property("manifest.version") else { return };
    if property.value != MANIFEST_VERSION {
        let has_space = property.value.trim() == MANIFEST_VERSION;
        let severities = if has_space { Severities::everywhere(Error) } else { RULE.severities };
        findings.report_as(&RULE, severities, manifest.place(property), || {
            let why = match property.value.as_str() {
                _ if has_space => Why::Space,
                "1" => Why::Spreadsheet,
                _ => Why::Other,
            };
            Args::value(property.value.as_bytes()).told(Number { why })
        });
    }
}
