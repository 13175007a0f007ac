use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::FILES;

page! {
    /// # A file is in the package, but the manifest says it's absent
    ///
    /// ## What it checks
    /// If the manifest says `absent` for a file, the file must not be in the package.
    ///
    /// ## Why it matters
    /// The receiver can't tell whether to read the file. It skips it, or refuses the package.
    ///
    /// ## How to fix
    /// Enter `bulk` or `delta` for the file in the manifest, or remove the file.
    ///
    /// In Infinite Campus, export the manifest again with the other files.
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
    /// If the manifest has no row for the file, the rule `missing-manifest-property` reports it instead. For the DESSA System, it
    /// is a warning if the system doesn't need the file.
}

pub(crate) static RULE: Rule = Rule {
    name: "unlisted-file",
    page: PAGE,
    counted: None,
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
    message: |said| format!("{} is in the package, but {} says “absent” for it.", Unlisted::of(said).file, said.file()),
    fix: |said| format!(
        "Enter “bulk” for {0} in the manifest, or “delta” if it contains changes only. Or remove {0} from the package.",
        Unlisted::of(said).file
    ),
};

told! {
    /// The file that is there.
    pub(crate) struct Unlisted {
        file: Cow<'static, str>,
    }
}

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
            Args::value(property.value.as_bytes()).told(Unlisted { file: visible(&file.path).into() })
        });
    }
}
