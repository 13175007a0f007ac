use std::collections::HashMap;

use super::reversed_score_range::number;
use super::*;
use crate::oneroster::TableId;
use crate::rule::short_number;
use crate::profiles::Severity::Info;

page! {
    /// # A score is outside the range of its assignment
    ///
    /// ## What it checks
    /// The `score` of a result is between `resultValueMin` and `resultValueMax` of its line item.
    ///
    /// ## Why it matters
    /// The receiver may show more than 100%, or refuse the score. Often the score is right, and the range of the
    /// assignment was never set.
    ///
    /// ## How to fix
    /// Do nothing if the points above the highest score are extra credit. Otherwise, correct the score or the range.
    ///
    /// ## Example
    /// ```wrong
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
    /// result1,,,item1,student1,fully graded,80,2026-09-14,
    ///
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
    /// ```right
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
    /// result1,,,item1,student1,fully graded,8,2026-09-14,
    ///
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
    /// The standard describes the range and doesn't forbid a score outside it, so this is a note.
}

pub(crate) static RULE: Rule = Rule {
    name: "score-out-of-range",
    page: PAGE,
    counted: Some("scores are outside the range of their assignment"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Info),
    sources: &[
        binding("lineItems.csv: resultValueMin is the lowest and resultValueMax the highest score"),
        field("The public validator LongsightGroup/oneroster refuses scores outside the range"),
    ],
    detect: Detect::Across(make),
    message: |said| {
        let Range { limit, score } = Range::of(said);
        let beyond = match limit {
            Limit::Lowest => "below the lowest",
            Limit::Highest => "above the highest",
        };
        let score = score.map_or(String::new(), |score| format!(" ({score})"));
        format!("The score {} is {beyond} score of its assignment{score}.", said.value())
    },
    fix: |said| match Range::of(said).limit {
        Limit::Lowest => format!("Correct {}, or the range in lineItems.csv.", said.column()),
        Limit::Highest => format!("If it isn't extra credit, correct {} or the range in lineItems.csv.", said.column()),
    },
};

told! {
    /// The limit that a score is beyond.
    struct Range {
        limit: Limit,
        score: Option<Cow<'static, str>>,
    }
}

one_of! {
    /// Which limit.
    enum Limit {
        Lowest = "lowest",
        Highest = "highest",
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Scores { is_item: false, places: [0; 3], ranges: HashMap::default() })
}

struct Scores {
    /// Whether the rows are those of lineItems.csv.
    is_item: bool,
    /// Places of the id and the limits of a line item, or of the line item and the score of a result.
    places: [usize; 3],
    ranges: HashMap<Box<[u8]>, [Option<f64>; 2], foldhash::fast::FixedState>,
}

impl AcrossCheck for Scores {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let columns = match table.table.id {
            TableId::LineItems => ["sourcedId", "resultValueMin", "resultValueMax"],
            TableId::Results => ["lineItemSourcedId", "score", "score"],
            _ => return false,
        };
        self.is_item = table.table.id == TableId::LineItems;
        let places = columns.map(|column| table.place_of(column));
        self.places = places.map(Option::unwrap_or_default);
        places.iter().all(Option::is_some)
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, findings: &mut Findings) {
        let [item, low, high] = self.places.map(|place| row.row.cell(place));
        if self.is_item {
            let range = [number(low), number(high)];
            // A range that is reversed has a rule of its own.
            if !matches!(range, [Some(low), Some(high)] if low > high) {
                self.ranges.insert(item.into(), range);
            }
            return;
        }
        let (Some([lowest, highest]), Some(score)) = (self.ranges.get(item), number(low)) else { return };
        let (limit, score) = match (lowest, highest) {
            (Some(lowest), _) if score < *lowest => (Limit::Lowest, lowest),
            (_, Some(highest)) if score > *highest => (Limit::Highest, highest),
            _ => return,
        };
        findings.report(&RULE, row.place("score"), || Args::value(low).told(Range { limit, score: short_number(*score).map(Cow::Owned) }));
    }
}
