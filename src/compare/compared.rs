//! What two packages differ in, and what the findings about it are told from.

use super::model::Comparison;
use super::options::Options;
use super::people::Known;
use super::traces::Traces;
use crate::oneroster::TableId;

/// Two packages, compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What differs, contents shown.
    pub comparison: Comparison,
    pub(super) options: Options,
    pub(super) stories: Stories,
}

/// What the stories are told from.
#[derive(Clone, Debug, Default)]
pub(super) struct Stories {
    /// By file that was compared.
    pub(super) traces: Vec<(TableId, Traces)>,
    /// School years that the sessions of either package name.
    pub(super) years: [Vec<u16>; 2],
    pub(super) known: Known,
}
