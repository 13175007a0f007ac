use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # An org is in an unexpected place
    ///
    /// ## What it checks
    /// In orgs.csv, a district has no `parentSourcedId`, and a school has one.
    ///
    /// ## Why it matters
    /// Brightspace builds its tree from this column. It places a school without a parent directly below the
    /// organization, and a district with a parent below another org unit.
    ///
    /// ## How to fix
    /// Do nothing if the tree should look like this. Otherwise, enter the district's ID in the rows of its schools, and
    /// leave it empty in the district's row.
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
    /// The standard allows both. A district below a state counts as unexpected here too.
}

pub(crate) static RULE: Rule = Rule {
    name: "odd-org-parent",
    page: PAGE,
    counted: Some("orgs are in an unexpected place"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[page_of(Authority::D2l, "OneRoster REST data mappings: a district has no parent", "https://community.d2l.com/brightspace/kb/articles/32189")],
    detect: Detect::Rows(make),
    message: |said| match Org::of(said).kind {
        Type::School => "This school belongs to no district in Brightspace.".into(),
        Type::District => format!("This district is below another org in Brightspace: {}.", said.value()),
    },
    fix: |said| match Org::of(said).kind {
        Type::School => format!("If the school belongs to a district, enter the district's sourcedId in {}.", said.column()),
        Type::District => format!("If the district is the topmost org, leave {} empty.", said.column()),
    },
};

told! {
    /// An org in an unexpected place.
    struct Org {
        kind: Type,
    }
}

one_of! {
    /// What kind of org it is.
    enum Type {
        School = "school",
        District = "district",
    }
}

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
            (b"school", true) => Type::School,
            (b"district", false) => Type::District,
            _ => return,
        };
        if !row.is_deleted() {
            findings.report(&RULE, row.place("parentSourcedId"), || Args::value(parent).told(Org { kind }));
        }
    }
}
