use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # All IDs in a file have a new format
    ///
    /// ## What it checks
    /// When two packages are compared, the IDs of a file have the same format as before, such as a letter and a number, or a
    /// UUID.
    ///
    /// ## Why it matters
    /// To the receiver, all these records are new, and all the records that it has are missing. It removes those, or keeps
    /// everything twice.
    ///
    /// ## How to fix
    /// Find out what changed in the export: another version of OneRoster, another program, or a setting for IDs. Go back to the
    /// old IDs, or ask the receiver first.
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
    /// The rule is silent when one in ten records keeps its ID, or when IDs have several formats.
}

pub(crate) static RULE: Rule = Rule {
    name: "ids-changed-form",
    page: PAGE,
    counted: None,
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
    message: |said| {
        let Forms { before, now } = Forms::of(said);
        format!("All IDs in {} have a new format. Before: {before}. Now: {now}.", said.file())
    },
    fix: |_| "Don't send the package until you know why the IDs changed. Go back to the old IDs, or ask the receiver first.".into(),
};

told! {
    /// The usual form of the ids of a file.
    struct Forms {
        before: Cow<'static, str>,
        now: Cow<'static, str>,
    }
}

/// Both forms of the ids.
pub(crate) fn args(before: String, now: String) -> Args {
    Args::none().told(Forms { before: before.into(), now: now.into() })
}
