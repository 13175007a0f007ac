use super::*;
use crate::receivers::Ask;

page! {
    /// # A value is too long for the receiver
    ///
    /// ## What it checks
    /// This rule counts the characters in columns for which a receiver has a lower limit than the standard. Brightspace
    /// has rules of its own.
    ///
    /// ## Why it matters
    /// The receiver refuses the record, or cuts the value.
    ///
    /// ## How to fix
    /// Shorten the value. If it's an ID, change how the program makes IDs. The new IDs must stay the same every day.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title
    /// class-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,Geometry - 1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title
    /// class-aaaaaaaaaa,Geometry - 1
    /// ```
    ///
    /// ## Known limits
    /// Characters are counted, not bytes. Values that are longer than the standard allows also belong to the rules of
    /// the standard.
}

pub(crate) static RULE: Rule = Rule {
    name: "too-long-for-receiver",
    page: PAGE,
    counted: Some("values are too long for the receiver"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere(),
    sources: &[
        page_of(Authority::Receiver, "Great Minds: ids have at most 100 characters", "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-classes-csv"),
        page_of(Authority::Receiver, "HMH: ids of classes have at most 255 characters", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/OneRoster_v1-1/OneRoster_1-1_classes.htm"),
    ],
    detect: Detect::Rows(make),
    message: |said| {
        let Length { characters, most, receiver } = Length::of(said);
        format!("This {} has {}. {receiver} accepts at most {}.", said.column(), count_of(characters, "character", "characters"), counted(most))
    },
    fix: |said| format!("Shorten {} to {}.", said.column(), count_of(Length::of(said).most, "character", "characters")),
};

told! {
    /// How long the value is.
    struct Length {
        characters: u64,
        /// As many are accepted.
        most: u64,
        receiver: Cow<'static, str>,
    }
}

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| if let Ask::Longest(most) = ask { Some(*most as usize) } else { None });
    if asked.is_empty() { None } else { Some(Box::new(Lengths(asked))) }
}

struct Lengths(Vec<asked::Asked<usize>>);

/// Characters of the longest cell that is plain text.
const LONGEST_PLAIN: usize = 50;

impl RowCheck for Lengths {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        for asked in &self.0 {
            let may_be_plain = asked.ask < LONGEST_PLAIN;
            let rows = if may_be_plain { rows.only(rows.fresh) } else { rows.but_plain([asked.place]) };
            rows.with(asked.place, |cell| cell.len() > asked.ask).each(findings, |row, findings| {
                let cell = row.row.cell(asked.place);
                let length = String::from_utf8_lossy(cell).chars().count();
                if length > asked.ask && !row.is_deleted() {
                    findings.report_as(&RULE, asked.severities(), row.place(asked.column), || {
                        let (characters, most) = (length as u64, asked.ask as u64);
                        Args::value(cell).told(Length { characters, most, receiver: asked.title().into() })
                    });
                }
            });
        }
    }
}
