use std::borrow::Cow;

use super::*;
use crate::oneroster::Mode;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::FILES;

page! {
    /// # A file for the DESSA System contains changes only
    ///
    /// ## What it checks
    /// The DESSA System needs every file as `bulk`, that is, complete. The manifest must not say `delta` for a file that it
    /// needs.
    ///
    /// ## Why it matters
    /// The DESSA System compares the newest file with its own data. It would remove everyone who isn't in a file of changes.
    ///
    /// ## How to fix
    /// Export all files as bulk.
    ///
    /// In Infinite Campus, the line in the SQL/Prism field ends with `@type = 'bulk'`.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The rule looks at the manifest only. If the manifest says bulk for a file of changes, `status` and `dateLastModified` show
    /// that, and other rules check them.
}

pub(crate) static RULE: Rule = Rule {
    name: "delta-for-dessa",
    page: PAGE,
    counted: None,
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
    message: |said| format!("The manifest says “delta” for {}, but the DESSA System needs bulk files.", Sent::of(said).file),
    fix: |said| format!("Export {} as bulk, with all of its rows, and export the manifest again.", Sent::of(said).file),
};

told! {
    /// A file that is sent as changes.
    pub(crate) struct Sent {
        file: Cow<'static, str>,
    }
}

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    for id in FILES {
        if manifest.mode(id) != Some(Mode::Delta) {
            continue;
        }
        if let Some(property) = manifest.file_property(id) {
            let value = property.value.as_bytes();
            findings.report(&RULE, manifest.place(property), || Args::value(value).told(Sent { file: id.file().into() }));
        }
    }
}
