use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # The package contains leftover system files
    ///
    /// ## What it checks
    /// macOS and Windows add their own files to folders and zips: `__MACOSX`, `.DS_Store`, `._users.csv`, `Thumbs.db`,
    /// `desktop.ini`.
    ///
    /// ## Why it matters
    /// Most receivers skip them, and a few refuse the package. They show that somebody made the zip by hand.
    ///
    /// ## How to fix
    /// Make the zip with the export program, or without these files.
    ///
    /// In Infinite Campus, let the Zip Tool build the zip.
    ///
    /// ## Example
    /// ```wrong
    /// add .DS_Store
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The rule recognizes them by their names only. Their content isn't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "system-leftover",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Info),
    sources: &[field("Zips that somebody made by hand on macOS or Windows")],
    detect: Detect::Package(check),
    message: |said| {
        let Leftovers { count, first } = Leftovers::of(said);
        match count {
            1 => format!("{first} was left by the operating system. It isn't part of the export."),
            _ => format!("The package contains {} files left by the operating system, such as {first}.", counted(count)),
        }
    },
    fix: |said| {
        let them = if Leftovers::of(said).count == 1 { "this file" } else { "these files" };
        if said.is_zip() {
            format!("Make the zip with the export program, or remove {them}.")
        } else {
            format!("Remove {them}.")
        }
    },
};

told! {
    /// Files of an operating system.
    struct Leftovers {
        count: u64,
        first: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let mut leftovers = package.files.iter().filter(|file| file.is_leftover);
    if let Some(first) = leftovers.next() {
        let count = 1 + leftovers.count() as u64;
        findings.report(&RULE, Place::PACKAGE, || Args::none().told(Leftovers { count, first: visible(&first.path).into() }));
    }
}
