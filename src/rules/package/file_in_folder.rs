use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # The files are inside a folder of the package
    ///
    /// ## What it checks
    /// All OneRoster files lie at the top level of the zip, not in a folder.
    ///
    /// ## Why it matters
    /// The receiver looks at the top level only. It finds no files, and nothing is imported.
    ///
    /// ## How to fix
    /// When making a zip by hand, select the files themselves, not the folder that they lie in.
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
    /// The files are checked as if they lay at the top level. Names that begin at the root of a drive or lead upwards
    /// belong to the rule `odd-archive`. D2L does not say what Brightspace does with a folder, so there it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "file-in-folder",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error).d2l_brightspace(Warning),
    sources: &[
        binding("Exchanging the CSV Files: all CSV files at the root, no enclosing directory"),
        campus_article("The CSV files must be in the root directory of the zip (no sub-folders)"),
    ],
    detect: Detect::Package(check),
    message: |said| match said.number(1) {
        0 => format!("{} lies in a folder of the package, not at its top level.", said.file()),
        _ => format!(
            "{} {} in the folder {}, not at the top level of the package.",
            said.count_of(1, "file", "files"),
            if said.number(1) == 1 { "lies" } else { "lie" },
            said.word(0)
        ),
    },
    fix: |said| if said.is_zip() {
        "Put the files at the top level: when making the zip, select the files, not the folder.".into()
    } else {
        "Move the files out of the folder, to the top level of the package.".into()
    },
    campus_fix: Some(|said| if said.is_zip() {
        format!(
            "Run the extract again in {ZIP_SCREEN}, and send the zip as the Zip Tool makes it, without unpacking it."
        )
    } else {
        String::new()
    }),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let roster: Vec<&FileFacts> =
        package.files.iter().filter(|file| file.roster.is_some() && !file.is_second).collect();
    let Some((first, others)) = roster.split_first() else { return };
    let folder = first.folder.as_deref().filter(|folder| is_inside(folder)).unwrap_or_default();
    if !folder.is_empty() && !others.is_empty() && others.iter().all(|file| file.folder == first.folder) {
        let count = roster.len() as u64;
        findings.report(&RULE, Place::PACKAGE, || Args::none().word(visible(folder)).number(count));
        return;
    }
    for file in roster {
        if file.folder.as_deref().is_some_and(is_inside) {
            findings.report(&RULE, file.place(), Args::none);
        }
    }
}

/// Whether it is a folder in the zip, not the root of a drive or a way upwards.
fn is_inside(folder: &str) -> bool {
    let mut steps = folder.split('/');
    let begins_at_root = matches!(folder.as_bytes(), [] | [b'/', ..] | [_, b':', ..]);
    !begins_at_root && !steps.any(|step| step == "..")
}
