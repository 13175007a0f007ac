//! Everything found in one package: exact counts, capped samples.

mod folds;
mod passing;

use std::cell::Cell;
use std::collections::BTreeMap;

use super::column_names::is_column_name;
use super::finding::{Args, Cause, ColumnId, FileId, Group, Hit, Place};
use super::kinds::Kinds;
use super::{Rule, Scope, Values, shape};
use crate::numbered::Numbered;
use crate::oneroster::{Mode, TableId};
use crate::receivers::{Receiver, Severities, Severity};
use crate::senders::Sender;

/// Columns of one file for which a rule's findings are counted apart. No file of the standard has a quarter of them, but
/// the header of a stranger's file may have a hundred thousand: what is beyond is counted together, without a column.
const MOST_COLUMNS: usize = 200;

/// Groups that are found without a search: a few rules find most of what is found in a file.
const RECENT: usize = 8;

/// The findings of one group.
#[derive(Clone, Debug)]
pub struct GroupTotal {
    /// What they share.
    pub group: Group,
    /// What they follow from, if they are folded under another finding.
    pub caused_by: Option<Cause>,
    /// How many there are: exact.
    pub count: u64,
    /// The first of them, at most as many as the cap allows.
    pub samples: Vec<Hit>,
    /// The values that were found, with their counts.
    pub kinds: Kinds,
}

/// What a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Zip,
    /// A folder, or files that were chosen together.
    Files,
}

type Key = (Option<FileId>, &'static str, Option<ColumnId>, Severities, Option<Cause>);

/// Everything found in one package: exact counts, capped samples.
#[derive(Debug)]
pub struct Findings {
    profiles: Vec<Receiver>,
    sender: Sender,
    cap: usize,
    files: Numbered,
    columns: Numbered,
    form: Form,
    /// What files should be called, where somebody said it.
    right_names: Vec<Option<&'static str>>,
    exempt: Vec<(FileId, Receiver)>,
    /// What single rules are to the chosen receivers, where their declarations say so.
    declared: Vec<(&'static str, Receiver, Option<Severity>)>,
    /// Columns of the row at hand in which nothing is reported.
    muted: Vec<ColumnId>,
    /// Rows of a file in which nothing is reported.
    muted_rows: Option<(FileId, Vec<u64>)>,
    totals: Vec<GroupTotal>,
    index: BTreeMap<Key, usize>,
    /// Samples of the rows that are being read, by total and place in it; they are still to be told the row's id.
    unnamed: Vec<(usize, usize)>,
    /// Whether findings are passed on one by one instead of being kept.
    is_passing_on: bool,
    /// Those that are still to be passed on, with their totals.
    waiting: Vec<(usize, Hit)>,
    /// Those about whole files, which are passed on at the end: what they stand for may make them worse.
    held: Vec<(usize, Hit)>,
    /// Whether what follows from another finding is counted under it.
    folds: bool,
    reported: u64,
    /// The groups that were reported last, with their totals.
    recent: Vec<(Group, Option<Cause>, usize)>,
    /// What [`Findings::of_readers`] answered last, and before that.
    of_readers: Cell<[Option<(Severities, TableId, Severities)>; 2]>,
    /// The total of the finding that was reported last; none if it concerns none of the profiles.
    last: Option<usize>,
    was_folded: bool,
    /// Number of columns for which a rule found something in a file.
    columns_with: BTreeMap<(Option<FileId>, &'static str), usize>,
}

impl Findings {
    /// Starts empty. `profiles` are the chosen ones; findings that concern none of them are not kept. `cap` is the
    /// number of findings of one group that are kept with their place; the rest is counted.
    pub fn new(profiles: &[Receiver], cap: usize) -> Self {
        Self {
            profiles: profiles.to_vec(),
            sender: Sender::OTHER,
            cap,
            files: Numbered::default(),
            columns: Numbered::default(),
            form: Form::Zip,
            right_names: Vec::new(),
            exempt: Vec::new(),
            declared: profiles.iter().flat_map(|receiver| declared(*receiver)).collect(),
            muted: Vec::new(),
            muted_rows: None,
            totals: Vec::new(),
            index: BTreeMap::new(),
            unnamed: Vec::new(),
            is_passing_on: false,
            waiting: Vec::new(),
            held: Vec::new(),
            folds: true,
            reported: 0,
            recent: Vec::new(),
            of_readers: Cell::new([None; 2]),
            last: None,
            was_folded: false,
            columns_with: BTreeMap::new(),
        }
    }

    /// The id of a file name.
    pub fn file(&mut self, name: &str) -> FileId {
        FileId(u32::try_from(self.files.number(name)).unwrap_or(u32::MAX))
    }

    /// The id of a column name, of which the first hundred characters are kept.
    pub fn column(&mut self, name: &str) -> ColumnId {
        let name = name.char_indices().nth(100).map_or(name, |(end, _)| name.get(..end).unwrap_or(name));
        ColumnId(u32::try_from(self.columns.number(name)).unwrap_or(u32::MAX))
    }

    /// The name of a file.
    pub fn file_name(&self, file: FileId) -> &str {
        self.files.name(file.0 as usize)
    }

    /// Says that the package is no zip, so that no text speaks of one.
    pub fn set_unpacked(&mut self) {
        self.form = Form::Files;
    }

    /// Whether the package is no zip, but a folder or files that were chosen together.
    pub fn is_unpacked(&self) -> bool {
        self.form == Form::Files
    }

    /// Says what a file in the package should be called.
    pub fn set_right_name(&mut self, file: FileId, name: &'static str) {
        let place = file.0 as usize;
        if self.right_names.len() <= place {
            self.right_names.resize(place + 1, None);
        }
        self.right_names[place] = Some(name);
    }

    /// What a file should be called: its own name, where nobody said otherwise.
    pub fn right_name(&self, file: FileId) -> &str {
        self.right_names.get(file.0 as usize).copied().flatten().unwrap_or_else(|| self.file_name(file))
    }

    /// The name of a column, as it stands in the file.
    pub fn column_name(&self, column: ColumnId) -> &str {
        self.columns.name(column.0 as usize)
    }

    /// The name of a column as it is told. What does not look like a name is masked like a value: a record may have been
    /// taken for a header.
    pub fn column_told(&self, column: ColumnId, file: Option<FileId>, values: Values) -> String {
        let name = file.map(|file| self.right_name(file));
        let table = name.and_then(|name| TableId::ALL.into_iter().find(|table| table.file() == name));
        told_column(self.column_name(column), table, values)
    }

    /// Reports a finding with the severities that its rule declares.
    pub fn report(&mut self, rule: &'static Rule, place: Place, args: impl FnOnce() -> Args) {
        self.report_as(rule, rule.severities, place, args);
    }

    /// Reports a finding whose severities depend on where it is.
    pub fn report_as(
        &mut self,
        rule: &'static Rule,
        severities: Severities,
        place: Place,
        args: impl FnOnce() -> Args,
    ) {
        self.tell(rule, severities, place, args, false);
    }

    /// `are_made` says that the arguments cost nothing any more.
    fn tell(
        &mut self,
        rule: &'static Rule,
        severities: Severities,
        place: Place,
        args: impl FnOnce() -> Args,
        are_made: bool,
    ) {
        if place.column.is_some_and(|column| self.muted.contains(&column)) {
            return;
        }
        if let (Some((file, rows)), Some(record)) = (&self.muted_rows, place.record)
            && place.file == Some(*file)
            && rows.contains(&record)
        {
            return;
        }
        self.reported += 1;
        self.was_folded = false;
        self.last = self.total(rule, severities, place, None);
        self.count(place, args, are_made);
    }

    /// Whether the last thing that was found was folded under a cause, and so cannot be repeated.
    pub fn was_folded(&self) -> bool {
        self.was_folded
    }

    /// Reports the finding that was reported last for another place of the same column.
    pub fn repeat(&mut self, place: Place) {
        self.reported += 1;
        let Some(index) = self.last else { return };
        let Some(total) = self.totals.get_mut(index) else { return };
        total.count += 1;
        if self.is_passing_on {
            let waiting = self.waiting(place);
            let args = waiting.last().map(|(_, finding)| finding.args.clone()).unwrap_or_default();
            waiting.push((index, Hit { place, args, id: None }));
            return;
        }
        total.kinds.again(1);
        if total.samples.len() < self.cap {
            let args = total.samples.last().map(|finding| finding.args.clone()).unwrap_or_default();
            if place.record.is_some() {
                self.unnamed.push((index, total.samples.len()));
            }
            total.samples.push(Hit { place, args, id: None });
        }
    }

    /// Whether what was reported last is only counted from now on, if it is found again: its samples are full.
    pub fn only_counts(&self) -> bool {
        let total = self.last.and_then(|index| self.totals.get(index));
        !self.is_passing_on && total.is_none_or(|total| total.samples.len() >= self.cap)
    }

    /// Counts what was reported last once more, so many times: see [`Findings::only_counts`].
    pub fn count_again(&mut self, times: u64) {
        self.reported += times;
        if let Some(total) = self.last.and_then(|index| self.totals.get_mut(index)) {
            total.count += times;
            total.kinds.again(times);
        }
    }

    /// Counts a finding of the total at hand.
    fn count(&mut self, place: Place, args: impl FnOnce() -> Args, are_made: bool) {
        let Some(index) = self.last else { return };
        let Some(total) = self.totals.get_mut(index) else { return };
        total.count += 1;
        if self.is_passing_on {
            self.waiting(place).push((index, Hit { place, args: args(), id: None }));
        } else if total.samples.len() < self.cap {
            if place.record.is_some() {
                self.unnamed.push((index, total.samples.len()));
            }
            let args = args();
            total.kinds.count(&args);
            total.samples.push(Hit { place, args, id: None });
        } else if are_made || total.kinds.wants(total.count) {
            total.kinds.count(&args());
        } else {
            total.kinds.lose();
        }
    }

    /// How many findings were reported or folded so far, also those that concern none of the chosen profiles.
    pub fn reported(&self) -> u64 {
        self.reported
    }

    /// Reports what the check of a cell found, with the severities that it brings, if any.
    pub fn report_cell(&mut self, rule: &'static Rule, place: Place, args: Args) {
        self.tell(rule, args.severities.unwrap_or(rule.severities), place, || args, true);
    }

    fn total(
        &mut self,
        rule: &'static Rule,
        severities: Severities,
        place: Place,
        caused_by: Option<Cause>,
    ) -> Option<usize> {
        let group = Group { rule, file: place.file, column: place.column, severities };
        let is_same = |(other, cause, _): &(Group, Option<Cause>, usize)| other.is(&group) && *cause == caused_by;
        if let Some(known) = self.recent.iter().position(is_same) {
            self.recent.swap(0, known);
            return self.recent.first().map(|(_, _, index)| *index);
        }
        let index = self.total_of(group, caused_by)?;
        self.recent.truncate(RECENT - 1);
        self.recent.insert(0, (group, caused_by, index));
        Some(index)
    }

    fn total_of(&mut self, group: Group, caused_by: Option<Cause>) -> Option<usize> {
        let Group { rule, file, column, mut severities } = group;
        if rule.scope >= Scope::File {
            for (exempt, profile) in &self.exempt {
                if file == Some(*exempt) {
                    severities = severities.without(*profile);
                }
            }
        }
        for (name, receiver, severity) in &self.declared {
            // A finding that is no matter to the standard or the receiver is made none by a declaration.
            let concerns = severities.get(*receiver).is_some() || severities.get(Receiver::ONEROSTER).is_some();
            if *name == rule.name && concerns {
                severities = severities.with(*receiver, *severity);
            }
        }
        // What is said of a whole file may yet stand for findings that concern more receivers than it does by itself.
        if severities.worst(&self.profiles).is_none() && rule.scope > Scope::File {
            return None;
        }
        let mut key = (file, rule.name, column, severities, caused_by);
        if column.is_some() && !self.index.contains_key(&key) {
            let columns = self.columns_with.entry((file, rule.name)).or_default();
            if *columns < MOST_COLUMNS {
                *columns += 1;
            } else {
                key.2 = None;
            }
        }
        let next = self.totals.len();
        let index = *self.index.entry(key).or_insert(next);
        if index == next {
            let group = Group { rule, file, column: key.2, severities };
            self.totals.push(GroupTotal { group, caused_by, count: 0, samples: Vec::new(), kinds: Kinds::default() });
        }
        Some(index)
    }

    /// Keeps quiet what is found in these columns, until it is said otherwise: their cells in the row at hand are
    /// damaged, which is told already.
    pub fn mute(&mut self, columns: Vec<ColumnId>) {
        self.muted = columns;
    }

    /// Keeps quiet what is found in these rows of a file, until it is said otherwise: they are damaged, which is told
    /// already.
    pub fn mute_rows(&mut self, rows: Option<(FileId, Vec<u64>)>) {
        self.muted_rows = rows;
    }

    /// Says that a receiver does not read a file, so that what stands in it does not concern the receiver.
    pub fn exempt(&mut self, file: FileId, profile: Receiver) {
        self.exempt.push((file, profile));
        self.recent.clear();
    }

    /// Whether a rule has already found something in a file, or in the whole package.
    pub fn has(&self, rule: &'static Rule, file: Option<FileId>) -> bool {
        self.totals
            .iter()
            .any(|total| total.group.rule.name == rule.name && total.group.file == file && total.caused_by.is_none())
    }

    /// Whether a rule has already found something in a file that concerns a receiver.
    pub fn has_for(&self, rule: &'static Rule, file: FileId, receiver: Receiver) -> bool {
        let is_it = |total: &&GroupTotal| total.group.rule.name == rule.name && total.group.file == Some(file);
        self.totals.iter().filter(is_it).any(|total| total.group.severities.get(receiver) == Some(Severity::Error))
    }

    /// The totals, in the order in which their first finding was met.
    pub fn totals(&self) -> &[GroupTotal] {
        &self.totals
    }

    /// Says where the package comes from.
    pub fn set_sender(&mut self, sender: Sender) {
        self.sender = sender;
    }

    /// Where the package comes from.
    pub fn sender(&self) -> Sender {
        self.sender
    }

    /// The same severities without the receivers that do not read a file: what leads to it is no matter to them.
    #[must_use]
    pub fn of_readers(&self, severities: Severities, file: TableId) -> Severities {
        // It is asked for one column after the other, of a file in which every row may be wrong.
        // Two columns of a row may be wrong in turn.
        let last = self.of_readers.get();
        for (of, to, known) in last.into_iter().flatten() {
            if (of, to) == (severities, file) {
                return known;
            }
        }
        let unread = self.profiles.iter().filter(|receiver| !receiver.reads(file));
        let known = unread.fold(severities, |severities, receiver| severities.without(*receiver));
        self.of_readers.set([Some((severities, file, known)), last[0]]);
        known
    }

    /// The chosen profiles.
    pub fn profiles(&self) -> &[Receiver] {
        &self.profiles
    }
}

/// What single rules are to a receiver. One that does not read the manifest cares for no rule about it.
fn declared(receiver: Receiver) -> impl Iterator<Item = (&'static str, Receiver, Option<Severity>)> {
    let declaration = receiver.declaration();
    let of_manifest =
        crate::rules::RULES.iter().filter(|rule| !declaration.reads_manifest && rule.scope == Scope::Manifest);
    let of_manifest = of_manifest.filter(|rule| rule.severities.follows()).map(|rule| (rule.name, None));
    // Where no delta is accepted, nothing is missing in its rows.
    let takes_delta = declaration.modes.is_empty() || declaration.modes.contains(&Mode::Delta);
    let of_delta = (!takes_delta).then_some(("blank-in-delta", None));
    let all = of_manifest.chain(of_delta).chain(declaration.severities.iter().copied());
    all.map(move |(name, severity)| (name, receiver, severity))
}

/// A cell of the header of a file, shown or masked.
pub(crate) fn told_column(name: &str, file: Option<TableId>, values: Values) -> String {
    if values == Values::Shown || is_column_name(name, file) { name.to_owned() } else { shape(name) }
}
