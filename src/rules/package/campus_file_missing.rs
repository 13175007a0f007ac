use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::FILES;

page! {
    /// # A file that the DESSA System needs is missing
    ///
    /// ## What it checks
    /// The DESSA System needs eight files from Infinite Campus: manifest.csv, academicSessions.csv, classes.csv, courses.csv,
    /// demographics.csv, enrollments.csv, orgs.csv, and users.csv. Each of them must be in the zip.
    ///
    /// ## Why it matters
    /// The import doesn't start, or the data in that file is missing. Without demographics there are no birth dates. Without
    /// enrollments, classes have no students.
    ///
    /// ## How to fix
    /// Export the missing file as bulk, and add it to the zip with the others.
    ///
    /// In Infinite Campus, select the extract of that file in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// absent demographics.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Aperture has three lists: six files on its OneRoster page, seven with academicSessions.csv on its page about Aeries, and
    /// eight with the manifest in the article on Infinite Campus. We use the last one. Other rules report the file instead if
    /// other files point to it (`missing-file`), if the manifest lists it (`listed-file-missing`), if it is the manifest
    /// (`missing-manifest`), or if the package has no data file at all (`no-records`).
}

pub(crate) static RULE: Rule = Rule {
    name: "campus-file-missing",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[
        campus_article("Each of the 8 CSV files needed by the DESSA System; Select instances to include"),
        page_of(
            Authority::Aperture,
            "Roster integration using the OneRoster file format: required files",
            "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} isn't in the package, but the DESSA System needs it.", said.file()),
    fix: |said| format!("Export {} as bulk, and add it to the package with the other files.", said.file()),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    if !has_tables || package.version == Version::V1_0 {
        return;
    }
    for id in FILES {
        let file = findings.file(id.file());
        let is_told = package.mode(id).is_some() || findings.has(&missing_file::RULE, Some(file));
        if package.table(id).is_none() && package.claimant(Roster::Table(id)).is_none() && !is_told {
            findings.report(&RULE, Place::file(file), Args::none);
        }
    }
}
