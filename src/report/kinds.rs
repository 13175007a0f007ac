//! What the findings of a total have in common: their values, and what to do about them.

use std::cell::Cell;

use super::model::{FixTotal, InSender, ValueTotal};
use crate::rules::{self, Findings, Needs, Said, Values};

/// What a total says of all its findings together.
#[derive(Default)]
pub(super) struct Kinds {
    /// The values that were found, the most frequent first.
    pub(super) values: Vec<ValueTotal>,
    /// How many have further values.
    pub(super) others: u64,
    /// What to do, and for how many of them.
    pub(super) fixes: Vec<FixTotal>,
}

/// Puts the values of a total and what to do about them into words.
pub(super) fn kinds(findings: &Findings, total: &rules::GroupTotal, values: Values) -> Kinds {
    let mut told = Kinds::default();
    if total.caused_by.is_some() {
        return told;
    }
    let place = rules::Place { file: total.group.file, column: total.group.column, ..rules::Place::PACKAGE };
    // What is to be done about findings with these arguments, and what that depends on.
    let fix = |args: &rules::Args| {
        let needs = Cell::new(Needs::Nothing);
        let finding = rules::Hit { place, args: args.clone(), id: None };
        let said = Said::new(findings, &finding, values).noting(&needs);
        let fix = (total.group.rule.fix)(&said);
        let in_sender = InSender::of(total.group.rule, &said, findings);
        (fix, in_sender, needs.get())
    };
    let add = |fixes: &mut Vec<FixTotal>, (fix, in_sender): (String, InSender), count: u64| match fixes
        .iter_mut()
        .find(|known| known.fix == fix && known.in_sender == in_sender)
    {
        Some(known) => known.count += count,
        None => fixes.push(FixTotal { count, fix, in_sender }),
    };
    let mut depends_on = Needs::Nothing;
    let mut by_value = Vec::new();
    for (args, count) in total.kinds.values() {
        let (fix, in_sender, needs) = fix(args);
        depends_on = depends_on.max(needs);
        add(&mut by_value, (fix.clone(), in_sender.clone()), count);
        let Some(value) = &args.value else { continue };
        let value = match values {
            Values::Shown => value.shown(),
            Values::Masked => value.shape(),
        };
        let is_same =
            |known: &&mut ValueTotal| known.value == value && known.fix == fix && known.in_sender == in_sender;
        match told.values.iter_mut().find(is_same) {
            Some(known) => known.count += count,
            None => told.values.push(ValueTotal { value, count, fix, in_sender }),
        }
    }
    crate::order::sort_by_key(&mut told.values, |value| std::cmp::Reverse(value.count));
    told.others = if told.values.is_empty() { 0 } else { total.kinds.others() };
    let has_all_values = total.kinds.has_all_values();
    if let (false, Some(more)) = (has_all_values, total.kinds.more()) {
        for (more, count) in more {
            let (fix, in_sender, needs) = fix(&rules::Args { more: more.clone(), ..rules::Args::none() });
            depends_on = depends_on.max(needs);
            add(&mut told.fixes, (fix, in_sender), *count);
        }
        if depends_on == Needs::Value {
            told.fixes.clear();
        }
    } else if has_all_values {
        told.fixes = by_value;
    }
    if told.fixes.is_empty() && depends_on == Needs::Nothing {
        // It is the same for all, so one is enough to know it.
        if let Some(sample) = total.samples.first().map(|sample| &sample.args) {
            let (fix, in_sender, needs) = fix(sample);
            if needs == Needs::Nothing {
                told.fixes.push(FixTotal { count: total.count, fix, in_sender });
            }
        }
    }
    crate::order::sort_by_key(&mut told.fixes, |fix| std::cmp::Reverse(fix.count));
    told
}
