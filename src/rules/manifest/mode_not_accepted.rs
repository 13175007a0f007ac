use std::borrow::Cow;

use super::*;
use crate::oneroster::TableId;

page! {
    /// # The receiver doesn't accept bulk or delta for this file
    ///
    /// ## What it checks
    /// The receiver accepts files in the mode that the manifest names for them, `bulk` or `delta`. The rule `delta-for-dessa`
    /// checks this for the DESSA System.
    ///
    /// ## Why it matters
    /// A receiver that accepts bulk files only refuses changes, or reads them as the whole roster.
    ///
    /// ## How to fix
    /// Export the file in the mode that the receiver accepts.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The rule looks at the manifest only.
}

pub(crate) static RULE: Rule = Rule {
    name: "mode-not-accepted",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere(),
    sources: &[
        page_of(Authority::Receiver, "Great Minds: bulk only", "https://digitalsupport.greatminds.org/s/article/getting-started-with-oneroster"),
        page_of(Authority::Receiver, "Naviance: bulk or absent", "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields"),
        page_of(Authority::Receiver, "HMH: delta isn't supported", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/About_OneRoster_Template_Files.htm"),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Mode { says, file, receiver, accepts } = Mode::of(said);
        format!("The manifest says “{says}” for {file}, but {receiver} accepts {accepts} files only.")
    },
    fix: |said| {
        let Mode { file, accepts, .. } = Mode::of(said);
        format!("Export {file} as {accepts}, and export the manifest again.")
    },
};

told! {
    /// In which mode a file is sent, and who doesn't accept it.
    struct Mode {
        says: Cow<'static, str>,
        file: Cow<'static, str>,
        receiver: Cow<'static, str>,
        accepts: Cow<'static, str>,
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    for receiver in findings.profiles().to_vec() {
        let declaration = receiver.declaration();
        let reads = |id: &TableId| receiver.reads(*id);
        let Some(severity) = declaration.asks(RULE.name) else { continue };
        if !declaration.versions.contains(&package.version) {
            continue;
        }
        for id in TableId::ALL.into_iter().filter(reads) {
            let Some(mode) = manifest.mode(id).filter(|mode| !declaration.takes(*mode)) else { continue };
            let Some(property) = manifest.file_property(id) else { continue };
            let right = declaration.modes.first().map_or("", |mode| mode.word());
            let value = Args::value(property.value.as_bytes());
            findings.report_as(&RULE, asked::only(receiver, severity), manifest.place(property), || {
                value.told(Mode {
                    says: mode.word().into(),
                    file: id.file().into(),
                    receiver: receiver.title().into(),
                    accepts: right.into(),
                })
            });
        }
    }
}
