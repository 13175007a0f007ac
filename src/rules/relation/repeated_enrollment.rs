use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::pairs::Pairs;
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
    /// If someone leaves a class and comes back, the dates of the two rows don’t overlap, and nothing is reported. In a file
    /// that is sorted neither by class nor by user, the first 4 million rows are compared. Of users and classes that aren’t in
    /// the package, those in the first 16,384 rows are compared.
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
    campus_fix: Some(|_| "Open the section in Campus under Scheduling & Courses > Courses > Section, and check its roster for a second row with a start or end date.".into()),
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
        again: 0,
        kept: 0,
        is_by_user: None,
        is_sorted: true,
        pairs: Pairs::default(),
        shared: Shared::default(),
        seen: HashMap::default(),
        spans: 0,
    }))
}

struct Enrollments {
    user: usize,
    class: usize,
    role: usize,
    begin: Option<usize>,
    end: Option<usize>,
    rows: usize,
    /// Rows of these that may be there a second time, by the order of the file.
    again: usize,
    /// What was pushed to `shared`.
    kept: usize,
    /// Whether the file seems to be sorted by users, not by classes. Asked at the first rows.
    is_by_user: Option<bool>,
    /// Whether it is sorted, as far as it was read.
    is_sorted: bool,
    pairs: Pairs,
    /// What several rows have: user, class, and role.
    shared: Shared,
    /// At the second look: the rows of each of them, and how many there are in all.
    seen: HashMap<u64, Vec<Span>, foldhash::fast::FixedState>,
    spans: usize,
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

/// Rows that are remembered at the second look.
const MOST_SEEN: usize = 262_144;

/// Rows that are compared whatever their order is. Of the next ones only those that the order makes suspect.
const FIRST_ROWS: usize = 16_384;

/// Hashes that are kept: six bytes each.
const MOST_KEPT: usize = 4_194_304;

impl Enrollments {
    /// Of a row: user, class, and role from 1, by their texts.
    fn key(&self, rows: &RowsFacts, number: usize, role: u8) -> u64 {
        let [user, class] = [self.user, self.class].map(|place| id_hash(rows.cell(number, place)));
        (user ^ class.rotate_left(29) ^ u64::from(role)).wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1)
    }

    /// Keeps the hash of a row, as often as it is to be counted.
    fn keep(&mut self, rows: &RowsFacts, number: usize, role: u8, times: usize) {
        if self.kept < MOST_KEPT {
            self.kept += times;
            let key = self.key(rows, number, role);
            (0..times).for_each(|_| self.shared.push(key));
        }
    }

    /// Tells the rows that count, each with its role from 1.
    fn each(&mut self, rows: &RowsFacts, mut tell: impl FnMut(&mut Self, usize, u8)) {
        for (first, fresh) in rows.stretches([self.role]) {
            let cell = rows.cell(first, self.role);
            let place = rows.table.words("role").iter().position(|word| word.as_bytes() == cell);
            let Some(role) = place.and_then(|place| u8::try_from(place + 1).ok()) else { continue };
            for number in (fresh & !rows.batch.deleted).iter() {
                tell(self, number, role);
            }
        }
    }

    /// Blank cells have findings of their own.
    fn is_filled(&self, rows: &RowsFacts, number: usize) -> bool {
        !rows.cell(number, self.user).is_empty() && !rows.cell(number, self.class).is_empty()
    }
}

impl RowCheck for Enrollments {
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        let repeats = |place: usize| rows.batch.repeats(place).count(0..rows.block.rows());
        let is_by_user = *self.is_by_user.get_or_insert_with(|| repeats(self.user) > repeats(self.class));
        let (users, classes) = (rows.targets(self.user), rows.targets(self.class));
        let (outer, inner) = if is_by_user { (users, classes) } else { (classes, users) };
        self.each(rows, |all, number, role| {
            let slots = [outer, inner].map(|slots| slots.get(number).copied().and_then(BatchFacts::slot));
            let known = if let [Some(outer), Some(inner)] = slots {
                let is_again = all.pairs.meet(outer, inner, role);
                all.again += usize::from(is_again);
                Some(is_again)
            } else if all.rows >= FIRST_ROWS && all.is_sorted {
                // Who or what is not in the package has findings of its own.
                return;
            } else if all.is_filled(rows, number) {
                None
            } else {
                return;
            };
            all.rows += 1;
            if all.rows <= FIRST_ROWS {
                all.keep(rows, number, role, 1);
                all.is_sorted = all.again <= all.rows / 64 && all.pairs.stretches() <= all.rows / 2;
            } else if !all.is_sorted {
                all.keep(rows, number, role, 1);
            } else if known == Some(true) {
                // What it repeats is no longer known: the second look finds both.
                all.keep(rows, number, role, 2);
            }
        });
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    fn rows_again(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.each(rows, |all, number, role| {
            if !all.is_filled(rows, number) {
                return;
            }
            let key = all.key(rows, number, role);
            if !all.shared.contains(key) {
                return;
            }
            let row = rows.block.row(number);
            let day = |place: Option<usize>| place.and_then(|place| Day::parse(rows.cell(number, place)));
            let id = rows.table.place_of("sourcedId").map_or(&[][..], |place| rows.cell(number, place));
            let span =
                Span { id: id_hash(id), line: row.line_of(all.user), begin: day(all.begin), end: day(all.end) };
            let is_full = all.spans >= MOST_SEEN;
            let others = match all.seen.entry(key) {
                Entry::Occupied(others) => others.into_mut(),
                Entry::Vacant(_) if is_full => return,
                Entry::Vacant(others) => others.insert(Vec::new()),
            };
            if let Some(other) = others.iter().find(|other| other.id != span.id && other.overlaps(&span)) {
                let line = other.line;
                findings.report(&RULE, rows.place(number, "userSourcedId"), || {
                    Args::value(rows.cell(number, all.user)).beside(line)
                });
            }
            if others.len() < MOST_SPANS && !is_full {
                others.push(span);
                all.spans += 1;
            }
        });
    }
}
