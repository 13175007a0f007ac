use super::*;
use crate::oneroster::TableId;
use crate::receivers::{Receiver, Severity::Error};

page! {
    /// # The receiver doesn't take files sent this way
    ///
    /// ## What it checks
    /// Whether the receiver takes files in the mode that the manifest names for them, `bulk` or `delta`. What the DESSA
    /// System says of it belongs to the rule `delta-for-dessa`.
    ///
    /// ## Why it matters
    /// A receiver that takes bulk files only refuses changes, or reads them as the whole roster.
    ///
    /// ## How to fix
    /// Export the file in the mode that the receiver takes.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Only the manifest is looked at.
}

pub(crate) static RULE: Rule = Rule {
    name: "mode-not-accepted",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::nowhere()
        .with(Receiver::GREAT_MINDS, Some(Error))
        .with(Receiver::HMH, Some(Error))
        .with(Receiver::NAVIANCE, Some(Error)),
    sources: &[
        page_of(Authority::Receiver, "Great Minds: bulk only", "https://digitalsupport.greatminds.org/s/article/getting-started-with-oneroster"),
        page_of(Authority::Receiver, "Naviance: bulk or absent", "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields"),
        page_of(Authority::Receiver, "HMH: delta isn't supported", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/About_OneRoster_Template_Files.htm"),
    ],
    detect: Detect::Manifest(check),
    message: |said| format!(
        "The manifest says “{}” for {}, but {} takes {} files only.",
        said.word(0), said.word(1), said.word(2), said.word(3)
    ),
    fix: |said| format!("Export {} as {}, and the manifest too.", said.word(1), said.word(3)),
    campus_fix: None,
};

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    for receiver in findings.profiles().to_vec() {
        let declaration = receiver.declaration();
        let (modes, reads) = (declaration.modes, |id: &TableId| receiver.reads(*id));
        if receiver == Receiver::DESSA || modes.is_empty() || !declaration.versions.contains(&package.version) {
            continue;
        }
        for id in TableId::ALL.into_iter().filter(reads) {
            let Some(mode) = manifest.mode(id).filter(|mode| !modes.contains(mode)) else { continue };
            let Some(property) = manifest.file_property(id) else { continue };
            let right = modes.first().map_or("", |mode| mode.word());
            let value = Args::value(property.value.as_bytes());
            findings.report_as(&RULE, asked::only(receiver, Error), manifest.place(property), || {
                value.word(mode.word()).word(id.file()).word(receiver.title()).word(right)
            });
        }
    }
}
