//! `rostercheck repair`.

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use rostercheck::check::{Host, Options, Outcome, Progress, ReadAhead, check, read_ahead_in_thread};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, Package};
use rostercheck::repair::{Chosen, Left, Plan, REPAIRS, Receipt, Repair, Side, Unplanned, plan};
use rostercheck::report::Report;
use rostercheck::rules::{Values, counted, visible};

use crate::check::{receivers_to, sender_of, today};
use crate::files::{self, Input};
use crate::guard::refuse_inputs;
use crate::new_zip::NewZip;
use crate::output::{Output, Place};
use crate::progress::{Bar, Bars};
use crate::say::{about, say};
use crate::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, RepairArguments, ShownValues};

/// Changes of each repair that the receipt lists, and those that are shown on the screen.
const LISTED: usize = 1000;
const SHOWN: usize = 3;

struct RepairHost {
    today: Day,
    bar: Bar,
    input: Input,
    limits: Limits,
}

impl Host for RepairHost {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.bar.tell(progress);
        ControlFlow::Continue(())
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        let (input, limits) = (self.input.clone(), self.limits);
        read_ahead_in_thread(move || input.package(limits), entry)
    }
}

/// The same without anybody who reads ahead.
struct AlreadyWritten<'a>(&'a mut RepairHost);

impl Host for AlreadyWritten<'_> {
    fn today(&self) -> Day {
        self.0.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.0.progress(progress)
    }
}

pub(crate) fn run(arguments: &RepairArguments) -> io::Result<u8> {
    if arguments.list {
        return list();
    }
    let chosen = match chosen(arguments) {
        Ok(chosen) => chosen,
        Err(words) => return refuse(words),
    };
    let Some(path) = &arguments.package else { return refuse("name the package to be repaired") };
    let target = match (&arguments.output, arguments.dry_run) {
        (_, true) => None,
        (None, false) => return refuse("name the copy with --output, or see with --dry-run what would change"),
        (Some(output), false) => Some(output),
    };
    let limits = if arguments.no_limits { Limits::default().lifted() } else { Limits::default() };
    let inputs = [path.clone()];
    let new_zip = match target {
        Some(target) => Some(NewZip::at(target, &inputs, &limits)?),
        None => None,
    };
    let receipt = match &arguments.receipt {
        Some(receipt) => {
            let place = Place::of(receipt)?;
            refuse_inputs(&place, Some(receipt), &inputs, limits.entries)?;
            if target.is_some_and(|target| is_same(target, receipt)) {
                return refuse("--output and --receipt name the same file");
            }
            Some((receipt.as_path(), place))
        }
        None => None,
    };
    let Some((input, package, sha256)) = open(path, limits)? else { return Ok(EXIT_UNCHECKED) };
    let options = Options {
        profiles: receivers_to(&arguments.to),
        sender: sender_of(arguments.from.as_deref(), !arguments.to.is_empty()),
        ..Options::default()
    };
    let bars = Bars::new();
    let today = arguments.today.unwrap_or_else(today);
    let mut host = RepairHost { today, bar: bars.bar(path), input: input.clone(), limits };
    let again = input;
    let plan = match plan(&package, &options, chosen, LISTED, &mut host) {
        Ok(plan) => plan,
        Err(why) => {
            host.bar.end();
            let words = match why {
                Unplanned::Twins(name) => format!("two of its files are named {}: remove one", visible(&name)),
                _ => "nothing in it could be read; rostercheck check says why".to_owned(),
            };
            return Err(about(path, &io::Error::other(words)));
        }
    };
    let values = match arguments.values {
        Some(ShownValues::Shown) => Values::Shown,
        None if io::stdout().is_terminal() => Values::Shown,
        _ => Values::Masked,
    };
    // What is kept is masked unless somebody asks for the opposite, whatever the screen shows.
    let kept = if arguments.values.is_some() { values } else { Values::Masked };
    let input = Side { name: package.name().to_owned(), bytes: package.bytes(), sha256 };
    let (mut output, mut left) = (Side::default(), Vec::new());
    let is_anything = plan.ledger().total() > 0;
    if is_anything && let Some(new_zip) = new_zip {
        let written = plan.write_by_two(&package, move || again.package(limits), new_zip.file()?);
        written.map_err(|failure| about(path, &io::Error::other(format!("{failure}. Nothing was written."))))?;
        let copied = new_zip.package(limits)?;
        // The copy has no name yet, so nobody reads it ahead.
        let after = check(&copied, &options, &mut AlreadyWritten(&mut host));
        host.bar.end();
        left = after.as_ref().map(|copied| Report::new(copied, Values::Masked).left()).unwrap_or_default();
        if !after.is_ok_and(|after| after.outcome != Outcome::Unreadable) {
            return Err(io::Error::other("the copy could not be read again. Nothing was written."));
        }
        output = new_zip.put()?;
    }
    host.bar.end();
    tell(&plan, values, arguments.dry_run, &left).or_else(unless_unread)?;
    if let Some((path, place)) = receipt {
        let receipt = Receipt::new(input, output, plan.ledger(), left, kept);
        write_receipt(&receipt, path, place).map_err(|error| about(path, &error))?;
    }
    Ok(if is_anything { EXIT_CLEAN } else { EXIT_FINDINGS })
}

#[allow(clippy::unnecessary_wraps, reason = "it ends a function that returns a result")]
fn refuse(words: impl std::fmt::Display) -> io::Result<u8> {
    say(words);
    Ok(EXIT_UNCHECKED)
}

/// Whoever reads may stop reading: the copy is made all the same.
fn unless_unread(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| crate::output::behind_links(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// The repairs that are made: the safe ones or those that are named, and those that ask and are named.
fn chosen(arguments: &RepairArguments) -> Result<Chosen, String> {
    let named = |names: &[String], mut chosen: Chosen| {
        for name in names {
            let repair = Repair::from_name(name);
            let repair = repair.ok_or_else(|| {
                format!("there is no repair named {}; rostercheck repair --list lists them", visible(name))
            })?;
            chosen = chosen.with(repair.fix);
        }
        Ok::<Chosen, String>(chosen)
    };
    let base = if arguments.only.is_empty() { Chosen::safe() } else { named(&arguments.only, Chosen::NONE)? };
    let chosen = named(&arguments.also, base)?;
    for repair in REPAIRS.iter().filter(|repair| chosen.has(repair.fix)) {
        if let Some(rival) = repair.rival().filter(|rival| chosen.has(rival.fix)) {
            return Err(format!("choose one of {} and {}", repair.name, rival.name));
        }
    }
    Ok(chosen)
}

/// Lists every repair.
fn list() -> io::Result<u8> {
    let mut output = anstream::stdout();
    for (title, is_safe) in
        [("Safe (on unless --only names others):", true), ("Off until you name them with --also or --only:", false)]
    {
        writeln!(output, "{title}")?;
        for repair in REPAIRS.iter().filter(|repair| repair.is_safe == is_safe) {
            writeln!(output, "  {:<22} {} (rule {})", repair.name, repair.does, repair.rule)?;
        }
    }
    Ok(EXIT_CLEAN)
}

/// Opens a package, with its SHA-256. Why it cannot be opened is said.
fn open(path: &Path, limits: Limits) -> io::Result<Option<(Input, Package, Option<String>)>> {
    let input = files::open(path, &limits).map_err(|error| about(path, &error))?;
    let of = input.clone();
    let fingerprint = std::thread::Builder::new().spawn(move || of.fingerprint());
    let package = input.clone().package(limits);
    if package.is_none() {
        let hint = "it is not a package that can be opened; rostercheck check says why";
        say(about(path, &io::Error::other(hint)));
    }
    let sha256 = fingerprint.ok().and_then(|thread| thread.join().ok()).flatten();
    Ok(package.map(|package| (input, package, sha256)))
}

/// Says what was done, or would be.
fn tell(plan: &Plan, values: Values, is_dry: bool, left: &[Left]) -> io::Result<()> {
    let mut output = anstream::stdout();
    let ledger = plan.ledger();
    let total = ledger.total();
    let changes = if total == 1 { "1 change".to_owned() } else { format!("{} changes", counted(total)) };
    match (total, is_dry) {
        (0, _) => writeln!(output, "There is nothing to repair. No copy was written.")?,
        (_, true) => writeln!(output, "{changes} would be made. Nothing was written.")?,
        (_, false) => writeln!(output, "The copy was written, with {changes}.")?,
    }
    for (fix, count) in ledger.counts() {
        let repair = fix.repair();
        writeln!(output, "\n{}: {} ({})", repair.name, repair.does, counted(count))?;
        for edit in ledger.edits().iter().filter(|edit| edit.fix == fix).take(SHOWN) {
            let mut place = visible(&edit.file);
            if let Some(line) = edit.line {
                place.push_str(&format!(", line {line}"));
            }
            if let Some(column) = &edit.column {
                place.push_str(&format!(", {}", visible(column)));
            }
            let shown = |text: String| if text.is_empty() { "(empty)".to_owned() } else { visible(&text) };
            let (before, after) = (shown(edit.before.told(values)), shown(edit.after.told(values)));
            writeln!(output, "  {place}: {before} → {after}")?;
        }
        let more = count - count.min(SHOWN as u64);
        if more > 0 {
            writeln!(output, "  and {} more", counted(more))?;
        }
    }
    if !plan.held().is_empty() {
        writeln!(output, "\nCopied as it is:")?;
        for held in plan.held() {
            writeln!(output, "  {}: {}", visible(&held.what), held.why)?;
        }
    }
    if total > 0 && !is_dry {
        if left.is_empty() {
            writeln!(output, "\nThe copy has no errors and no warnings.")?;
        } else {
            writeln!(output, "\nStill to be fixed at the source:")?;
            for left in left {
                writeln!(output, "  {}: {}", left.rule, counted(left.count))?;
            }
        }
        writeln!(output, "\nFix the source too, or what was repaired comes back with the next export.")?;
    }
    Ok(())
}

fn write_receipt(receipt: &Receipt, path: &Path, place: Place) -> io::Result<()> {
    let is_page = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"));
    let text = if is_page { receipt.html() } else { receipt.json()? };
    let mut output = Output::new(place, || Box::new(io::stdout()))?;
    output.write_all(text.as_bytes())?;
    output.end()
}
