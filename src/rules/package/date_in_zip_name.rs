use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The name of the zip contains a date
    ///
    /// ## What it checks
    /// The zip may have any name, but the name must stay the same every day. A date in it, such as `20261121`, `2026-11-21`,
    /// or `11-21-2026`, shows that it changes.
    ///
    /// ## Why it matters
    /// The DESSA System looks for the same name every night. If the name changes, the import doesn't find the zip.
    ///
    /// ## How to fix
    /// Give the zip a name that stays the same, such as `OneRoster.zip`. If the name that the DESSA System knows has to change,
    /// write to datateam@apertureed.com first.
    ///
    /// In Infinite Campus, leave “Append Date to Filename?” of the Zip Tool blank.
    ///
    /// ## Example
    /// ```wrong
    /// zip OneRoster_20261121.zip
    /// ```
    /// ```right
    /// zip OneRoster.zip
    /// ```
    ///
    /// ## Known limits
    /// The rule doesn't recognize dates without the century, such as `112126`. It can't know whether the name was different
    /// yesterday.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-in-zip-name",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[
        campus_article("File Name: can be anything but has to stay the same every day; Append Date to Filename?: leave this blank"),
        page_of(
            Authority::InfiniteCampus,
            "Data Extract Zip Tool: patterns of the date that is appended",
            "https://kb.infinitecampus.com/help/data-extract-zip-tool",
        ),
    ],
    detect: Detect::Package(check),
    message: |said| {
        let Dated { name, date } = Dated::of(said);
        format!("The zip is called {name}. “{date}” looks like a date, but the name must stay the same every day.")
    },
    fix: |_| "Give the zip a name that stays the same every day, such as OneRoster.zip.".into(),
};

told! {
    /// The name of the zip.
    struct Dated {
        name: Cow<'static, str>,
        /// The part of it that looks like a date.
        date: Cow<'static, str>,
    }
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    let Some(name) = &package.zip_name else { return };
    if let Some(date) = date_in(name) {
        findings.report(&RULE, Place::PACKAGE, || {
            Args::none().told(Dated { name: visible(name).into(), date: visible(date).into() })
        });
    }
}

/// The part of a name that looks like a date with its century, perhaps with a time behind it.
fn date_in(name: &str) -> Option<&str> {
    let mut starts_number = true;
    for (start, letter) in name.char_indices() {
        if letter.is_ascii_digit() {
            let rest = name.get(start..).unwrap_or_default();
            if let Some(length) = starts_number.then(|| date_length(rest)).flatten() {
                return rest.get(..length);
            }
        }
        starts_number = !letter.is_ascii_digit();
    }
    None
}

/// Number of letters of the date at the start of `text`, which begins with a digit.
fn date_length(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str, from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok());
    let is_date = |year: Option<u16>, one: Option<u16>, other: Option<u16>| {
        let (Some(year), Some(one), Some(other)) = (year, one, other) else { return false };
        let (month, day) = (one.min(other), one.max(other));
        (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let run = digits(text);
    if matches!(run, 8 | 12 | 14) {
        let year_first = is_date(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8));
        let year_last = is_date(number(text, 4, 8), number(text, 0, 2), number(text, 2, 4));
        return (year_first || year_last).then_some(run);
    }
    let separator = text.get(run..=run).filter(|letter| matches!(*letter, "-" | "_" | "." | " "))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let last = digits(third);
    let is_one = match (first.len(), last) {
        (4, 1 | 2) => is_date(number(first, 0, 4), second.parse().ok(), number(third, 0, last)),
        (1 | 2, 4) => is_date(number(third, 0, 4), first.parse().ok(), second.parse().ok()),
        _ => false,
    };
    is_one.then_some(first.len() + second.len() + last + 2)
}

#[cfg(test)]
mod tests {
    use super::date_in;

    #[test]
    fn dates_are_found_and_other_numbers_are_not() {
        for (name, date) in [
            ("OneRoster_20261121.zip", Some("20261121")),
            ("OneRoster20261121013000.zip", Some("20261121013000")),
            ("OneRoster 11212026.zip", Some("11212026")),
            ("2026-11-21.zip", Some("2026-11-21")),
            ("or_2026_11_21_v2.zip", Some("2026_11_21")),
            ("OneRoster-11-21-2026.zip", Some("11-21-2026")),
            ("OneRoster 1.9.2026.zip", Some("1.9.2026")),
            ("OneRoster.zip", None),
            ("OneRoster_1.1.zip", None),
            ("OneRoster-2026-2027.zip", None),
            ("district_12345678.zip", None),
            ("district_120261121.zip", None),
            ("école.zip", None),
            ("a_202611210130.zip", Some("202611210130")),
            ("a 2026.12.31.zip", Some("2026.12.31")),
            ("a-31-12-2099.zip", Some("31-12-2099")),
            ("a_19891231.zip", None),
            ("a_21001231.zip", None),
            ("a_20260021.zip", None),
            ("a_20261300.zip", None),
            ("a_20261331.zip", None),
            ("a_20261232.zip", None),
            ("a_20260100.zip", None),
            ("a_2026-13-32.zip", None),
            ("a_2026-11.zip", None),
            ("a_2026-11-x.zip", None),
            ("a_2026/11/21.zip", None),
            ("a_2026-x-21.zip", None),
            ("a_20261121013.zip", None),
        ] {
            assert_eq!(date_in(name), date, "{name}");
        }
    }
}
