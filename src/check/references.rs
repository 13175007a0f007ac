//! References to records of other files, and of their own.

use super::ids::{IdFacts, hash};
use super::known::{Files, words_of};
use super::links::{Link, Pending, Referring, Target};
use super::pass::Ctx;
use crate::oneroster::value::is_id;
use crate::oneroster::{Kind, Mode, Reference, TableId};
use crate::rules::{
    Cause, Place, Roster, TableFacts, bad_sourced_id, listed_file_missing, misnamed_file, missing_file,
    reference_to_deleted, unknown_reference, unresolved_delta_reference, wrong_target_type,
};

impl Ctx<'_> {
    /// What a column refers to, if anything.
    pub(super) fn link(&mut self, facts: &TableFacts, kind: &Kind) -> Option<Link> {
        let reference = match *kind {
            Kind::Reference(reference) => reference,
            Kind::SourcedIdOf(target) => Reference { target, target_type: None, target_type_is_certain: false },
            _ => return None,
        };
        let word = reference.target_type.map(|wanted| {
            let words = words_of(self.files.version(), reference.target);
            let place = words.iter().position(|word| *word == wanted).and_then(|place| u8::try_from(place).ok());
            place.map_or(u8::MAX, |place| place + 1)
        });
        Some(Link { reference, target: self.target(facts, reference.target), from: facts.table.id, word })
    }

    /// Where the records of a file are to be looked for.
    fn target(&mut self, facts: &TableFacts, target: TableId) -> Target {
        let is_delta = facts.mode == Some(Mode::Delta);
        if target == facts.table.id {
            return if is_delta { Target::HereOrElsewhere } else { Target::Here };
        }
        if let Some(known) = self.files.get(target) {
            return match known.blind {
                Some(cause) => Target::Unknowable(cause),
                None if is_delta || known.mode == Some(Mode::Delta) => Target::HereOrElsewhere,
                None => Target::Here,
            };
        }
        if let Some(claimant) = self.package.claimant(Roster::Table(target)) {
            return Target::Unknowable(Cause { rule: misnamed_file::RULE.name, file: Some(claimant.file) });
        }
        if is_delta {
            return Target::HereOrElsewhere;
        }
        let name = self.findings.file(target.file());
        let manifest = self.package.manifest.as_ref().map(|manifest| manifest.file);
        if self.package.mode(target).is_some() {
            return Target::Unknowable(Cause { rule: listed_file_missing::RULE.name, file: manifest });
        }
        Target::Absent(Cause { rule: missing_file::RULE.name, file: Some(name) })
    }

    /// Judges a reference into its own file when the whole file has been read.
    pub(super) fn settle(&mut self, id: TableId, pending: &Pending) {
        let (wanted, own) = pending.ids.split_at_checked(pending.id_len).unwrap_or_default();
        let Pending { link, place, is_row_deleted, .. } = pending;
        self.judge_own(id, &Referring { link, id: wanted, place: *place, is_row_deleted: *is_row_deleted });
        if let (Some(file), Some(record)) = (place.file, place.record) {
            self.findings.name_row(file, record, own);
        }
    }

    /// The same for one that was not kept.
    pub(super) fn judge_own(&mut self, id: TableId, referring: &Referring) {
        let known = self.files.get(id);
        let found = known.and_then(|known| known.ids.get(hash(referring.id)));
        let target = known.and_then(|known| known.blind).map_or(referring.link.target, Target::Unknowable);
        let link = Link { target, ..*referring.link };
        if !link.is_right(found) {
            self.judge(&Referring { link: &link, ..*referring }, found);
        }
    }

    /// Says what is wrong with a reference, if anything.
    pub(super) fn judge(&mut self, referring: &Referring, found: Option<IdFacts>) {
        let Referring { link, id, place, is_row_deleted } = *referring;
        let Reference { target, target_type, target_type_is_certain } = link.reference;
        let Self { files, findings, .. } = self;
        let Some(found) = found else {
            match link.target {
                Target::Here => unknown_reference::found(findings, place, id, target, || {
                    let other = other_file_with(files, target, hash(id));
                    let with_zeros = if other.is_none() { with_other_zeros(files, target, id) } else { None };
                    (other, with_zeros)
                }),
                // Nobody else looks at an id that leads out of the package.
                Target::HereOrElsewhere if !is_id(id) => bad_sourced_id::found(findings, place, id),
                Target::HereOrElsewhere => unresolved_delta_reference::found(findings, place, id, target),
                Target::Unknowable(cause) | Target::Absent(cause) => {
                    let mut severities = unknown_reference::severities(findings, place, target);
                    if matches!(link.target, Target::Absent(_)) {
                        missing_file::found(findings, target, link.from);
                        // A receiver to whom the missing file is no matter may have the records already.
                        severities = missing_file::severities_of_references(severities);
                    }
                    let place = Place { line: None, record: None, ..place };
                    findings.fold(&unknown_reference::RULE, severities, place, 1, cause);
                }
            }
            return;
        };
        if found.is_deleted && self.deletions.count(referring, link.from, target) {
            // It is told at the record.
        } else if found.is_deleted {
            reference_to_deleted::found(findings, place, id, link.from, target, is_row_deleted);
        } else if let Some(wanted) = target_type.filter(|_| !link.fits(found)) {
            wrong_target_type::found(findings, place, id, target, wanted, target_type_is_certain);
        }
    }
}

/// Another file of the package whose record has the id that was not found in the right one.
fn other_file_with(files: &Files, target: TableId, hash: u64) -> Option<TableId> {
    TableId::ALL
        .into_iter()
        .filter(|id| *id != target && *id != TableId::Demographics)
        .find(|id| files.record(*id, hash).is_some())
}

/// The id of a record that is the same number with other zeros before it.
fn with_other_zeros(files: &Files, target: TableId, id: &[u8]) -> Option<Vec<u8>> {
    let digits = id.trim_ascii().iter().position(|digit| *digit != b'0').and_then(|start| id.get(start..))?;
    if id.len() > 20 || !id.iter().all(u8::is_ascii_digit) {
        return None;
    }
    (0..10)
        .map(|zeros| [vec![b'0'; zeros], digits.to_vec()].concat())
        .find(|id| files.record(target, hash(id)).is_some())
}
