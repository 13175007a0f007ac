use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A OneRoster file has another name
    ///
    /// ## What it checks
    /// The standard fixes the names of the files. This rule finds a file that, by its header, is one of them under
    /// another name, such as `Organizations.csv` for `orgs.csv`.
    ///
    /// ## Why it matters
    /// The receiver looks for `orgs.csv` and does not find it. It refuses the package, or leaves out every record that
    /// needs the file.
    ///
    /// ## How to fix
    /// Rename the file in the settings of the export. If several files together are one, such as `students.csv` and
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
    /// A file is recognized when most of its header is the standard's and fits no other file as well; the name decides
    /// between two. It is then checked as if it had the right name. When a file with the right name is there too, the rule
    /// `unknown-file` speaks of the other one. Of two files that claim the same name neither is checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "misnamed-file",
    page: PAGE,
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
    message: |said| match said.word(1).as_str() {
        "" => format!("{} is the {} file under another name.", said.file(), said.word(0).trim_end_matches(".csv")),
        other => format!(
            "{} and {other} both look like {}, so neither was checked.",
            said.file(),
            said.word(0)
        ),
    },
    fix: |said| match said.word(1).as_str() {
        "" => format!("Rename it to {}.", said.word(0)),
        other => format!(
            "If {} and {other} are parts of one file, export them as one file named {}. Otherwise keep the right one, \
             rename it to {}, and take the other out.",
            said.file(),
            said.word(0),
            said.word(0)
        ),
    },
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract, and enter {} as the File Name.",
        said.word(0).trim_end_matches(".csv")
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| file.name == NameFit::Other && !file.is_second) {
        if let Some(roster) = file.roster {
            findings.report(&RULE, file.place(), || Args::none().word(roster.file()).word(""));
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
        findings.report(&RULE, file.place(), || Args::none().word(roster.file()).word(others.join(" and ")));
    }
}
