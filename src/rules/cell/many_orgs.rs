use std::collections::HashSet;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A user belongs to many orgs
    ///
    /// ## What it checks
    /// In users.csv, `orgSourcedIds` names more than five different orgs.
    ///
    /// ## Why it matters
    /// Brightspace enrolls the user in each of these orgs, and the integration can't undo it. Someone must remove the
    /// person by hand later.
    ///
    /// ## How to fix
    /// Keep only the orgs in which the person should appear in Brightspace.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,name,identifier
    /// school2,Oak School,1002
    /// school3,Elm School,1003
    /// school4,Fir School,1004
    /// school5,Ash School,1005
    /// school6,Yew School,1006
    ///
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// teacher1,"school1,school2,school3,school4,school5,school6"
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// teacher1,"school1,district1"
    /// ```
    ///
    /// ## Known limits
    /// Five is our own number. The article says only that such enrollments can't be undone.
}

pub(crate) static RULE: Rule = Rule {
    name: "many-orgs",
    page: PAGE,
    counted: Some("users belong to many orgs"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Limitations: enrollments via the User's Org property cannot be unenrolled")],
    detect: Detect::Rows(make),
    message: |said| {
        let Orgs { count } = Orgs::of(said);
        format!("This user belongs to {}. Brightspace enrolls them in each one, and the integration can't undo it.", count_of(count, "org", "orgs"))
    },
    fix: |said| format!("Keep in {} only the orgs in which the person should appear in Brightspace.", said.column()),
};

told! {
    /// The orgs of one user.
    struct Orgs {
        /// Different ones.
        count: u64,
    }
}

/// Orgs of a user that are not remarkable.
const USUAL: usize = 5;

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let orgs = table.place_of("orgSourcedIds").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(OrgsOfUsers { orgs, status: table.place_of("status") }))
}

struct OrgsOfUsers {
    orgs: usize,
    status: Option<usize>,
}

impl RowCheck for OrgsOfUsers {
    fn watches(&self) -> Vec<usize> {
        [self.orgs].into_iter().chain(self.status).collect()
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.orgs);
        if cell.split(|byte| *byte == b',').count() <= USUAL || row.is_deleted() {
            return;
        }
        let orgs = cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|org| !org.is_empty());
        let count = orgs.collect::<HashSet<_>>().len();
        if count > USUAL {
            findings.report(&RULE, row.place("orgSourcedIds"), || Args::value(cell).told(Orgs { count: count as u64 }));
        }
    }
}
