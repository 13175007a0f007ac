use super::*;
use crate::oneroster::value::Day;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::send_as_exported;

page! {
    /// # A date is not written as YYYY-MM-DD
    ///
    /// ## What it checks
    /// Dates have four digits for the year, two for the month, two for the day, with hyphens between them, and must be
    /// a day that exists.
    ///
    /// ## Why it matters
    /// 03/04/2015 is March 4 in one country and April 3 in another. Receivers refuse the row or take the wrong day.
    ///
    /// ## How to fix
    /// Write the date as `2015-03-04`. Dates often change when a CSV file is opened and saved in a spreadsheet program:
    /// export the file again and do not open it there.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,03/14/2015
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,2015-03-14
    /// ```
    ///
    /// ## Known limits
    /// Whether the day is the right one cannot be known.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-date",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Data types: Date is ISO 8601 YYYY-MM-DD")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| match said.word(0).as_str() {
        "turned" => format!("{} holds {}, a date whose year comes last; it must be written as YYYY-MM-DD.", said.column(), said.value()),
        "short" => format!("{} holds {}, a date whose year has two digits; it must be written as YYYY-MM-DD.", said.column(), said.value()),
        "time" => format!("{} holds {}, a date with a time behind it; it must be written as YYYY-MM-DD.", said.column(), said.value()),
        _ => format!("{} holds {}, which is not a date written as YYYY-MM-DD.", said.column(), said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "turned" | "short" => format!("If {} was opened and saved in a spreadsheet program, export it again and do not save it there. Otherwise let the export write the year first and with four digits, such as 2015-03-14.", said.file()),
        "time" => "Leave the time out, so that the cell holds year, month and day only, such as 2015-03-14.".into(),
        _ => "Write the year with four digits, then month and day with two, such as 2015-03-14.".into(),
    },
    campus_fix: Some(|said| send_as_exported(said.file(), said.right_name())),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Date)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    Day::parse(cell).is_none().then(|| Args::value(cell).word(form(cell)))
}

/// What a wrong date looks like.
fn form(cell: &[u8]) -> &'static str {
    if let Some((day, rest)) = cell.split_at_checked(10)
        && Day::parse(day).is_some()
        && matches!(rest.first(), Some(b' ' | b'T'))
    {
        return "time";
    }
    let parts: Vec<&[u8]> = cell.split(|byte| matches!(byte, b'/' | b'-' | b'.')).collect();
    let is_number = |part: &&[u8]| part.iter().all(u8::is_ascii_digit);
    match parts.as_slice() {
        [one, two, year] if parts.iter().all(is_number) => {
            let are_short = [one, two].iter().all(|part| (1..=2).contains(&part.len()));
            match year.len() {
                4 if are_short => "turned",
                2 if are_short => "short",
                _ => "",
            }
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn wrong_dates_are_told_apart() {
        for (date, expected) in [
            ("03/14/2015", "turned"),
            ("3/4/15", "short"),
            ("14.03.2015", "turned"),
            ("2015-03-14 00:00:00.000", "time"),
            ("2015-03-14T00:00:00", "time"),
            ("2015-02-30", ""),
            ("2015/03/14", ""),
            ("March 14", ""),
            ("", ""),
        ] {
            assert_eq!(form(date.as_bytes()), expected, "{date}");
        }
    }
}
