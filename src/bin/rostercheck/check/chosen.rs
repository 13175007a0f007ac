//! Which receivers and which sender the arguments name.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rostercheck::receivers::{Described, Receiver};
use rostercheck::senders::Sender;

use crate::CheckArguments;

/// The receivers that `--to` names: see [`receivers`].
pub(crate) fn receivers_to(to: &[String]) -> Vec<Receiver> {
    receivers(&[], to, &[])
}

/// The program that `--from` names; another one than Campus if receivers are named and it is not.
pub(crate) fn sender_of(from: Option<&str>, has_receivers: bool) -> Option<Sender> {
    from.and_then(Sender::from_id).or(has_receivers.then_some(Sender::OTHER))
}

/// The chosen receivers in the order of the report; the OneRoster rules always run.
pub(crate) fn receivers(profiles: &[String], to: &[String], described: &[Receiver]) -> Vec<Receiver> {
    let chosen: Vec<Receiver> = profiles.iter().chain(to).filter_map(|id| Receiver::from_id(id)).collect();
    if chosen.is_empty() && described.is_empty() {
        return Receiver::by_default().collect();
    }
    let is_chosen = |receiver: &Receiver| *receiver == Receiver::ONEROSTER || chosen.contains(receiver);
    let mut all: Vec<Receiver> = Receiver::all().filter(is_chosen).collect();
    for receiver in described {
        if !all.contains(receiver) {
            all.push(*receiver);
        }
    }
    all
}

/// The receivers that files describe; why the first of them cannot be used, with its path.
pub(super) fn described(paths: &[PathBuf]) -> Result<Vec<Receiver>, String> {
    let one = |path: &PathBuf| {
        let about = |why: &dyn std::fmt::Display| format!("{}: {why}", crate::say::path(path));
        let json = beginning(path).map_err(|error| about(&error))?;
        Described::read(&json).and_then(|it| Receiver::described(&it)).map_err(|refused| about(&refused))
    };
    paths.iter().map(one).collect()
}

/// What a file holds, no more of it than tells that it is too long.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(Described::LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where the packages come from: what `--from` says. The profiles of the first round imply it, `--to` does not.
pub(super) fn sender(arguments: &CheckArguments) -> Option<Sender> {
    let named = arguments.from.as_deref().and_then(Sender::from_id);
    let is_implied = arguments.to.is_empty() && arguments.receiver.is_empty()
        || arguments.profile.iter().any(|id| id == Receiver::DESSA.id());
    named.or_else(|| (!is_implied).then_some(Sender::OTHER))
}
