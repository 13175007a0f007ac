use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # Text follows a closing double quote
    ///
    /// ## What it checks
    /// When a value starts with a double quote, the next single double quote ends it. Only a comma or the end of the row may
    /// follow.
    ///
    /// ## Why it matters
    /// The receiver doesn't know whether the value has ended. It refuses the row or the file, or loses the rest of the
    /// value.
    ///
    /// ## How to fix
    /// Put the quotes around the whole value, and write a double quote inside the value twice: `"Saint
    /// ""Sunny"" Louis"`.
    ///
    /// ## Example
    /// ```wrong raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,"Saint" Louis,
    /// ```
    /// ```right raw
    /// demographics.csv
    /// sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    /// student1,,,2012-03-14,female,false,false,true,false,false,false,false,,,"Saint Louis",
    /// ```
    ///
    /// ## Known limits
    /// The value is read as it is, with its quotes. The row is still checked if it has as many cells as the header. If not, it
    /// is skipped.
}

pub(crate) static RULE: Rule = Rule {
    name: "text-after-quote",
    page: PAGE,
    counted: Some("values have text after the closing double quote"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: a closing quote is followed by a comma or the end of the row; section 3"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
    ],
    detect: Detect::Reading,
    message: |said| format!("Text follows the closing double quote of this value: {} in {}.", said.value(), said.column()),
    fix: |said| format!(
        "Put the whole value of {} in double quotes, and write a double quote inside it twice.",
        said.column()
    ),
};

/// Reports a cell in quotes that goes on after the closing one.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8]) {
    findings.report(&RULE, place, || Args::value(cell));
}
