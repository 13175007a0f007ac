use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A row has more cells than the header
    ///
    /// ## What it checks
    /// Every row has as many cells as the header row. A value that contains a comma must be in double quotes. Otherwise the
    /// comma splits it into two cells.
    ///
    /// ## Why it matters
    /// All values after the split one end up in the wrong column. The receiver refuses the row, or reads a wrong record.
    ///
    /// ## How to fix
    /// Set the program that exports the file to put values in double quotes. Names such as “Smith, Jr.” contain commas, and so
    /// do columns that list several items.
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
    /// The row is skipped, because its values can't be matched with their columns. Its `sourcedId` still counts, so records
    /// that point to it aren't reported too.
}

pub(crate) static RULE: Rule = Rule {
    name: "too-many-cells",
    page: PAGE,
    counted: Some("rows have more cells than the header"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Width { cells, expected, .. } = Width::of(said);
        format!("This row of {} has {}, but the header has {}.", said.file(), count_of(cells, "cell", "cells"), counted(expected))
    },
    fix: |said| if Width::of(said).ends_empty {
        "Put any value that contains a comma in double quotes. If no value of the row contains one, remove the extra comma at \
         the end of the row."
            .into()
    } else {
        format!(
            "Put every value of {} that contains a comma in double quotes, or set the program that exports the file to put \
             all values in double quotes.",
            said.file()
        )
    },
};

told! {
    /// How wide a row is.
    struct Width {
        cells: u64,
        /// As many as the header has.
        expected: u64,
        /// Whether the cells that are too many are empty, so that it may be nothing but a comma at the end.
        ends_empty: bool,
    }
}

/// Reports a row with more `cells` than the `expected` number, which is that of the header. `ends_empty`: the cells
/// that are too many are empty, so it may be nothing but a comma at the end.
pub(crate) fn found(findings: &mut Findings, place: Place, cells: u64, expected: u64, ends_empty: bool) {
    findings.report(&RULE, place, || Args::none().told(Width { cells, expected, ends_empty }));
}
