//! A comparison for people: what it means first, then the numbers.

use std::io::{self, Write};

use super::model::{Group, Table};
use super::told::Changes;
use crate::report::Style;
use crate::rules::{counted, visible};

/// Groups of one kind, and records of one file, that the text shows.
const MOST_SHOWN: usize = 20;

/// Findings of one rule and file that the text shows.
const MOST_FINDINGS: usize = 5;

impl Changes {
    /// Writes it as text.
    pub fn write_text(&self, style: Style, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "Compared with {}", style.bold(&visible(&self.old.name)))?;
        for effect in self.receivers.iter().flat_map(|receiver| &receiver.effects) {
            writeln!(output, "  {}", effect.detail)?;
        }
        if let Some(all_clear) = self.all_clear() {
            writeln!(output, "  {all_clear}")?;
        }
        for total in self.totals.iter().filter(|total| total.caused_by.is_none()) {
            let is_its = |finding: &&crate::report::Finding| {
                finding.rule == total.rule && finding.file == total.file && finding.column == total.column
            };
            let its: Vec<_> = self.findings.iter().filter(is_its).collect();
            for (place, finding) in its.iter().take(MOST_FINDINGS).enumerate() {
                let word = style.severity(finding.severity);
                let line = if place == 0 { "\n" } else { "" };
                writeln!(output, "{line}{word} {} ({})", finding.message, finding.rule)?;
            }
            if total.count > MOST_FINDINGS as u64 {
                writeln!(output, "  and {} more", counted(total.count - MOST_FINDINGS as u64))?;
            }
            if let Some(finding) = its.first() {
                writeln!(output, "  {}", finding.fix)?;
            }
        }
        self.numbers(output)?;
        self.removed(output)?;
        for it in &self.not_compared {
            writeln!(output, "\nNot compared: {} ({} package): {}.", it.what, it.package, it.why)?;
        }
        Ok(())
    }

    fn numbers(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "\n{:<28}{:>12}{:>12}{:>10}{:>10}{:>10}", "", "before", "now", "removed", "added", "changed")?;
        for table in &self.tables {
            line(output, table.file, [table.old, table.new, table.gone, table.added, table.changed])?;
            for (group, name) in shown_groups(table) {
                line(output, &format!("  {name}"), [group.old, group.new, group.gone, group.added, group.changed])?;
            }
            for (names, which) in [(&table.columns_gone, "no longer there"), (&table.columns_added, "new")] {
                if !names.is_empty() {
                    writeln!(output, "  columns {which}: {}", names.join(", "))?;
                }
            }
            if !table.columns.is_empty() {
                let columns = table.columns.iter().map(|it| format!("{} ({})", it.column, counted(it.count)));
                writeln!(output, "  changed: {}", columns.collect::<Vec<_>>().join(", "))?;
            }
        }
        Ok(())
    }

    fn removed(&self, output: &mut dyn Write) -> io::Result<()> {
        let mut gone = self.records.iter().filter(|record| record.change == "gone").peekable();
        if gone.peek().is_some() {
            writeln!(output, "\nRemoved:")?;
        }
        let mut shown = ("", 0);
        let mut all = 0u64;
        for record in gone {
            shown = if shown.0 == record.file { (shown.0, shown.1 + 1) } else { (record.file, 1) };
            if shown.1 <= MOST_SHOWN {
                all += 1;
                writeln!(output, "  {}, line {} of the older file: {}", record.file, record.line, record.id)?;
            }
        }
        let is_cut = all > 0 && all < self.tables.iter().map(|table| table.gone).sum();
        if is_cut {
            writeln!(output, "  This is a part of them. Use --format csv for the whole list.")?;
        }
        Ok(())
    }
}

/// The groups of a file that are worth a line, with their names.
pub(super) fn shown_groups(table: &Table) -> Vec<(&Group, String)> {
    let mut shown = ("", 0);
    let mut groups = Vec::new();
    for group in table.groups.iter().filter(|group| is_worth_telling(group)) {
        shown = if shown.0 == group.by { (shown.0, shown.1 + 1) } else { (group.by, 1) };
        if shown.1 <= MOST_SHOWN {
            let is_named = group.key.starts_with(group.by);
            let name = if is_named { group.key.clone() } else { format!("{} {}", group.by, group.key) };
            groups.push((group, name));
        }
    }
    groups
}

fn is_worth_telling(group: &Group) -> bool {
    group.by == "role" || group.by == "type" || group.gone + group.added > 0 || group.old != group.new
}

fn line(output: &mut dyn Write, name: &str, numbers: [u64; 5]) -> io::Result<()> {
    let [old, new, gone, added, changed] = numbers.map(counted);
    let mut name = name;
    // An id may be longer than its column.
    if name.chars().count() > 28 {
        writeln!(output, "{name}")?;
        name = "";
    }
    writeln!(output, "{name:<28}{old:>12}{new:>12}{gone:>10}{added:>10}{changed:>10}")
}
