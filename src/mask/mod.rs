//! A copy without people: a package that a check says the same of at the same places, and in which nobody is named.
//!
//! Every cell of people and every text is replaced, by a key that is thrown away: letters by letters, digits by digits
//! (`text.rs`), dates by earlier ones (`dates.rs`), scores by others on the same side of their limits (`scores.rs`). What
//! is equal stays equal, wherever it stands. The bytes between are passed on as they stand, so that quotes, line ends,
//! encodings and every damage of them stay too. Names of files and columns stay, and the words of the standard
//! (`cells.rs`). What a masked package still tells: `docs/privacy.md`.

mod cells;
mod dates;
mod key;
mod rows;
mod scores;
mod text;
mod zeros;

use std::io::{Seek, Write};
use std::ops::ControlFlow;

use cells::Cells;
pub use key::Key;
use rows::Pass;
use zeros::zeros;

use crate::check::likeness::is_plausible;
use crate::check::tables::Tables;
use crate::copy::out::Out;
use crate::copy::{Copy, Failure};
use crate::numbered::Numbered;
use crate::oneroster::TableId;
use crate::package::Package;
use crate::rules::FileFacts;

/// How a package is masked.
pub struct Options {
    /// The secret. One key is for one copy.
    pub key: Key,
    /// Whether the names in orgs.csv stay.
    pub keeps_school_names: bool,
}

/// What became of the files of a package.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// Cells that were replaced.
    pub cells: u64,
    /// Files whose rows were masked.
    pub masked: Vec<String>,
    /// Files that hold no rows: only their size was kept.
    pub emptied: Vec<String>,
    /// Files that could not be read, or have the name of another one: they are not in the copy.
    pub left_out: Vec<String>,
}

/// How far a copy has come: the file, and bytes of all files that were read.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The file that is being read.
    pub file: &'a str,
    /// Bytes read, of all files.
    pub done: u64,
    /// Bytes of all files.
    pub total: u64,
}

/// Writes a masked copy of a package. A file of the standard that cannot be read to its end is a failure, for nobody
/// knows what is in it; `progress` may stop the copy.
pub fn mask<W: Write + Seek>(
    package: &Package,
    options: Options,
    to: W,
    progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<(W, Masked), Failure> {
    let mut copy = Copy::new(to);
    let masked = mask_into(package, options, &mut copy, progress)?;
    Ok((copy.end()?, masked))
}

/// Does what [`mask`] does, with the same result, and packs in a second thread. That one opens the package for itself, with
/// `open`.
#[cfg(not(target_arch = "wasm32"))]
pub fn mask_by_two<W: Write + Seek + Send>(
    package: &Package,
    open: impl FnOnce() -> Option<Package> + Send,
    options: Options,
    to: W,
    progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<(W, Masked), Failure> {
    crate::copy::by_two::by_two(open, to, |copy| mask_into(package, options, copy, progress))
}

fn mask_into(
    package: &Package,
    options: Options,
    copy: &mut dyn Out,
    progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<Masked, Failure> {
    let tables = Tables::of(package);
    let mut cells = Cells::new(options.key);
    let mut masked = Masked::default();
    if let Some(items) = tables.files().iter().find(|file| is_table(file, TableId::LineItems)) {
        let limits = rows::limits(package, &tables, items, &mut cells.scores);
        limits.map_err(|why| Failure::Unread { path: items.path.clone(), why })?;
    }
    let unopened: Vec<usize> = package.unopened().map(|(index, _)| index).collect();
    let mut names = Numbered::default();
    let total = package.entries().iter().map(|entry| entry.bytes).fold(0, u64::saturating_add);
    let mut done = 0u64;
    for (index, entry) in package.entries().iter().enumerate() {
        let mut tell = |more: u64| {
            let progress_now = Progress { file: &entry.path, done: done.saturating_add(more), total };
            if progress(&progress_now).is_break() { Err(Failure::Cancelled) } else { Ok(()) }
        };
        tell(0)?;
        let cannot = !names.is_new(&entry.path) || unopened.binary_search(&index).is_ok();
        let files = tables.files();
        let file = files.binary_search_by_key(&index, |file| file.entry).ok().and_then(|at| files.get(at));
        match file {
            _ if cannot => masked.left_out.push(entry.path.clone()),
            None => copy.keep(package, index, None)?,
            Some(file) if is_read(file) => {
                let shape = tables.shape(file).map_err(|why| Failure::Unread { path: entry.path.clone(), why })?;
                copy.begin(&entry.path, entry.bytes)?;
                let mut pass = Pass::new(&shape, file, &mut cells, options.keeps_school_names);
                pass.run(package, file, copy, &mut tell)?;
                masked.cells += pass.cells;
                masked.masked.push(entry.path.clone());
            }
            // Nobody checks what is in it, but something may be.
            Some(_) if package.read(index).is_ok() => {
                copy.begin(&entry.path, entry.bytes)?;
                zeros(copy, package, index)?;
                masked.emptied.push(entry.path.clone());
            }
            Some(_) => masked.left_out.push(entry.path.clone()),
        }
        done = done.saturating_add(entry.bytes);
    }
    Ok(masked)
}

fn is_table(file: &FileFacts, id: TableId) -> bool {
    file.roster == Some(crate::rules::Roster::Table(id)) && !file.is_second
}

/// Whether a file has rows, as far as its name tells: those of the standard, and what may be one of them.
fn is_read(file: &FileFacts) -> bool {
    file.roster.is_some() || !file.is_leftover && is_plausible(file.path.rsplit(['/', '\\']).next().unwrap_or_default())
}
