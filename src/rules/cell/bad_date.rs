use super::*;
use crate::oneroster::value::Day;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;

page! {
    /// # A date isn't written as YYYY-MM-DD
    ///
    /// ## What it checks
    /// A date has four digits for the year, two for the month, and two for the day, with hyphens between them. The day
    /// must exist.
    ///
    /// ## Why it matters
    /// 03/04/2015 is March 4 in one country and April 3 in another. Receivers refuse the row or read the wrong day.
    ///
    /// ## How to fix
    /// Write the date as `2015-03-04`. Dates often change when a CSV file is opened and saved in a spreadsheet program.
    /// Export the file again and don't open it there.
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
    /// The check can't tell whether the date is the right one.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-date",
    page: PAGE,
    counted: Some("dates aren't written as YYYY-MM-DD"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Data types: Date is ISO 8601 YYYY-MM-DD")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| match Written::of(said).form {
        Form::YearLast => format!("{} has the year last. Dates must be written as YYYY-MM-DD.", said.this_value()),
        Form::ShortYear => format!("{} has a two-digit year. Dates must be written as YYYY-MM-DD.", said.this_value()),
        Form::WithTime => format!("{} has a time after the date. Only the date is allowed, as YYYY-MM-DD.", said.this_value()),
        Form::Other => format!("{} isn't a date written as YYYY-MM-DD.", said.this_value()),
    },
    fix: |said| match Written::of(said).form {
        Form::YearLast | Form::ShortYear => format!("If {} was opened and saved in a spreadsheet program, export it again and don't save it there. Otherwise, change the export to write dates as YYYY-MM-DD, such as 2015-03-14.", said.file()),
        Form::WithTime => "Change the export to leave out the time and write only the date, such as 2015-03-14.".into(),
        Form::Other => "Write the date as YYYY-MM-DD, such as 2015-03-14.".into(),
    },
};

told! {
    /// How a date is written.
    struct Written {
        form: Form,
    }
}

one_of! {
    /// What a wrong date looks like.
    enum Form {
        YearLast = "year last",
        ShortYear = "short year",
        WithTime = "with time",
        Other = "other",
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Date)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    Day::parse(cell).is_none().then(|| Args::value(cell).told(Written { form: form(cell) }))
}

/// What a wrong date looks like.
fn form(cell: &[u8]) -> Form {
    if let Some((day, rest)) = cell.split_at_checked(10)
        && Day::parse(day).is_some()
        && matches!(rest.first(), Some(b' ' | b'T'))
    {
        return Form::WithTime;
    }
    let parts: Vec<&[u8]> = cell.split(|byte| matches!(byte, b'/' | b'-' | b'.')).collect();
    let is_number = |part: &&[u8]| part.iter().all(u8::is_ascii_digit);
    match parts.as_slice() {
        [one, two, year] if parts.iter().all(is_number) => {
            let are_short = [one, two].iter().all(|part| (1..=2).contains(&part.len()));
            match year.len() {
                4 if are_short => Form::YearLast,
                2 if are_short => Form::ShortYear,
                _ => Form::Other,
            }
        }
        _ => Form::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, form};

    #[test]
    fn wrong_dates_are_told_apart() {
        for (date, expected) in [
            ("03/14/2015", Form::YearLast),
            ("3/4/15", Form::ShortYear),
            ("14.03.2015", Form::YearLast),
            ("2015-03-14 00:00:00.000", Form::WithTime),
            ("2015-03-14T00:00:00", Form::WithTime),
            ("2015-02-30", Form::Other),
            ("2015/03/14", Form::Other),
            ("March 14", Form::Other),
            ("", Form::Other),
        ] {
            assert_eq!(form(date.as_bytes()), expected, "{date}");
        }
    }
}
