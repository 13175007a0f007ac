use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, ZIP_SCREEN};

page! {
    /// # The same OneRoster file is there twice
    ///
    /// ## What it checks
    /// Each OneRoster file is in the package once. Names that differ only in letter case, in their ending, in a date or
    /// in the folder count as the same file.
    ///
    /// ## Why it matters
    /// The receiver takes one of the two, and nobody knows which. The other one is lost.
    ///
    /// ## How to fix
    /// Keep the file that is right, and take the other one out.
    ///
    /// In Infinite Campus, two extracts have the same File Name: tick only one of them in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// add Users.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Only one of the files is checked: the one with the better name, at the top level if there is one.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[binding("At most one file of each kind")],
    detect: Detect::Package(check),
    message: |said| match said.word(0).as_str() {
        same if same == said.file() => format!("{same} is in the package more than once. Only the first one was checked."),
        read => format!("{} is {} once more. Only {read} was checked.", said.file(), said.word(1)),
    },
    fix: |said| format!("Keep the right one of the two, call it {}, and take the other one out.", said.word(1)),
    campus_fix: Some(|said| format!(
        "Open {ZIP_SCREEN}, choose your extract, and tick only one extract of {} under “Select instances to \
         include”. In {EXTRACT_SCREEN}, no two extracts should have the same File Name.",
        said.word(1)
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.is_second) {
        let Some(roster) = file.roster else { continue };
        let read = package.roster(roster).map_or("", |read| read.path.as_str());
        findings.report(&RULE, file.place(), || Args::none().word(visible(read)).word(roster.file()));
    }
}
