use super::*;
use crate::oneroster::Mode;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, FILES, line_of, procedure};

page! {
    /// # A file for the DESSA System is sent as changes only
    ///
    /// ## What it checks
    /// The DESSA System takes every file as `bulk`, as a whole. The manifest must not say `delta` for one that it needs.
    ///
    /// ## Why it matters
    /// The DESSA System compares the newest file with what it has. Everybody who is not in a file of changes would be
    /// removed.
    ///
    /// ## How to fix
    /// Export all files as bulk.
    ///
    /// In Infinite Campus, the line in the SQL/Prism field ends in `@type = 'bulk'`.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Only the manifest is looked at. Files of changes that the manifest calls bulk show in `status` and
    /// `dateLastModified`, which other rules check.
}

pub(crate) static RULE: Rule = Rule {
    name: "delta-for-dessa",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[
        campus_article("Set up these instances using the BULK file type; @type = 'bulk'"),
        page_of(
            Authority::Aperture,
            "Accepted clean integration file: people who are missing from the newest file are removed",
            "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
        ),
    ],
    detect: Detect::Manifest(check),
    message: |said| format!(
        "The manifest says “delta” for {}, but the DESSA System takes bulk files only.",
        said.word(0)
    ),
    fix: |said| format!("Export {} as bulk, with all of its rows, and the manifest too.", said.word(0)),
    campus_fix: Some(|said| {
        let file = said.word(0);
        line_of(&file).map_or_else(String::new, |line| format!(
            "Open {EXTRACT_SCREEN}, choose the extract of {file}, and put this line into the SQL/Prism field: {line}. \
             Do the same in the extract of the manifest: {}",
            procedure("manifest")
        ))
    }),
};

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    for id in FILES {
        if manifest.mode(id) != Some(Mode::Delta) {
            continue;
        }
        if let Some(property) = manifest.file_property(id) {
            let value = property.value.as_bytes();
            findings.report(&RULE, manifest.place(property), || Args::value(value).word(id.file()));
        }
    }
}
