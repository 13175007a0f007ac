//! Files whose name nearly is the one that the standard gives them.

use std::borrow::Cow;

use super::*;

told! {
    /// What the file should be called.
    pub(crate) struct Name {
        right: Cow<'static, str>,
    }
}

/// Reports the files whose name fits only so well.
pub(crate) fn check(package: &PackageFacts, findings: &mut Findings, rule: &'static Rule, fit: &NameFit) {
    for file in package.files.iter().filter(|file| file.name == *fit && !file.is_second) {
        if let Some(roster) = file.roster {
            findings.report(rule, file.place(), || Args::none().told(Name { right: roster.file().into() }));
        }
    }
}
