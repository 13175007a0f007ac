use super::*;
use crate::oneroster::{Table, TableId};
use crate::receivers::Receiver;

page! {
    /// # An ID appears in two files
    ///
    /// ## What it checks
    /// This rule checks whether a record in another file has the same `sourcedId`, if a receiver wants IDs that are
    /// unique across all files.
    ///
    /// ## Why it matters
    /// The receiver refuses the record.
    ///
    /// ## How to fix
    /// Add something to the IDs of one of the files that tells them apart, such as `class-` before the IDs of classes.
    /// Change it everywhere the ID appears.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// courses.csv
    /// sourcedId,title
    /// term1,Geometry
    /// ```
    /// ```right
    /// version 1.2
    /// courses.csv
    /// sourcedId,title
    /// course2,Geometry
    /// ```
    ///
    /// ## Known limits
    /// In the standard, an ID is unique only in its own file. The records of demographics.csv have the IDs of their
    /// users, so they aren't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "id-in-two-files",
    page: PAGE,
    counted: Some("IDs also appear in another file"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere(),
    sources: &[page_of(Authority::Receiver, "ManageBac: sourcedId is unique across all files", "https://guide.fariaedu.com/managebac-oneroster-custom-specification")],
    detect: Detect::Across(make),
    message: |said| format!("{} also belongs to a record in {}.", said.subject("ID"), Other::of(said).file),
    fix: |said| format!("Give the records in {} IDs that no other file contains.", said.file()),
};

told! {
    /// Where the id appears too.
    struct Other {
        file: Cow<'static, str>,
    }
}

fn make(package: &PackageFacts) -> Box<dyn AcrossCheck> {
    let asks = |receiver: &Receiver| {
        let declaration = receiver.declaration();
        declaration.asks(RULE.name).filter(|_| declaration.versions.contains(&package.version))
    };
    let severities = package.receivers.iter().filter_map(|receiver| Some((*receiver, asks(receiver)?)));
    let severities =
        severities.fold(Severities::nowhere(), |all, (receiver, severity)| all.with(receiver, Some(severity)));
    Box::new(Ids { is_asked: severities != Severities::nowhere(), severities, before: Vec::new(), id: None })
}

struct Ids {
    is_asked: bool,
    severities: Severities,
    /// The files that were read before.
    before: Vec<TableId>,
    id: Option<usize>,
}

impl AcrossCheck for Ids {
    fn begin(&mut self, table: &TableFacts) -> bool {
        self.id = table.places.get(Table::ID).copied().flatten();
        if !self.is_asked || self.id.is_none() || table.table.id == TableId::Demographics {
            return false;
        }
        self.before.push(table.table.id);
        self.before.len() > 1
    }

    fn row(&mut self, row: &RowFacts, seen: &dyn Seen, findings: &mut Findings) {
        let id = row.id();
        if id.is_empty() || row.is_deleted() {
            return;
        }
        let Some((_, before)) = self.before.split_last() else { return };
        let hash = id_hash(id);
        if let Some(other) = before.iter().find(|file| seen.slot(**file, hash).is_some()) {
            let told = || Args::value(id).told(Other { file: other.file().into() });
            findings.report_as(&RULE, self.severities, row.place("sourcedId"), told);
        }
    }
}
