//! What the front of a long file shows of it, and what the rest does.

use super::{TestPackage, copied, open, planned, written};
use rostercheck::repair::{Chosen, Fix};

/// More rows than a front has.
const ROWS: usize = 6000;

/// Demographics with a birth date for each row, and what the repair makes of its rows, as far as they were changed.
fn repaired(birth_date: impl Fn(usize) -> &'static str, chosen: Chosen) -> (Vec<(Fix, u64)>, Vec<String>) {
    let mut package = TestPackage::base();
    let header = package.text("demographics.csv").unwrap().lines().next().unwrap().to_owned();
    let place = header.split(',').position(|name| name == "birthDate").unwrap();
    let empty = ",".repeat(header.split(',').count() - place - 1);
    let rows = (0..ROWS).map(|row| format!("person{row}{}{}{empty}\n", ",".repeat(place), birth_date(row)));
    package.set("demographics.csv", format!("{header}\n{}", rows.collect::<String>()));
    let opened = open(&package).unwrap();
    let plan = planned(&opened, chosen);
    let copy = copied(&package.zip_name, written(&opened, &plan));
    let copy = copy.text("demographics.csv").unwrap();
    let cell = |line: &str| line.split(',').nth(place).unwrap().to_owned();
    (plan.ledger().counts().collect(), copy.lines().skip(1).map(cell).collect())
}

#[test]
fn the_last_row_may_decide_the_order_of_day_and_month() {
    let last = |date| move |row| if row + 1 == ROWS { date } else { "03/04/2012" };
    for (date, day) in [("12/25/2012", "2012-03-04"), ("25/12/2012", "2012-04-03")] {
        let (counts, cells) = repaired(last(date), Chosen::safe());
        assert_eq!(counts, [(Fix::Dates, ROWS as u64)], "{date}");
        assert!(cells[..ROWS - 1].iter().all(|cell| cell == day), "{date}");
        assert_eq!(cells[ROWS - 1], "2012-12-25");
    }
}

#[test]
fn the_last_row_may_contradict_the_front() {
    let date = |row| match row {
        0 => "12/25/2012",
        row if row + 1 == ROWS => "25/12/2012",
        _ => "03/04/2012",
    };
    let (counts, cells) = repaired(date, Chosen::safe());
    assert_eq!(counts, []);
    assert_eq!(cells[1], "03/04/2012");
    // Nor is an order chosen that cannot be right.
    let (counts, _) = repaired(date, Chosen::safe().with(Fix::MonthFirst));
    assert_eq!(counts, []);
}

#[test]
fn the_last_row_may_be_deleted() {
    for (last, is_kept) in [("tobedeleted", true), ("active", false)] {
        let mut package = TestPackage::base();
        let header = package.text("users.csv").unwrap().lines().next().unwrap().to_owned();
        assert!(header.starts_with("sourcedId,status,"));
        let empty = ",".repeat(header.split(',').count() - 2);
        let status = |row| if row + 1 == ROWS { last } else { "active" };
        let rows = (0..ROWS).map(|row| format!("person{row},{}{empty}\n", status(row)));
        package.set("users.csv", format!("{header}\n{}", rows.collect::<String>()));
        let opened = open(&package).unwrap();
        let plan = planned(&opened, Chosen::safe());
        let blanked = plan.ledger().counts().find(|(fix, _)| *fix == Fix::BulkBlanks).map_or(0, |(_, count)| count);
        // Then it may be a delta, to which the word belongs.
        assert_eq!(blanked, if is_kept { 0 } else { ROWS as u64 }, "{last}");
        let copy = copied(&package.zip_name, written(&opened, &plan));
        let copy = copy.text("users.csv").unwrap();
        assert_eq!(copy.matches(",active,").count(), if is_kept { ROWS - 1 } else { 0 });
    }
}
