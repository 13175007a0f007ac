//! Infinite Campus exports for the DESSA System: what the article says, as data.
//!
//! Source: "Integrating with the Infinite Campus Student Information System" (the Infinite Campus article),
//! <https://selcompass.zendesk.com/hc/en-us/articles/7238443011725>.

use crate::oneroster::TableId;

/// The data files that the DESSA System needs, besides the manifest.
pub const FILES: [TableId; 7] = [
    TableId::AcademicSessions,
    TableId::Classes,
    TableId::Courses,
    TableId::Demographics,
    TableId::Enrollments,
    TableId::Orgs,
    TableId::Users,
];

/// The version of OneRoster that the DESSA System reads.
pub const VERSION: &str = "1.1";

/// Where one extract (one file) is set up in Campus.
pub const EXTRACT_SCREEN: &str =
    "System Administration > Data Utilities > Data Extract Utility > Data Extract Utility Set Up";

/// Where the zip is put together in Campus.
pub const ZIP_SCREEN: &str = "System Administration > Data Utilities > Data Extract Utilities > Zip Tool";

/// The procedure that fills one file, as the article prints it. `stem` is the file's name without its ending.
pub fn procedure(stem: &str) -> String {
    let mut name = String::from(stem);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("EXEC extract_V1P1OneRoster{name} @type = 'bulk'")
}

/// How to set the content of one extract right. `file` is its name as it stands in the package.
pub fn paste_procedure(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let files = FILES.map(TableId::stem).into_iter().chain(["manifest"]);
    let stem = files.into_iter().find(|stem| name.to_lowercase().starts_with(&stem.to_lowercase()));
    let line = stem.map_or_else(|| "the line that the Infinite Campus article gives for this file".into(), procedure);
    format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {file}, and replace what stands in the SQL/Prism field by this \
         line, unchanged: {line}"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_procedure_is_the_one_the_article_prints() {
        assert_eq!(super::procedure("academicSessions"), "EXEC extract_V1P1OneRosterAcademicSessions @type = 'bulk'");
    }
}
