use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A value contains a stray double quote
    ///
    /// ## What it checks
    /// A value that contains a double quote must itself be in double quotes, and the quote inside is written twice: `5"
    /// nail` becomes `"5"" nail"`.
    ///
    /// ## Why it matters
    /// A receiver that meets a single quote in the middle of a value doesn't know where the value ends. It refuses the
    /// row or the file, or joins the value with the next ones.
    ///
    /// ## How to fix
    /// Remove the quote from the value. Or set the program that exports the file to put every value in double quotes and to
    /// double the quotes inside.
    ///
    /// ## Example
    /// ```wrong raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,O"Fallon,
    /// ```
    /// ```right raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,O'Fallon,
    /// ```
    ///
    /// ## Known limits
    /// The value is read as it is. The row is still checked if it has as many cells as the header. If not, it is skipped.
}

pub(crate) static RULE: Rule = Rule {
    name: "stray-quote",
    page: PAGE,
    counted: Some("values contain a stray double quote"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: a field with a double quote is in quotes, and the quote is doubled; section 3"),
        campus_article("Mark the Include Double Quotes? checkbox"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid Opening Quote", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "This value contains a double quote, but isn't in double quotes itself: {} in {}.",
        said.value(),
        said.column()
    ),
    fix: |said| format!(
        "Remove the double quote from {} in this record. Or put the whole value in double quotes, and write the one inside twice.",
        said.column()
    ),
};

/// Reports a cell that holds a quote and does not begin with one.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8]) {
    findings.report(&RULE, place, || Args::value(cell));
}
