use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Warning;

page! {
    /// # The date of birth of a student is hard to believe
    ///
    /// ## What it checks
    /// By its `birthDate` in demographics.csv, a student is not born yet, is younger than 3 years or older than 22.
    ///
    /// ## Why it matters
    /// The date is probably wrong, and the DESSA System puts the student into the wrong group of age.
    ///
    /// ## How to fix
    /// Compare the date with the record of the student. Years of two digits and days that stand in place of months turn
    /// into such dates.
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
    /// Some students are older than 22. The day of the check is the one that counts.
}

pub(crate) static RULE: Rule = Rule {
    name: "implausible-birth-date",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[field("Students are between 3 and 22 years of age; other dates are typing errors more often than not")],
    detect: Detect::Across(make),
    message: |said| match said.word(0).as_str() {
        "" => format!("{} is {}, a date in the future.", said.column(), said.value()),
        _ if said.is_masked() => format!("{} is {}, which makes an unlikely age for a student.", said.column(), said.value()),
        age => format!("{} is {}, so this student would be {age} old.", said.column(), said.value()),
    },
    fix: |said| format!("Compare {} with the record of this student, and correct it.", said.column()),
    campus_fix: Some(|_| "Open the student in Campus under Census > People > Demographics and correct the birth date.".into()),
};

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
            let words =
                if age < 0 { String::new() } else { format!("{age} {}", if age == 1 { "year" } else { "years" }) };
            findings.report(&RULE, row.place("birthDate"), || Args::value(cell).word(words));
        });
    }
}
