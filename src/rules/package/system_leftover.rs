use super::*;
use crate::profiles::Severity::Info;
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # The package has leftovers of an operating system
    ///
    /// ## What it checks
    /// macOS and Windows put files of their own into folders and zips: `__MACOSX`, `.DS_Store`, `._users.csv`,
    /// `Thumbs.db`, `desktop.ini`.
    ///
    /// ## Why it matters
    /// Most receivers skip them, a few refuse the package. They show that the zip was made by hand.
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
    /// They are known by their names only; their content is not looked at.
}

pub(crate) static RULE: Rule = Rule {
    name: "system-leftover",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Info),
    sources: &[field("Zips made by hand on macOS and Windows")],
    detect: Detect::Package(check),
    message: |said| match said.number(0) {
        1 => format!("{} is a leftover of the operating system, not a part of the export.", said.word(1)),
        _ => format!("The package holds {} leftovers of the operating system, such as {}.", said.word(0), said.word(1)),
    },
    fix: |said| match (said.is_zip(), said.number(0)) {
        (true, 1) => "Make the zip with the export program, or take this file out.".into(),
        (true, _) => "Make the zip with the export program, or take these files out.".into(),
        (false, 1) => "Take this file out.".into(),
        (false, _) => "Take these files out.".into(),
    },
    campus_fix: Some(|said| if said.is_zip() {
        format!("Send the zip as the Zip Tool makes it ({ZIP_SCREEN}), without unpacking it.")
    } else {
        String::new()
    }),
};

fn check(package: &PackageFacts, findings: &mut Findings) {
    let mut leftovers = package.files.iter().filter(|file| file.is_leftover);
    if let Some(first) = leftovers.next() {
        let count = 1 + leftovers.count() as u64;
        findings.report(&RULE, Place::PACKAGE, || Args::none().number(count).word(visible(&first.path)));
    }
}
