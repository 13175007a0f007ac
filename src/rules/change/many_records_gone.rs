use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # Many records are missing since the last package
    ///
    /// ## What it checks
    /// When two packages are compared, no file, and no role in it, has lost more than 10% of its records. A role also loses
    /// people who have another role now. You can set another share.
    ///
    /// ## Why it matters
    /// Some receivers remove everyone who is missing from the newest file. A wrong filter in the export, a school year that
    /// wasn't rolled over, or a file that was cut off deletes people and their work.
    ///
    /// ## How to fix
    /// Check the filters of the export: schools, calendars, grades, and start and end dates. If all of these records should go,
    /// tell the receiver before you send the package: some receivers stop it until somebody confirms it.
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
    /// A loss of up to 10% isn't reported. Beyond it the rule is a warning, and beyond 30% an error for receivers that remove
    /// missing records. Fewer than three records are never reported. In a new school year, the shares for people are twice as
    /// high, and the rule is silent about records that belong to the year, if the file has any. People who came back under new
    /// IDs are reported as that.
}

pub(crate) static RULE: Rule = Rule {
    name: "many-records-gone",
    page: PAGE,
    counted: None,
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
        field("Receivers stop a package when more than a share of the records would go"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Gone { count, old, share, is_delta, has_another, of, role } = Gone::of(said);
        let of = match of {
            Of::File => String::new(),
            Of::Role => format!(" with the role {}", role.map_or_else(|| said.value(), Cow::into_owned)),
        };
        let records = count_of(old, "record", "records");
        if has_another {
            let have = if count == 1 { "has" } else { "have" };
            format!("{} of the {records}{of} in the older {} {have} another role in the newer one, or {} missing from it ({share}%).", counted(count), said.file(), are(count))
        } else if is_delta {
            format!("The newer {} deletes {} of the {records}{of} in the older package ({share}%).", said.file(), counted(count))
        } else {
            format!("{} of the {records}{of} in the older {} {} missing from the newer one ({share}%).", counted(count), said.file(), are(count))
        }
    },
    fix: |_| "If these records should still be there, check the filters of the export: schools, calendars, grades, and start and end dates. If they should go, tell the receiver before you send the package.".into(),
};

told! {
    /// How many are gone, and of how many.
    struct Gone {
        count: u64,
        old: u64,
        /// In percent.
        share: Cow<'static, str>,
        is_delta: bool,
        /// Whether some are still there, with another role.
        has_another: bool,
        of: Of,
        /// A word of the standard; any other role is the value.
        role: Option<Cow<'static, str>>,
    }
}

one_of! {
    /// Which records are counted.
    enum Of {
        File = "file",
        Role = "role",
    }
}

impl Gone {
    fn new(gone: u64, old: u64, is_delta: bool, of: Of) -> Self {
        let tenths = (gone * 1000 + old / 2).checked_div(old).unwrap_or(0);
        let share = if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
        Self { count: gone, old, share: share.into(), is_delta, has_another: false, of, role: None }
    }
}

/// How many records of a file are gone, and of how many.
pub(crate) fn of_file(gone: u64, old: u64, is_delta: bool) -> Args {
    Args::none().told(Gone::new(gone, old, is_delta, Of::File))
}

/// How many people of a role are gone, or of another one now (`has_another`), and of how many; `known` is the role if it is a
/// word of the standard.
pub(crate) fn of_role(gone: u64, old: u64, is_delta: bool, has_another: bool, role: &str, known: Option<&'static str>) -> Args {
    let args = if known.is_some() { Args::none() } else { Args::value(role.as_bytes()) };
    args.told(Gone { has_another, role: known.map(Cow::from), ..Gone::new(gone, old, is_delta, Of::Role) })
}
