//! References to records of other files, and of their own.

use super::ids::{IdFacts, hash};
use super::known::{Files, words_of};
use super::pass::Ctx;
use crate::oneroster::value::is_id;
use crate::oneroster::{Kind, Mode, Reference, TableId};
use crate::rules::{
    Cause, Place, Roster, TableFacts, bad_sourced_id, listed_file_missing, misnamed_file, missing_file,
    reference_to_deleted, unknown_reference, unresolved_delta_reference, wrong_target_type,
};

/// Where the targets of a reference are.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// In the package; what is not there is nowhere.
    Here,
    /// In the package or with the receiver.
    HereOrElsewhere,
    /// They cannot be known, because of this.
    Unknowable(Cause),
    /// Their file is not in the package. The finding that says so is made when the first reference is met: an
    /// optional column that nobody fills needs no file.
    Absent(Cause),
}

/// What a column refers to.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) reference: Reference,
    target: Target,
    /// The file that refers.
    from: TableId,
    /// [`IdFacts::word`] of the records that may be referred to, if not all may.
    word: Option<u8>,
}

impl Link {
    /// Whether the column refers to records of its own file.
    pub(super) fn is_own(&self) -> bool {
        self.reference.target == self.from
    }

    /// Whether there is nothing to say about a reference to such a record.
    #[inline]
    pub(super) fn is_right(&self, found: Option<IdFacts>) -> bool {
        found.is_some_and(|found| !found.is_deleted && self.fits(found))
    }

    /// Whether a record that was not found is certainly nowhere.
    pub(super) fn is_certain(&self) -> bool {
        matches!(self.target, Target::Here)
    }

    fn fits(&self, found: IdFacts) -> bool {
        self.word.is_none_or(|word| found.word == 0 || found.word == word)
    }
}

/// One cell that refers to a record, or one item of it.
pub(super) struct Referring<'a> {
    pub(super) link: &'a Link,
    pub(super) id: &'a [u8],
    pub(super) place: Place,
    pub(super) is_row_deleted: bool,
}

/// A reference into its own file that may yet turn out to be right: what it refers to may come later.
pub(super) struct Pending {
    link: Link,
    /// The id that is referred to, then the id of the row itself.
    ids: Box<[u8]>,
    id_len: usize,
    place: Place,
    is_row_deleted: bool,
}

impl Pending {
    fn new(referring: &Referring, row_id: &[u8]) -> Self {
        Self {
            link: *referring.link,
            ids: [referring.id, row_id].concat().into(),
            id_len: referring.id.len(),
            place: referring.place,
            is_row_deleted: referring.is_row_deleted,
        }
    }
}

/// The references of a file into itself that may yet turn out to be right, as long as they are few.
#[derive(Default)]
pub(super) struct Pendings {
    list: Vec<Pending>,
    /// Bytes of their ids.
    bytes: usize,
    are_too_many: bool,
}

impl Pendings {
    /// Most of them that are kept, and most bytes of their ids. Where there are more, the file is read again.
    const MOST: usize = 65_536;
    const MOST_BYTES: usize = 8 << 20;

    pub(super) fn push(&mut self, referring: &Referring, row_id: &[u8]) {
        if self.are_too_many {
            return;
        }
        self.bytes += referring.id.len() + row_id.len();
        if self.list.len() >= Self::MOST || self.bytes > Self::MOST_BYTES {
            *self = Self { are_too_many: true, ..Self::default() };
        } else {
            self.list.push(Pending::new(referring, row_id));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn list(&self) -> &[Pending] {
        &self.list
    }

    /// Whether none is kept because there are too many: they must be looked for again.
    pub(super) fn are_too_many(&self) -> bool {
        self.are_too_many
    }
}

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
