//! The rule book: one file for each rule, each with its page, its severities, its detection, its words and its source, by
//! what it looks at.
//!
//! A rule file reads from top to bottom: the page for users under fixed headings, the declaration, the detection, the
//! message and the fix. [`RULES`] is the one list of all of them.

mod book;
mod shared;

use std::borrow::Cow;

use crate::profiles::Severities;
pub(crate) use shared::*;

pub use crate::rule::*;

pub use book::{BookEntry, BookSource, book};
pub(crate) use characters::told as code_told;
pub(crate) use code_too_long::cut as cut_code;
pub(crate) use effective_code::EffectiveCode;
pub(crate) use garbled_text::broken_in;
pub(crate) use report_line::is_report_text;

macro_rules! registry {
    ($($(#[$doc:meta])* $scope:ident { $($module:ident,)* })*) => {
        $(
            $(#[$doc])*
            pub(crate) mod $scope {
                use super::*;

                $(pub(crate) mod $module;)*
            }

            // The engine calls some of them by name.
            #[allow(unused_imports, reason = "most rules are only called through the list")]
            pub(crate) use $scope::{$($module),*};
        )*

        /// Every rule. Within a scope, a rule stands before those whose findings could be its echo.
        pub static RULES: &[&Rule] = &[$($(&$scope::$module::RULE),*),*];
    };
}

registry! {
    /// The zip or folder and the names in it.
    package {
        unreadable_package,
        unreadable_file,
        odd_archive,
        no_roster_files,
        oneroster_1_0,
        missing_manifest,
        zip_name_ending,
        date_in_zip_name,
        file_in_folder,
        repeated_file,
        miscased_file_name,
        misnamed_file,
        wrong_file_ending,
        date_in_file_name,
        unknown_file,
        system_leftover,
        listed_file_missing,
        missing_file,
        campus_file_missing,
        needed_file_missing,
        zip_not_as_agreed,
        unlisted_file,
        file_not_processed,
        no_records,
    }
    /// `manifest.csv`.
    manifest {
        manifest_header,
        unknown_oneroster_version,
        version_not_accepted,
        wrong_manifest_version,
        repeated_manifest_property,
        unknown_manifest_property,
        missing_manifest_property,
        bad_file_mode,
        delta_for_dessa,
        mode_not_accepted,
        mixed_modes,
        missing_source_name,
    }
    /// A file as a whole: encoding, separator, header.
    file {
        empty_file,
        utf_16_encoding,
        not_utf8,
        byte_order_mark,
        cr_line_endings,
        wrong_delimiter,
        missing_header_row,
        lines_above_header,
        wrong_file_content,
        no_data_rows,
        decorated_columns,
        header_width,
        miscased_column,
        misspelled_column,
        renamed_column,
        missing_column,
        repeated_column,
        unnamed_column,
        unknown_column,
        misplaced_column,
    }
    /// How rows are written: quotes, number of cells.
    row {
        line_too_long,
        unclosed_quote,
        text_after_quote,
        stray_quote,
        repeated_header,
        report_line,
        too_many_cells,
        too_few_cells,
        line_break_in_cell,
        blank_row,
    }
    /// What a single cell holds.
    cell {
        required_value,
        blank_in_delta,
        spaces_only_cell,
        filled_in_bulk,
        null_text,
        scientific_notation,
        inactive_status,
        miscased_token,
        unknown_token,
        bad_date,
        bad_date_time,
        date_time_form,
        bad_year,
        bad_number,
        bad_pair,
        ids_in_other_notation,
        other_list_separator,
        bad_sourced_id,
        unknown_grade,
        date_last_modified_in_future,
        text_too_long,
        garbled_text,
        invisible_character,
        empty_list_item,
        space_in_list,
        unsupported_code_character,
        unsupported_name_character,
        code_too_long,
        space_around_code,
        name_too_long,
        unsupported_username_character,
        user_field_too_long,
        many_orgs,
        several_terms,
        odd_org_parent,
        class_without_label,
        bad_email,
        teacher_without_email,
        student_without_grade,
        several_grades,
        unrated_grade,
        student_without_identifier,
        leading_zero_identifier,
        missing_birth_date,
        implausible_birth_date,
        missing_sex,
        required_by_receiver,
        too_long_for_receiver,
        character_not_accepted,
        value_not_accepted,
    }
    /// What rows say about each other.
    relation {
        duplicate_sourced_id,
        ids_alike_but_for_case,
        id_in_two_files,
        unknown_reference,
        wrong_target_type,
        reference_to_deleted,
        unresolved_delta_reference,
        circle_of_parents,
        unpaired_subjects,
        repeated_code,
        code_in_two_files,
        repeated_username,
        person_with_two_roles,
        repeated_identifier,
        shared_email,
        mixed_id_schemes,
        agent_role,
        deleted_users,
        repeated_unenrollment,
        no_school,
        no_students_or_teachers,
        unused_school,
        role_not_imported,
        student_without_demographics,
        class_without_teacher,
        student_without_enrollment,
        teacher_without_enrollment,
        two_roles_in_class,
        repeated_enrollment,
        several_primary_roles,
        primary_non_teacher,
        two_primary_teachers,
        end_before_start,
        session_outside_parent,
        overlapping_sessions,
        enrollment_outside_sessions,
        enrollment_at_other_school,
        bad_learning_objective,
        result_of_non_student,
        reversed_score_range,
        score_out_of_range,
        users_without_email,
        password_in_file,
    }
    /// What is different from the package that was sent before.
    change {
        older_package_second,
        new_school_year,
        people_under_new_ids,
        ids_changed_form,
        whole_group_gone,
        many_records_gone,
        class_lost_people,
        nothing_changed,
    }
}

impl Rule {
    /// The rule with this name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        RULES.iter().copied().find(|rule| rule.name == name)
    }
}
