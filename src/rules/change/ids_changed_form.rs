use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # All ids of a file have another form
    ///
    /// ## What it checks
    /// When two packages are compared, the ids of a file have the same form as before, such as a letter and a number, or a UUID.
    ///
    /// ## Why it matters
    /// To the receiver all these records are new, and all that it has are missing. It removes what it knows, or keeps everything
    /// twice.
    ///
    /// ## How to fix
    /// Look at what changed in the export: another version of OneRoster, another program, or a setting for ids. Go back to the
    /// old ids, or ask the receiver first.
    ///
    /// ## Example
    /// ```earlier
    /// courses.csv
    /// sourcedId,title,courseCode
    /// c101,Biology,BIO-1
    /// c102,Chemistry,CHE-1
    /// c103,Physics,PHY-1
    /// c104,Latin,LAT-1
    /// c105,French,FRE-1
    /// c106,Music,MUS-1
    /// c107,Art,ART-1
    /// c108,Dance,DAN-1
    /// c109,Drama,DRA-1
    /// ```
    /// ```wrong
    /// courses.csv
    /// sourcedId,title,courseCode
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e01,Biology,BIO-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e02,Chemistry,CHE-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e03,Physics,PHY-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e04,Latin,LAT-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e05,French,FRE-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e06,Music,MUS-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e07,Art,ART-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e08,Dance,DAN-1
    /// 0d6f2a51-3f0c-4f63-9a8e-2b1f5c7d9e09,Drama,DRA-1
    /// ```
    /// ```right
    /// courses.csv
    /// sourcedId,title,courseCode
    /// c101,Biology,BIO-1
    /// c102,Chemistry,CHE-1
    /// c103,Physics,PHY-1
    /// c104,Latin,LAT-1
    /// c105,French,FRE-1
    /// c106,Music,MUS-1
    /// c107,Art,ART-1
    /// c108,Dance,DAN-1
    /// c109,Drama,DRA-1
    /// ```
    ///
    /// ## Known limits
    /// Nothing is said while one in ten records keeps its id, or where ids have several forms.
}

pub(crate) static RULE: Rule = Rule {
    name: "ids-changed-form",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        page_of(
            Authority::InfiniteCampus,
            "OneRoster, what is new in 1.2: ids are not compatible between 1.1 and 1.2",
            "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12",
        ),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "All ids of {} have changed their form: {} before, {} now.",
        said.file(), said.word(1), said.word(2)
    ),
    fix: |_| "Do not send the package before it is known why the ids changed. Go back to the old ids, or ask the receiver first.".into(),
    campus_fix: Some(|_| "Campus writes other ids in OneRoster 1.2 than in 1.1. Keep the version that the receiver knows.".into()),
};
