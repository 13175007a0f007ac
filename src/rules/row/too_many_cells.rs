use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A row has more cells than the header
    ///
    /// ## What it checks
    /// Every row has as many cells as the header row. A value that holds a comma must be in double quotes, else the
    /// comma splits it into two cells.
    ///
    /// ## Why it matters
    /// All values after the split one stand under the wrong column. The receiver refuses the row, or reads a wrong
    /// record.
    ///
    /// ## How to fix
    /// Let the program that exports put values in double quotes. Commas stand in names such as “Smith, Jr.” and in
    /// columns that list several items.
    ///
    /// In Infinite Campus, each extract has a box “Include Double Quotes?”.
    ///
    /// ## Example
    /// ```wrong raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,Washington, D.C.,
    /// ```
    /// ```right raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,"Washington, D.C.",
    /// ```
    ///
    /// ## Known limits
    /// The row is set aside, because its values cannot be matched with their columns. Its `sourcedId` counts all the
    /// same, so that what refers to it is not reported too.
}

pub(crate) static RULE: Rule = Rule {
    name: "too-many-cells",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "This row of {} has {}, but the header has {}.",
        said.file(),
        said.count_of(0, "cell", "cells"),
        said.word(1)
    ),
    fix: |said| match said.word(2).as_str() {
        "" => format!(
            "Put every value of {} that holds a comma in double quotes, or let the program that exports put all \
             values in double quotes.",
            said.file()
        ),
        _ => "Put the value that holds a comma in double quotes. If no value of the row holds one, remove the comma at \
              the end of the row."
            .into(),
    },
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {}, and tick “Include Double Quotes?”.",
        said.file()
    )),
};

/// Reports a row with more `cells` than the `expected` number, which is that of the header. `ends_empty`: the cells
/// that are too many are empty, so it may be nothing but a comma at the end.
pub(crate) fn found(findings: &mut Findings, place: Place, cells: u64, expected: u64, ends_empty: bool) {
    let end = if ends_empty { "empty" } else { "" };
    findings.report(&RULE, place, || Args::none().number(cells).number(expected).word(end));
}
