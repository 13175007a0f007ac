use std::borrow::Cow;

use super::*;
use crate::oneroster::{Kind, Mode, TableId};
use crate::profiles::Severity::{Error, Info, Warning};

page! {
    /// # A file that other files need is missing
    ///
    /// ## What it checks
    /// In a bulk package, every record that another record points to must be in the package too. So some files need others:
    ///
    /// | file | needs |
    /// |---|---|
    /// | users.csv | orgs.csv |
    /// | courses.csv | orgs.csv |
    /// | classes.csv | academicSessions.csv, courses.csv, orgs.csv |
    /// | enrollments.csv | classes.csv, orgs.csv, users.csv |
    /// | demographics.csv | users.csv |
    ///
    /// The files for resources and for the gradebook need others in the same way.
    ///
    /// ## Why it matters
    /// Without the file, the receiver can't connect the rows that point to it, such as classes without a course or enrollments
    /// without a class. It leaves them out.
    ///
    /// ## How to fix
    /// Export the missing file too, add it to the package, and enter `bulk` for it in the manifest.
    ///
    /// In Infinite Campus, select the extract of that file in the Zip Tool.
    ///
    /// ## Example
    /// ```wrong
    /// absent courses.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Delta files may point to records that were sent before, so they need no other file. Brightspace keeps org units from
    /// earlier packages and asks for their files again only when something changes, so there it is a note. If the manifest lists
    /// the file, the rule `listed-file-missing` reports it instead. Only an appendix of the standard says that users.csv of
    /// OneRoster 1.2 needs orgs.csv and roles.csv, so that is a warning. It is an error as soon as a user names an org.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error).d2l_brightspace(Info),
    sources: &[
        binding("Bulk: each referenced object must be defined in the same or another file of the package; Appendix A"),
        campus_article("Select instances to include: the 8 files"),
        brightspace_article("You should only resend Org Unit files when they need to be added or updated"),
    ],
    detect: Detect::Package(check),
    message: |said| format!("{} isn't in the package, but {} needs it.", said.file(), Needed::of(said).by),
    fix: |said| format!("Export {} too, add it to the package, and enter “bulk” for it in manifest.csv.", said.file()),
};

told! {
    /// A file whose rows need the missing one.
    struct Needed {
        by: Cow<'static, str>,
    }
}

/// How bad references are whose file is not in the package: Brightspace keeps org units that were sent once, so to it they
/// are no worse than the missing file.
pub(crate) fn severities_of_references(severities: Severities) -> Severities {
    severities.d2l_brightspace(Info)
}

/// Reports a file that is not in the package, unless it is reported already. `needed_by` is a file whose rows need it.
pub(crate) fn found(findings: &mut Findings, target: TableId, needed_by: TableId) {
    report(findings, RULE.severities, target, needed_by);
}

fn report(findings: &mut Findings, severities: Severities, target: TableId, needed_by: TableId) {
    let file = findings.file(target.file());
    if findings.has(&RULE, Some(file)) {
        return;
    }
    let mut severities = findings.of_readers(severities, target);
    if findings.has(&campus_file_missing::RULE, Some(file)) {
        severities = severities.without(crate::receivers::Receiver::DESSA);
    }
    findings.report_as(&RULE, severities, Place::file(file), || Args::none().told(Needed { by: needed_by.file().into() }));
}

fn check(package: &PackageFacts, findings: &mut Findings) {
    for (id, target) in missing(package).filter(|(id, target)| is_certain(package, *id, *target)) {
        found(findings, target, id);
    }
}

/// Reports, when every row was read, what only the appendix asks for and no cell leads to.
pub(crate) fn end(package: &PackageFacts, findings: &mut Findings) {
    let severities = RULE.severities.oneroster(Warning).infinite_campus(Warning);
    for (id, target) in missing(package).filter(|(id, target)| !is_certain(package, *id, *target)) {
        report(findings, severities, target, id);
    }
}

/// The bulk files of the package, each with a file that it needs and that nothing announces.
fn missing(package: &PackageFacts) -> impl Iterator<Item = (TableId, TableId)> {
    let is_bulk = |id| match &package.manifest {
        Some(_) => package.mode(id) == Some(Mode::Bulk),
        None => package.roster(Roster::Manifest).is_none(),
    };
    let is_there = move |id: &TableId| package.table(*id).is_some() && is_bulk(*id);
    let needs = |id| package.version.table(id).map_or(&[][..], |table| table.needs).iter().map(move |target| (id, *target));
    let is_missing = |target| package.table(target).is_none()
            && package.claimant(Roster::Table(target)).is_none()
            && package.mode(target).is_none();
    TableId::ALL.into_iter().filter(is_there).flat_map(needs).filter(move |(_, target)| is_missing(*target))
}

/// Whether every row of a file leads to the other file.
fn is_certain(package: &PackageFacts, id: TableId, target: TableId) -> bool {
    package.version.table(id).is_some_and(|table| {
        table.columns.iter().filter(|column| column.required).any(|column| match column.kind {
            Kind::Reference(reference) => reference.target == target,
            Kind::SourcedIdOf(other) => other == target,
            _ => false,
        })
    })
}
