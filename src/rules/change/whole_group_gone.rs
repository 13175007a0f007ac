use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A whole school, grade, or role is gone
    ///
    /// ## What it checks
    /// When two packages are compared, every school, grade, and role of the older one is still in the newer one.
    ///
    /// ## Why it matters
    /// A school that isn't selected in the export, a calendar without a schedule, or a filter on a grade removes all its people
    /// at once. The package stays valid, and the receiver removes them.
    ///
    /// ## How to fix
    /// Check the filters of the export: schools, calendars, grades, and roles. If the school has closed, there's nothing to do.
    ///
    /// ## Example
    /// ```earlier
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Birch School,school,1002,district1
    /// ```
    /// ```wrong
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Birch School,school,1002,district1
    /// ```
    ///
    /// ## Known limits
    /// The rule is silent about a school or grade of fewer than five people and a role of fewer than three, unless the school is
    /// gone from orgs.csv. In a new school year it doesn't report grades.
}

pub(crate) static RULE: Rule = Rule {
    name: "whole-group-gone",
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
        field("Districts report that a filter of the export removed a whole school at the receiver"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Gone { what, people, known } = Gone::of(said);
        let (what, key) = (what.word(), known.map_or_else(|| said.value(), Cow::into_owned));
        match people {
            0 => format!("The {what} {key} is gone from {}.", said.file()),
            _ => format!("The {what} {key} had {} in the older {} and has none in the newer one.", count_of(people, "person", "people"), said.file()),
        }
    },
    fix: |said| format!(
        "If this {} should still be there, check the filters of the export: schools, calendars, grades, and roles.",
        Gone::of(said).what.word()
    ),
};

told! {
    /// A group of people that nobody belongs to now.
    struct Gone {
        what: What,
        /// Who belonged to it; none if it is a school that orgs.csv lacks.
        people: u64,
        /// A word of the standard; any other key is the value.
        known: Option<Cow<'static, str>>,
    }
}

one_of! {
    /// What people belong to.
    enum What {
        School = "school",
        Grade = "grade",
        Role = "role",
    }
}

/// A group by what its people share, `school`, `grade` or `role`, and how many they were. `known` is its key if that is a
/// word of the standard.
pub(crate) fn args(by: &str, people: u64, key: &str, known: Option<&'static str>) -> Args {
    let what = match by {
        "grade" => What::Grade,
        "role" => What::Role,
        _ => What::School,
    };
    let args = if known.is_some() { Args::none() } else { Args::value(key.as_bytes()) };
    args.told(Gone { what, people, known: known.map(Cow::from) })
}
