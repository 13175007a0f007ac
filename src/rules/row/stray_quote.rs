use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A double quote stands inside a value
    ///
    /// ## What it checks
    /// A value that holds a double quote must itself be in double quotes, and the quote inside is written twice: `5"
    /// nail` becomes `"5"" nail"`.
    ///
    /// ## Why it matters
    /// A receiver that meets a single quote in the middle of a value does not know where the value ends. It refuses the
    /// row or the file, or joins the value with the following ones.
    ///
    /// ## How to fix
    /// Remove the quote from the value, or let the program that exports put every value in double quotes and double
    /// those inside.
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
    /// The value is taken as it stands. The row is checked all the same when it has as many cells as the header, else
    /// it is set aside.
}

pub(crate) static RULE: Rule = Rule {
    name: "stray-quote",
    page: PAGE,
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
        "{} holds {} with a double quote inside, although the value is not in double quotes.",
        said.column(),
        said.value()
    ),
    fix: |said| format!(
        "Remove the double quote from {} in the record that this row was made from, or put the whole value in double \
         quotes and write the one inside twice.",
        said.column()
    ),
    campus_fix: Some(|said| format!(
        "Correct the value in Campus, on the screen of that record, so that it holds no double quote. Then check in \
         {EXTRACT_SCREEN} that “Include Double Quotes?” is ticked in the extract of {}.",
        said.file()
    )),
};

/// Reports a cell that holds a quote and does not begin with one.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8]) {
    findings.report(&RULE, place, || Args::value(cell));
}
