//! What columns refer to, and references that wait for the end of their file.

use super::ids::IdFacts;
use crate::oneroster::{Reference, TableId};
use crate::rules::{Cause, Place};

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
    pub(super) target: Target,
    /// The file that refers.
    pub(super) from: TableId,
    /// [`IdFacts::word`] of the records that may be referred to, if not all may.
    pub(super) word: Option<u8>,
}

impl Link {
    /// Whether the column refers to records of its own file.
    pub(super) fn is_own(&self) -> bool {
        self.reference.target == self.from
    }

    /// Whether a record that was not found is certainly nowhere.
    pub(super) fn is_certain(&self) -> bool {
        matches!(self.target, Target::Here)
    }

    /// Whether there is nothing to say about a reference to such a record.
    #[inline]
    pub(super) fn is_right(&self, found: Option<IdFacts>) -> bool {
        found.is_some_and(|found| !found.is_deleted && self.fits(found))
    }

    /// Whether it is of the kind that may be referred to.
    pub(super) fn fits(&self, found: IdFacts) -> bool {
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
    pub(super) link: Link,
    /// The id that is referred to, then the id of the row itself.
    pub(super) ids: Box<[u8]>,
    pub(super) id_len: usize,
    pub(super) place: Place,
    pub(super) is_row_deleted: bool,
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
