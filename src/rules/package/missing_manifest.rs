use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::Error;

page! {
    /// # The manifest is missing
    ///
    /// ## What it checks
    /// Every package must contain `manifest.csv`. It lists the files that are sent. For each file, it says whether it is the
    /// complete list (`bulk`) or changes only (`delta`).
    ///
    /// ## Why it matters
    /// Without a manifest, the receiver can't tell which version of OneRoster it reads, and whether to remove people who
    /// aren't in the files. Brightspace and the DESSA System expect it in every package.
    ///
    /// ## How to fix
    /// Export `manifest.csv` with the other files, and put it at the top level of the package.
    ///
    /// In Infinite Campus, the Zip Tool adds only the selected extracts: select the manifest's too.
    ///
    /// ## Example
    /// ```wrong
    /// without manifest.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// A package of OneRoster 1.0 has no manifest. If the files look like 1.0, the rule `oneroster-1-0` reports that instead. If
    /// the package has none of the files, `no-roster-files` does. One page of Aperture asks for six files without the manifest.
    /// The article on Infinite Campus asks for it, and we follow the article.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-manifest",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv is the one mandatory file; “Compatibility”"),
        campus_article("Data Extract Utility OneRoster Filenames and Procedures: manifest.csv"),
        brightspace_article("Manifest: must be included with each package"),
    ],
    detect: Detect::Package(check),
    message: |_| "The package has no manifest.csv, the list of the files in it.".into(),
    fix: |_| "Export manifest.csv with the other files, and put it at the top level of the package.".into(),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let has_files = package.files.iter().any(|file| file.roster.is_some());
    if has_files && package.version != Version::V1_0 && package.roster(Roster::Manifest).is_none()
        && package.claimant(Roster::Manifest).is_none()
    {
        findings.report(&RULE, Place::PACKAGE, Args::none);
    }
}
