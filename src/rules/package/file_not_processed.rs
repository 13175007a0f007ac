use super::*;
use crate::profiles::Severity::Info;
use crate::profiles::d2l_brightspace::FILES;

page! {
    /// # Brightspace does not read this file
    ///
    /// ## What it checks
    /// Brightspace processes the manifest, academic sessions, orgs, courses, classes, users and enrollments. Other files
    /// of OneRoster, such as demographics.csv, are not in its list.
    ///
    /// ## Why it matters
    /// The file does no harm, but nothing that it holds arrives in Brightspace. Demographics are personal data that need
    /// not be sent there.
    ///
    /// ## How to fix
    /// Leave the file out of a package for Brightspace, and write `absent` for it in the manifest. A package that goes to
    /// other receivers too can stay as it is.
    ///
    /// ## Example
    /// ```wrong
    /// ```
    /// ```right
    /// absent demographics.csv
    /// ```
    ///
    /// ## Known limits
    /// The file is checked by the rules of the standard all the same.
}

pub(crate) static RULE: Rule = Rule {
    name: "file-not-processed",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[brightspace_article("The file formats you will be working with, and the order in which they are processed")],
    detect: Detect::Package(check),
    message: |said| format!("{} is not among the files that Brightspace reads.", said.file()),
    fix: |said| match said.needed_by(said.right_name()) {
        Some(receiver) => format!("Leave the file in: {receiver} needs it, and Brightspace ignores it."),
        None => "For Brightspace, leave the file out and write “absent” for it in the manifest.".into(),
    },
    campus_fix: None,
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    for table in package.version.tables().iter().filter(|table| !FILES.contains(&table.id)) {
        if let Some(file) = package.table(table.id) {
            findings.report(&RULE, file.place(), Args::none);
        }
    }
}
