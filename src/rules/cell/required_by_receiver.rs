use super::*;
use crate::receivers::Ask;

page! {
    /// # The receiver needs a value that the standard leaves open
    ///
    /// ## What it checks
    /// Columns that are optional in the standard, but that a receiver somebody described needs in every row, or in the rows
    /// of some people.
    ///
    /// ## Why it matters
    /// The receiver leaves out the record.
    ///
    /// ## How to fix
    /// Fill in the value in the student information system, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,email
    /// student1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,email
    /// student1,ada@school.example
    /// ```
    ///
    /// ## Known limits
    /// Columns that the standard itself requires belong to the rule `required-value`. What the DESSA System needs has rules
    /// of its own.
}

pub(crate) static RULE: Rule = Rule {
    name: "required-by-receiver",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere(),
    sources: &[field("Receivers that somebody described name the columns that they need")],
    detect: Detect::Rows(make),
    message: |said| format!("{} is empty, but {} needs it.", said.column(), said.word(0)),
    fix: |said| format!("Fill in {} for this record, then export again.", said.column()),
    campus_fix: None,
};

/// What is asked, and where the column is on which that depends, with its word.
type Needed = Vec<(asked::Asked<()>, Option<(usize, &'static str)>)>;

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| if let Ask::Filled(of) = ask { Some(*of) } else { None });
    let is_required = |column: &str| {
        let index = table.table.column_index(column);
        index.and_then(|index| table.table.columns.get(index)).is_some_and(|column| column.required)
    };
    let needed: Needed = asked
        .into_iter()
        .filter(|asked| !is_required(asked.column))
        .filter_map(|asked| {
            let of = match asked.ask {
                // Where the other column is missing, nobody knows whom it concerns.
                Some((column, word)) => Some((table.place_of(column)?, word)),
                None => None,
            };
            Some((asked.with(()), of))
        })
        .collect();
    if needed.is_empty() { None } else { Some(Box::new(Filled(needed))) }
}

struct Filled(Needed);

impl RowCheck for Filled {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        for (asked, of) in &self.0 {
            rows.with(asked.place, |cell| cell.trim_ascii().is_empty()).each(findings, |row, findings| {
                let is_meant = of.is_none_or(|(place, word)| row.row.cell(place) == word.as_bytes());
                if is_meant && !row.is_deleted() {
                    let (severities, place) = (asked.severities(), row.place(asked.column));
                    findings.report_as(&RULE, severities, place, || Args::none().word(asked.title()));
                }
            });
        }
    }
}
