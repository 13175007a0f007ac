use super::*;
use crate::oneroster::Kind;
use crate::receivers::Ask;

page! {
    /// # A value isn't accepted by the receiver
    ///
    /// ## What it checks
    /// This rule checks columns in which a receiver accepts fewer values than the standard: roles of people, types of
    /// orgs.
    ///
    /// ## Why it matters
    /// The receiver leaves out the record, or refuses it.
    ///
    /// ## How to fix
    /// Leave these records out of the export for this receiver, if they don't belong there. Otherwise, correct the
    /// value.
    ///
    /// ## Example
    /// ```wrong
    /// zip NavianceOneRoster.zip
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// state1,Maple State,state,1,
    /// ```
    /// ```right
    /// zip NavianceOneRoster.zip
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Oak School,school,1002,district1
    /// ```
    ///
    /// ## Known limits
    /// A value that the standard doesn't have either belongs to the rule `unknown-token`.
}

pub(crate) static RULE: Rule = Rule {
    name: "value-not-accepted",
    page: PAGE,
    counted: Some("values aren't accepted by the receiver"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere(),
    sources: &[
        page_of(Authority::Receiver, "Naviance: types of orgs are school and district", "https://ps.powerschool-docs.com/naviance/latest/oneroster-org-import-fields"),
        page_of(Authority::Receiver, "Naviance: roles are student, administrator, and teacher", "https://ps.powerschool-docs.com/naviance/latest/oneroster-users-import-fields"),
        page_of(Authority::Receiver, "ManageBac: roles, of which only the primary one is read", "https://guide.fariaedu.com/managebac-oneroster-custom-specification/csv_files/roles"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("{} accepts no record whose {} is {}.", Refused::of(said).receiver, said.column(), said.value()),
    fix: |said| {
        let Refused { receiver, accepted } = Refused::of(said);
        format!("Leave this record out of the export for {receiver}, or correct {}. {receiver} accepts {accepted}.", said.column())
    },
};

told! {
    /// A value that is not accepted.
    struct Refused {
        receiver: Cow<'static, str>,
        /// Those that are.
        accepted: Cow<'static, str>,
    }
}

/// The words that are taken, and those that the standard has: none where it has no list.
type Words = (&'static [&'static str], &'static [&'static str]);

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| if let Ask::Words(words) = ask { Some(*words) } else { None });
    let asked: Vec<_> = asked
        .into_iter()
        .map(|asked| {
            let index = table.table.column_index(asked.column);
            let is_list = index
                .and_then(|index| table.table.columns.get(index))
                .is_some_and(|column| column.list || matches!(column.kind, Kind::Grade));
            let words = (asked.ask, table.words(asked.column));
            (asked.with(words), is_list)
        })
        .collect();
    if asked.is_empty() { None } else { Some(Box::new(OfWords(asked))) }
}

struct OfWords(Vec<(asked::Asked<Words>, bool)>);

/// The first word of a cell that is not taken, though the standard has it.
fn first_wrong(cell: &[u8], (taken, standard): Words, is_list: bool) -> Option<&[u8]> {
    let has = |words: &[&str], item: &[u8]| words.iter().any(|word| word.as_bytes() == item);
    let is_wrong = |item: &&[u8]| {
        !item.is_empty() && !has(taken, item) && (standard.is_empty() || has(standard, item))
    };
    if is_list { cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).find(is_wrong) } else { Some(cell).filter(is_wrong) }
}

impl RowCheck for OfWords {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        for (asked, is_list) in &self.0 {
            rows.with(asked.place, |cell| first_wrong(cell, asked.ask, *is_list).is_some()).each(findings, |row, findings| {
                let Some(item) = first_wrong(row.row.cell(asked.place), asked.ask, *is_list) else { return };
                if !row.is_deleted() {
                    findings.report_as(&RULE, asked.severities(), row.place(asked.column), || {
                        let (receiver, accepted) = (asked.title().into(), listed(asked.ask.0, "and").into());
                        Args::value(item).told(Refused { receiver, accepted })
                    });
                }
            });
        }
    }
}
