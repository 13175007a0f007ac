use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The name of the zip doesn't end with .zip
    ///
    /// ## What it checks
    /// The zip may have any name, but it must end with `.zip`.
    ///
    /// ## Why it matters
    /// The receiver looks for files with this ending. It doesn't find the package, and imports nothing.
    ///
    /// ## How to fix
    /// Give the zip a name that ends with `.zip`, in small letters.
    ///
    /// In Infinite Campus, the Zip Tool has a field for the ending.
    ///
    /// ## Example
    /// ```wrong
    /// zip OneRoster.dat
    /// ```
    /// ```right
    /// zip OneRoster.zip
    /// ```
    ///
    /// ## Known limits
    /// `.ZIP` in capital letters is a warning, and for Brightspace only: D2L asks for small letters on the page of a related
    /// product.
}

pub(crate) static RULE: Rule = Rule {
    name: "zip-name-ending",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Exchanging the CSV Files: the name of the zip is free, its extension is zip"),
        campus_article("The ZIP file can have any filename, but it must have the .zip extension"),
        brightspace_article("Uploaded via a zip archive of CSV files"),
        page_of(
            Authority::D2l,
            "D2L Standard CSV: the names of files on the SFTP server",
            "https://community.d2l.com/brightspace/kb/articles/23817",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Ending { name, is_capital } = Ending::of(said);
        if is_capital {
            format!("The zip is called {name}, but D2L asks for “.zip” in small letters.")
        } else {
            format!("The package is called {name}, but its name must end with “.zip”.")
        }
    },
    fix: |_| "Give it a name that ends with “.zip”, in small letters.".into(),
};

told! {
    /// The name of the zip.
    struct Ending {
        name: Cow<'static, str>,
        /// Whether it is only written in capital letters.
        is_capital: bool,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(name) = &package.zip_name else { return };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let args = |is_capital| Args::none().told(Ending { name: visible(name).into(), is_capital });
    if ending.eq_ignore_ascii_case("zip") && ending != "zip" {
        let severities = Severities::nowhere().d2l_brightspace(Warning);
        findings.report_as(&RULE, severities, Place::PACKAGE, || args(true));
    } else if ending != "zip" {
        findings.report(&RULE, Place::PACKAGE, || args(false));
    }
}
