use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A whole school, grade or role is gone
    ///
    /// ## What it checks
    /// When two packages are compared, every school, grade and role of the older one is still there.
    ///
    /// ## Why it matters
    /// A school that is not chosen in the export, a calendar without a schedule, or a filter on a grade takes all its people away
    /// at once. The package stays valid, and the receiver removes them.
    ///
    /// ## How to fix
    /// Look at the filters of the export: schools, calendars, grades and roles. If the school has closed, nothing needs to be done.
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
    /// A school or grade of fewer than five people, and a role of fewer than three, may end without a word, unless the school is
    /// gone from orgs.csv. In a new school year nothing is said about grades.
}

pub(crate) static RULE: Rule = Rule {
    name: "whole-group-gone",
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
        field("Districts write that a filter of the export removed a whole school at the receiver"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let key = match said.word(2) {
            word if word.is_empty() => said.value(),
            word => word,
        };
        let what = said.word(0);
        match said.number(1) {
            0 => format!("The {what} {key} is gone from {}.", said.file()),
            _ => format!(
                "Nobody in {} belongs to the {what} {key} any more; {} before.",
                said.file(),
                said.count_of(1, "did", "people did").replacen("1 did", "1 person did", 1),
            ),
        }
    },
    fix: |said| format!("If this {} has not ended, look at the filters of the export: schools, calendars, grades and roles.", said.word(0)),
    campus_fix: Some(|_| "Look at System Administration > Calendar > School Years and at the filter of the export: the calendars of every school must be chosen and active.".into()),
};
