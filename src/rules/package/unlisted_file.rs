use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, FILES, ZIP_SCREEN, procedure};

page! {
    /// # A file is there that the manifest calls absent
    ///
    /// ## What it checks
    /// A file for which the manifest says `absent` must not be in the package.
    ///
    /// ## Why it matters
    /// The receiver does not know whether to read the file. It skips it, or refuses the package.
    ///
    /// ## How to fix
    /// Write `bulk` or `delta` for the file in the manifest, or leave the file out.
    ///
    /// In Infinite Campus, export the manifest again together with the other files.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// file.demographics,absent
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// file.demographics,bulk
    /// ```
    ///
    /// ## Known limits
    /// When the manifest has no row at all for the file, the rule `missing-manifest-property` speaks instead. For the
    /// DESSA System it is a warning when the file is none of those that the system needs.
}

pub(crate) static RULE: Rule = Rule {
    name: "unlisted-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Compatibility: files in the zip that the manifest does not list are an import error"),
        campus_article("Data Extract Utility OneRoster Filenames and Procedures: manifest.csv"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: what is not sent must be marked absent",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} is in the package, but {} says “absent” for it.", said.word(0), said.file()),
    fix: |said| format!(
        "Write “bulk” for it in the manifest, or “delta” if it holds changes only, or leave {} out.",
        said.word(0)
    ),
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}. If {} is not wanted, untick its extract in {ZIP_SCREEN}.",
        procedure("manifest"),
        said.word(0)
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(manifest) = &package.manifest else { return };
    for table in package.version.tables() {
        let (Some(file), Some(property)) = (package.table(table.id), manifest.file_property(table.id)) else {
            continue;
        };
        if property.value != "absent" {
            continue;
        }
        let severities =
            if FILES.contains(&table.id) { RULE.severities } else { RULE.severities.infinite_campus(Warning) };
        findings.report_as(&RULE, severities, manifest.place(property), || {
            Args::value(property.value.as_bytes()).word(visible(&file.path))
        });
    }
}
