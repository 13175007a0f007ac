use super::*;
use crate::package::is_archive;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # The package holds no OneRoster file
    ///
    /// ## What it checks
    /// A package holds `manifest.csv` and the files that it lists, such as `users.csv`. This rule speaks when none of
    /// the files that OneRoster knows is there.
    ///
    /// ## Why it matters
    /// There is nothing that the receiver could import.
    ///
    /// ## How to fix
    /// Choose the zip of the OneRoster export. When the files have other names, give them the names of the standard.
    ///
    /// In Infinite Campus, tick the extracts of the OneRoster files in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong raw
    /// without manifest.csv
    /// without orgs.csv
    /// without academicSessions.csv
    /// without courses.csv
    /// without classes.csv
    /// without users.csv
    /// without demographics.csv
    /// without enrollments.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// A zip within the zip is not opened. The other files are not listed one by one.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-roster-files",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv is the one mandatory file; the table of files"),
        campus_article("The CSV files have pre-defined filenames"),
        brightspace_article("The file formats you will be working with"),
    ],
    detect: Detect::Package(check),
    message: |said| match (said.number(0), said.word(1).as_str()) {
        (0, _) => "The package is empty: there is no file in it.".into(),
        (_, "") => format!("The package holds {}, but no OneRoster file.", said.count_of(0, "file", "files")),
        (_, "archive") => format!("The package holds no OneRoster file, but another archive: {}.", said.word(2)),
        (_, document) => format!("This file is {document}, not a OneRoster package."),
    },
    fix: |said| match said.word(1).as_str() {
        "archive" if said.is_zip() => {
            "Take the inner archive out and send it by itself, if it is the zip of the export.".into()
        }
        "archive" => "If this archive is the OneRoster export, choose it instead.".into(),
        "" if said.is_zip() => {
            "Choose the zip that holds manifest.csv, users.csv and the other files of the OneRoster export.".into()
        }
        "" => "Choose manifest.csv, users.csv and the other files of the OneRoster export.".into(),
        _ => "Choose the zip of the OneRoster export, as the student information system makes it.".into(),
    },
    campus_fix: Some(|_| format!(
        "Open {ZIP_SCREEN}, choose your extract, and tick the eight OneRoster extracts under “Select instances to \
         include”."
    )),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    if package.files.iter().any(|file| file.roster.is_some() || file.claims.is_some()) {
        return;
    }
    let has_part = |part: &str| package.files.iter().any(|file| file.path == part);
    let archive = package.files.iter().find(|file| is_archive(&file.path) && !file.is_leftover);
    let count = package.files.iter().filter(|file| !file.is_leftover).count() as u64;
    findings.report(&RULE, Place::PACKAGE, || {
        let args = Args::none().number(count);
        match archive {
            _ if has_part("xl/workbook.xml") => args.word("an Excel workbook"),
            _ if has_part("word/document.xml") => args.word("a Word document"),
            _ if has_part("ppt/presentation.xml") => args.word("a presentation"),
            Some(archive) => args.word("archive").word(visible(&archive.path)),
            None => args.word(""),
        }
    });
}
