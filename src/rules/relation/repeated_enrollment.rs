use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::shared::pairs::Pairs;
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
    /// If someone leaves a class and comes back, the dates of the two rows don't overlap, and nothing is reported. In a
    /// file that is sorted neither by class nor by user, the first 4 million rows are compared. If the users or classes
    /// aren't in the package, the first 16,384 rows are compared.
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
        roles: Vec::new(),
        unknown: 0,
        kept: 0,
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
    /// The rows by their role: programs often write teachers and students in different orders.
    roles: Vec<OfRole>,
    /// Rows whose user or class is not in the package.
    unknown: usize,
    /// What was pushed to `shared`.
    kept: usize,
    /// What several rows have: user, class, and role.
    shared: Shared,
    /// At the second look: the rows of each of them, and how many there are in all.
    seen: HashMap<u64, Vec<Span>, foldhash::fast::FixedState>,
    spans: usize,
}

/// The rows of one role.
#[derive(Default)]
struct OfRole {
    rows: usize,
    order: Order,
    /// Those of the first ones that may be there a second time, by each order.
    again: [usize; 2],
    /// By user, and by class.
    pairs: [Pairs; 2],
}

/// By what rows are sorted, as the first ones show.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Unknown,
    User,
    Class,
    Neither,
}

impl OfRole {
    /// Meets a row by its slots, and says how often its hash is to be kept.
    #[inline]
    fn meet(&mut self, user: u32, class: u32) -> usize {
        let [by_user, by_class] = &mut self.pairs;
        // What a row repeats is no longer known: the second look finds both.
        match self.order {
            Order::User => 2 * usize::from(by_user.meet(user, class)),
            Order::Class => 2 * usize::from(by_class.meet(class, user)),
            Order::Neither => 1,
            Order::Unknown => {
                self.try_orders(user, class);
                1
            }
        }
    }

    #[inline(never)]
    fn try_orders(&mut self, user: u32, class: u32) {
        let [by_user, by_class] = &mut self.pairs;
        self.rows += 1;
        self.again[0] += usize::from(by_user.meet(user, class));
        self.again[1] += usize::from(by_class.meet(class, user));
        if self.rows < TRIAL {
            return;
        }
        let stretches = [by_user.stretches(), by_class.stretches()];
        let is_by = |order: usize| self.again[order] <= TRIAL / 64 && stretches[order] <= TRIAL / 2;
        self.order = match (is_by(0), is_by(1)) {
            (true, true) if stretches[0] < stretches[1] => Order::User,
            (_, true) => Order::Class,
            (true, false) => Order::User,
            (false, false) => Order::Neither,
        };
        if self.order != Order::User {
            *by_user = Pairs::default();
        }
        if self.order != Order::Class {
            *by_class = Pairs::default();
        }
    }
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

/// Rows that are compared whatever their order is, and show what it is.
const TRIAL: usize = 1024;

/// Rows that are compared of those whose user or class is not in the package.
const MOST_UNKNOWN: usize = 16_384;

/// Hashes that are kept: six bytes each.
const MOST_KEPT: usize = 4_194_304;

impl Enrollments {
    /// Of a row: user, class, and role from 1, by their texts.
    fn key(&self, rows: &RowsFacts, number: usize, role: u8) -> u64 {
        let [user, class] = [self.user, self.class].map(|place| id_hash(rows.cell(number, place)));
        (user ^ class.rotate_left(29) ^ u64::from(role)).wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1)
    }

    /// Keeps the hash of a row, as often as it is to be counted.
    #[inline(never)]
    fn keep(&mut self, rows: &RowsFacts, number: usize, role: u8, times: usize) {
        // Blank cells have findings of their own.
        let is_blank = |place: usize| rows.cell(number, place).is_empty();
        if self.kept < MOST_KEPT && !is_blank(self.user) && !is_blank(self.class) {
            self.kept += times;
            let key = self.key(rows, number, role);
            (0..times).for_each(|_| self.shared.push(key));
        }
    }

    /// Keeps the hash of a row whose user or class is not in the package.
    fn keep_unknown(&mut self, rows: &RowsFacts, number: usize, role: u8) {
        self.unknown += 1;
        if self.unknown <= MOST_UNKNOWN {
            self.keep(rows, number, role, 1);
        }
    }

    /// Tells the rows that count, each with its role from 1.
    fn each(&mut self, rows: &RowsFacts, mut tell: impl FnMut(&mut Self, usize, u8)) {
        for (first, fresh) in rows.stretches([self.role]) {
            let cell = rows.cell(first, self.role);
            let place = rows.table.words("role").iter().position(|word| word.as_bytes() == cell);
            let Some(role) = place.and_then(|place| u8::try_from(place + 1).ok()) else { continue };
            if self.roles.len() <= usize::from(role) {
                self.roles.resize_with(usize::from(role) + 1, OfRole::default);
            }
            for number in (fresh & !rows.batch.deleted).iter() {
                tell(self, number, role);
            }
        }
    }
}

impl RowCheck for Enrollments {
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        let (users, classes) = (rows.targets(self.user), rows.targets(self.class));
        self.each(rows, |all, number, role| {
            let slots = users.get(number).zip(classes.get(number));
            let slots = slots.filter(|(user, class)| **user != BatchFacts::NO_SLOT && **class != BatchFacts::NO_SLOT);
            let Some((user, class)) = slots else { return all.keep_unknown(rows, number, role) };
            let times = all.roles.get_mut(usize::from(role)).map_or(0, |of_role| of_role.meet(*user, *class));
            if times > 0 {
                all.keep(rows, number, role, times);
            }
        });
    }

    fn wants_again(&mut self) -> bool {
        self.roles = Vec::new();
        self.shared.is_any()
    }

    fn rows_again(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.each(rows, |all, number, role| {
            let key = all.key(rows, number, role);
            // Blank cells have findings of their own.
            let is_blank = |place: usize| rows.cell(number, place).is_empty();
            if !all.shared.contains(key) || is_blank(all.user) || is_blank(all.class) {
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
