use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The CSV files are inside a folder
    ///
    /// ## What it checks
    /// All OneRoster files are at the top level of the zip, not in a folder.
    ///
    /// ## Why it matters
    /// The receiver looks at the top level only. It finds no files, and imports nothing.
    ///
    /// ## How to fix
    /// If you make the zip by hand, select the files themselves, not their folder.
    ///
    /// In Infinite Campus, let the Zip Tool build the zip: it makes no folder.
    ///
    /// ## Example
    /// ```wrong
    /// folder OneRoster
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The files are checked as if they were at the top level. The rule `odd-archive` reports names that start at the root of a
    /// drive or point outside of the package. D2L doesn't say what Brightspace does with a folder, so there it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "file-in-folder",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error).d2l_brightspace(Warning),
    sources: &[
        binding("Exchanging the CSV Files: all CSV files at the root, no enclosing directory"),
        campus_article("The CSV files must be in the root directory of the zip (no sub-folders)"),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Inside { count, folder } = Inside::of(said);
        match folder {
            None => format!("{} is in a folder, not at the top level of the package.", said.file()),
            Some(folder) => format!(
                "{} in the folder {folder}, not at the top level of the package.",
                count_of(count, "file is", "files are")
            ),
        }
    },
    fix: |said| if said.is_zip() {
        "Put the files at the top level: when you make the zip, select the files, not the folder.".into()
    } else {
        "Move the files out of the folder, to the top level of the package.".into()
    },
};

told! {
    /// Files that are in a folder.
    struct Inside {
        count: u64,
        /// If all of them are in it.
        folder: Option<Cow<'static, str>>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let roster: Vec<&FileFacts> =
        package.files.iter().filter(|file| file.roster.is_some() && !file.is_second).collect();
    let Some((first, others)) = roster.split_first() else { return };
    let folder = first.folder.as_deref().filter(|folder| is_inside(folder)).unwrap_or_default();
    if !folder.is_empty() && !others.is_empty() && others.iter().all(|file| file.folder == first.folder) {
        findings.report(&RULE, Place::PACKAGE, || {
            Args::none().told(Inside { count: roster.len() as u64, folder: Some(visible(folder).into()) })
        });
        return;
    }
    for file in roster {
        if file.folder.as_deref().is_some_and(is_inside) {
            findings.report(&RULE, file.place(), || Args::none().told(Inside { count: 1, folder: None }));
        }
    }
}

/// Whether it is a folder in the zip, not the root of a drive or a way upwards.
fn is_inside(folder: &str) -> bool {
    let mut steps = folder.split('/');
    let begins_at_root = matches!(folder.as_bytes(), [] | [b'/', ..] | [_, b':', ..]);
    !begins_at_root && !steps.any(|step| step == "..")
}
