use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{FILES, ZIP_SCREEN};

page! {
    /// # The manifest lists a file that is not there
    ///
    /// ## What it checks
    /// A file for which the manifest says `bulk` or `delta` must be in the package.
    ///
    /// ## Why it matters
    /// The receiver waits for a file that does not come, and refuses the package or reports an import error.
    ///
    /// ## How to fix
    /// Put the file into the package, or write `absent` for it in the manifest.
    ///
    /// In Infinite Campus, the Zip Tool puts in only the extracts that are ticked: tick the one of this file.
    ///
    /// ## Example
    /// ```wrong
    /// without courses.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// References to records of the file that is missing are counted under this finding. For the DESSA System it is a
    /// warning when the file is none of those that the system needs.
}

pub(crate) static RULE: Rule = Rule {
    name: "listed-file-missing",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Compatibility: files listed in the manifest that are not in the zip are an import error"),
        campus_article("Select instances to include: be sure to include the following files"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: what is not sent must be marked absent",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!(
        "{} says “{}” for {}, but that file is not in the package.",
        said.file(), said.word(1), said.word(0)
    ),
    fix: |said| match said.needed_by(&said.word(0)) {
        Some(receiver) => format!("Put {} into the package: {receiver} needs it.", said.word(0)),
        None => format!("Put {} into the package, or write “absent” for it in the manifest.", said.word(0)),
    },
    campus_fix: Some(|said| format!(
        "Open {ZIP_SCREEN}, choose your extract, and tick the one of {} under “Select instances to include”.",
        said.word(0)
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(manifest) = &package.manifest else { return };
    for table in package.version.tables() {
        let is_there = package.table(table.id).is_some() || package.claimant(Roster::Table(table.id)).is_some();
        if manifest.mode(table.id).is_none() || is_there {
            continue;
        }
        let Some(property) = manifest.file_property(table.id) else { continue };
        let severities =
            if FILES.contains(&table.id) { RULE.severities } else { RULE.severities.infinite_campus(Warning) };
        findings.report_as(&RULE, severities, manifest.place(property), || {
            Args::value(property.value.as_bytes()).word(table.id.file()).word(visible(&property.value))
        });
    }
}
