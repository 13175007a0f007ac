use super::*;
use crate::oneroster::{Mode, TableId};
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # Users are deleted
    ///
    /// ## What it checks
    /// How many rows of a delta users.csv have the status `tobedeleted`. It is told once, with the number of rows.
    ///
    /// ## Why it matters
    /// Brightspace deletes the accounts of these people. When they are more than one in twenty of the rows, it is a warning,
    /// because a mistake in the export can look like this.
    ///
    /// ## How to fix
    /// Make sure that these people have left. Somebody who is only absent for a while is made inactive with `enabledUser`
    /// as `false`.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// users.csv
    /// sourcedId,status
    /// student2,tobedeleted
    /// ```
    /// ```right
    /// delta
    /// users.csv
    /// sourcedId,enabledUser
    /// student1,false
    /// ```
    ///
    /// ## Known limits
    /// How many users Brightspace has altogether cannot be seen in the package.
}

pub(crate) static RULE: Rule = Rule {
    name: "deleted-users",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Users: Delete users; Activate, or Inactivate a user")],
    detect: Detect::Rows(make),
    message: |said| match said.number(0) {
        1 => format!("This user, 1 of {} in {}, will be deleted in Brightspace.", said.word(1), said.file()),
        _ => format!("{} of {} users in {} will be deleted in Brightspace, from this one on.", said.word(0), said.word(1), said.file()),
    },
    fix: |_| "Make sure that these people have left. To keep an account without using it, send enabledUser as false instead.".into(),
    campus_fix: None,
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let is_delta = table.table.id == TableId::Users && table.mode == Some(Mode::Delta);
    is_delta.then(|| Box::new(Deletions { first: None, deleted: 0, rows: 0 }) as Box<dyn RowCheck>)
}

struct Deletions {
    first: Option<Place>,
    deleted: u64,
    rows: u64,
}

impl RowCheck for Deletions {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        self.rows += 1;
        if row.is_deleted() {
            self.deleted += 1;
            self.first.get_or_insert_with(|| row.place("status"));
        }
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        let Some(place) = self.first else { return };
        let is_many = self.deleted * 20 > self.rows;
        let severities = if is_many { RULE.severities } else { Severities::nowhere().d2l_brightspace(Info) };
        findings.report_as(&RULE, severities, place, || Args::none().number(self.deleted).number(self.rows));
    }
}
