use super::*;
use crate::oneroster::Version;
use crate::receivers::{Receiver, Severity::Error};

page! {
    /// # A file is missing that the receiver needs
    ///
    /// ## What it checks
    /// Each receiver names the files that must be in the package. Those of the DESSA System belong to the rule
    /// `campus-file-missing`.
    ///
    /// ## Why it matters
    /// Without the file the receiver refuses the package, or leaves out everything that depends on the file.
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
    /// When other files of the package refer to the missing one, the rule `missing-file` speaks instead; when the manifest
    /// lists it, `listed-file-missing`; when no data file is there at all, `no-records`. `rostercheck receivers` lists what
    /// each receiver needs, and where that is said.
}

pub(crate) static RULE: Rule = Rule {
    name: "needed-file-missing",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere()
        .with(Receiver::CLASSLINK, Some(Error))
        .with(Receiver::GREAT_MINDS, Some(Error))
        .with(Receiver::HMH, Some(Error))
        .with(Receiver::NAVIANCE, Some(Error)),
    sources: &[
        page_of(Authority::Receiver, "HMH: all eight files are in the zip", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/About_OneRoster_Template_Files.htm"),
        page_of(Authority::Receiver, "Great Minds: orgs, users, classes and enrollments", "https://digitalsupport.greatminds.org/s/article/getting-started-with-oneroster"),
        page_of(Authority::Receiver, "ClassLink: seven files", "https://support.classlink.com/hc/en-us/articles/115002517753-OneRoster-1-1-CSVs"),
        page_of(Authority::Receiver, "Naviance: manifest, orgs and users; demographics for students", "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields"),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} isn't in the package, but {} needs it.", said.file(), said.word(0)),
    fix: |said| format!("Export {} as bulk and add it to the package.", said.file()),
    campus_fix: None,
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_tables = package.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))));
    if !has_tables || package.version == Version::V1_0 {
        return;
    }
    for receiver in findings.profiles().to_vec() {
        let declaration = receiver.declaration();
        // What the system needs from Campus has a rule of its own, with the steps in Campus.
        if receiver == Receiver::DESSA || !declaration.versions.contains(&package.version) {
            continue;
        }
        for id in declaration.needs {
            let file = findings.file(id.file());
            let is_listed = declaration.reads_manifest && package.mode(*id).is_some();
            let is_told = is_listed || findings.has_for(&missing_file::RULE, file, receiver);
            if package.table(*id).is_none() && package.claimant(Roster::Table(*id)).is_none() && !is_told {
                let severities = asked::only(receiver, Error);
                findings.report_as(&RULE, severities, Place::file(file), || Args::none().word(receiver.title()));
            }
        }
    }
}
