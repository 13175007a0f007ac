use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A file lacks many records that were sent before
    ///
    /// ## What it checks
    /// When two packages are compared, no file, and no role in it, has lost more than 10% of its records. The share can be set.
    ///
    /// ## Why it matters
    /// Some receivers remove whoever is missing from the newest file. A wrong filter in the export, a school year that was not
    /// rolled over, or a file that was cut off deletes people and their work.
    ///
    /// ## How to fix
    /// Look at the filters of the export: schools, calendars, grades, start and end dates. If all of these records are right to
    /// go, tell the receiver before the package is sent: some hold it back until somebody confirms it.
    ///
    /// ## Example
    /// ```earlier
    /// courses.csv
    /// sourcedId,title,courseCode
    /// course2,Biology,BIO-1
    /// course3,Chemistry,CHE-1
    /// course4,Physics,PHY-1
    /// course5,Latin,LAT-1
    /// ```
    /// ```wrong
    /// courses.csv
    /// sourcedId,title,courseCode
    /// course2,Biology,BIO-1
    /// ```
    /// ```right
    /// courses.csv
    /// sourcedId,title,courseCode
    /// course2,Biology,BIO-1
    /// course3,Chemistry,CHE-1
    /// course4,Physics,PHY-1
    /// course5,Latin,LAT-1
    /// ```
    ///
    /// ## Known limits
    /// Up to 10% are not told, beyond it is a warning, and beyond 30% an error for receivers that remove what is missing. Fewer
    /// than three records are never told. In a new school year the shares of people are twice as high, and nothing is said about
    /// what belongs to the year.
}

pub(crate) static RULE: Rule = Rule {
    name: "many-records-gone",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        page_of(
            Authority::Aperture,
            "Accepted clean integration file: the newest file is compared with what is stored",
            "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
        ),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: a bulk file deletes enrollments only",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
        field("Receivers hold a package back when more than a share of the records would go"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let of = match (said.word(4), said.value()) {
            (word, _) if !word.is_empty() => format!(" with the role {word}"),
            (_, value) if value == "(empty)" => String::new(),
            (_, value) => format!(" with the role {value}"),
        };
        let verb = if said.word(3) == "delta" { "deletes" } else { "lacks" };
        format!(
            "The newer {} {verb} {} of {}{of} in the older package ({}%).",
            said.file(), said.word(0), said.count_of(1, "record", "records"), said.word(2)
        )
    },
    fix: |_| "If these records should still be there, look at the filters of the export: schools, calendars, grades, start and end dates. If they are right to go, tell the receiver before the package is sent.".into(),
    campus_fix: Some(|_| "Look at System Administration > Calendar > School Years: the active year must have calendars and schedules. Then look at the filter of the export, and run it again.".into()),
};

/// How many are gone, and of how many.
pub(crate) fn args(gone: u64, old: u64, is_delta: bool) -> Args {
    let tenths = (gone * 1000 + old / 2).checked_div(old).unwrap_or(0);
    let share = if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    Args::none().number(gone).number(old).word(share).word(if is_delta { "delta" } else { "bulk" })
}
