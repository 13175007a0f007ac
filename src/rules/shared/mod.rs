//! What several rules have in common.

use super::*;

pub(crate) mod asked;
pub(crate) mod broken_letters;
pub(crate) mod characters;
pub(crate) mod effective_code;
pub(crate) mod pairs;
pub(crate) mod right_name;
pub(crate) mod same_person;
pub(crate) mod student_grades;
pub(crate) mod vocabulary;
