use std::borrow::Cow;

use super::*;
use crate::package::is_archive;
use crate::profiles::Severity::Error;

page! {
    /// # The package contains no OneRoster files
    ///
    /// ## What it checks
    /// A package contains `manifest.csv` and the files that it lists, such as `users.csv`. Here it contains none of the
    /// OneRoster files.
    ///
    /// ## Why it matters
    /// There's nothing that the receiver can import.
    ///
    /// ## How to fix
    /// Choose the zip of the OneRoster export. If the files have other names, give them the names of the standard.
    ///
    /// In Infinite Campus, select the extracts of the OneRoster files in the Zip Tool.
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
    /// A zip inside the zip isn't opened. The other files aren't listed one by one.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-roster-files",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv is the one mandatory file; the table of files"),
        campus_article("The CSV files have pre-defined filenames"),
        brightspace_article("The file formats you will be working with"),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Instead { what, count, archive } = Instead::of(said);
        match what {
            What::Nothing => "The package is empty. It contains no files.".into(),
            What::Files => format!("The package contains {}, but no OneRoster file.", count_of(count, "file", "files")),
            What::Archive => format!("The package contains no OneRoster file, but another archive: {archive}."),
            What::Workbook | What::Document | What::Presentation => {
                format!("This file is {}, not a OneRoster package.", what.word())
            }
        }
    },
    fix: |said| match Instead::of(said).what {
        What::Archive if said.is_zip() => {
            "If the archive inside is the zip of the export, take it out and send it by itself.".into()
        }
        What::Archive => "If this archive is the OneRoster export, choose it instead.".into(),
        What::Nothing | What::Files if said.is_zip() => {
            "Choose the zip with manifest.csv, users.csv, and the other files of the OneRoster export.".into()
        }
        What::Nothing | What::Files => "Choose manifest.csv, users.csv, and the other files of the OneRoster export.".into(),
        What::Workbook | What::Document | What::Presentation => {
            "Choose the zip of the OneRoster export, exactly as the student information system makes it.".into()
        }
    },
};

told! {
    /// What the package contains instead.
    struct Instead {
        what: What,
        /// Files.
        count: u64,
        /// The name of the archive, if there is one.
        archive: Cow<'static, str>,
    }
}

one_of! {
    /// What it is.
    enum What {
        Nothing = "nothing",
        Files = "files",
        Archive = "an archive",
        Workbook = "an Excel workbook",
        Document = "a Word document",
        Presentation = "a presentation",
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    if package.files.iter().any(|file| file.roster.is_some() || file.claims.is_some()) {
        return;
    }
    let has_part = |part: &str| package.files.iter().any(|file| file.path == part);
    let archive = package.files.iter().find(|file| is_archive(&file.path) && !file.is_leftover);
    let count = package.files.iter().filter(|file| !file.is_leftover).count() as u64;
    findings.report(&RULE, Place::PACKAGE, || {
        let what = match archive {
            _ if count == 0 => What::Nothing,
            _ if has_part("xl/workbook.xml") => What::Workbook,
            _ if has_part("word/document.xml") => What::Document,
            _ if has_part("ppt/presentation.xml") => What::Presentation,
            Some(_) => What::Archive,
            None => What::Files,
        };
        let archive = archive.map(|archive| visible(&archive.path)).unwrap_or_default().into();
        Args::none().told(Instead { what, count, archive })
    });
}
