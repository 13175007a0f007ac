use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The header isn't on the first line
    ///
    /// ## What it checks
    /// The names of the columns are on the first line of a file. Here something comes before them: the title of a report, a
    /// date, `sep=,` for a spreadsheet program, `#TYPE …` from PowerShell, a blank line, or records.
    ///
    /// ## Why it matters
    /// The receiver reads the first line as column names, recognizes none of them, and refuses the file.
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
    /// The rule looks for the header in the first twenty lines. The rows below it are checked as if it were on the first line.
    /// If only blank lines come before it, this is an error for Brightspace, which wants the header first. For others it is a
    /// warning, because many receivers skip blank lines.
}

pub(crate) static RULE: Rule = Rule {
    name: "lines-above-header",
    page: PAGE,
    counted: None,
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
        let Lines { count, header, what } = Lines::of(said);
        let above = match what {
            What::Blank => format!("{} above it.", count_of(count, "blank line is", "blank lines are")),
            What::Records => "Records are above it.".into(),
            What::Separator => "A line above it sets the separator for a spreadsheet program.".into(),
            What::PowerShell => "A line from PowerShell is above it.".into(),
            What::Text if count == 1 => format!("The line above it contains {}.", said.value()),
            What::Text => format!("{} lines are above it. The first text in them is {}.", counted(count), said.value()),
        };
        format!("The header of {} is on line {}. {above}", said.file(), counted(header))
    },
    fix: |said| {
        let Lines { count, header, what } = Lines::of(said);
        let file = said.file();
        let lines = match count {
            0 | 1 => "line 1".into(),
            2 => "lines 1 and 2".into(),
            lines => format!("lines 1 to {}", counted(lines)),
        };
        match what {
            What::Records => format!("Move line {} of {file} to the top of the file.", counted(header)),
            What::PowerShell => format!("Delete {lines} of {file}, or export it with Export-Csv -NoTypeInformation."),
            What::Text => format!(
                "Delete {lines} of {file}, or turn off the title in the program that exports it. The header must be on the \
                 first line."
            ),
            What::Blank | What::Separator => format!("Delete {lines} of {file}, so that the header is on the first line."),
        }
    },
};

told! {
    /// The lines above the header.
    struct Lines {
        count: u64,
        /// The line of the header.
        header: u64,
        what: What,
    }
}

one_of! {
    /// What they are.
    enum What {
        Blank = "blank",
        /// `sep=,`
        Separator = "separator",
        /// `#TYPE …`
        PowerShell = "powershell",
        Records = "records",
        Text = "text",
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    if let Some((kind, lines, text)) = &header.above {
        found(findings, Place::file(header.file).line(1), *kind, *lines, header.line, text);
    }
}

/// Reports the lines above the header, which is on the line `header`.
pub(crate) fn found(findings: &mut Findings, place: Place, kind: Above, lines: u64, header: u64, text: &str) {
    let (what, severities) = match kind {
        Above::Blank => (What::Blank, Severities::everywhere(Warning).d2l_brightspace(Error)),
        Above::Separator => (What::Separator, RULE.severities),
        Above::PowerShell => (What::PowerShell, RULE.severities),
        Above::Records => (What::Records, RULE.severities),
        Above::Text => (What::Text, RULE.severities),
    };
    findings.report_as(&RULE, severities, place, || {
        let args = if text.is_empty() || kind == Above::Records { Args::none() } else { Args::value(text.as_bytes()) };
        args.told(Lines { count: lines, header, what })
    });
}
