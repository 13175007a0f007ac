use super::*;
use crate::oneroster::{MANIFEST_FILE, TableId, Version};
use crate::package::is_archive;
use crate::profiles::Severity::{Error, Info, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, ZIP_SCREEN};

page! {
    /// # A file is not part of OneRoster
    ///
    /// ## What it checks
    /// A package holds `manifest.csv` and the data files of its version of OneRoster, and nothing else.
    ///
    /// ## Why it matters
    /// The receiver skips the file, or refuses the package. When the file was meant to be one of OneRoster's and is only
    /// misspelled, its rows are missing.
    ///
    /// ## How to fix
    /// Take the file out of the zip, or give it the right name.
    ///
    /// In Infinite Campus, untick the other extracts in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// add grades.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The content of the file is not looked at, and an archive is not opened. The standard covers such files only by
    /// saying that the manifest must list every file, so it is a warning for a CSV file and an info for others. A file of
    /// the other version of OneRoster, such as roles.csv in a package of 1.1, is an error in the standard's rules, because
    /// the manifest of that version cannot list it. When the package holds no OneRoster file at all, the rule
    /// `no-roster-files` speaks alone. A file that is one of the standard's by its header has the rule `misnamed-file`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Info).oneroster(Warning).infinite_campus(Warning),
    sources: &[
        binding("Compatibility: files in the zip that the manifest does not list; the table of files"),
        campus_article("Select instances to include: the 8 files"),
        brightspace_article("The file formats you will be working with"),
    ],
    detect: Detect::Package(check),
    message: |said| match said.word(0).as_str() {
        "version" => format!("{} is a file of OneRoster {}, but this package is of version {}.", said.file(), said.word(2), said.word(1)),
        "near" => format!("{} is not a OneRoster file. The nearest name that OneRoster knows is {}.", said.file(), said.word(1)),
        "copy" => format!(
            "{} looks like a second {}. The receiver does not expect it, and it was not checked.",
            said.file(),
            said.word(1)
        ),
        "archive" => format!("{} is another archive within the package. It was not opened.", said.file()),
        _ => format!("{} is not a OneRoster file.", said.file()),
    },
    fix: |said| match said.word(0).as_str() {
        "version" => format!(
            "Take the file out, or export the whole package as OneRoster {}, if the receiver reads it.",
            said.word(2)
        ),
        "near" => format!("Rename it to {}, if it is that file. Otherwise take it out of the package.", said.word(1)),
        "archive" => "Put its files at the top level of the package, or take it out.".into(),
        _ => "Take it out of the package.".into(),
    },
    campus_fix: Some(|said| match said.word(0).as_str() {
        "near" => format!(
            "Open {EXTRACT_SCREEN}, choose the extract, and correct its File Name to {}.",
            said.word(1).trim_end_matches(".csv")
        ),
        _ => format!(
            "Open {ZIP_SCREEN}, choose your extract, and untick whatever is not one of the eight OneRoster extracts \
             under “Select instances to include”."
        ),
    }),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_files = package.files.iter().any(|file| file.roster.is_some() || file.claims.is_some());
    for file in package.files.iter().filter(|file| !file.is_leftover && !file.is_second) {
        match file.roster {
            Some(Roster::Table(id)) if package.version.table(id).is_none() => {
                let newest = if Version::V1_1.table(id).is_some() { Version::V1_1 } else { Version::V1_2 };
                findings.report_as(&RULE, RULE.severities.oneroster(Error), file.place(), || {
                    Args::none().word("version").word(package.version.number()).word(newest.number())
                });
            }
            Some(_) => {}
            None => match file.claims {
                Some(roster) if package.roster(roster).is_none() => {}
                Some(roster) => findings.report(&RULE, file.place(), || Args::none().word("copy").word(roster.file())),
                None => stranger(file, has_files, findings),
            },
        }
    }
}

fn stranger(file: &FileFacts, has_files: bool, findings: &mut Findings) {
    let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_csv = name.to_ascii_lowercase().ends_with(".csv");
    let files = TableId::ALL.into_iter().map(TableId::file).chain([MANIFEST_FILE]);
    let near = if is_csv { nearest(name, files) } else { None };
    if !has_files && near.is_none() {
        return;
    }
    let severities = if is_csv { RULE.severities } else { Severities::everywhere(Info) };
    findings.report_as(&RULE, severities, file.place(), || match near {
        Some(near) => Args::none().word("near").word(near),
        None if is_archive(name) => Args::none().word("archive"),
        None => Args::none().word("other"),
    });
}
