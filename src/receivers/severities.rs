//! How bad a finding is for each receiver, in eight bytes: severities are part of the key by which findings are grouped.

use super::Receiver;

/// How bad a finding is. The worst comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The receiver refuses or loses data.
    Error,
    /// Probably wrong, or depends on the receiver's settings.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// How bad a finding is for each receiver; `None` where the receiver does not care.
///
/// There is a group: the standard, and the receivers that follow it. A receiver for which nothing is set is as strict as
/// the group. So each rule says in one word what it is to everybody, and names only those to whom it is something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Severities {
    /// Four bits each: the lowest for the group, then one nibble for each receiver.
    nibbles: u64,
}

/// Nothing is set: as the group.
const AS_GROUP: u64 = 0;
/// The receiver does not care.
const NOT_AT_ALL: u64 = 4;

const fn nibble(severity: Option<Severity>) -> u64 {
    match severity {
        Some(Severity::Error) => 1,
        Some(Severity::Warning) => 2,
        Some(Severity::Info) => 3,
        None => NOT_AT_ALL,
    }
}

const fn severity(nibble: u64) -> Option<Severity> {
    match nibble {
        1 => Some(Severity::Error),
        2 => Some(Severity::Warning),
        3 => Some(Severity::Info),
        _ => None,
    }
}

impl Severities {
    /// Receivers that have room beside the group.
    pub(super) const MOST_RECEIVERS: u8 = 15;

    /// The same for the standard and all that follow it.
    pub const fn everywhere(severity: Severity) -> Self {
        Self { nibbles: nibble(Some(severity)) }
    }

    /// For nobody; to start from.
    pub const fn nowhere() -> Self {
        Self { nibbles: 0 }
    }

    /// The same, with another severity for one receiver, or none.
    #[must_use]
    pub const fn with(self, receiver: Receiver, wanted: Option<Severity>) -> Self {
        let shift = 4 * (receiver.place() + 1);
        // What is as the group is written in one way only: equal severities have equal bits.
        let is_as_group = nibble(severity(self.nibbles & 0xF)) == nibble(wanted);
        let bits = if is_as_group { AS_GROUP } else { nibble(wanted) };
        Self { nibbles: self.nibbles & !(0xF << shift) | bits << shift }
    }

    /// The same, with another severity in the OneRoster rules alone.
    #[must_use]
    pub const fn oneroster(self, severity: Severity) -> Self {
        self.with(Receiver::ONEROSTER, Some(severity))
    }

    /// The same, with another severity for the DESSA System, whose profile has the name `infinite-campus`.
    #[must_use]
    pub const fn infinite_campus(self, severity: Severity) -> Self {
        self.with(Receiver::DESSA, Some(severity))
    }

    /// The same, with another severity for D2L Brightspace.
    #[must_use]
    pub const fn d2l_brightspace(self, severity: Severity) -> Self {
        self.with(Receiver::D2L_BRIGHTSPACE, Some(severity))
    }

    /// The same, without one receiver.
    #[must_use]
    pub const fn without(self, receiver: Receiver) -> Self {
        self.with(receiver, None)
    }

    /// The severity for one receiver.
    pub const fn get(self, receiver: Receiver) -> Option<Severity> {
        match self.nibbles >> (4 * (receiver.place() + 1)) & 0xF {
            AS_GROUP => severity(self.nibbles & 0xF),
            own => severity(own),
        }
    }

    /// For each receiver the worse of two.
    #[must_use]
    pub fn raised(self, other: Self) -> Self {
        let worse = |one: Option<Severity>, other: Option<Severity>| one.into_iter().chain(other).min();
        let group = worse(severity(self.nibbles & 0xF), severity(other.nibbles & 0xF));
        let start = group.map_or(Self::nowhere(), Self::everywhere);
        (0..Self::MOST_RECEIVERS)
            .map(Receiver)
            .fold(start, |raised, receiver| raised.with(receiver, worse(self.get(receiver), other.get(receiver))))
    }

    /// Whether there is a severity for the receivers that follow the standard.
    pub const fn follows(self) -> bool {
        severity(self.nibbles & 0xF).is_some()
    }

    /// Whether a receiver is named: it does not simply follow the standard.
    pub const fn names(self, receiver: Receiver) -> bool {
        self.nibbles >> (4 * (receiver.place() + 1)) & 0xF != AS_GROUP
    }

    /// The worst severity over some receivers.
    pub fn worst(self, receivers: &[Receiver]) -> Option<Severity> {
        receivers.iter().filter_map(|receiver| self.get(*receiver)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::Severity::{Error, Info, Warning};
    use super::*;

    const ALL: [Option<Severity>; 4] = [Some(Error), Some(Warning), Some(Info), None];

    #[test]
    fn what_was_set_is_given_and_nothing_else_changes() {
        assert!(Receiver::all().count() <= usize::from(Severities::MOST_RECEIVERS));
        for start in ALL.map(|severity| severity.map_or(Severities::nowhere(), Severities::everywhere)) {
            for receiver in Receiver::all() {
                for wanted in ALL {
                    let set = start.with(receiver, wanted);
                    assert_eq!(set.get(receiver), wanted);
                    for other in Receiver::all().filter(|other| *other != receiver) {
                        assert_eq!(set.get(other), start.get(other));
                    }
                    assert_eq!(set.with(receiver, start.get(receiver)), start, "equal severities have equal bits");
                }
            }
        }
    }

    #[test]
    fn for_whom_nothing_is_set_it_is_as_for_the_group() {
        let severities = Severities::everywhere(Warning).oneroster(Error).without(Receiver::DESSA);
        assert_eq!(severities.get(Receiver::ONEROSTER), Some(Error));
        assert_eq!(severities.get(Receiver::DESSA), None);
        assert_eq!(severities.get(Receiver::D2L_BRIGHTSPACE), Some(Warning));
        let later = Receiver(14);
        assert_eq!(severities.get(later), Some(Warning), "a receiver that follows the standard");
        assert_eq!(Severities::nowhere().oneroster(Error).get(later), None, "who is not named has no part in it");
        assert_eq!(severities.with(later, Some(Info)).get(later), Some(Info));
    }

    #[test]
    fn the_worse_of_two_is_kept_for_each() {
        let one = Severities::everywhere(Warning).oneroster(Info);
        let other = Severities::nowhere().oneroster(Error).infinite_campus(Info);
        let raised = one.raised(other);
        assert_eq!(raised, Severities::everywhere(Warning).oneroster(Error));
        assert_eq!(raised.raised(other), raised);
        assert_eq!(other.worst(&[Receiver::DESSA]), Some(Info));
        assert_eq!(other.worst(&[Receiver::D2L_BRIGHTSPACE]), None);
    }
}
