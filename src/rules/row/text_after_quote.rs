use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # Something follows a closing quote
    ///
    /// ## What it checks
    /// When a value begins with a double quote, the next single double quote ends it. After it comes a comma or the end
    /// of the row, nothing else.
    ///
    /// ## Why it matters
    /// The receiver does not know whether the value has ended. It refuses the row or the file, or loses the rest of the
    /// value.
    ///
    /// ## How to fix
    /// Let the quotes surround the whole value, and write a double quote that belongs to the value twice: `"Saint
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
    /// The value is taken as it stands, with its quotes. The row is checked all the same when it has as many cells as
    /// the header, else it is set aside.
}

pub(crate) static RULE: Rule = Rule {
    name: "text-after-quote",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: a closing quote is followed by a comma or the end of the row; section 3"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} holds {}, where something follows the closing double quote.", said.column(), said.value()),
    fix: |said| format!(
        "Put the whole value of {} in double quotes, and write a double quote that belongs to it twice.",
        said.column()
    ),
    campus_fix: Some(|said| format!(
        "Correct the value in Campus, on the screen of that record, so that it holds no double quote. Then check in \
         {EXTRACT_SCREEN} that “Include Double Quotes?” is ticked in the extract of {}.",
        said.file()
    )),
};

/// Reports a cell in quotes that goes on after the closing one.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8]) {
    findings.report(&RULE, place, || Args::value(cell));
}
