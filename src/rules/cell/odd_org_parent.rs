use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # An org stands oddly in the tree
    ///
    /// ## What it checks
    /// In orgs.csv, a district has no `parentSourcedId`, and a school has one.
    ///
    /// ## Why it matters
    /// Brightspace builds its tree from this column. A school without a parent hangs directly below the organization, a
    /// district with a parent below another org unit.
    ///
    /// ## How to fix
    /// Nothing, if the tree is meant to be so. Otherwise fill the district's id into the rows of its schools, and leave it
    /// empty in the row of the district.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,parentSourcedId
    /// school1,
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,parentSourcedId
    /// school1,district1
    /// ```
    ///
    /// ## Known limits
    /// The standard allows both. A district below a state is an odd one here too.
}

pub(crate) static RULE: Rule = Rule {
    name: "odd-org-parent",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[page_of(Authority::D2l, "OneRoster REST data mappings: a district has no parent", "https://community.d2l.com/brightspace/kb/articles/32189")],
    detect: Detect::Rows(make),
    message: |said| match said.word(0).as_str() {
        "school" => format!("{} is (empty) for a school, so that it hangs below no district in Brightspace.", said.column()),
        _ => format!("{} holds {} for a district, so that it hangs below another org in Brightspace.", said.column(), said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "school" => format!("If the school belongs to a district, fill the district's sourcedId into {}.", said.column()),
        _ => format!("If the district is the topmost org, leave {} empty.", said.column()),
    },
    campus_fix: None,
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let parent = table.place_of("parentSourcedId").filter(|_| table.table.id == TableId::Orgs)?;
    Some(Box::new(Parents { kind: table.place_of("type")?, parent }))
}

struct Parents {
    kind: usize,
    parent: usize,
}

impl RowCheck for Parents {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let parent = row.row.cell(self.parent);
        let kind = match (row.row.cell(self.kind), parent.trim_ascii().is_empty()) {
            (b"school", true) => "school",
            (b"district", false) => "district",
            _ => return,
        };
        if !row.is_deleted() {
            findings.report(&RULE, row.place("parentSourcedId"), || Args::value(parent).word(kind));
        }
    }
}
