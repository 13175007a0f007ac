//! The words for what a comparison finds.

use super::model::{ChangeEffect, Missing, NotCompared, ReceiverEffects, Uncomparable, Uncompared};
use super::traces::Form;
use crate::oneroster::TableId;
use crate::package::EntryFailure;
use crate::receivers::Receiver;
use crate::rules::{are, count_of, counted, listed};

/// So many of the records in a file.
pub(super) fn of_records(gone: u64, old: u64, file: &str) -> String {
    format!("{} of the {} in the older {file}", counted(gone), count_of(old, "record", "records"))
}

/// So many of those with a role, by the standard's word for it.
pub(super) fn of_role(gone: u64, old: u64, role: Option<&str>, file: &str) -> String {
    let role = role.map_or("a role that the standard does not know".into(), |role| format!("the role {role}"));
    format!("{} of the {} with {role} in the older {file}", counted(gone), count_of(old, "record", "records"))
}

/// What ids of a form are.
pub(super) fn form(form: Form) -> String {
    match form {
        Form::Uuid => "UUIDs".into(),
        Form::Number => "numbers".into(),
        Form::PaddedNumber => "numbers with zeros in front".into(),
        Form::NoNumber => "no number at the end".into(),
        Form::Letters(1) => "a letter and a number".into(),
        Form::Letters(count) => format!("{count} letters and a number"),
        Form::Characters(count) => format!("{count} characters and a number"),
    }
}

impl NotCompared {
    pub(super) fn new(of: &Uncompared) -> Self {
        let file = of.file.file();
        let (what, why) = match &of.why {
            Uncomparable::Rows(count) => {
                (format!("{} of {file}", count_of(*count, "row", "rows")), "damaged, or without a sourcedId".into())
            }
            Uncomparable::Unheld(count) => (
                format!("{} of {file}", count_of(*count, "record", "records")),
                "named for deletion, but not in the older package".into(),
            ),
            Uncomparable::ChangesOnly => {
                (file.into(), "it contains changes only, so nobody can tell what is missing from it".into())
            }
            Uncomparable::SaidAbsent => {
                (file.into(), "the manifest says that it is absent, so a receiver skips or refuses it".into())
            }
            Uncomparable::Unknown => (file.into(), "the standard has no such file".into()),
            Uncomparable::Header => (file.into(), "its header row can't be read".into()),
            Uncomparable::NoId => (file.into(), "it has no column sourcedId".into()),
            Uncomparable::Unread(failure) => (file.into(), format!("it could not be read: {}", reason(failure))),
            Uncomparable::Broken(failure) => {
                (file.into(), format!("it could not be read to its end: {}", reason(failure)))
            }
        };
        Self { package: of.package.name(), what, why }
    }
}

fn reason(failure: &EntryFailure) -> &'static str {
    match failure {
        EntryFailure::Truncated | EntryFailure::Corrupt { .. } => "it is damaged in the zip",
        EntryFailure::ChecksumMismatch | EntryFailure::SizeMismatch { .. } => "it is not what the zip says it is",
        EntryFailure::TooLarge { .. } | EntryFailure::PackageTooLarge { .. } | EntryFailure::TooCompressed { .. } => {
            "it is larger than the limits allow"
        }
        _ => "its bytes cannot be had",
    }
}

impl ReceiverEffects {
    pub(super) fn new((receiver, missing): &(Receiver, Vec<Missing>)) -> Self {
        let effects = missing.iter().map(|missing| ChangeEffect::new(*receiver, missing)).collect();
        Self { id: receiver.declaration().id, effects }
    }
}

impl ChangeEffect {
    fn new(receiver: Receiver, missing: &Missing) -> Self {
        let title = receiver.title();
        // A system is called one, with an article.
        let [it, object] =
            if title.ends_with(" System") { ["The ", "the "] } else { ["", ""] }.map(|the| format!("{the}{title}"));
        let (kind, count, detail) = match missing {
            Missing::PeopleRemoved { count, students, educators } => {
                let who = people(*count, *students, *educators);
                ("people-removed", *count, format!("{it} would remove {who}."))
            }
            Missing::SitesRemoved(count) => {
                let sites = count_of(*count, "site", "sites");
                ("sites-removed", *count, format!("{it} would remove {sites}."))
            }
            Missing::RecordsRemoved { file, count } => {
                let records = count_of(*count, "record", "records");
                ("records-removed", *count, format!("{it} would remove {records} of {}.", file.file()))
            }
            Missing::Unenrolled(count) => {
                let enrollments = count_of(*count, "enrollment", "enrollments");
                ("unenrolled", *count, format!("{it} would remove {enrollments}: people lose their places in classes."))
            }
            Missing::Kept(files) => {
                let (count, records) = by_file(files);
                (
                    "missing-kept",
                    count,
                    format!("{it} would keep {records} that {} missing from the newer package.", are(count)),
                )
            }
            Missing::NotPublished(files) => {
                let (count, records) = by_file(files);
                let detail = format!(
                    "{it} doesn't say what it does with {records} that {} missing from the newer package.",
                    are(count)
                );
                ("missing-not-published", count, detail)
            }
            Missing::NamedForDeletion(files) => {
                let (count, records) = by_file(files);
                ("named-for-deletion", count, format!("The newer package tells {object} to delete {records}."))
            }
            Missing::ChangesNotTaken(files) => {
                let count = files.iter().map(|(_, count)| count).sum();
                let names: Vec<_> = files.iter().map(|(file, _)| file.file().to_owned()).collect();
                let [contain, them] = if names.len() == 1 { ["contains", "it"] } else { ["contain", "them"] };
                let names = listed(&names, "and");
                let detail = format!(
                    "{it} doesn't take files of changes, and {names} {contain} changes only: it could remove everything that \
                     isn't in {them}."
                );
                ("changes-not-taken", count, detail)
            }
        };
        Self { kind, count, detail }
    }
}

/// What is said where no receiver does anything with what is gone; none where one does, or nothing was compared.
pub(super) fn all_clear(receivers: &[ReceiverEffects], outcome: &str) -> Option<&'static str> {
    if receivers.is_empty() || receivers.iter().any(|receiver| !receiver.effects.is_empty()) {
        return None;
    }
    match outcome {
        "complete" => Some("No receiver would remove anything."),
        "partial" => Some("As far as the packages could be compared, no receiver would remove anything."),
        _ => None,
    }
}

/// How many records, and of which files.
fn by_file(files: &[(TableId, u64)]) -> (u64, String) {
    let told: Vec<_> = files
        .iter()
        .map(|(file, count)| format!("{} of {}", count_of(*count, "record", "records"), file.file()))
        .collect();
    (files.iter().map(|(_, count)| count).sum(), listed(&told, "and"))
}

/// Who is gone, by role, as far as roles are known.
fn people(count: u64, students: u64, educators: u64) -> String {
    if students + educators == 0 {
        return count_of(count, "person", "people");
    }
    let others = count.saturating_sub(students + educators);
    let roles = [
        (students, "student", "students"),
        (educators, "educator", "educators"),
        (others, "other person", "other people"),
    ];
    let told: Vec<_> =
        roles.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| count_of(*count, one, many)).collect();
    listed(&told, "and")
}
