//! Infinite Campus: the screens and lines that its article gives for the DESSA System, as data.
//!
//! Source: "Integrating with the Infinite Campus Student Information System" (the Infinite Campus article),
//! <https://selcompass.zendesk.com/hc/en-us/articles/7238443011725>.

mod steps;

use super::{Declaration, Source};
use crate::oneroster::TableId;

/// The sender.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "infinite-campus",
    title: "Infinite Campus",
    read_on: "2026-11-28",
    sources: &[
        Source {
            title: "Aperture Education: Integrating with the Infinite Campus Student Information System",
            link: "https://selcompass.zendesk.com/hc/en-us/articles/7238443011725",
        },
        Source {
            title: "Infinite Campus: OneRoster CSV extract configuration",
            link: "https://kb-test.infinitecampus.com/help/oneroster-csv-extract-configuration",
        },
    ],
    remark: "The CSV extract writes OneRoster 1.1 only, 11 files. Infinite Campus provides it as is, doesn't maintain it and \
             doesn't certify it.",
    steps: steps::STEPS,
    // Said of OneRoster 1.2, which Campus has as an interface only; the extract is close to it.
    people: &[
        "Aides are people with an employment assignment in any role but Teacher",
        "Administrators are people with an SIS security role",
        "Guardians are people with a relationship whose portal box is selected",
        "Disabled accounts are normal",
    ],
};

/// Where one extract (one file) is set up in Campus.
const EXTRACT_SCREEN: &str =
    "System Administration > Data Utilities > Data Extract Utility > Data Extract Utility Set Up";

/// Where the zip is put together in Campus.
const ZIP_SCREEN: &str = "System Administration > Data Utilities > Data Extract Utilities > Zip Tool";

/// The procedure that fills one file, as the article prints it. `stem` is the file's name without its ending.
fn procedure(stem: &str) -> String {
    let mut name = String::from(stem);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("EXEC extract_V1P1OneRoster{name} @type = 'bulk'")
}

/// The same for a file by its right name; none for a file of which the article says nothing.
fn line_of(file: &str) -> Option<String> {
    let stem = file.strip_suffix(".csv")?;
    let mut known = crate::receivers::dessa::FILES.map(TableId::stem).into_iter().chain(["manifest"]);
    known.find(|known| *known == stem).map(procedure)
}

/// What to do about cells that the extract would not write so: send the file as it comes, and look at its line.
fn send_as_exported(file: &str, right_name: &str) -> String {
    let send = format!("Send {file} exactly as Campus exports it. Don't open and save it in a spreadsheet program.");
    match line_of(right_name) {
        Some(line) => format!(
            "{send} If nobody opened it, check in {EXTRACT_SCREEN} that the SQL/Prism field of its extract contains this line: \
             {line}"
        ),
        None => send,
    }
}

/// How to set the content of one extract right; nothing for a file that the article does not know. `file` is its name as it
/// stands in the package, `right_name` what it should be called.
fn paste_procedure(file: &str, right_name: &str) -> String {
    line_of(right_name).map_or_else(String::new, |line| {
        format!(
            "Open {EXTRACT_SCREEN}, open the {file} extract, and replace the contents of the SQL/Prism field with this line: \
             {line}"
        )
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_procedure_is_the_one_the_article_prints() {
        assert_eq!(super::procedure("academicSessions"), "EXEC extract_V1P1OneRosterAcademicSessions @type = 'bulk'");
    }

    #[test]
    fn only_files_of_the_article_have_a_line() {
        for file in ["manifest.csv", "academicSessions.csv", "users.csv"] {
            assert!(super::line_of(file).is_some(), "{file}");
            assert!(super::paste_procedure(file, file).contains("EXEC extract_V1P1OneRoster"), "{file}");
        }
        for file in ["roles.csv", "lineItems.csv", "users", "export/users.csv", ""] {
            assert_eq!(super::line_of(file), None, "{file}");
            assert_eq!(super::paste_procedure(file, file), "", "{file}");
        }
    }
}
