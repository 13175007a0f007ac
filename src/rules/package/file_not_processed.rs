use super::*;
use crate::profiles::Severity::Info;
use crate::profiles::d2l_brightspace::FILES;

page! {
    /// # Brightspace doesn't read this file
    ///
    /// ## What it checks
    /// Brightspace processes the manifest, academic sessions, orgs, courses, classes, users, and enrollments. Other OneRoster
    /// files, such as demographics.csv, aren't on its list.
    ///
    /// ## Why it matters
    /// The file does no harm, but none of its data arrives in Brightspace. Demographics are personal data that you don't need to
    /// send there.
    ///
    /// ## How to fix
    /// Leave the file out of a package for Brightspace, and enter `absent` for it in the manifest. If the package goes to other
    /// receivers too, it can stay as it is.
    ///
    /// ## Example
    /// ```wrong
    /// ```
    /// ```right
    /// absent demographics.csv
    /// ```
    ///
    /// ## Known limits
    /// The rules of the standard still check the file.
}

pub(crate) static RULE: Rule = Rule {
    name: "file-not-processed",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[brightspace_article("The file formats you will be working with, and the order in which they are processed")],
    detect: Detect::Package(check),
    message: |said| format!("Brightspace doesn't read {}.", said.file()),
    fix: |said| match said.needed_by(said.right_name()) {
        Some(receiver) => format!("Leave the file in, because {receiver} needs it. Brightspace ignores it."),
        None => "For Brightspace, leave the file out and enter “absent” for it in the manifest.".into(),
    },
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    for table in package.version.tables().iter().filter(|table| !FILES.contains(&table.id)) {
        if let Some(file) = package.table(table.id) {
            findings.report(&RULE, file.place(), Args::none);
        }
    }
}
