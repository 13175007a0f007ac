//! What a declaration asks for, by the names of the rules that look for it: these rules name no receiver.

use super::{Ask, Declaration, Severity};
use crate::oneroster::{Mode, Version};

/// The rules that look for what declarations ask for.
#[cfg(test)]
pub(super) const GENERIC: [&str; 10] = [
    "version-not-accepted",
    "mode-not-accepted",
    "needed-file-missing",
    "zip-not-as-agreed",
    "id-in-two-files",
    "required-by-receiver",
    "too-long-for-receiver",
    "character-not-accepted",
    "value-not-accepted",
    "ids-alike-but-for-case",
];

impl Declaration {
    /// What the declaration makes of a rule by its name: another severity, or none.
    pub fn says(&self, rule: &str) -> Option<Option<Severity>> {
        self.severities.iter().find(|(name, _)| *name == rule).map(|(_, severity)| *severity)
    }

    /// How bad it is at worst if it is not as the declaration asks, where the rule is one of those that read declarations;
    /// none if nothing is asked, or if the receiver has a rule of its own for it.
    pub fn asks(&self, rule: &str) -> Option<Severity> {
        if let Some(said) = self.says(rule) {
            return said;
        }
        let refused = |is_asked: bool| is_asked.then_some(Severity::Error);
        match rule {
            "version-not-accepted" => {
                refused([Version::V1_1, Version::V1_2].iter().any(|it| !self.versions.contains(it)))
            }
            "mode-not-accepted" => refused([Mode::Bulk, Mode::Delta].iter().any(|it| !self.takes(*it))),
            "needed-file-missing" => refused(!self.needs.is_empty()),
            "zip-not-as-agreed" => refused(self.zip.name.is_some() || self.zip.most_bytes.is_some()),
            "id-in-two-files" => self.ids_unique_over_files,
            "required-by-receiver" => self.of_columns(|ask| matches!(ask, Ask::Filled(_))),
            "too-long-for-receiver" => self.of_columns(|ask| matches!(ask, Ask::Longest(_))),
            "character-not-accepted" => self.of_columns(|ask| matches!(ask, Ask::Characters(_))),
            "value-not-accepted" => self.of_columns(|ask| matches!(ask, Ask::Words(_))),
            "ids-alike-but-for-case" => self.of_columns(|ask| matches!(ask, Ask::UniqueWithoutCase)),
            _ => None,
        }
    }

    /// The worst of what is asked of columns in one way.
    fn of_columns(&self, is_it: impl Fn(&Ask) -> bool) -> Option<Severity> {
        self.columns.iter().filter(|rule| is_it(&rule.ask)).map(|rule| rule.severity).min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DECLARED, Receiver, Severities};
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn rules_that_read_declarations_name_no_receiver() {
        for name in GENERIC {
            let rule = RULES.iter().find(|rule| rule.name == name);
            assert_eq!(rule.map(|rule| rule.severities), Some(Severities::nowhere()), "{name}");
            assert!(DECLARED.iter().any(|it| it.asks(name).is_some()) || name == "required-by-receiver", "{name}");
            assert_eq!(Declaration::PLAIN.asks(name), None, "{name}: who says nothing asks nothing");
        }
    }

    #[test]
    fn no_other_rule_waits_for_a_declaration() {
        for rule in RULES.iter().filter(|rule| rule.severities == Severities::nowhere()) {
            assert!(GENERIC.contains(&rule.name), "{} is no matter to anybody", rule.name);
        }
    }

    #[test]
    fn what_is_asked_is_as_bad_as_the_declaration_says() {
        let of = |receiver: Receiver, rule: &str| receiver.declaration().asks(rule);
        assert_eq!(of(Receiver::DESSA, "version-not-accepted"), Some(Severity::Error));
        assert_eq!(of(Receiver::DESSA, "needed-file-missing"), None, "it has a rule of its own");
        assert_eq!(of(Receiver::ONEROSTER, "version-not-accepted"), None);
        let naviance = Receiver::from_id("naviance").map(|it| of(it, "value-not-accepted"));
        assert_eq!(naviance, Some(Some(Severity::Error)), "the worse of a warning and an error");
    }
}
