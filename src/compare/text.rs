//! A comparison for people, and for spreadsheets.

use std::io::{self, Write};

use serde::Serialize;

use super::{Comparison, Group};
use crate::package::Package;
use crate::report::write_pretty;
use crate::rules::counted;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    old: Input,
    new: Input,
    #[serde(flatten)]
    told: &'a Comparison,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Input {
    name: String,
    bytes: u64,
}

/// Groups of one kind that the text shows.
const MOST_SHOWN: usize = 20;

impl Comparison {
    /// Writes it as text.
    pub fn write_text(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "{:<28}{:>12}{:>12}{:>10}{:>10}{:>10}", "", "before", "now", "removed", "added", "changed")?;
        for table in &self.tables {
            let numbers = [table.old, table.new, table.gone, table.added, table.changed];
            line(output, table.file, numbers)?;
            let mut shown = ("", 0);
            for group in table.groups.iter().filter(|group| is_worth_telling(group)) {
                shown = if shown.0 == group.by { (shown.0, shown.1 + 1) } else { (group.by, 1) };
                if shown.1 > MOST_SHOWN {
                    continue;
                }
                let name = if group.key.starts_with(group.by) {
                    format!("  {}", group.key)
                } else {
                    format!("  {} {}", group.by, group.key)
                };
                line(output, &name, [group.old, group.new, group.gone, group.added, group.changed])?;
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
        let mut effects = self.receivers.iter().flat_map(|receiver| &receiver.effects).peekable();
        if effects.peek().is_some() {
            writeln!(output)?;
        }
        for effect in effects {
            writeln!(output, "{}.", effect.detail)?;
        }
        let mut gone = self.records.iter().filter(|record| record.change == "gone").peekable();
        if gone.peek().is_some() {
            writeln!(output, "\nRemoved:")?;
        }
        let mut shown = ("", 0);
        for record in gone {
            shown = if shown.0 == record.file { (shown.0, shown.1 + 1) } else { (record.file, 1) };
            if shown.1 <= MOST_SHOWN {
                writeln!(output, "  {}, line {} of the older file: {}", record.file, record.line, record.id)?;
            }
        }
        if self.records.iter().filter(|record| record.change == "gone").count() > MOST_SHOWN {
            writeln!(output, "  Use --format csv for a longer list.")?;
        }
        for it in &self.not_compared {
            writeln!(output, "\nNot compared: {} ({} package): {}.", it.what, it.package, it.why)?;
        }
        Ok(())
    }

    /// Writes it as JSON.
    pub fn write_json(&self, old: &Package, new: &Package, output: &mut dyn Write) -> io::Result<()> {
        let input = |package: &Package| Input { name: package.name().to_owned(), bytes: package.bytes() };
        let tool = Tool { name: "rostercheck", version: env!("CARGO_PKG_VERSION") };
        write_pretty(&Document { schema: 1, tool, old: input(old), new: input(new), told: self }, output)
    }

    /// Writes the records that differ as CSV.
    pub fn write_csv(&self, output: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(output);
        table.write_record(["file", "change", "sourcedId", "line", "columns"])?;
        for it in &self.records {
            let line = it.line.to_string();
            // A spreadsheet would run a cell that begins like a formula.
            let id = if it.id.starts_with(['=', '+', '-', '@']) { format!("'{}", it.id) } else { it.id.clone() };
            table.write_record([it.file, it.change, &id, &line, &it.columns.join(" ")])?;
        }
        table.flush()
    }
}

fn is_worth_telling(group: &Group) -> bool {
    group.by == "role" || group.by == "type" || group.gone + group.added > 0
}

fn line(output: &mut dyn Write, name: &str, numbers: [u64; 5]) -> io::Result<()> {
    let [old, new, gone, added, changed] = numbers.map(counted);
    writeln!(output, "{name:<28}{old:>12}{new:>12}{gone:>10}{added:>10}{changed:>10}")
}
