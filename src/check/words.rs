//! The words of the engine itself; what it finds is told in `report/`.

use std::fmt::{Display, Formatter, Result};

use super::Cancelled;

impl Display for Cancelled {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        to.write_str("the check was stopped")
    }
}
