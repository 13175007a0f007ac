use super::*;
use crate::receivers::Ask;

page! {
    /// # A character isn't accepted by the receiver
    ///
    /// ## What it checks
    /// This rule checks columns for which a receiver says which characters it accepts. Brightspace has rules of its
    /// own.
    ///
    /// ## Why it matters
    /// The receiver refuses the record.
    ///
    /// ## How to fix
    /// Change how the program makes the value. Change an ID in every file that contains it, and keep it the same every
    /// day.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title
    /// class/2,Geometry - 1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title
    /// class-2,Geometry - 1
    /// ```
    ///
    /// ## Known limits
    /// Only the first such character of a cell is named.
}

pub(crate) static RULE: Rule = Rule {
    name: "character-not-accepted",
    page: PAGE,
    counted: Some("values contain a character that the receiver doesn't accept"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere(),
    sources: &[page_of(Authority::Receiver, "Great Minds: ids are made of letters, digits, hyphens, underscores, and dots", "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-classes-csv")],
    detect: Detect::Rows(make),
    message: |said| {
        let Refused { character, receiver, .. } = Refused::of(said);
        format!("{} contains {character}, a character that {receiver} doesn't accept here.", said.column())
    },
    fix: |said| format!("Use only these characters in {}: {}.", said.column(), Refused::of(said).accepted),
};

told! {
    /// A character that is not accepted.
    struct Refused {
        character: Cow<'static, str>,
        receiver: Cow<'static, str>,
        /// Those that are.
        accepted: Cow<'static, str>,
    }
}

/// Ranges of characters, both ends included.
type Ranges = &'static [(char, char)];

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| if let Ask::Characters(ranges) = ask { Some(*ranges) } else { None });
    if asked.is_empty() { None } else { Some(Box::new(Characters(asked))) }
}

struct Characters(Vec<asked::Asked<Ranges>>);

fn is_taken(ranges: Ranges, character: char) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&character))
}

/// A character and its ranges in words: `a–z, 0–9, -`.
pub(crate) fn in_words(ranges: &[(char, char)]) -> String {
    let word = |(from, to): &(char, char)| match (from, to) {
        (' ', ' ') => "space".into(),
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    };
    visible(&ranges.iter().map(word).collect::<Vec<_>>().join(", "))
}

impl RowCheck for Characters {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        for asked in &self.0 {
            let is_wrong = |cell: &[u8]| {
                let is_plain = cell.iter().all(|byte| byte.is_ascii() && is_taken(asked.ask, char::from(*byte)));
                !is_plain && String::from_utf8_lossy(cell).chars().any(|it| !is_taken(asked.ask, it))
            };
            rows.with(asked.place, is_wrong).each(findings, |row, findings| {
                let cell = row.row.cell(asked.place);
                let text = String::from_utf8_lossy(cell);
                let first = text.chars().find(|it| !is_taken(asked.ask, *it));
                if let Some(first) = first.filter(|_| !row.is_deleted()) {
                    findings.report_as(&RULE, asked.severities(), row.place(asked.column), || {
                        let shown = if first == ' ' { "a space".into() } else { format!("“{}”", visible(&first.to_string())).into() };
                        let (receiver, accepted) = (asked.title().into(), in_words(asked.ask).into());
                        Args::value(cell).told(Refused { character: shown, receiver, accepted })
                    });
                }
            });
        }
    }
}
