//! Two packages by the ids of their records: what the newer would take away, add and change, and what that means.
//!
//! ```text
//! work.rs     one file in both packages: what is gone, new and changed
//! kept.rs     the records of the older file, found by their ids
//! groups.rs   counted by role, type, school and grade
//! traces.rs   what records that differ leave behind for the stories
//! people.rs   the same people under other ids
//! stories.rs  the findings: see the rules of the scope Change
//! judge.rs    what receivers would do
//! words.rs    all of that in words
//! names.rs    who the records are that differ
//! told.rs     masked or shown, and as JSON; text.rs, html.rs for people
//! ```
//!
//! Files are compared one at a time, both side by side; rows are kept only while they wait for the other file.

mod compared;
mod groups;
mod html;
mod judge;
mod kept;
mod model;
mod names;
mod options;
mod people;
mod stories;
mod text;
mod told;
mod traces;
mod watch;
mod words;
mod work;

use crate::check::tables::{Sheet, Stopped, Tables, Unread};
use crate::check::{Cancelled, Host};
use crate::oneroster::{Mode, TableId};
use crate::package::Package;
use crate::receivers::Receiver;

pub use compared::Compared;
pub use model::{
    ChangeEffect, Column, Comparison, Edition, Group, Input, Missing, NotCompared, ReceiverEffects, Record, Table,
    Uncomparable, Uncompared,
};
pub use names::names;
pub use options::{Limits, Options, Shares};
pub use told::{Changes, RecordLines};

use compared::Stories;
use watch::Watch;
use work::{Trouble, Work};

/// Compares two packages.
pub fn compare(
    old: &Package,
    new: &Package,
    receivers: &[Receiver],
    options: &Options,
    host: &mut dyn Host,
) -> Result<Compared, Cancelled> {
    work(old, new, receivers, options, host, None)
}

/// The same for somebody who wants every record that differs, whatever [`Limits::listed`] says: they are told while they are
/// found, and none is listed in the end.
pub fn compare_telling(
    old: &Package,
    new: &Package,
    receivers: &[Receiver],
    options: &Options,
    host: &mut dyn Host,
    tell: &mut dyn FnMut(&Record),
) -> Result<Compared, Cancelled> {
    let options = Options { limits: options.limits.telling_all(), ..options.clone() };
    work(old, new, receivers, &options, host, Some(tell))
}

fn work(
    old: &Package,
    new: &Package,
    receivers: &[Receiver],
    options: &Options,
    host: &mut dyn Host,
    mut tell: Option<&mut dyn FnMut(&Record)>,
) -> Result<Compared, Cancelled> {
    let tables = [Tables::of(old), Tables::of(new)];
    let mut result = Comparison {
        outcome: "complete",
        tables: Vec::new(),
        receivers: Vec::new(),
        records: Vec::new(),
        not_compared: Vec::new(),
    };
    if !tables.iter().all(Tables::has_any) {
        // Another file altogether: who would be removed it cannot tell.
        result.outcome = "unreadable";
        return Ok(Compared { comparison: result, options: options.clone(), stories: Stories::default() });
    }
    let mut sent = Vec::new();
    let mut pairs: Vec<(TableId, [Option<Sheet>; 2])> = Vec::new();
    for id in TableId::ALL {
        let sides = [tables[0].table(id), tables[1].table(id)];
        if sides.iter().all(Option::is_none) {
            continue;
        }
        let [old, new] = sides;
        let mut cannot = |package, why| result.not_compared.push(Uncompared { package, file: id, why });
        if old.is_some() && tables[0].mode(id) == Some(Mode::Delta) {
            cannot(Edition::Old, Uncomparable::ChangesOnly);
        }
        if new.is_some() && tables[1].is_said_absent(id) {
            cannot(Edition::New, Uncomparable::SaidAbsent);
        } else if new.is_some() {
            sent.push(id);
        }
        let before = result.not_compared.len();
        let sheets = [
            usable(old, Edition::Old, id, &mut result.not_compared),
            usable(new, Edition::New, id, &mut result.not_compared),
        ];
        // Of a file that cannot be read nobody knows what is gone.
        if result.not_compared.len() == before {
            pairs.push((id, sheets));
        }
    }
    let packed = pairs.iter().flat_map(|(_, sheets)| sheets.iter().flatten().map(Sheet::packed_bytes));
    let mut watch = Watch::new(host, packed.fold(0u64, u64::saturating_add));
    let mut stories = Stories::default();
    for (id, sheets) in &pairs {
        let is_delta = tables[1].mode(*id) == Some(Mode::Delta);
        let both = [sheets[0].as_ref(), sheets[1].as_ref()];
        let work = Work::new(*id, both, is_delta, options.limits, &mut watch);
        match work.run(&mut |records| {
            if let Some(tell) = &mut tell {
                records.drain(..).for_each(|record| tell(&record));
            }
        }) {
            Ok(done) => {
                for (package, count) in [Edition::Old, Edition::New].into_iter().zip(done.set_aside) {
                    if count > 0 {
                        result.not_compared.push(Uncompared { package, file: *id, why: Uncomparable::Rows(count) });
                    }
                }
                if done.table.unheld > 0 {
                    let why = Uncomparable::Unheld(done.table.unheld);
                    result.not_compared.push(Uncompared { package: Edition::New, file: *id, why });
                }
                result.records.extend(done.records);
                result.tables.push(done.table);
                stories.traces.push((*id, done.traces));
            }
            Err(Trouble::Stopped(_, Stopped::Cancelled)) => return Err(Cancelled),
            Err(Trouble::Stopped(package, Stopped::Failed(failure))) => {
                let why = Uncomparable::Broken(failure);
                result.not_compared.push(Uncompared { package, file: *id, why });
            }
            Err(Trouble::NoId(package)) => {
                result.not_compared.push(Uncompared { package, file: *id, why: Uncomparable::NoId });
            }
        }
    }
    look_around(&pairs, &mut stories, &mut watch)?;
    result.receivers = judge::receivers(receivers, &result.tables, &sent);
    if result.tables.is_empty() {
        result.outcome = "unreadable";
    } else if !result.not_compared.is_empty() {
        result.outcome = "partial";
    }
    Ok(Compared { comparison: result, options: options.clone(), stories })
}

/// What other files tell about the records that differ.
fn look_around(
    pairs: &[(TableId, [Option<Sheet>; 2])],
    stories: &mut Stories,
    watch: &mut Watch,
) -> Result<(), Cancelled> {
    let sheets = |id: TableId| {
        let pair = pairs.iter().find(|(own, _)| *own == id);
        pair.map_or([None, None], |(_, [old, new])| [old.as_ref(), new.as_ref()])
    };
    for (side, sheet) in sheets(TableId::AcademicSessions).into_iter().enumerate() {
        let Some((sheet, place)) = sheet.and_then(|sheet| Some((sheet, sheet.place("schoolYear")?))) else { continue };
        let years = &mut stories.years[side];
        let read = watch.read(sheet, &mut |row| {
            let year = std::str::from_utf8(row.cell(place)).ok().and_then(|year| year.trim().parse().ok());
            years.extend(year.filter(|year| (1900..2200).contains(year) && !years.contains(year)));
        });
        // What was read before remains true, and that the file is damaged is told already.
        if let Err(Stopped::Cancelled) = read {
            return Err(Cancelled);
        }
    }
    if let Some((_, traces)) = stories.traces.iter_mut().find(|(id, _)| *id == TableId::Users) {
        match people::known_again(traces, sheets(TableId::Demographics), watch) {
            Ok(known) => stories.known = known,
            Err(Stopped::Cancelled) => return Err(Cancelled),
            Err(Stopped::Failed(_)) => {}
        }
    }
    Ok(())
}

/// The sheet, if it can be used; what keeps it from that is noted. An empty file is one without records.
fn usable<'a>(
    sheet: Option<Result<Sheet<'a>, Unread>>,
    package: Edition,
    id: TableId,
    not_compared: &mut Vec<Uncompared>,
) -> Option<Sheet<'a>> {
    let why = match sheet? {
        Ok(sheet) => return Some(sheet),
        Err(Unread::Empty) => return None,
        Err(Unread::Unknown) => Uncomparable::Unknown,
        Err(Unread::Header) => Uncomparable::Header,
        Err(Unread::Failed(failure)) => Uncomparable::Unread(failure),
    };
    not_compared.push(Uncompared { package, file: id, why });
    None
}

#[cfg(test)]
mod tests;
