//! The stories behind the numbers, as findings.

use super::compared::Compared;
use super::model::{Edition, Group, Table};
use super::options::Shares;
use super::traces::{MOST_TOLD, Traces};
use super::words;
use crate::oneroster::{Kind, TableId, Version};
use crate::receivers::{MissingRecord, Receiver, Severities, Severity};
use crate::rules::{
    Args, Cause, Findings, Place, class_lost_people, id_hash, ids_changed_form, many_records_gone, new_school_year,
    nothing_changed, older_package_second, people_under_new_ids, whole_group_gone,
};
use crate::senders::Sender;

/// Fewer records than this are never told as a share of a file.
const FEWEST: u64 = 3;

/// Fewer people than this make no school or grade whose end is told.
const FEWEST_OF_A_GROUP: u64 = 5;

/// Changed records whose dates must agree before they tell which package is the older.
const FEWEST_DATES: u64 = 3;

impl Compared {
    /// Reports what is behind the numbers: see the rules of [`crate::rules::Scope::Change`].
    pub fn report(&self, findings: &mut Findings) {
        report(self, findings);
        findings.end(&mut |_, _, _| {});
    }

    /// The findings by themselves.
    pub fn findings(&self, receivers: &[Receiver], sender: Sender, max_per_rule: usize) -> Findings {
        let mut findings = Findings::new(receivers, max_per_rule);
        findings.set_sender(sender);
        self.report(&mut findings);
        findings
    }
}

/// Reports what is behind the numbers.
fn report(compared: &Compared, findings: &mut Findings) {
    let story = Story { compared, is_new_year: is_new_year(compared) };
    if is_reversed(compared) {
        let [older, newer] = dates(compared);
        findings
            .report(&older_package_second::RULE, Place::PACKAGE, || older_package_second::args(older, older + newer));
    }
    if story.is_new_year {
        let years = &compared.stories.years;
        let last = |side: usize| years[side].iter().max().copied().unwrap_or(0);
        let args = || new_school_year::args(last(0).into(), last(1).into());
        findings.report(&new_school_year::RULE, Place::PACKAGE, args);
    }
    let cause = story.new_ids(findings);
    let forms = story.changed_forms(findings);
    story.groups(findings);
    story.shrunk(findings, cause, &forms);
    story.classes(findings);
    story.unchanged(findings);
}

struct Story<'a> {
    compared: &'a Compared,
    is_new_year: bool,
}

impl Story<'_> {
    fn table(&self, id: TableId) -> Option<&Table> {
        self.compared.comparison.tables.iter().find(|table| table.file == id.file())
    }

    fn tables(&self) -> impl Iterator<Item = (TableId, &Table)> {
        TableId::ALL.into_iter().filter_map(|id| Some((id, self.table(id)?)))
    }

    fn traces(&self, id: TableId) -> Option<&Traces> {
        self.compared.stories.traces.iter().find(|(own, _)| *own == id).map(|(_, traces)| traces)
    }

    /// From which shares on the lack of records is told; none if it never is.
    fn shares(&self, id: TableId, table: &Table) -> Option<Shares> {
        let shares = self.compared.options.shares;
        let is_about_people = matches!(id, TableId::Users | TableId::Demographics | TableId::Roles | TableId::Orgs);
        if !self.is_new_year {
            Some(shares)
        } else if is_about_people {
            // The oldest leave.
            Some(Shares { warning: 2.0 * shares.warning, error: 2.0 * shares.error })
        } else {
            // What belongs to the year ends with it, if what belongs to the new one has come.
            Some(shares).filter(|_| table.new == 0)
        }
    }

    /// The same people under new ids. Gives the cause that this is for what is missing.
    fn new_ids(&self, findings: &mut Findings) -> Option<NewIds> {
        let users = self.table(TableId::Users)?;
        let known = self.compared.stories.known;
        let all = known.all();
        if all == 0 {
            return None;
        }
        let shares = self.compared.options.shares;
        let share = percent(all, users.old);
        let severities = if all < FEWEST || share <= 1.0 {
            severities(TableId::Users, Severity::Info, Severity::Info)
        } else if share > shares.error {
            severities(TableId::Users, Severity::Warning, Severity::Error)
        } else {
            severities(TableId::Users, Severity::Warning, Severity::Warning)
        };
        let file = findings.file(TableId::Users.file());
        let place = Place { column: Some(findings.column("sourcedId")), ..Place::file(file) };
        findings.report_as(&people_under_new_ids::RULE, severities, place, || {
            people_under_new_ids::args([known.identifier, known.username, known.email, known.name_and_birth_date])
        });
        Some(NewIds {
            cause: Cause { rule: people_under_new_ids::RULE.name, file: Some(file) },
            people: all,
            of: users.old,
        })
    }

    /// Files in which nearly every id has another form.
    fn changed_forms(&self, findings: &mut Findings) -> Vec<TableId> {
        let mut changed = Vec::new();
        for (id, table) in self.tables() {
            let is_all = table.gone >= FEWEST && table.gone * 10 >= table.old * 9 && table.added * 10 >= table.new * 9;
            let Some(traces) = self.traces(id).filter(|_| is_all) else { continue };
            let [old, new] = &traces.forms;
            let (Some(before), Some(after)) = (old.usual(), new.usual()) else { continue };
            if before == after || new.all() < FEWEST {
                continue;
            }
            let file = findings.file(id.file());
            let place = Place { column: Some(findings.column("sourcedId")), ..Place::file(file) };
            let severities = severities(id, Severity::Warning, Severity::Warning);
            findings.report_as(&ids_changed_form::RULE, severities, place, || {
                ids_changed_form::args(words::form(before), words::form(after))
            });
            changed.push(id);
        }
        changed
    }

    /// Schools, grades and roles of which nothing is left.
    fn groups(&self, findings: &mut Findings) {
        let schools = self.traces(TableId::Orgs).map_or(&[][..], |traces| &traces.gone_schools);
        for school in schools {
            gone_group(findings, TableId::Orgs, "sourcedId", "school", &school.id, 0);
        }
        for id in [TableId::Users, TableId::Roles] {
            let Some(table) = self.table(id) else { continue };
            // A word in other letters is the same word.
            let is_same = |one: &Group, other: &Group| one.by == other.by && one.key.eq_ignore_ascii_case(&other.key);
            let is_there = |group: &Group| table.groups.iter().any(|other| other.new > 0 && is_same(group, other));
            let empty = table.groups.iter().filter(|group| group.new == 0 && group.old > 0 && !is_there(group));
            for group in empty.take(MOST_TOLD) {
                let is_told = match group.by {
                    "role" => group.old >= FEWEST,
                    // In a new year the classes that were the highest are gone, and the lowest may not be there yet.
                    "grade" => group.old >= FEWEST_OF_A_GROUP && !self.is_new_year,
                    "school" => group.old >= FEWEST_OF_A_GROUP && schools.iter().all(|school| *school.id != *group.key),
                    _ => false,
                };
                let column = match (group.by, id) {
                    ("school", TableId::Users) => "orgSourcedIds",
                    ("school", _) => "orgSourcedId",
                    ("grade", _) => "grades",
                    (by, _) => by,
                };
                if is_told {
                    gone_group(findings, id, column, group.by, &group.key, group.old);
                }
            }
        }
    }

    /// Files, and roles in them, that lack too many records.
    fn shrunk(&self, findings: &mut Findings, new_ids: Option<NewIds>, forms: &[TableId]) {
        for (id, table) in self.tables() {
            let Some(shares) = self.shares(id, table) else { continue };
            let file = Place::file(findings.file(id.file()));
            let explained = |gone, old, added| new_ids.filter(|it| it.explains(id, [gone, old, added], shares));
            if let Some(severities) = too_few(id, table.gone, table.old, shares) {
                let form = Cause { rule: ids_changed_form::RULE.name, file: file.file };
                let form = forms.contains(&id).then_some(form);
                let new_ids = explained(table.gone, table.old, table.added).map(|it| it.cause);
                if let Some(cause) = new_ids.or(form) {
                    findings.fold(&many_records_gone::RULE, severities, file, 1, cause);
                } else {
                    let args = || many_records_gone::of_file(table.gone, table.old, table.is_delta);
                    findings.report_as(&many_records_gone::RULE, severities, file, args);
                }
                continue;
            }
            for group in table.groups.iter().filter(|group| group.by == "role" && group.new > 0) {
                // Who has another role now is missing among those of this one.
                let lost = group.lost();
                let Some(severities) = too_few(id, lost, group.old, shares) else { continue };
                let place = Place { column: Some(findings.column("role")), ..file };
                if let Some(new_ids) = explained(lost, group.old, group.added) {
                    findings.fold(&many_records_gone::RULE, severities, place, 1, new_ids.cause);
                    continue;
                }
                findings.report_as(&many_records_gone::RULE, severities, place, || {
                    let known = known_word(group.by, &group.key);
                    let has_another = lost > group.gone;
                    many_records_gone::of_role(lost, group.old, table.is_delta, has_another, &group.key, known)
                });
            }
        }
    }

    /// Classes that are still there, and have lost their teachers or students.
    fn classes(&self, findings: &mut Findings) {
        let Some(traces) = self.traces(TableId::Enrollments).filter(|_| !self.is_new_year) else { return };
        let Some(enrollments) = self.table(TableId::Enrollments) else { return };
        let from = if enrollments.is_delta { Edition::Old } else { Edition::New };
        let gone = self.traces(TableId::Classes).map_or(&[][..], |traces| &traces.gone_classes);
        let mut gone = gone.to_vec();
        crate::order::sort(&mut gone);
        let file = findings.file(TableId::Enrollments.file());
        let place = Place { column: Some(findings.column("classSourcedId")), ..Place::file(file) };
        let severities = severities(TableId::Enrollments, Severity::Warning, Severity::Warning);
        for moves in traces.classes.all() {
            let [[students, teachers, _], [students_now, teachers_now, _]] = moves.totals(from);
            let is_there = gone.binary_search(&id_hash(moves.id.as_bytes())).is_err();
            let (are_students, count) = if students >= FEWEST && students_now == 0 {
                (true, students)
            } else if teachers > 0 && teachers_now == 0 && students_now > 0 {
                (false, teachers)
            } else {
                continue;
            };
            if is_there {
                findings.report_as(&class_lost_people::RULE, severities, place, || {
                    class_lost_people::args(&moves.id, are_students, count)
                });
            }
        }
    }

    fn unchanged(&self, findings: &mut Findings) {
        let comparison = &self.compared.comparison;
        let is_same = |table: &Table| table.gone + table.added + table.changed == 0 && !table.is_delta;
        let has_records = comparison.tables.iter().any(|table| table.old > 0);
        let has_same_columns = |table: &Table| table.columns_gone.is_empty() && table.columns_added.is_empty();
        if comparison.outcome == "complete"
            && has_records
            && comparison.tables.iter().all(|table| is_same(table) && has_same_columns(table))
        {
            findings.report(&nothing_changed::RULE, Place::PACKAGE, Args::none);
        }
    }
}

/// The people under new ids, as the cause of what is missing.
#[derive(Clone, Copy)]
struct NewIds {
    cause: Cause,
    people: u64,
    /// How many people there were.
    of: u64,
}

impl NewIds {
    /// Whether no more is missing than they leave behind, and come back with: of a file, or of a role in it, so many are
    /// gone, of so many, and so many are new.
    fn explains(self, id: TableId, [gone, old, added]: [u64; 3], shares: Shares) -> bool {
        let theirs = match id {
            TableId::Users | TableId::Demographics => self.people,
            // Some people have more of these than others.
            TableId::Roles | TableId::Enrollments => 2 * self.people * old / self.of.max(1),
            _ => return false,
        };
        too_few(id, gone.saturating_sub(theirs.min(added)), old, shares).is_none()
    }
}

/// How bad it is where so many records are gone; none if that is nothing to be told.
fn too_few(id: TableId, gone: u64, old: u64, shares: Shares) -> Option<Severities> {
    let share = percent(gone, old);
    if gone < FEWEST || share <= shares.warning {
        None
    } else if share <= shares.error {
        Some(severities(id, Severity::Warning, Severity::Warning))
    } else {
        Some(severities(id, Severity::Warning, Severity::Error))
    }
}

fn gone_group(findings: &mut Findings, id: TableId, column: &str, by: &'static str, group: &str, people: u64) {
    let file = findings.file(id.file());
    let place = Place { column: Some(findings.column(column)), ..Place::file(file) };
    let severities = severities(id, Severity::Warning, Severity::Warning);
    findings.report_as(&whole_group_gone::RULE, severities, place, || {
        whole_group_gone::args(by, people, group, known_word(by, group))
    });
}

/// The word of the standard that a key is.
pub(super) fn known_word(by: &str, key: &str) -> Option<&'static str> {
    if by == "grade" {
        return crate::oneroster::value::GRADES.into_iter().find(|grade| *grade == key);
    }
    if !matches!(by, "role" | "type") {
        return None;
    }
    let word = |version: Version| {
        let mut columns = version.tables().iter().flat_map(|table| table.columns).filter(|column| column.name == by);
        columns.find_map(|column| match &column.kind {
            Kind::Token(tokens) => tokens.words.iter().find(|word| **word == key).copied(),
            _ => None,
        })
    };
    word(Version::V1_1).or_else(|| word(Version::V1_2))
}

/// One severity for those who keep what is missing, another for those who remove it, none for those who do not read it.
fn severities(id: TableId, usual: Severity, removing: Severity) -> Severities {
    Receiver::all().fold(Severities::everywhere(usual), |severities, receiver| {
        let removes = matches!(receiver.missing_record(id), Some(MissingRecord::Removed | MissingRecord::Unenrolled));
        if receiver.reads(id) {
            severities.with(receiver, Some(if removes { removing } else { usual }))
        } else {
            severities.without(receiver)
        }
    })
}

/// A share in percent.
#[allow(clippy::cast_precision_loss, reason = "a share, told to a tenth of a percent")]
pub(super) fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

/// Whether the newer package is that of a later school year: it names a later one, and most classes are gone, as the earlier
/// year is, or others have come for them.
fn is_new_year(compared: &Compared) -> bool {
    let [old, new] = &compared.stories.years;
    let (Some(before), Some(after)) = (old.iter().max(), new.iter().max()) else { return false };
    let is_other = |id: TableId| {
        let tables = &compared.comparison.tables;
        let table = tables.iter().find(|table| table.file == id.file()).filter(|table| table.old > 0)?;
        let have_come = !new.contains(before) || table.added * 2 > table.gone;
        Some(table.gone * 2 > table.old && have_come)
    };
    after > before && is_other(TableId::Classes).or_else(|| is_other(TableId::Enrollments)).unwrap_or(false)
}

/// Changed records that are older in the newer package, and newer.
fn dates(compared: &Compared) -> [u64; 2] {
    compared
        .stories
        .traces
        .iter()
        .fold([0, 0], |[older, newer], (_, traces)| [older + traces.dates[0], newer + traces.dates[1]])
}

/// Whether the packages seem to have changed places: what differs is older in the newer one, or its school year is.
fn is_reversed(compared: &Compared) -> bool {
    let [older, newer] = dates(compared);
    let [old, new] = compared.stories.years.each_ref().map(|years| years.iter().max().copied());
    let is_earlier_year = old.zip(new).is_some_and(|(old, new)| new < old);
    older >= FEWEST_DATES && older >= 9 * newer || is_earlier_year && newer == 0
}
