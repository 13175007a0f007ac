use super::*;
use crate::oneroster::{Mode, TableId};
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # Users will be deleted
    ///
    /// ## What it checks
    /// This rule counts the rows of a delta users.csv with the status `tobedeleted`. It reports them once, with the
    /// number of rows.
    ///
    /// ## Why it matters
    /// Brightspace deletes these people's accounts. If they are more than one in twenty of the rows, it's a warning,
    /// because a mistake in the export can look like this.
    ///
    /// ## How to fix
    /// Make sure that these people have left. If someone is only away for a while, send `enabledUser` as `false`
    /// instead.
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
    /// The package doesn't show how many users Brightspace has in total.
}

pub(crate) static RULE: Rule = Rule {
    name: "deleted-users",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Users: Delete users; Activate, or Inactivate a user")],
    detect: Detect::Rows(make),
    message: |said| match Deleted::of(said) {
        Deleted { count: 1, rows } => format!("Brightspace will delete this user, 1 of {} in {}.", counted(rows), said.file()),
        Deleted { count, rows } => format!("Brightspace will delete {} of {} users in {}. This is the first.", counted(count), counted(rows), said.file()),
    },
    fix: |_| "Make sure that these people have left. To keep an account but make it inactive, send enabledUser as false instead.".into(),
};

told! {
    /// How many are deleted.
    struct Deleted {
        count: u64,
        /// Of as many rows.
        rows: u64,
    }
}

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
        let (count, rows) = (self.deleted, self.rows);
        findings.report_as(&RULE, severities, place, || Args::none().told(Deleted { count, rows }));
    }
}
