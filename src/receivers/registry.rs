//! The receivers that somebody described, by the places behind those that are built in.
//!
//! A [`Receiver`] is a number that goes with every finding, so what it stands for must live as long as the process. A
//! description is bounded, and so is the number of them.

use std::sync::{PoisonError, RwLock};

use super::described::{Described, Refused};
use super::{DECLARED, Declaration, Origin, Receiver, Severities};

/// With their descriptions.
static KNOWN: RwLock<Vec<(String, &'static Declaration)>> = RwLock::new(Vec::new());

/// How many there is room for: each has four bits in [`Severities`].
fn most() -> usize {
    usize::from(Severities::MOST_RECEIVERS) - DECLARED.len()
}

/// What is known of one of them.
pub(super) fn declaration(place: usize) -> Option<&'static Declaration> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    known.get(place).map(|(_, declaration)| *declaration)
}

/// Makes a receiver of a description.
pub(super) fn register(described: &Described) -> Result<Receiver, Refused> {
    let declaration = described.declaration()?;
    let text = described.to_json();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    let receiver =
        |place: usize| u8::try_from(DECLARED.len() + place).map(Receiver).map_err(|_| Refused::TooMany(most()));
    if let Some(place) = known.iter().position(|(other, _)| *other == text) {
        return receiver(place);
    }
    if known.iter().any(|(_, other)| other.id == described.id) {
        return Err(Refused::Twice(described.id.clone()));
    }
    if known.len() >= most() {
        return Err(Refused::TooMany(most()));
    }
    let place = receiver(known.len())?;
    known.push((text, Box::leak(Box::new(Declaration { origin: Origin::Described, ..declaration }))));
    Ok(place)
}
