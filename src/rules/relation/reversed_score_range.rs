use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # The lowest score is above the highest
    ///
    /// ## What it checks
    /// In lineItems.csv, `resultValueMin` isn't greater than `resultValueMax`.
    ///
    /// ## Why it matters
    /// No score is between the two, so every result of this assignment is out of range.
    ///
    /// ## How to fix
    /// Swap the two values, or correct the wrong one.
    ///
    /// ## Example
    /// ```wrong
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,period1,10,0
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title
    /// category1,,,Homework
    ///
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId,startDate,endDate
    /// period1,Maple Quarter 1,gradingPeriod,term1,2026-08-01,2026-10-10
    /// ```
    /// ```right
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,period1,0,10
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title
    /// category1,,,Homework
    ///
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId,startDate,endDate
    /// period1,Maple Quarter 1,gradingPeriod,term1,2026-08-01,2026-10-10
    /// ```
    ///
    /// ## Known limits
    /// The standard names the columns and says no more, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "reversed-score-range",
    page: PAGE,
    counted: Some("assignments have a lowest score above the highest"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("lineItems.csv: resultValueMin is the lowest and resultValueMax the highest score")],
    detect: Detect::Rows(make),
    message: |said| format!("The lowest score ({}) is above the highest score ({}).", said.value(), said.cell(&Range::of(said).highest)),
    fix: |_| "Swap resultValueMin and resultValueMax, or correct the wrong one.".into(),
};

told! {
    /// The range of the scores.
    struct Range {
        highest: Kept,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let lowest = table.place_of("resultValueMin").filter(|_| table.table.id == TableId::LineItems)?;
    Some(Box::new(Ranges { lowest, highest: table.place_of("resultValueMax")? }))
}

struct Ranges {
    lowest: usize,
    highest: usize,
}

impl RowCheck for Ranges {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let (lowest, highest) = (row.row.cell(self.lowest), row.row.cell(self.highest));
        if let (Some(low), Some(high)) = (number(lowest), number(highest))
            && low > high
        {
            let told = || Args::value(lowest).told(Range { highest: Kept::new(highest) });
            findings.report(&RULE, row.place("resultValueMin"), told);
        }
    }
}

/// A score as a number.
pub(super) fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}
