use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A OneRoster file has the wrong name
    ///
    /// ## What it checks
    /// The standard fixes the names of the files. This rule finds a file whose header shows that it is one of them under another
    /// name, such as `Organizations.csv` for `orgs.csv`.
    ///
    /// ## Why it matters
    /// The receiver looks for `orgs.csv` and doesn't find it. It refuses the package, or leaves out every record that needs the
    /// file.
    ///
    /// ## How to fix
    /// Rename the file in the settings of the export. If several files are parts of one, such as `students.csv` and
    /// `teachers.csv`, export them as one file.
    ///
    /// ## Example
    /// ```wrong
    /// rename orgs.csv Organizations.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// A file is recognized if most of its header is the standard's and no other file fits as well. If two files fit, the name
    /// decides. The file is then checked as if it had the right name. If the package also has a file with the right name, the
    /// rule `unknown-file` reports the other one. If two files could be the same one, neither is checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "misnamed-file",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Table of files: their names"),
        campus_article("Select instances to include: the 8 files"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: the files have the names of the standard",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Looks { right, others } = Looks::of(said);
        match others {
            None => format!("{} is really {right} under another name.", said.file()),
            Some(others) => format!("{} and {others} both look like {right}, so we checked neither.", said.file()),
        }
    },
    fix: |said| {
        let Looks { right, others } = Looks::of(said);
        match others {
            None => format!("Rename it to {right}."),
            Some(others) => format!(
                "If {} and {others} are parts of one file, export them as one file named {right}. If not, keep the right one, \
                 rename it to {right}, and remove the other.",
                said.file()
            ),
        }
    },
};

told! {
    /// What a file looks like.
    pub(crate) struct Looks {
        right: Cow<'static, str>,
        /// Other files that look like it too.
        others: Option<Cow<'static, str>>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.name == NameFit::Other && !file.is_second) {
        if let Some(roster) = file.roster {
            findings.report(&RULE, file.place(), || Args::none().told(Looks { right: roster.file().into(), others: None }));
        }
    }
    for (place, file) in package.files.iter().enumerate() {
        let Some(roster) = file.claims.filter(|roster| package.roster(*roster).is_none()) else { continue };
        // Told at the first of them.
        if package.files.iter().take(place).any(|other| other.claims == Some(roster)) {
            continue;
        }
        let others: Vec<String> = package
            .files
            .iter()
            .skip(place + 1)
            .filter(|other| other.claims == Some(roster))
            .map(|other| visible(&other.path))
            .collect();
        findings.report(&RULE, file.place(), || {
            Args::none().told(Looks { right: roster.file().into(), others: Some(listed(&others, "and").into()) })
        });
    }
}
