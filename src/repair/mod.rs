//! A corrected copy of a package: what can be repaired, and how.
//!
//! Every repair belongs to a rule. A plan is made from what a check finds ([`plan`]); it tells every change before anything
//! is written. What is not certain stays as it is. [`Plan::write`] then writes the copy as a zip.

mod batches;
mod catalogue;
mod cells;
mod columns;
mod dates;
mod found;
mod held;
mod job;
mod ledger;
mod manifest;
mod names;
mod receipt;
mod receipt_html;
mod whole;
mod words;

use std::borrow::Cow;
use std::io::{self, Seek, Write};
use std::ops::ControlFlow;

use crate::check::anew::package_facts;
use crate::check::{Cancelled, Host, Options, Outcome};
use crate::copy::out::{Entry, Out};
use crate::copy::{Copy, Failure, RowWriter};
use crate::oneroster::{MANIFEST_COLUMNS, MANIFEST_FILE, Mode, TableId, Version};
use crate::package::Package;
use crate::rules::{FileFacts, PackageFacts, Roster};

pub use catalogue::{Chosen, Fix, REPAIRS, Repair};
pub use held::{Held, Obstacle};
pub use ledger::{Edit, Ledger, Text};
pub use receipt::{Left, Receipt, ReceiptEdit, ReceiptRepair, Side};

use found::Found;
use job::{Job, Lines};
use names::FileOut;
use whole::Whole;

/// Why no plan could be made.
#[derive(Debug)]
pub enum Unplanned {
    /// The host stopped it.
    Cancelled,
    /// The package could not be opened or holds nothing that could be read.
    Unreadable,
    /// Two files of the package have the same name.
    Twins(String),
}

/// How a file of the copy comes about.
enum Make {
    /// As it stands in the input.
    Copy,
    /// Row by row.
    Rows { whole: Box<Whole>, mode: Option<Mode> },
    /// A manifest.
    Manifest(manifest::Pairs),
}

struct Made {
    /// Its place among the files of the input; none if it is new.
    index: Option<usize>,
    name: String,
    make: Make,
}

/// What is going to be changed.
pub struct Plan {
    facts: PackageFacts,
    chosen: Chosen,
    files: Vec<Made>,
    found: Found,
    held: Vec<Held>,
    ledger: Ledger,
}

/// Checks a package and plans its repair. Of each repair, at most `most` changes are listed.
pub fn plan(
    package: &Package,
    options: &Options,
    chosen: Chosen,
    most: usize,
    host: &mut dyn Host,
) -> Result<Plan, Unplanned> {
    let today = host.today();
    let found = Found::of(package, options, chosen, host).map_err(|Cancelled| Unplanned::Cancelled)?;
    if found.outcome == Outcome::Unreadable {
        return Err(Unplanned::Unreadable);
    }
    let facts = package_facts(package, &options.profiles, today);
    let mut plan = Plan { facts, chosen, files: Vec::new(), found, held: Vec::new(), ledger: Ledger::new(most) };
    let files = names::files(&plan.facts, chosen, &mut plan.ledger);
    if let Some(name) = names::twins(&files) {
        return Err(Unplanned::Twins(name.to_owned()));
    }
    let pairs = plan.manifest(package);
    for file in files {
        let made = plan.file(package, file, pairs.as_ref());
        plan.files.push(made);
    }
    let has_manifest = plan.facts.files.iter().any(|file| file.roster == Some(Roster::Manifest));
    if let Some(pairs) = pairs.filter(|_| !has_manifest) {
        plan.files.insert(0, Made { index: None, name: MANIFEST_FILE.into(), make: Make::Manifest(pairs) });
    }
    Ok(plan)
}

impl Plan {
    /// What is going to be changed.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is copied as it stands although something was found in it.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// What the check of the input found, by rule: how often.
    pub fn found(&self) -> &[(&'static str, u64)] {
        &self.found.counts
    }

    /// The names of the copy's files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// The rows of the manifest as they should be; none if it stays as it is.
    fn manifest(&mut self, package: &Package) -> Option<manifest::Pairs> {
        let version = self.facts.version;
        if version == Version::V1_0 {
            return None;
        }
        let file = self.facts.roster(Roster::Manifest).cloned();
        let Some(file) = file else {
            let is_wanted = self.found.has_in_package("missing-manifest") && self.chosen.has(Fix::Manifest);
            let is_certain = is_wanted && self.is_bulk(package);
            return is_certain.then(|| manifest::made(&self.facts, Mode::Bulk, &mut self.ledger));
        };
        let rules = &self.found.in_file(&file.path)?.rules;
        if !self.is_answered(rules) {
            return None;
        }
        let obstacles = ["unclosed-quote", "text-after-quote", "line-too-long", "too-few-cells", "too-many-cells"];
        let read = self.facts.manifest.as_ref().filter(|read| manifest::is_whole(read));
        let Some(read) = read.filter(|_| !obstacles.iter().any(|rule| rules.contains(rule))) else {
            let why = Obstacle::Manifest;
            self.held.push(Held { what: file.path.clone(), why });
            return None;
        };
        let only = manifest::only_mode(&self.facts);
        let says_nothing = TableId::ALL.iter().all(|id| read.file_property(*id).is_none());
        let default = only.or_else(|| (says_nothing && self.is_bulk(package)).then_some(Mode::Bulk));
        let mut ledger = self.ledger.of_same_size();
        let pairs = manifest::put_right(read, &self.facts, &file.path, default, self.chosen, &mut ledger);
        for (rule, fix) in [
            ("byte-order-mark", Fix::ByteOrderMark),
            ("utf-16-encoding", Fix::Utf16),
            ("cr-line-endings", Fix::LineEnds),
            ("wrong-delimiter", Fix::Separator),
            ("lines-above-header", Fix::TopLines),
            ("blank-row", Fix::BlankRows),
            ("report-line", Fix::ReportLines),
            ("repeated-header", Fix::HeaderRepeats),
            ("stray-quote", Fix::StrayQuotes),
        ] {
            if rules.contains(&rule) && self.chosen.has(fix) {
                ledger.add(fix, || Edit {
                    fix,
                    file: file.path.clone(),
                    line: None,
                    column: None,
                    before: Text::name(""),
                    after: Text::name(""),
                });
            }
        }
        if ledger.total() == 0 {
            return None;
        }
        self.ledger.append(ledger);
        Some(pairs)
    }

    /// Whether the records are a whole state, as far as they show it: none has a status or a date of change.
    fn is_bulk(&self, package: &Package) -> bool {
        let tables = self.facts.files.iter().filter(|file| !file.is_second);
        tables.filter(|file| matches!(file.roster, Some(Roster::Table(_)))).all(|file| {
            let Ok(Some(mut table)) = crate::check::anew::TableFile::open(package, &self.facts, file, None) else {
                return false;
            };
            let places: Vec<usize> =
                ["status", "dateLastModified"].iter().filter_map(|name| table.facts.place_of(name)).collect();
            let mut is_bulk = true;
            let read = table.each(|row, _, _| {
                is_bulk &= places.iter().all(|place| row.cell(*place).is_empty());
                if is_bulk { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            is_bulk && read.is_ok()
        })
    }

    /// What becomes of one file.
    fn file(&mut self, package: &Package, out: FileOut, pairs: Option<&manifest::Pairs>) -> Made {
        let FileOut { index, name } = out;
        let finish = |make| Made { index: Some(index), name, make };
        let Some(file) = self.facts.files.get(index).filter(|file| !file.is_second) else { return finish(Make::Copy) };
        match file.roster {
            Some(Roster::Manifest) => return finish(pairs.map_or(Make::Copy, |pairs| Make::Manifest(pairs.clone()))),
            Some(Roster::Table(id)) if self.facts.version.table(id).is_some() => {
                let before = self.facts.mode(id);
                let mode = pairs.map_or(before, |pairs| manifest::mode(pairs, id));
                match self.rows(package, file, mode, mode != before) {
                    Ok(Some((whole, ledger))) => {
                        self.ledger.append(ledger);
                        return finish(Make::Rows { whole: Box::new(whole), mode });
                    }
                    Ok(None) => {}
                    Err(why) => self.held.push(Held { what: file.path.clone(), why }),
                }
            }
            _ => {}
        }
        finish(Make::Copy)
    }

    /// Whether a repair that is chosen answers one of these rules.
    fn is_answered(&self, rules: &[&'static str]) -> bool {
        rules.iter().any(|rule| Repair::of_rule(rule).any(|repair| self.chosen.has(repair.fix)))
    }

    /// What is repaired in a data file, if anything is; or why nothing can be.
    fn rows(
        &self,
        package: &Package,
        file: &FileFacts,
        mode: Option<Mode>,
        has_new_mode: bool,
    ) -> Result<Option<(Whole, Ledger)>, Obstacle> {
        let is_answered = self.found.in_file(&file.path).is_some_and(|found| self.is_answered(&found.rules));
        if !is_answered && !has_new_mode {
            return Ok(None);
        }
        let job = self.job(package, file, mode, has_new_mode);
        let open = || match job.open() {
            Ok(Some(table)) => Ok(table),
            Ok(None) => Err(Obstacle::Header),
            Err(_) => Err(Obstacle::Unread),
        };
        if job.has("unreadable-file") {
            return Err(Obstacle::Broken);
        }
        let mut table = open()?;
        if let Some(why) = job.obstacle(&table.start) {
            return Err(why);
        }
        let mut whole = Whole::of(&job, &mut table).map_err(|_| Obstacle::Broken)?;
        let (whole, ledger) = loop {
            let mut ledger = self.ledger.of_same_size();
            let mut trial = whole.clone();
            job.run(&mut open()?, &mut trial, &mut (), &mut ledger).map_err(|_| Obstacle::Broken)?;
            let (settled, holds) = whole.settled(trial.open);
            if holds {
                break (settled, ledger);
            }
            // The rest of the file shows something else than its front.
            whole = settled;
        };
        let is_worth_it = ledger.counts().any(|(fix, _)| self.chosen.has(fix));
        Ok(is_worth_it.then_some((whole, ledger)))
    }

    fn job<'a>(&'a self, package: &'a Package, file: &'a FileFacts, mode: Option<Mode>, has_new_mode: bool) -> Job<'a> {
        let found = self.found.in_file(&file.path);
        let rules = found.map_or(&[][..], |found| &found.rules);
        // In a cell that could not be read nothing else was looked for.
        let any_may_be_wrong = has_new_mode || ["not-utf8", "stray-quote"].iter().any(|rule| rules.contains(rule));
        let columns = found.map_or(&[][..], |found| &found.columns);
        Job {
            package,
            package_facts: &self.facts,
            file,
            mode,
            chosen: self.chosen,
            rules,
            columns: (!any_may_be_wrong).then_some(columns),
            marked: found.map_or(&[][..], |found| &found.marked),
        }
    }

    /// Writes the files of the copy; whoever began it ends it.
    pub fn write<W: Write + Seek>(&self, package: &Package, copy: &mut Copy<W>) -> Result<(), Failure> {
        self.write_into(package, copy)
    }

    /// Writes the copy to `to`, and packs it in a second thread. That one opens the package for itself, with `open`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn write_by_two<W: Write + Seek + Send>(
        &self,
        package: &Package,
        open: impl FnOnce() -> Option<Package> + Send,
        to: W,
    ) -> Result<W, Failure> {
        crate::copy::by_two::by_two(open, to, |copy| self.write_into(package, copy)).map(|(to, ())| to)
    }

    fn write_into(&self, package: &Package, copy: &mut dyn Out) -> Result<(), Failure> {
        for made in &self.files {
            let file = made.index.and_then(|index| self.facts.files.get(index));
            match (&made.make, file) {
                (Make::Manifest(pairs), _) => {
                    copy.begin(&made.name, 0)?;
                    write_manifest(pairs, RowWriter::new(Entry(copy)))?;
                }
                (Make::Copy, Some(file)) => copy.keep(package, file.entry, Some(&made.name))?,
                (Make::Rows { whole, mode }, Some(file)) => {
                    let Some(Roster::Table(id)) = file.roster else { continue };
                    let job = self.job(package, file, *mode, *mode != self.facts.mode(id));
                    let unread = |why| Failure::Unread { path: file.path.clone(), why };
                    copy.begin(&made.name, file.bytes)?;
                    let mut lines = Kept { rows: RowWriter::new(Entry(copy)), failure: None };
                    if let Some(mut table) = job.open().map_err(unread)? {
                        let mut whole = Whole::clone(whole);
                        job.run(&mut table, &mut whole, &mut lines, &mut Ledger::new(0)).map_err(unread)?;
                    }
                    match lines.failure {
                        Some(failure) => return Err(failure.into()),
                        None => lines.rows.end()?,
                    }
                }
                (_, None) => {}
            }
        }
        Ok(())
    }
}

/// Rows on their way into the copy.
struct Kept<W: Write> {
    rows: RowWriter<W>,
    failure: Option<io::Error>,
}

impl<W: Write> Kept<W> {
    fn after(&mut self, result: io::Result<()>) -> ControlFlow<()> {
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failure.get_or_insert(failure);
                ControlFlow::Break(())
            }
        }
    }
}

impl<W: Write> Lines for Kept<W> {
    fn cells(&mut self, cells: &[Cow<'_, [u8]>]) -> ControlFlow<()> {
        let result = self.rows.row(cells.iter().map(|cell| &**cell));
        self.after(result)
    }

    fn text(&mut self, text: &[u8]) -> ControlFlow<()> {
        let result = self.rows.raw(text).and_then(|()| self.rows.raw(b"\r\n"));
        self.after(result)
    }

    fn rows(&mut self, text: &[u8]) -> ControlFlow<()> {
        let result = self.rows.raw(text);
        self.after(result)
    }
}

fn write_manifest<W: Write>(pairs: &manifest::Pairs, mut rows: RowWriter<W>) -> io::Result<()> {
    rows.row(MANIFEST_COLUMNS.map(str::as_bytes))?;
    for (name, value) in pairs {
        rows.row([name.as_bytes(), value.as_bytes()])?;
    }
    rows.end()
}
