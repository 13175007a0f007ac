//! A comparison as it is told: contents of cells masked or shown, with its findings.

use std::io::{self, Write};

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use super::compared::Compared;
use super::groups::OTHER;
use super::model::{Comparison, Input, NotCompared, ReceiverEffects, Record, Table};
use super::stories::{known_word, percent};
use super::words;
use crate::oneroster::Version;
use crate::report::{self, Finding, Tool, Total, write_pretty};
use crate::rules::{Findings, Values, shape, visible};

/// What the newer package changes, as the contract has it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Changes {
    /// The package that was sent before.
    pub old: Input,
    /// The package to be sent.
    pub new: Input,
    /// Whether contents of cells are `shown`, or `masked` to their shape.
    #[cfg_attr(test, ts(type = "\"shown\" | \"masked\""))]
    pub values: &'static str,
    /// See [`Comparison::outcome`].
    #[cfg_attr(test, ts(type = "\"complete\" | \"partial\" | \"unreadable\""))]
    pub outcome: &'static str,
    /// Each file that is in one of the packages.
    pub tables: Vec<Table>,
    /// What receivers would do.
    pub receivers: Vec<ReceiverEffects>,
    /// What was found, counted by rule, file and column.
    pub totals: Vec<Total>,
    /// What was found, one by one.
    pub findings: Vec<Finding>,
    /// Records that differ, up to the cap.
    pub records: Vec<Record>,
    /// What could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    #[serde(flatten)]
    changes: &'a Changes,
}

impl Changes {
    /// Puts a comparison and its findings into words.
    pub fn new(compared: &Compared, old: Input, new: Input, findings: &Findings, values: Values) -> Self {
        let Comparison { outcome, tables, receivers, records, not_compared } =
            compared.comparison.clone().with_values(values);
        let receivers = receivers.iter().map(ReceiverEffects::new).collect();
        let not_compared = not_compared.iter().map(NotCompared::new).collect();
        let (totals, findings) = report::listed(findings, values);
        let values = match values {
            Values::Shown => "shown",
            Values::Masked => "masked",
        };
        Self { old, new, values, outcome, tables, receivers, totals, findings, records, not_compared }
    }

    /// What is said where no receiver does anything with what is gone.
    pub(super) fn all_clear(&self) -> Option<&'static str> {
        words::all_clear(&self.receivers, self.outcome)
    }

    /// Writes it as JSON.
    pub fn write_json(&self, output: &mut dyn Write) -> io::Result<()> {
        write_pretty(&Document { schema: 1, tool: Tool::own(), changes: self }, output)
    }

    /// Writes the records that differ as CSV.
    pub fn write_csv(&self, output: &mut dyn Write) -> io::Result<()> {
        let mut lines = RecordLines::new(output)?;
        self.records.iter().try_for_each(|record| lines.write(record))?;
        lines.end()
    }
}

/// Records that differ as lines of CSV.
pub struct RecordLines<W: Write>(csv::Writer<W>);

impl<W: Write> RecordLines<W> {
    /// Begins with the header.
    pub fn new(output: W) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(output);
        table.write_record(["file", "change", "sourcedId", "line", "columns"])?;
        Ok(Self(table))
    }

    /// Writes one record as it is.
    pub fn write(&mut self, it: &Record) -> io::Result<()> {
        let line = it.line.to_string();
        // A spreadsheet would run a cell that begins like a formula.
        let id = if it.id.starts_with(['=', '+', '-', '@']) { format!("'{}", it.id) } else { it.id.clone() };
        Ok(self.0.write_record([it.file, it.change, &id, &line, &it.columns.join(" ")])?)
    }

    /// Ends the file.
    pub fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Record {
    /// The same with its id shown as one would see it, or masked.
    #[must_use]
    pub fn with_values(mut self, values: Values) -> Self {
        self.id = cell_told(&self.id, values);
        self.columns.iter_mut().for_each(|name| *name = column_told(name, values));
        self
    }
}

fn cell_told(text: &str, values: Values) -> String {
    match values {
        Values::Shown => visible(text),
        Values::Masked => shape(text),
    }
}

impl Comparison {
    /// The same with what cells contain shown as one would see it, or masked.
    #[must_use]
    pub fn with_values(mut self, values: Values) -> Self {
        self.records = self.records.into_iter().map(|record| record.with_values(values)).collect();
        for table in &mut self.tables {
            table.columns.iter_mut().for_each(|column| column.column = column_told(&column.column, values));
            let names = table.columns_gone.iter_mut().chain(&mut table.columns_added);
            names.for_each(|name| *name = column_told(name, values));
            let mut numbers = [0u64; 2];
            for group in &mut table.groups {
                let number = &mut numbers[usize::from(group.by == "class")];
                *number += u64::from(matches!(group.by, "school" | "class"));
                let is_word = group.key == OTHER || known_word(group.by, &group.key).is_some();
                group.key = match values {
                    Values::Masked if is_word => group.key.clone(),
                    Values::Masked if matches!(group.by, "school" | "class") => format!("{} {number}", group.by),
                    _ => cell_told(&group.key, values),
                };
            }
        }
        self
    }

    /// The largest share, in percent, that a file or a role loses, and of what. Of people with another role the old one loses
    /// them too.
    pub fn most_removed(&self) -> Option<(f64, String)> {
        let share = |gone: u64, old: u64, of: String| (percent(gone, old), of);
        let roles = self.tables.iter().flat_map(|table| {
            let roles = table.groups.iter().filter(|group| group.by == "role" && group.old > 0);
            roles.map(move |group| {
                let (lost, role) = (group.lost(), known_word("role", &group.key));
                share(lost, group.old, words::of_role(lost, group.old, role, table.file))
            })
        });
        let files = self
            .tables
            .iter()
            .filter(|table| table.old > 0)
            .map(|table| share(table.gone, table.old, words::of_records(table.gone, table.old, table.file)));
        roles.chain(files).max_by(|one, other| one.0.total_cmp(&other.0))
    }
}

/// A column's name; one that the standard does not know may be a cell of a file without a header.
fn column_told(name: &str, values: Values) -> String {
    let known =
        |version: Version| version.tables().iter().any(|table| table.columns.iter().any(|column| column.name == name));
    match values {
        Values::Masked if !known(Version::V1_1) && !known(Version::V1_2) => shape(name),
        _ => visible(name),
    }
}
