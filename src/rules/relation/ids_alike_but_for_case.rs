use std::collections::HashMap;

use super::*;
use crate::receivers::Ask;

page! {
    /// # Two IDs differ only in capitalization
    ///
    /// ## What it checks
    /// This rule checks whether two records of a file have IDs that differ only in capital and small letters, if a
    /// receiver ignores capitalization.
    ///
    /// ## Why it matters
    /// The receiver treats these as one record. The second one overwrites the first, or is refused.
    ///
    /// ## How to fix
    /// Change how the program makes IDs so that they differ in more than capitalization.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username
    /// Student1,ben.stone
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username
    /// Student2,ben.stone
    /// ```
    ///
    /// ## Known limits
    /// To the standard these are two IDs. The sentence on HMH's page was cut off in the copy that was read.
}

pub(crate) static RULE: Rule = Rule {
    name: "ids-alike-but-for-case",
    page: PAGE,
    counted: Some("IDs differ from another only in capitalization"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere(),
    sources: &[page_of(Authority::Receiver, "HMH: ids that differ only in letter case clash", "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/OneRoster_v1-1/OneRoster_1-1_users_File.htm")],
    detect: Detect::Rows(make),
    message: |said| format!(
        "{} differs only in capitalization from line {}. {} treats both as one ID.",
        said.this_value(), said.other_line(), Clash::of(said).receiver
    ),
    fix: |said| format!("Give the two records values in {} that differ in more than capitalization.", said.column()),
};

told! {
    /// Two ids that are one.
    struct Clash {
        /// To whom.
        receiver: Cow<'static, str>,
    }
}

fn make(table: &TableFacts, findings: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let asked = asked::of(table, findings, |ask| matches!(ask, Ask::UniqueWithoutCase).then_some(()));
    if asked.is_empty() {
        return None;
    }
    let columns = asked.into_iter().map(|asked| Column { asked, shared: Shared::default(), seen: HashMap::default() });
    Some(Box::new(Ids(columns.collect())))
}

struct Ids(Vec<Column>);

struct Column {
    asked: asked::Asked<()>,
    /// What several rows have, without regard to case.
    shared: Shared,
    /// The ids in small letters: the line of the first one, and the hash of its letters as they are.
    seen: HashMap<Box<str>, (u64, u64), foldhash::fast::FixedState>,
}

fn lower(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).to_lowercase()
}

impl RowCheck for Ids {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        for column in &mut self.0 {
            let cell = row.row.cell(column.asked.place);
            if !cell.is_empty() && !row.is_deleted() {
                column.shared.push(id_hash(lower(cell).as_bytes()));
            }
        }
    }

    fn wants_again(&mut self) -> bool {
        self.0.iter_mut().fold(false, |any, column| column.shared.is_any() | any)
    }

    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        for Column { asked, shared, seen } in &mut self.0 {
            let cell = row.row.cell(asked.place);
            if cell.is_empty() || row.is_deleted() {
                continue;
            }
            let name = lower(cell);
            if !shared.contains(id_hash(name.as_bytes())) {
                continue;
            }
            let place = row.place(asked.column);
            match seen.get(name.as_str()) {
                Some((_, exact)) if *exact == id_hash(cell) => {}
                Some((line, _)) => findings.report_as(&RULE, asked.severities(), place, || {
                    Args::value(cell).beside(*line).told(Clash { receiver: asked.title().into() })
                }),
                None => {
                    seen.insert(name.into(), (place.line.unwrap_or(0), id_hash(cell)));
                }
            }
        }
    }
}
