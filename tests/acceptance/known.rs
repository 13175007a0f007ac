//! The ledger: where we say something else than others do.

/// What [`Difference::they_say`] holds when only we say something.
pub(crate) const NOTHING: &str = "nothing";

/// Who is right.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Right {
    Ours,
    Theirs,
    Unclear,
}

impl Right {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
            Self::Unclear => "unclear",
        }
    }
}

/// One known difference.
#[derive(Debug)]
pub(crate) struct Difference {
    /// Name or number of the package.
    pub(crate) package: &'static str,
    /// Their statement: level or code, file, column, rows.
    pub(crate) they_say: &'static str,
    /// Ours; where they say nothing it is our rule, file and column.
    pub(crate) we_say: &'static str,
    pub(crate) right: Right,
    pub(crate) why: &'static str,
}

const ROWS_OF_1_0: &str = "How 1.0 writes flags is not public, and its samples write Female and Male, TRUE and FALSE. The report says what was not checked, and the package is not ready";
const VERSION_NUMBERS: &str = "The numbers of a correction and of a national profile are read as the version that they begin with. They call it contested themselves; one program writes such numbers on purpose, another refuses them";
const ONE_OF_TWO: &str = "One finding says that the column “name” may be givenName or familyName";
const READ_BY_HEADER: &str = "They stop at the names of the files; the files are recognized by their headers and read";
const NEEDED_FILES: &str = "A class needs a course and a session by columns that every class must fill. They do not count the two files because classes.csv lacks these columns as well";
const UNKNOWN_FILES: &str = "A CSV file outside the catalogue cannot be listed in a manifest, and an unlisted file is an import error by the letter; receivers are known to skip it. The rule page of unknown-file explains the warning";
const OBJECTIVE_IDS: &str =
    "The table says that the id is a UUID URN where the source is case. We have no such rule yet";
const HOUSE_RULE: &str =
    "House rule of theirs, made from the descriptions of the columns; the standard does not ask for it";
const DELTA_REFERENCES: &str = "Their test asks for every row of a delta file to be looked up (reader option allRows); by default they do not. In delta a record may be known from before, so it is a warning";
const BY_NAME: &str =
    "They go by the place in the header, we by the name: the column is there, others before it are missing";
const FORM_OF_AN_ID: &str = "The file that the id leads to is missing, and that is the error; the form of the id is seen when the file is there";
const PRIMARY_ORG: &str = "House rule of theirs: that a user's primary org needs a role there is not in the text, and the role that is missing is told already";
const CLASS_OF_A_RESULT: &str = "The class does not exist; that it is not the line item's follows";

const fn known(
    package: &'static str,
    they_say: &'static str,
    we_say: &'static str,
    right: Right,
    why: &'static str,
) -> Difference {
    Difference { package, they_say, we_say, right, why }
}

/// The packages of `roster/`, against the list beside each.
pub(crate) const ROSTER: &[Difference] = &[
    known("edfi-lms-v1p0", "E demographics.csv sex 2-9", "such words are not judged", Right::Unclear, ROWS_OF_1_0),
    known(
        "edfi-lms-v1p0",
        "S demographics.csv americanIndianOrAlaskaNative 2-9",
        "such words are not judged",
        Right::Unclear,
        ROWS_OF_1_0,
    ),
    known("edfi-lms-v1p0", "S demographics.csv asian 2-9", "such words are not judged", Right::Unclear, ROWS_OF_1_0),
    known(
        "edfi-lms-v1p0",
        "S demographics.csv blackOrAfricanAmerican 2-9",
        "such words are not judged",
        Right::Unclear,
        ROWS_OF_1_0,
    ),
    known(
        "edfi-lms-v1p0",
        "S demographics.csv demographicRaceTwoOrMoreRaces 2-9",
        "such words are not judged",
        Right::Unclear,
        ROWS_OF_1_0,
    ),
    known(
        "edfi-lms-v1p0",
        "S demographics.csv hispanicOrLatinoEthnicity 2-9",
        "such words are not judged",
        Right::Unclear,
        ROWS_OF_1_0,
    ),
    known(
        "edfi-lms-v1p0",
        "S demographics.csv nativeHawaiianOrOtherPacificIslander 2-9",
        "such words are not judged",
        Right::Unclear,
        ROWS_OF_1_0,
    ),
    known("edfi-lms-v1p0", "S demographics.csv white 2-9", "such words are not judged", Right::Unclear, ROWS_OF_1_0),
    known("edfi-lms-v1p0", "S enrollments.csv primary 22-25", "such words are not judged", Right::Unclear, ROWS_OF_1_0),
    known(
        "meibo-jk12-v1",
        "E manifest.csv oneroster.version (file)",
        "warning: unknown-oneroster-version",
        Right::Unclear,
        VERSION_NUMBERS,
    ),
    known(
        "meibo-v1p2p1",
        "E manifest.csv oneroster.version (file)",
        "warning: unknown-oneroster-version",
        Right::Unclear,
        VERSION_NUMBERS,
    ),
    known("rosterbridge-jpp", NOTHING, "bad-pair sample_users.csv userIds x7", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "miscased-token sample_users.csv enabledUser x7", Right::Ours, READ_BY_HEADER),
    known(
        "rosterbridge-jpp",
        NOTHING,
        "misplaced-column sample_academicSessions.csv startDate",
        Right::Ours,
        READ_BY_HEADER,
    ),
    known("rosterbridge-jpp", NOTHING, "misplaced-column sample_users.csv username", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv agentSourcedIds", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv identifier", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv middleName", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv password", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv phone", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "missing-column sample_users.csv sms", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "renamed-column sample_users.csv orgs", Right::Ours, READ_BY_HEADER),
    known("rosterbridge-jpp", NOTHING, "unknown-token sample_orgs.csv type x2", Right::Ours, READ_BY_HEADER),
    known("sds-v2", NOTHING, "missing-file academicSessions.csv", Right::Ours, NEEDED_FILES),
    known("sds-v2", NOTHING, "missing-file courses.csv", Right::Ours, NEEDED_FILES),
    known("sds-v2p1", "E relationships.csv (file)", "warning: unknown-file", Right::Unclear, UNKNOWN_FILES),
    known("sds-v2p1", "E userFlags.csv (file)", "warning: unknown-file", Right::Unclear, UNKNOWN_FILES),
];

/// The packages of `longsight/`, by their numbers, against the diagnostics of that library.
pub(crate) const LONGSIGHT: &[Difference] = &[
    known(
        "013",
        "schema.missing_header users.csv givenName 1",
        "renamed-column users.csv name",
        Right::Unclear,
        ONE_OF_TWO,
    ),
    known("033", "refused", "not ready, but for want of records only", Right::Unclear, UNKNOWN_FILES),
    known("033", "package.unknown_file extra.csv", "warning: unknown-file", Right::Unclear, UNKNOWN_FILES),
    known("105", "refused", "not ready, but for want of records only", Right::Unclear, UNKNOWN_FILES),
    known("105", "package.unknown_file extra.csv", "warning: unknown-file", Right::Unclear, UNKNOWN_FILES),
    known(
        "045",
        "semantic.invalid_case_learning_objective_id lineItemLearningObjectiveIds.csv learningObjectiveId 2",
        "nothing",
        Right::Theirs,
        OBJECTIVE_IDS,
    ),
    known(
        "045",
        "semantic.invalid_case_learning_objective_id resultLearningObjectiveIds.csv learningObjectiveId 2",
        "nothing",
        Right::Theirs,
        OBJECTIVE_IDS,
    ),
    known(
        "045",
        "semantic.invalid_score_scale_mapping scoreScales.csv scoreScaleValue 4",
        "nothing",
        Right::Unclear,
        "A second colon within {left:right}: the standard gives a form and no grammar",
    ),
    known(
        "047",
        "semantic.academic_session_type_mismatch lineItems.csv academicSessionSourcedId 2",
        "nothing",
        Right::Ours,
        "House rule of theirs: the column may name any session",
    ),
    known(
        "047",
        "semantic.org_type_mismatch lineItems.csv schoolSourcedId 2",
        "warning: wrong-target-type",
        Right::Unclear,
        "Only the description of the column says that it is a school",
    ),
    known(
        "049",
        "semantic.result_class_mismatch results.csv classSourcedId 2",
        "unknown-reference there",
        Right::Ours,
        CLASS_OF_A_RESULT,
    ),
    known(
        "049",
        "semantic.result_student_not_enrolled results.csv studentSourcedId 3",
        "nothing",
        Right::Ours,
        HOUSE_RULE,
    ),
    known("055", "refused", "ready", Right::Ours, HOUSE_RULE),
    known("055", "semantic.invalid_score_range lineItems.csv resultValueMin 2", "nothing", Right::Ours, HOUSE_RULE),
    known("057", "refused", "ready, with warnings", Right::Ours, DELTA_REFERENCES),
    known(
        "057",
        "reference.missing_target_file lineItems.csv academicSessionSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file lineItems.csv categorySourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file lineItems.csv classSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file lineItems.csv schoolSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file userResources.csv classSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file userResources.csv orgSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file userResources.csv resourceSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "057",
        "reference.missing_target_file userResources.csv userSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "075",
        "semantic.result_class_mismatch results.csv classSourcedId 2",
        "unknown-reference there",
        Right::Ours,
        CLASS_OF_A_RESULT,
    ),
    known("081", "refused", "ready, with warnings", Right::Ours, DELTA_REFERENCES),
    known(
        "081",
        "reference.missing_target_file results.csv classSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "081",
        "reference.missing_target_file results.csv lineItemSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "081",
        "reference.missing_target_file results.csv studentSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known("095", "schema.missing_header users.csv username 1", "the columns that are missing", Right::Ours, BY_NAME),
    known(
        "131",
        "semantic.user_resource_class_org_mismatch userResources.csv orgSourcedId 2",
        "unknown-reference there",
        Right::Ours,
        "The org does not exist; that it is not the class's school follows",
    ),
    known(
        "139",
        "row.invalid_guid classResources.csv classSourcedId 2",
        "missing-file classes.csv, with this row counted under it",
        Right::Ours,
        FORM_OF_AN_ID,
    ),
    known(
        "139",
        "row.invalid_guid userResources.csv orgSourcedId 2",
        "missing-file orgs.csv, with this row counted under it",
        Right::Ours,
        FORM_OF_AN_ID,
    ),
    known(
        "139",
        "row.invalid_list resources.csv roles 2",
        "warning: empty-list-item",
        Right::Unclear,
        "The standard does not speak of empty items",
    ),
    known(
        "159",
        "semantic.primary_org_missing_role users.csv primaryOrgSourcedId 2",
        "nothing",
        Right::Ours,
        PRIMARY_ORG,
    ),
    known(
        "159",
        "semantic.primary_org_missing_role users.csv primaryOrgSourcedId 3",
        "nothing",
        Right::Ours,
        PRIMARY_ORG,
    ),
    known(
        "161",
        "semantic.primary_org_missing_role users.csv primaryOrgSourcedId 2",
        "nothing",
        Right::Ours,
        PRIMARY_ORG,
    ),
    known(
        "161",
        "semantic.primary_org_missing_role users.csv primaryOrgSourcedId 3",
        "nothing",
        Right::Ours,
        PRIMARY_ORG,
    ),
    known("169", "refused", "ready, with warnings", Right::Ours, DELTA_REFERENCES),
    known(
        "169",
        "reference.missing_target_file users.csv primaryOrgSourcedId 2",
        "warning: unresolved-delta-reference",
        Right::Ours,
        DELTA_REFERENCES,
    ),
    known(
        "175",
        "row.invalid_list classes.csv subjectCodes 2",
        "warning: unpaired-subjects",
        Right::Unclear,
        "The standard asks for equal lists and leaves open whether one of the two may be blank",
    ),
    known("177", "schema.missing_header categories.csv title 1", "the columns that are missing", Right::Ours, BY_NAME),
];
