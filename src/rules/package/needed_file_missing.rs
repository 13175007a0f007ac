use std::borrow::Cow;

use super::*;
use crate::oneroster::Version;

page! {
    /// # A file that the receiver needs is missing
    ///
    /// ## What it checks
    /// Each receiver names the files that must be in the package. The rule `campus-file-missing` checks the files for the DESSA
    /// System.
    ///
    /// ## Why it matters
    /// Without the file, the receiver refuses the package, or leaves out everything that depends on the file.
    ///
    /// ## How to fix
    /// Export the missing file as bulk and add it to the package.
    ///
    /// ## Example
    /// ```wrong
    /// absent demographics.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Other rules report the file instead if other files point to it (`missing-file`), if the manifest lists it
    /// (`listed-file-missing`), or if the package has no data file at all (`no-records`). `rostercheck receivers` lists the files
    /// that each receiver needs, with the source.
}

pub(crate) static RULE: Rule = Rule {
    name: "needed-file-missing",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere(),
    sources: &[
        page_of(Authority::Receiver, "HMH: all eight files are in the zip", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/About_OneRoster_Template_Files.htm"),
        page_of(Authority::Receiver, "Great Minds: orgs, users, classes, and enrollments", "https://digitalsupport.greatminds.org/s/article/getting-started-with-oneroster"),
        page_of(Authority::Receiver, "ClassLink: seven files", "https://support.classlink.com/hc/en-us/articles/115002517753-OneRoster-1-1-CSVs"),
        page_of(Authority::Receiver, "Naviance: manifest, orgs, and users; demographics for students", "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields"),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} isn't in the package, but {} needs it.", said.file(), Needed::of(said).by),
    fix: |said| format!("Export {} as bulk and add it to the package.", said.file()),
};

told! {
    /// A receiver that needs the file.
    struct Needed {
        by: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    if !has_tables || package.version == Version::V1_0 {
        return;
    }
    for receiver in findings.profiles().to_vec() {
        let declaration = receiver.declaration();
        let Some(severity) = declaration.asks(RULE.name) else { continue };
        if !declaration.versions.contains(&package.version) {
            continue;
        }
        for id in declaration.needs {
            let file = findings.file(id.file());
            let is_listed = declaration.reads_manifest && package.mode(*id).is_some();
            let is_told = is_listed || findings.has_for(&missing_file::RULE, file, receiver);
            if package.table(*id).is_none() && package.claimant(Roster::Table(*id)).is_none() && !is_told {
                let severities = asked::only(receiver, severity);
                let needed = || Args::none().told(Needed { by: receiver.title().into() });
                findings.report_as(&RULE, severities, Place::file(file), needed);
            }
        }
    }
}
