use std::borrow::Cow;

use super::*;
use crate::oneroster::{MANIFEST_FILE, TableId, Version};
use crate::package::is_archive;
use crate::profiles::Severity::{Error, Info, Warning};

page! {
    /// # A file isn't part of OneRoster
    ///
    /// ## What it checks
    /// A package contains `manifest.csv` and the data files of its version of OneRoster, and nothing else.
    ///
    /// ## Why it matters
    /// The receiver skips the file, or refuses the package. If it should be a OneRoster file and is only misspelled, its rows
    /// are missing.
    ///
    /// ## How to fix
    /// Remove the file from the zip, or give it the right name.
    ///
    /// In Infinite Campus, clear the other extracts in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// add grades.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The content of the file isn't checked, and an archive isn't opened. About such files, the standard says only that the
    /// manifest must list every file. So it is a warning for a CSV file and a note for others. A file of the other version of
    /// OneRoster, such as roles.csv in a package of 1.1, is an error in the standard's rules, because the manifest of that version
    /// can't list it. If the package contains no OneRoster file at all, only the rule `no-roster-files` reports it. The rule
    /// `misnamed-file` reports a file whose header is one of the standard's.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Info).oneroster(Warning).infinite_campus(Warning),
    sources: &[
        binding("Compatibility: files in the zip that the manifest does not list; the table of files"),
        campus_article("Select instances to include: the 8 files"),
        brightspace_article("The file formats you will be working with"),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Strange { what, name, version } = Strange::of(said);
        let file = said.file();
        match what {
            What::OtherVersion => format!("{file} is a file of OneRoster {name}, but this package is version {version}."),
            What::Near => format!("{file} isn't a OneRoster file. The closest OneRoster name is {name}."),
            What::Copy => format!("{file} looks like a second {name}. The receiver doesn't expect it, and we didn't check it."),
            What::Archive => format!("{file} is another archive inside the package. We didn't open it."),
            What::Other => format!("{file} isn't a OneRoster file."),
        }
    },
    fix: |said| {
        let Strange { what, name, .. } = Strange::of(said);
        match what {
            What::OtherVersion => {
                format!("Remove the file. Or export the whole package as OneRoster {name}, if the receiver reads it.")
            }
            What::Near => format!("Rename it to {name} if it is that file. If not, remove it from the package."),
            What::Archive => "Put its files at the top level of the package, or remove it.".into(),
            What::Copy | What::Other => "Remove it from the package.".into(),
        }
    },
};

told! {
    /// A file that doesn't belong to the package.
    pub(crate) struct Strange {
        what: What,
        /// The file that it may be, or the version of OneRoster that has it.
        name: Cow<'static, str>,
        /// The version of the package.
        version: Cow<'static, str>,
    }
}

one_of! {
    /// What it is.
    enum What {
        OtherVersion = "version",
        Near = "near",
        Copy = "copy",
        Archive = "archive",
        Other = "other",
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_files = package.files.iter().any(|file| file.roster.is_some() || file.claims.is_some());
    for file in package.files.iter().filter(|file| !file.is_leftover && !file.is_second) {
        match file.roster {
            Some(Roster::Table(id)) if package.version.table(id).is_none() => {
                let newest = if Version::V1_1.table(id).is_some() { Version::V1_1 } else { Version::V1_2 };
                findings.report_as(&RULE, RULE.severities.oneroster(Error), file.place(), || {
                    let (name, version) = (newest.number().into(), package.version.number().into());
                    Args::none().told(Strange { what: What::OtherVersion, name, version })
                });
            }
            Some(_) => {}
            None => match file.claims {
                Some(roster) if package.roster(roster).is_none() => {}
                Some(roster) => findings.report(&RULE, file.place(), || args(What::Copy, roster.file())),
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
        Some(near) => args(What::Near, near),
        None if is_archive(name) => args(What::Archive, ""),
        None => args(What::Other, ""),
    });
}

fn args(what: What, name: &'static str) -> Args {
    Args::none().told(Strange { what, name: name.into(), version: Cow::default() })
}
