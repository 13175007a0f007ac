//! The names that rules knew receivers and the sender by, before these were told apart: see [`crate::receivers`] and
//! [`crate::senders`].

pub use crate::receivers::{Receiver, Severities, Severity, d2l_brightspace};

/// Exports of Infinite Campus for the DESSA System.
pub mod infinite_campus {
    pub use crate::receivers::dessa::{FILES, VERSION};
}
