use super::*;
use crate::receivers::{Receiver, Severity::Error};

page! {
    /// # The receiver wants another zip
    ///
    /// ## What it checks
    /// Some receivers look for a zip of one name, and take zips of a certain size only.
    ///
    /// ## Why it matters
    /// A zip with another name isn't found. One that is too large isn't taken.
    ///
    /// ## How to fix
    /// Rename the zip, and keep that name in the nightly job. Leave out of a zip that is too large what the receiver doesn't
    /// read.
    ///
    /// ## Example
    /// ```wrong
    /// zip OneRoster.zip
    /// ```
    /// ```right
    /// zip NavianceOneRoster.zip
    /// ```
    ///
    /// ## Known limits
    /// Of a folder, loose files or standard input no name is known. `rostercheck receivers` lists which names are wanted.
}

pub(crate) static RULE: Rule = Rule {
    name: "zip-not-as-agreed",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere().with(Receiver::NAVIANCE, Some(Error)),
    sources: &[page_of(
        Authority::Receiver,
        "Naviance: NavianceOneRoster.zip, at most 1 GB",
        "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields",
    )],
    detect: Detect::Package(check),
    message: |said| match said.number(2) {
        0 => format!("The zip is called {}, but {} looks for {}.", said.word(0), said.word(1), said.word(3)),
        bytes => format!(
            "The zip has {}, but {} takes at most {}.", size(bytes), said.word(1), size(said.number(3))
        ),
    },
    fix: |said| match said.number(2) {
        0 => format!("Rename the zip to {}.", said.word(3)),
        _ => format!("Leave out of the zip what {} doesn't read.", said.word(1)),
    },
    campus_fix: None,
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(name) = &package.zip_name else { return };
    for receiver in findings.profiles().to_vec() {
        let (wanted, title) = (receiver.declaration().zip, receiver.title());
        let severities = asked::only(receiver, Error);
        if let Some(right) = wanted.name {
            let is_right = if wanted.case_matters { name == right } else { name.eq_ignore_ascii_case(right) };
            if !is_right {
                let args = || Args::none().word(visible(name)).word(title).number(0).word(right);
                findings.report_as(&RULE, severities, Place::PACKAGE, args);
            }
        }
        if let Some(most) = wanted.most_bytes.filter(|most| package.bytes > *most) {
            let args = || Args::none().word(visible(name)).word(title).number(package.bytes).number(most);
            findings.report_as(&RULE, severities, Place::PACKAGE, args);
        }
    }
}
