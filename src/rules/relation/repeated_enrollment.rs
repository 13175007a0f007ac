use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Warning;

page! {
    /// # A user is enrolled in one class twice at the same time
    ///
    /// ## What it checks
    /// Two rows of enrollments.csv, with different sourcedIds, give the same user the same role in the same class, and
    /// their dates overlap or are blank.
    ///
    /// ## Why it matters
    /// One of the rows is usually outdated. The receiver may count the person twice, or end the enrollment when the
    /// outdated row ends.
    ///
    /// ## How to fix
    /// Keep the row with the right dates, and remove the other.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,student1,student
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment1,student1,student
    /// ```
    ///
    /// ## Known limits
    /// If someone leaves a class and comes back, the dates of the two rows don’t overlap, and nothing is reported. Only
    /// files of at most 16,384 rows are compared, because a second pass over a longer one costs more than a check may.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-enrollment",
    page: PAGE,
    counted: Some("enrollments repeat another for the same class and time"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning).d2l_brightspace(Warning),
    sources: &[field("Outdated enrollments next to the right ones are a common fault of exports; the standard doesn't forbid them")],
    detect: Detect::Rows(make),
    message: |said| format!("{} is already in this class with the same role on line {}, and the dates overlap.", said.subject("user"), said.other_line()),
    fix: |said| format!("Keep the row with the right dates: this one or line {}. Remove the other.", said.other_line()),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Enrollments {
        return None;
    }
    Some(Box::new(Enrollments {
        user: table.place_of("userSourcedId")?,
        class: table.place_of("classSourcedId")?,
        role: table.place_of("role")?,
        begin: table.place_of("beginDate"),
        end: table.place_of("endDate"),
        rows: 0,
        shared: Shared::default(),
        seen: HashMap::default(),
    }))
}

struct Enrollments {
    user: usize,
    class: usize,
    role: usize,
    begin: Option<usize>,
    end: Option<usize>,
    rows: usize,
    /// What several rows have: user, class, and role.
    shared: Shared,
    /// At the second look: the rows of each of them.
    seen: HashMap<u64, Vec<Span>, foldhash::fast::FixedState>,
}

/// One row, as far as it is compared with others.
struct Span {
    id: u64,
    line: u64,
    begin: Option<Day>,
    end: Option<Day>,
}

impl Span {
    fn overlaps(&self, other: &Self) -> bool {
        let is_before = |end: Option<Day>, begin: Option<Day>| end.zip(begin).is_some_and(|(end, begin)| end <= begin);
        !is_before(self.end, other.begin) && !is_before(other.end, self.begin)
            || (self.begin, self.end) == (other.begin, other.end)
    }
}

/// Rows of one user, class and role that are compared with the next.
const MOST_SPANS: usize = 16;

/// Rows of a file that is looked at: a second look at a longer one costs more than a check may.
const MOST_ROWS: usize = 16_384;

impl Enrollments {
    /// Of a row: user, class, and role from 1, by their texts.
    fn key(&self, rows: &RowsFacts, number: usize, role: u8) -> u64 {
        let [user, class] = [self.user, self.class].map(|place| id_hash(rows.cell(number, place)));
        (user ^ class.rotate_left(29) ^ u64::from(role)).wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1)
    }

    /// Tells the rows that count, each with its role from 1.
    fn each(&mut self, rows: &RowsFacts, mut tell: impl FnMut(&mut Self, usize, u8)) {
        for (first, fresh) in rows.stretches([self.role]) {
            let cell = rows.cell(first, self.role);
            let place = rows.table.words("role").iter().position(|word| word.as_bytes() == cell);
            let Some(role) = place.and_then(|place| u8::try_from(place + 1).ok()) else { continue };
            for number in (fresh & !rows.batch.deleted).iter() {
                // Blank cells have findings of their own.
                if !rows.cell(number, self.user).is_empty() && !rows.cell(number, self.class).is_empty() {
                    tell(self, number, role);
                }
            }
        }
    }
}

impl RowCheck for Enrollments {
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        if self.rows > MOST_ROWS {
            return;
        }
        self.each(rows, |all, number, role| {
            all.rows += 1;
            let key = all.key(rows, number, role);
            all.shared.push(key);
        });
    }

    fn wants_again(&mut self) -> bool {
        self.rows <= MOST_ROWS && self.shared.is_any()
    }

    fn rows_again(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.each(rows, |all, number, role| {
            let key = all.key(rows, number, role);
            if !all.shared.contains(key) {
                return;
            }
            let row = rows.block.row(number);
            let day = |place: Option<usize>| place.and_then(|place| Day::parse(rows.cell(number, place)));
            let id = rows.table.place_of("sourcedId").map_or(&[][..], |place| rows.cell(number, place));
            let span =
                Span { id: id_hash(id), line: row.line_of(all.user), begin: day(all.begin), end: day(all.end) };
            let others = all.seen.entry(key).or_default();
            if let Some(other) = others.iter().find(|other| other.id != span.id && other.overlaps(&span)) {
                let line = other.line;
                findings.report(&RULE, rows.place(number, "userSourcedId"), || {
                    Args::value(rows.cell(number, all.user)).beside(line)
                });
            }
            if others.len() < MOST_SPANS {
                others.push(span);
            }
        });
    }
}
