use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # The manifest does not say bulk, delta or absent
    ///
    /// ## What it checks
    /// For each file, the manifest says one of three words, in small letters: `bulk` (the file is the whole state),
    /// `delta` (it holds changes only) or `absent` (it is not sent).
    ///
    /// ## Why it matters
    /// The receiver does not know whether people who are not in the file are to be removed. It refuses the package.
    ///
    /// ## How to fix
    /// Write one of the three words, in small letters.
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
    /// What depends on the word, such as whether `status` must be filled, is not checked in that file.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-file-mode",
    page: PAGE,
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
    message: |said| format!("{} holds {}, which is not bulk, delta or absent.", said.word(0), said.value()),
    fix: |said| match said.word(1).as_str() {
        "" => format!(
            "Write “bulk” for {} if the file is sent as a whole, “delta” if it holds changes only, or “absent” if it \
             is not sent.",
            said.word(0)
        ),
        right => format!("Write “{right}” for {}, in small letters and without spaces.", said.word(0)),
    },
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}",
        procedure("manifest")
    )),
};

const MODES: [&str; 3] = ["bulk", "delta", "absent"];

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    for table in package.version.tables() {
        let Some(property) = manifest.file_property(table.id) else { continue };
        let value = property.value.as_str();
        if MODES.contains(&value) {
            continue;
        }
        let right = MODES.into_iter().find(|mode| value.trim().eq_ignore_ascii_case(mode)).unwrap_or_default();
        findings.report(&RULE, manifest.place(property), || {
            Args::value(value.as_bytes()).word(format!("file.{}", table.id.stem())).word(right)
        });
    }
}
