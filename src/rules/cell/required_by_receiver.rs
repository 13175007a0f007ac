use super::*;
use crate::receivers::Ask;

page! {
    /// # A value that the receiver needs is missing
    ///
    /// ## What it checks
    /// This rule checks columns that are optional in the standard, but that a receiver someone described needs in every
    /// row, or in some people's rows.
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
    /// Columns that the standard itself requires belong to the rule `required-value`. The DESSA System's needs have
    /// rules of their own.
}

pub(crate) static RULE: Rule = Rule {
    name: "required-by-receiver",
    page: PAGE,
    counted: Some("values that the receiver needs are missing"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere(),
    sources: &[field("Receivers that somebody described name the columns that they need")],
    detect: Detect::Rows(make),
    message: |said| format!("{} is empty, but {} needs it.", said.column(), Needed::of(said).by),
    fix: |said| format!("Fill in {} for this record, then export again.", said.column()),
};

told! {
    /// A value that is needed.
    struct Needed {
        by: Cow<'static, str>,
    }
}

/// What is asked, and where the column is on which that depends, with its word.
type Asked = Vec<(asked::Asked<()>, Option<(usize, &'static str)>)>;

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| if let Ask::Filled(of) = ask { Some(*of) } else { None });
    let is_required = |column: &str| {
        let index = table.table.column_index(column);
        index.and_then(|index| table.table.columns.get(index)).is_some_and(|column| column.required)
    };
    let needed: Asked = asked
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

struct Filled(Asked);

impl RowCheck for Filled {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        for (asked, of) in &self.0 {
            rows.with(asked.place, says_nothing).each(findings, |row, findings| {
                let is_meant = of.is_none_or(|(place, word)| row.row.cell(place) == word.as_bytes());
                if is_meant && !row.is_deleted() {
                    let (severities, place) = (asked.severities(), row.place(asked.column));
                    findings.report_as(&RULE, severities, place, || Args::none().told(Needed { by: asked.title().into() }));
                }
            });
        }
    }
}
