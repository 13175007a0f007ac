use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::FILES;

page! {
    /// # The manifest lists a file that isn't in the package
    ///
    /// ## What it checks
    /// If the manifest says `bulk` or `delta` for a file, the file must be in the package.
    ///
    /// ## Why it matters
    /// The receiver waits for a file that doesn't come. It refuses the package or reports an import error.
    ///
    /// ## How to fix
    /// Add the file to the package, or enter `absent` for it in the manifest.
    ///
    /// In Infinite Campus, the Zip Tool adds only the selected extracts: select the extract of this file.
    ///
    /// ## Example
    /// ```wrong
    /// without courses.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Problems in rows that point to the missing file are counted here. For the DESSA System, it is a warning if the system
    /// doesn't need the file.
}

pub(crate) static RULE: Rule = Rule {
    name: "listed-file-missing",
    page: PAGE,
    counted: None,
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
    message: |said| {
        let Listed { file, mode } = Listed::of(said);
        format!("{} says “{mode}” for {file}, but that file isn't in the package.", said.file())
    },
    fix: |said| {
        let file = Listed::of(said).file;
        match said.needed_by(&file) {
            Some(receiver) => format!("Add {file} to the package, because {receiver} needs it."),
            None => format!("Add {file} to the package, or enter “absent” for it in the manifest."),
        }
    },
};

told! {
    /// What the manifest says of a file.
    pub(crate) struct Listed {
        file: Cow<'static, str>,
        mode: Cow<'static, str>,
    }
}

/// The file that is missing, as the manifest names it.
pub(crate) fn file(said: &Said) -> Cow<'static, str> {
    Listed::of(said).file
}

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
            let told = Listed { file: table.id.file().into(), mode: visible(&property.value).into() };
            Args::value(property.value.as_bytes()).told(told)
        });
    }
}
