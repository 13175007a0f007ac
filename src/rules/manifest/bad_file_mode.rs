use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The manifest doesn't say bulk, delta, or absent
    ///
    /// ## What it checks
    /// For each file, the manifest has one of three values, in small letters: `bulk` (the file is the complete list), `delta`
    /// (it contains changes only), or `absent` (it isn't sent).
    ///
    /// ## Why it matters
    /// The receiver can't tell whether to remove people who aren't in the file. It refuses the package.
    ///
    /// ## How to fix
    /// Enter one of the three values, in small letters.
    ///
    /// In Infinite Campus, the procedure of the article writes `bulk`.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// file.users,Bulk
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// file.users,bulk
    /// ```
    ///
    /// ## Known limits
    /// Checks that depend on the value, such as whether `status` must be filled, are skipped for that file.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-file-mode",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: the values of file.* are absent, bulk, delta; values are case-sensitive"),
        campus_article("EXEC extract_V1P1OneRosterManifest @type = 'bulk'"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: values are case-sensitive",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Manifest(check),
    message: |said| format!("{} {}. It must be bulk, delta, or absent.", Mode::of(said).property, said.contains()),
    fix: |said| match Mode::of(said) {
        Mode { property, right: None } => format!(
            "Enter “bulk” for {property} if you send the whole file, “delta” if it contains changes only, or “absent” if you \
             don't send it."
        ),
        Mode { property, right: Some(right) } => {
            format!("Enter “{right}” for {property}, in small letters and without spaces.")
        }
    },
};

told! {
    /// What the manifest says of a file.
    struct Mode {
        property: Cow<'static, str>,
        /// The mode that is meant, if that is clear.
        right: Option<Cow<'static, str>>,
    }
}

const MODES: [&str; 3] = ["bulk", "delta", "absent"];

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    for table in package.version.tables() {
        let Some(property) = manifest.file_property(table.id) else { continue };
        let value = property.value.as_str();
        if MODES.contains(&value) {
            continue;
        }
        let right = MODES.into_iter().find(|mode| value.trim().eq_ignore_ascii_case(mode)).map(Cow::from);
        findings.report(&RULE, manifest.place(property), || {
            Args::value(value.as_bytes()).told(Mode { property: format!("file.{}", table.id.stem()).into(), right })
        });
    }
}
