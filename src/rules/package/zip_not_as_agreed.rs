use std::borrow::Cow;

use super::*;

page! {
    /// # The receiver expects a different zip
    ///
    /// ## What it checks
    /// Some receivers look for a zip with one fixed name, and accept zips up to a certain size only.
    ///
    /// ## Why it matters
    /// The receiver doesn't find a zip with another name, and doesn't accept one that is too large.
    ///
    /// ## How to fix
    /// Rename the zip, and keep that name in the nightly job. If the zip is too large, leave out the files that the receiver
    /// doesn't read.
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
    /// The rule needs the name of a zip. It is silent about a folder, loose files, or standard input. `rostercheck receivers`
    /// lists the names that receivers expect.
}

pub(crate) static RULE: Rule = Rule {
    name: "zip-not-as-agreed",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere(),
    sources: &[page_of(
        Authority::Receiver,
        "Naviance: NavianceOneRoster.zip, at most 1 GB",
        "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields",
    )],
    detect: Detect::Package(check),
    message: |said| {
        let Wanted { receiver, name, right, bytes, most } = Wanted::of(said);
        if right.is_empty() {
            format!("The zip is {}, but {receiver} accepts at most {}.", size(bytes), size(most))
        } else {
            format!("The zip is called {name}, but {receiver} looks for {right}.")
        }
    },
    fix: |said| {
        let Wanted { receiver, right, .. } = Wanted::of(said);
        if right.is_empty() {
            format!("Leave the files that {receiver} doesn't read out of the zip.")
        } else {
            format!("Rename the zip to {right}.")
        }
    },
};

told! {
    /// What a receiver wants, and what the zip is.
    struct Wanted {
        receiver: Cow<'static, str>,
        /// Of the zip.
        name: Cow<'static, str>,
        /// What it should be called; nothing if it is about the size.
        right: Cow<'static, str>,
        /// Of the zip.
        bytes: u64,
        /// That the receiver accepts.
        most: u64,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(name) = &package.zip_name else { return };
    for receiver in findings.profiles().to_vec() {
        let Some(severity) = receiver.declaration().asks(RULE.name) else { continue };
        let (wanted, title) = (receiver.declaration().zip, receiver.title());
        let severities = asked::only(receiver, severity);
        if let Some(right) = wanted.name {
            let is_right = if wanted.case_matters { name == right } else { name.eq_ignore_ascii_case(right) };
            if !is_right {
                let (receiver, name, right) = (title.into(), visible(name).into(), right.into());
                let args = || Args::none().told(Wanted { receiver, name, right, bytes: package.bytes, most: 0 });
                findings.report_as(&RULE, severities, Place::PACKAGE, args);
            }
        }
        if let Some(most) = wanted.most_bytes.filter(|most| package.bytes > *most) {
            let (receiver, name, right) = (title.into(), visible(name).into(), Cow::default());
            let args = || Args::none().told(Wanted { receiver, name, right, bytes: package.bytes, most });
            findings.report_as(&RULE, severities, Place::PACKAGE, args);
        }
    }
}
