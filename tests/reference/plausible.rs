//! What the standard does not forbid: sessions against their parents and siblings, enrollments against each other and
//! their classes.

use rostercheck::oneroster::{Kind, TableId};

use super::rows::Row;
use super::sheet::Sheet;
use super::{Answer, World, cells};

/// A session with an id and two days in their order.
#[derive(Clone)]
struct Session {
    id: Vec<u8>,
    parent: Vec<u8>,
    kind: Vec<u8>,
    /// The first day and the last one, as numbers.
    days: (i64, i64),
    line: u64,
}

/// Days from some day on; only differences count.
fn number_of(day: &str) -> i64 {
    let part = |from: usize, to: usize| day[from..to].parse::<i64>().expect("a number");
    let (mut year, mut month) = (part(0, 4), part(5, 7));
    if month < 3 {
        (year, month) = (year - 1, month + 12);
    }
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * (month - 3) + 2) / 5
        + part(8, 10)
}

impl Sheet {
    /// What is unlikely in the rows of the file.
    pub(super) fn check_plausibility(&self, world: &World, answer: &mut Answer) {
        match self.table.id {
            TableId::AcademicSessions => self.check_sessions(answer),
            TableId::Enrollments => {
                self.check_enrolled_twice(answer);
                self.check_schools(world, answer);
            }
            _ => {}
        }
    }

    fn day(&self, row: &Row, column: &str) -> Option<String> {
        let text = std::str::from_utf8(self.text(row, column)).ok()?;
        cells::is_date(text).then(|| text.to_owned())
    }

    fn check_sessions(&self, answer: &mut Answer) {
        if ["parentSourcedId", "startDate", "endDate"].iter().any(|column| self.place_of(column).is_none()) {
            return;
        }
        let sessions: Vec<Session> = self
            .whole
            .iter()
            .filter_map(|row| {
                let days = (number_of(&self.day(row, "startDate")?), number_of(&self.day(row, "endDate")?));
                let id = self.readable_id(row).to_vec();
                let is_right = days.0 <= days.1 && !id.is_empty() && !self.is_deleted(row);
                let parent = self.text(row, "parentSourcedId").trim_ascii().to_vec();
                let kind = self.text(row, "type").to_vec();
                is_right.then_some(Session { id, parent, kind, days, line: row.line })
            })
            .collect();
        let with_parent: Vec<&Session> = sessions.iter().filter(|session| !session.parent.is_empty()).collect();
        for session in &with_parent {
            if session.parent == session.id {
                continue;
            }
            let Some(parent) = sessions.iter().find(|other| other.id == session.parent) else { continue };
            if session.days.1 > parent.days.1 + 1 {
                answer.cell("session-outside-parent", &self.file, session.line, "endDate");
            } else if session.days.0 < parent.days.0 {
                answer.cell("session-outside-parent", &self.file, session.line, "startDate");
            }
        }
        // Families in which one session has part in every overlap, and each overlap looks like a slip.
        for (number, first) in with_parent.iter().enumerate() {
            let is_sibling = |other: &&Session| (&other.parent, &other.kind) == (&first.parent, &first.kind);
            if with_parent[..number].iter().any(is_sibling) {
                continue;
            }
            let family: Vec<&Session> = with_parent.iter().copied().filter(is_sibling).collect();
            let mut overlaps: Vec<[&Session; 2]> = Vec::new();
            let mut are_slips = true;
            for one in &family {
                for other in &family {
                    if one.line < other.line {
                        let pair = if (other.days.0, other.line) < (one.days.0, one.line) {
                            [*other, *one]
                        } else {
                            [*one, *other]
                        };
                        let (days, later) = (pair[0].days, pair[1].days);
                        let shared = days.1 - later.0;
                        if shared > 0 {
                            let shorter = (days.1 - days.0).min(later.1 - later.0);
                            are_slips &= days.0 < later.0 && days.1 < later.1 && 2 * shared <= shorter;
                            overlaps.push(pair);
                        }
                    }
                }
            }
            let is_one =
                family.iter().any(|it| overlaps.iter().all(|pair| pair.iter().any(|session| session.line == it.line)));
            if are_slips && is_one && overlaps.len() <= 2 {
                for [_, later] in overlaps {
                    answer.cell("overlapping-sessions", &self.file, later.line, "startDate");
                }
            }
        }
    }

    /// Rows of one user, class and role, with different ids, whose days overlap or are the same.
    fn check_enrolled_twice(&self, answer: &mut Answer) {
        if ["userSourcedId", "classSourcedId", "role"].iter().any(|column| self.place_of(column).is_none()) {
            return;
        }
        let words = self.table.columns.iter().find_map(|column| match column.kind {
            Kind::Token(tokens) if column.name == "role" => Some(tokens.words),
            _ => None,
        });
        let key = |row: &Row| ["userSourcedId", "classSourcedId", "role"].map(|column| self.text(row, column).to_vec());
        let counts = |row: &&Row| {
            let [user, class, role] = key(row);
            let is_role = words.is_some_and(|words| words.iter().any(|word| word.as_bytes() == role));
            is_role && !user.is_empty() && !class.is_empty() && !self.is_deleted(row)
        };
        let rows: Vec<&Row> = self.whole.iter().filter(counts).collect();
        for (number, row) in rows.iter().enumerate() {
            let days = |row: &Row| (self.day(row, "beginDate"), self.day(row, "endDate"));
            let is_twice = |other: &&Row| {
                let (one, two) = (days(row), days(other));
                let ends_before = |end: &Option<String>, begin: &Option<String>| matches!((end, begin), (Some(end), Some(begin)) if end <= begin);
                let overlap = !ends_before(&one.1, &two.0) && !ends_before(&two.1, &one.0) || one == two;
                key(row) == key(other) && self.text(row, "sourcedId") != self.text(other, "sourcedId") && overlap
            };
            if std::str::from_utf8(self.text(row, "userSourcedId")).is_ok() && rows[..number].iter().any(is_twice) {
                let place = self.place_of("userSourcedId").unwrap_or(0);
                answer.cell("repeated-enrollment", &self.file, row.line_of(place), "userSourcedId");
            }
        }
    }

    /// Enrollments at another school than that of the class, of which none is above the other.
    fn check_schools(&self, world: &World, answer: &mut Answer) {
        let (Some(orgs), Some(classes)) = (world.sheets.get(&TableId::Orgs), world.sheets.get(&TableId::Classes))
        else {
            return;
        };
        let Some(place) = self.place_of("schoolSourcedId") else { return };
        let is_school = |id: &[u8]| orgs.records.get(id).is_some_and(|org| org.word.as_deref() == Some("school"));
        let is_above = |above: &[u8], below: &[u8]| {
            let mut at = below.to_vec();
            for _ in 0..8 {
                at = orgs.records.get(&at).map(|org| org.above.clone()).unwrap_or_default();
                if at == above {
                    return true;
                }
            }
            false
        };
        for row in self.whole.iter().filter(|row| !self.is_deleted(row) && row.is_utf8(place)) {
            let own = row.cell(place);
            let Some(class) = classes.records.get(self.text(row, "classSourcedId")) else { continue };
            let other = class.above.as_slice();
            if own != other && is_school(own) && is_school(other) && !is_above(own, other) && !is_above(other, own) {
                answer.cell("enrollment-at-other-school", &self.file, row.line_of(place), "schoolSourcedId");
            }
        }
    }
}
