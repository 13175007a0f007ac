use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A OneRoster file is in the package twice
    ///
    /// ## What it checks
    /// Each OneRoster file is in the package once. Names that differ only in capital letters, in their ending, in a date, or in
    /// their folder count as the same file.
    ///
    /// ## Why it matters
    /// The receiver uses one of the two, and nobody knows which. The other one is lost.
    ///
    /// ## How to fix
    /// Keep the right file, and remove the other one.
    ///
    /// In Infinite Campus, two extracts have the same File Name: select only one of them in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// add Users.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Only one of the files is checked: the one with the better name, at the top level if possible.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[binding("At most one file of each kind")],
    detect: Detect::Package(check),
    message: |said| {
        let Second { right, read } = Second::of(said);
        if read == said.file() {
            format!("{read} is in the package more than once. We checked only the first one.")
        } else {
            format!("{} is a second {right}. We checked only {read}.", said.file())
        }
    },
    fix: |said| format!("Keep the right one of the two, name it {}, and remove the other one.", Second::of(said).right),
};

told! {
    /// A file that the package has already.
    pub(crate) struct Second {
        /// What both are.
        right: Cow<'static, str>,
        /// The one that was checked.
        read: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.is_second) {
        let Some(roster) = file.roster else { continue };
        let read = package.roster(roster).map_or("", |read| read.path.as_str());
        findings.report(&RULE, file.place(), || {
            Args::none().told(Second { right: roster.file().into(), read: visible(read).into() })
        });
    }
}
