use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # The header isn't on the first line
    ///
    /// ## What it checks
    /// The names of the columns are on the first line of a file. Here something else comes before them: the title of a
    /// report, a date, `sep=,` for a spreadsheet program, `#TYPE …` from PowerShell, a blank line, or records.
    ///
    /// ## Why it matters
    /// The receiver takes the first line for the names of the columns, finds none that it knows, and refuses the file.
    ///
    /// ## How to fix
    /// Delete the lines above the header, or turn off the title in the program that exports the file. In PowerShell, use
    /// `Export-Csv -NoTypeInformation`. If the lines are records, move the header to the top.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// Riverbend School District: organizations,,,,,,
    /// Generated 11/20/2026 06:00,,,,,,
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The header is looked for among the first twenty lines. The rows below it are checked as if it were on the first
    /// line. If only blank lines come before it, this is an error for Brightspace, which wants the header first, and
    /// else a warning, since many receivers skip blank lines.
}

pub(crate) static RULE: Rule = Rule {
    name: "lines-above-header",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: mandatory, the first row; section 3"),
        campus_article("The CSV files must include a header row"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let (file, line) = (said.file(), said.word(1));
        let above = match said.word(2).as_str() {
            "blank" => format!("{} above it", said.count_of(0, "blank line is", "blank lines are")),
            "records" => "records are above it".into(),
            "separator" => "a line above it tells a spreadsheet program the separator".into(),
            "powershell" => "a line of PowerShell is above it".into(),
            _ if said.number(0) == 1 => format!("the line above it contains {}", said.value()),
            _ => format!("{} lines are above it, and the first text in them is {}", said.word(0), said.value()),
        };
        format!("The header of {file} is on line {line}: {above}.")
    },
    fix: |said| {
        let lines = match said.number(0) {
            0 | 1 => "line 1".into(),
            2 => "lines 1 and 2".into(),
            lines => format!("lines 1 to {}", counted(lines)),
        };
        match said.word(2).as_str() {
            "records" => format!("Move line {} of {} to the top of the file.", said.word(1), said.file()),
            "powershell" => format!("Delete {lines} of {}, or export it with Export-Csv -NoTypeInformation.", said.file()),
            "text" => format!(
                "Delete {lines} of {}, or turn off the title in the program that exports it, so that the header is on \
                 the first line.",
                said.file()
            ),
            _ => format!("Delete {lines} of {}, so that the header is on the first line.", said.file()),
        }
    },
    campus_fix: Some(|said| format!(
        "Send {} as {EXTRACT_SCREEN} exports it: the extract writes no lines above the header.",
        said.file()
    )),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    if let Some((kind, lines, text)) = &header.above {
        found(findings, Place::file(header.file).line(1), *kind, *lines, header.line, text);
    }
}

/// Reports what stands above the header, which is on the line `header`.
pub(crate) fn found(findings: &mut Findings, place: Place, kind: Above, lines: u64, header: u64, text: &str) {
    let (word, severities) = match kind {
        Above::Blank => ("blank", Severities::everywhere(Warning).d2l_brightspace(Error)),
        Above::Separator => ("separator", RULE.severities),
        Above::PowerShell => ("powershell", RULE.severities),
        Above::Records => ("records", RULE.severities),
        Above::Text => ("text", RULE.severities),
    };
    findings.report_as(&RULE, severities, place, || {
        let args = if text.is_empty() || kind == Above::Records { Args::none() } else { Args::value(text.as_bytes()) };
        args.number(lines).number(header).word(word)
    });
}
