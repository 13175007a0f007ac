use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Warning;

page! {
    /// # A student's birth date looks wrong
    ///
    /// ## What it checks
    /// By the `birthDate` in demographics.csv, a student isn't born yet, is younger than 3, or is older than 22.
    ///
    /// ## Why it matters
    /// The date is probably wrong, and the DESSA System puts the student in the wrong age group.
    ///
    /// ## How to fix
    /// Compare the date with the student's record. Two-digit years and swapped days and months cause such dates.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,1912-03-14
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,2012-03-14
    /// ```
    ///
    /// ## Known limits
    /// Some students are older than 22. Ages are as of the day of the check.
}

pub(crate) static RULE: Rule = Rule {
    name: "implausible-birth-date",
    page: PAGE,
    counted: Some("students have a birth date that looks wrong"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[field("Students are between 3 and 22 years of age; other dates are typing errors more often than not")],
    detect: Detect::Across(make),
    message: |said| match Age::of(said) {
        Age { is_born: false, .. } => format!("{} is a date in the future.", said.this_value()),
        _ if said.is_masked() => format!("{} gives this student an unlikely age.", said.this_value()),
        Age { years, .. } => format!("This student would be {} old, born on {}.", count_of(years, "year", "years"), said.value()),
    },
    fix: |said| format!("Compare {} with this student's record, and correct it.", said.column()),
};

told! {
    /// The age of a student.
    struct Age {
        is_born: bool,
        years: u64,
    }
}

/// Ages that are believed, in years.
const AGES: std::ops::RangeInclusive<i32> = 3..=22;

fn make(package: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(BirthDates { today: package.today, place: 0 })
}

struct BirthDates {
    today: Day,
    place: usize,
}

impl AcrossCheck for BirthDates {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let place = table.place_of("birthDate").filter(|_| table.table.id == TableId::Demographics);
        self.place = place.unwrap_or(0);
        place.is_some()
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        let age = |cell: &[u8]| Day::parse(cell).map(|born| born.age_on(self.today)).filter(|age| !AGES.contains(age));
        rows.with(self.place, |cell| age(cell).is_some()).each(findings, |row, findings| {
            let cell = row.row.cell(self.place);
            let Some(age) = age(cell) else { return };
            if row.is_deleted() || seen.word(TableId::Users, id_hash(row.id())) != "student" {
                return;
            }
            let (is_born, years) = (age >= 0, u64::try_from(age).unwrap_or(0));
            findings.report(&RULE, row.place("birthDate"), || Args::value(cell).told(Age { is_born, years }));
        });
    }
}
