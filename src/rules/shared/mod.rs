//! What several rules have in common.

use super::*;

pub(crate) mod asked;
pub(crate) mod broken_letters;
pub(crate) mod effective_code;
pub(crate) mod pairs;
pub(crate) mod same_person;
pub(crate) mod vocabulary;
