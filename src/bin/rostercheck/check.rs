//! `rostercheck check`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{SystemTime, UNIX_EPOCH};

use rostercheck::check::{
    Cancelled, Checked, Host, Options, Progress, ReadAhead, check, check_zip, read_ahead_in_thread, unopened,
};
use rostercheck::compare::Options as CompareOptions;
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, ReadFailure, Unreadable};
use rostercheck::receivers::{Described, Receiver, Severity};
use rostercheck::report::{CsvTable, Format, Outcome, Report, Several, Style};
use rostercheck::rules::{Finding, Findings, Total, Values};
use rostercheck::senders::Sender;

use crate::compare;
use crate::files::{self, Input};
use crate::guard::refuse_inputs;
use crate::in_turn::AtWork;
use crate::many;
use crate::output::{Output, Place};
use crate::progress::{Bar, Bars};
use crate::say::{about, say};
use crate::so_far;
use crate::{CheckArguments, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, FailOn, ShownValues};

struct CommandHost<'a> {
    today: Day,
    bar: Bar,
    /// What is read ahead, if a core is free for it, within which limits.
    ahead: Option<(Input, Limits)>,
    /// Where each finding goes as soon as it is found.
    passing: Option<Passing<'a>>,
}

/// The way of findings that are written while a package is checked.
struct Passing<'a> {
    table: &'a mut CsvTable<Output>,
    values: Values,
    fail_on: FailOn,
    /// What became of the last one.
    written: io::Result<()>,
    /// Whether nobody reads the table any more.
    is_unread: Rc<Cell<bool>>,
    /// Whether nothing that may still be found changes the exit status.
    is_decided: bool,
}

impl CommandHost<'_> {
    fn new(path: &Path, input: &Input, wanted: &Wanted) -> Self {
        let ahead = wanted.reads_ahead.then(|| (input.clone(), wanted.limits));
        Self { today: wanted.today, bar: wanted.bars.bar(path), ahead, passing: None }
    }
}

impl Host for CommandHost<'_> {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.bar.tell(progress);
        so_far::tell(progress);
        #[cfg(debug_assertions)]
        crate::fail_at_row(progress.rows);
        match &self.passing {
            // Nobody takes the rest, and nobody needs it.
            Some(passing) if passing.written.is_err() || (passing.is_unread.get() && passing.is_decided) => {
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        let (input, limits) = self.ahead.clone()?;
        read_ahead_in_thread(move || input.package(limits), entry)
    }

    fn found(&mut self, findings: &Findings, total: &Total, finding: &Finding) {
        if let Some(passing) = &mut self.passing
            && passing.written.is_ok()
        {
            passing.written = passing.table.found(findings, total, finding, passing.values);
            let worst = total.group.severities.worst(findings.profiles());
            passing.is_decided |= worst.is_some_and(|worst| fails(worst, passing.fail_on));
        }
    }
}

/// What is the same for every package.
pub(crate) struct Wanted<'a> {
    pub(crate) options: Options,
    pub(crate) limits: Limits,
    pub(crate) today: Day,
    values: Values,
    pub(crate) fail_on: FailOn,
    bars: &'a Bars,
    /// Packages that are checked at the same time.
    packages: usize,
    /// Whether there is a second core for each of them, which reads ahead.
    reads_ahead: bool,
    /// Whether there is a core that reads the file for its fingerprint meanwhile.
    fingerprints_aside: bool,
    /// The package that was sent before, and how it is compared.
    previous: Option<(Input, String, CompareOptions)>,
}

/// What came of one package.
pub(crate) struct Answer {
    pub(crate) report: Report,
    /// Why it could not be opened, if it could not: then the report says that and nothing else.
    pub(crate) unopened: Option<io::Error>,
}

/// Checks every path and writes what comes of it.
pub(crate) fn run(arguments: &CheckArguments) -> io::Result<u8> {
    let format = arguments.format;
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let values = match arguments.values {
        Some(ShownValues::Shown) => Values::Shown,
        None if format == Format::Text && is_terminal => Values::Shown,
        _ => Values::Masked,
    };
    if arguments.paths.iter().filter(|path| files::is_standard_input(path)).count() > 1 {
        say("standard input can be checked once only");
        return Ok(EXIT_UNCHECKED);
    }
    let threads = arguments.threads.unwrap_or_else(cores);
    if arguments.summary.is_some() {
        return many::run(arguments, threads);
    }
    let limits = if arguments.no_limits { Limits::default().lifted() } else { Limits::default() };
    let place = arguments.output.as_deref().map_or(Ok(Place::Standard), Place::of)?;
    let inputs: Vec<PathBuf> = arguments.paths.iter().chain(&arguments.receiver).cloned().collect();
    refuse_inputs(&place, arguments.output.as_deref(), &inputs, limits.entries)?;
    let described = match described(&arguments.receiver) {
        Ok(described) => described,
        Err(why) => {
            say(why);
            return Ok(EXIT_UNCHECKED);
        }
    };

    let previous = match &arguments.previous {
        Some(_) if arguments.paths.len() > 1 => {
            say("--previous is for one package");
            return Ok(EXIT_UNCHECKED);
        }
        Some(path)
            if files::is_standard_input(path) && arguments.paths.iter().any(|it| files::is_standard_input(it)) =>
        {
            say("standard input can be read once only");
            return Ok(EXIT_UNCHECKED);
        }
        Some(path) => {
            refuse_inputs(&place, arguments.output.as_deref(), std::slice::from_ref(path), limits.entries)?;
            let Some(input) = compare::input(path, limits)? else { return Ok(EXIT_UNCHECKED) };
            let shares = compare::shares(&arguments.shares);
            Some((input, label(path), CompareOptions { shares, ..CompareOptions::default() }))
        }
        None => None,
    };
    let bars = Bars::new();
    let is_stream = format == Format::Csv && arguments.max_per_rule == usize::MAX && previous.is_none();
    let packages = if is_stream { 1 } else { threads.min(arguments.paths.len()) };
    let wanted = Wanted {
        options: Options {
            profiles: receivers(&arguments.profile, &arguments.to, &described),
            sender: sender(arguments),
            max_per_rule: arguments.max_per_rule,
            passes_on: is_stream,
            folds: true,
        },
        limits,
        today: arguments.today.unwrap_or_else(today),
        values,
        fail_on: arguments.fail_on,
        bars: &bars,
        packages,
        reads_ahead: threads >= 2 * packages,
        fingerprints_aside: true,
        previous,
    };
    let style = if is_terminal { Style::Coloured(columns()) } else { Style::Plain };
    let output = Output::new(place, || match format {
        Format::Text => Box::new(anstream::stdout()),
        // What programs read is written as it is: anstream takes away what a terminal would obey.
        _ => Box::new(io::stdout()),
    })?;
    let result = if is_stream {
        stream(&arguments.paths, &wanted, output)
    } else {
        write(&arguments.paths, &wanted, format, style, output)
    };
    result.map_err(|error| match &arguments.output {
        Some(path) => about(path, &error),
        None => io::Error::new(error.kind(), format!("the report could not be written: {error}")),
    })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

impl Wanted<'static> {
    /// What is wanted of each of many packages: every core has a package of its own.
    pub(crate) fn of_many(arguments: &CheckArguments, today: Day) -> Self {
        let mut options = Options {
            profiles: receivers(&arguments.profile, &arguments.to, &[]),
            sender: sender(arguments),
            ..Options::default()
        };
        // Only counts are told.
        options.max_per_rule = 1;
        Self {
            options,
            limits: if arguments.no_limits { Limits::default().lifted() } else { Limits::default() },
            today,
            values: Values::Masked,
            fail_on: arguments.fail_on,
            bars: Box::leak(Box::new(Bars::new())),
            packages: 1,
            reads_ahead: false,
            fingerprints_aside: false,
            previous: None,
        }
    }
}

/// Checks the packages and writes their reports. Where none of them could be opened there is no report, and what an
/// earlier one says stays.
fn write(paths: &[PathBuf], wanted: &Wanted, format: Format, style: Style, mut output: Output) -> io::Result<u8> {
    let mut status = EXIT_CLEAN;
    if let [path] = paths {
        let Answer { report, unopened } = answer(path, &label(path), wanted);
        if let Some(error) = unopened {
            say(about(path, &error));
            return Ok(EXIT_UNCHECKED);
        }
        report.write(format, style, &mut output)?;
        output.end()?;
        return Ok(exit_status(&report, wanted.fail_on));
    }
    let (mut output, mut document) = (Some(output), None);
    // Those that come before the first that could be opened.
    let mut waiting = Vec::new();
    each(paths, wanted, |path, Answer { report, unopened }| {
        wanted.bars.aside(|| {
            status = status.max(exit_status(&report, wanted.fail_on));
            if let Some(error) = &unopened {
                say(about(path, error));
            }
            waiting.push(report);
            if unopened.is_none()
                && let Some(output) = output.take()
            {
                document = Some(Several::new(format, style, output)?);
            }
            match &mut document {
                Some(document) => waiting.drain(..).try_for_each(|report| document.add(report)),
                None => Ok(()),
            }
        })
    })?;
    if let Some(document) = document {
        document.end()?.end()?;
    }
    Ok(status)
}

/// Checks the packages, several at a time, and hands the answers over in the order of the paths.
fn each(
    paths: &[PathBuf],
    wanted: &Wanted,
    mut hand_over: impl FnMut(&Path, Answer) -> io::Result<()>,
) -> io::Result<()> {
    let labels = labels(paths);
    let labelled: Vec<_> = paths.iter().zip(&labels).collect();
    if wanted.packages <= 1 {
        return labelled.iter().try_for_each(|(path, label)| hand_over(path, answer(path, label, wanted)));
    }
    let next = AtomicUsize::new(0);
    // Few answers wait for an earlier one: their memory is bounded by the number of threads.
    let (sender, receiver) = mpsc::sync_channel(0);
    std::thread::scope(|scope| {
        let mut workers = 0;
        while workers < wanted.packages {
            let (sender, next, labelled) = (sender.clone(), &next, &labelled);
            let work = move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some((path, label)) = labelled.get(place) else { break };
                    // Nobody listens any more when the output failed.
                    if sender.send((place, answer(path, label, wanted))).is_err() {
                        break;
                    }
                }
            };
            // Where there can be no more threads, those that are there do it.
            if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
            workers += 1;
        }
        drop(sender);
        if workers == 0 {
            return labelled.iter().try_for_each(|(path, label)| hand_over(path, answer(path, label, wanted)));
        }
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        while let Ok((place, answer)) = receiver.recv() {
            waiting.insert(place, answer);
            while let Some((answer, (path, _))) = waiting.remove(&due).zip(labelled.get(due)) {
                due += 1;
                if let Err(error) = hand_over(path, answer) {
                    drop(receiver);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

pub(crate) fn answer(path: &Path, label: &str, wanted: &Wanted) -> Answer {
    let _at_work = AtWork::begin();
    match files::open(path, &wanted.limits) {
        Ok(input) => {
            let mut host = CommandHost::new(path, &input, wanted);
            // Nobody stops a check whose findings are kept.
            let report = match checked(input.clone(), wanted, &mut host)
                .and_then(|checked| with_changes(checked, input, path, label, wanted))
            {
                Ok(checked) => named(Report::new(&checked, wanted.values), label),
                Err(Cancelled) => of_unopened(label, "the check was stopped", wanted),
            };
            Answer { report, unopened: None }
        }
        Err(error) => Answer { report: of_unopened(label, &error.to_string(), wanted), unopened: Some(error) },
    }
}

/// Adds what the package changes against the one that was sent before, if there is one and both can be opened.
fn with_changes(
    mut checked: Checked,
    input: Input,
    path: &Path,
    label: &str,
    wanted: &Wanted,
) -> Result<Checked, Cancelled> {
    let Some((previous, name, options)) = &wanted.previous else { return Ok(checked) };
    let opened = |input: Input, name: &str| compare::opened(input, name.to_owned(), wanted.limits);
    let Some((old, new)) = opened(previous.clone(), name).zip(opened(input, label)) else { return Ok(checked) };
    let compared = compare::compared(&old, &new, checked.findings.profiles(), options, wanted.bars.bar(path))?;
    checked.compare(compared, old.told, new.told);
    Ok(checked)
}

/// The report of a package that could not be opened.
pub(crate) fn of_unopened(label: &str, why: &str, wanted: &Wanted) -> Report {
    let reason = Unreadable::Host(ReadFailure { reason: why.to_owned() });
    let options = Options { passes_on: false, ..wanted.options.clone() };
    let checked = unopened(label, &reason, wanted.limits, &options, &mut { wanted.today });
    Report::new(&checked, wanted.values)
}

/// A report under the name that the person who asked for it knows.
fn named(mut report: Report, label: &str) -> Report {
    label.clone_into(&mut report.input.name);
    report
}

fn checked(input: Input, wanted: &Wanted, host: &mut CommandHost) -> Result<Checked, Cancelled> {
    so_far::begin(input.clone(), &wanted.options, wanted.limits, wanted.today);
    let (limits, options) = (wanted.limits, &wanted.options);
    // A second core reads the file for its fingerprint meanwhile.
    let of = input.clone();
    let fingerprint =
        wanted.fingerprints_aside.then(|| std::thread::Builder::new().spawn(move || of.fingerprint()).ok()).flatten();
    let again = (!wanted.fingerprints_aside).then(|| input.clone());
    let mut checked = match input {
        Input::Zip(name, file) => check_zip(&name, Box::new(file), limits, options, host),
        Input::Folder(name, listing) => check(&listing.package(&name, limits), options, host),
        Input::Neither(name, reason) => Ok(unopened(&name, &reason, limits, options, host)),
    };
    host.bar.end();
    so_far::end();
    if let Ok(checked) = &mut checked {
        checked.checked_at = Some(now());
        checked.sha256 = match again {
            Some(input) => input.fingerprint(),
            None => fingerprint.and_then(|thread| thread.join().ok()).flatten(),
        };
    }
    checked
}

/// Writes the findings while the packages are checked, one after the other: however many there are, none is kept.
fn stream(paths: &[PathBuf], wanted: &Wanted, output: Output) -> io::Result<u8> {
    let is_unread = output.is_unread();
    let (mut output, mut table) = (Some(output), None);
    let mut status = EXIT_CLEAN;
    let mut waiting = Vec::new();
    for (path, label) in paths.iter().zip(labels(paths)) {
        let input = match files::open(path, &wanted.limits) {
            Ok(input) => input,
            Err(error) => {
                say(about(path, &error));
                status = EXIT_UNCHECKED;
                waiting.push(of_unopened(&label, &error.to_string(), wanted));
                continue;
            }
        };
        if let Some(output) = output.take() {
            table = Some(CsvTable::new(output)?);
        }
        let Some(table) = &mut table else { continue };
        waiting.drain(..).try_for_each(|report| table.report(&report))?;
        status = status.max(stream_one((path, &label), input, wanted, table, is_unread.clone())?);
    }
    if let Some(mut table) = table {
        waiting.drain(..).try_for_each(|report| table.report(&report))?;
        table.end()?.end()?;
    }
    Ok(status)
}

fn stream_one(
    (path, label): (&Path, &str),
    input: Input,
    wanted: &Wanted,
    table: &mut CsvTable<Output>,
    is_unread: Rc<Cell<bool>>,
) -> io::Result<u8> {
    table.begin(label);
    let mut host = CommandHost::new(path, &input, wanted);
    let is_decided = wanted.fail_on == FailOn::Never;
    let Wanted { values, fail_on, .. } = *wanted;
    host.passing = Some(Passing { table, values, fail_on, written: Ok(()), is_unread, is_decided });
    let checked = checked(input, wanted, &mut host);
    let Some(Passing { table, written, .. }) = host.passing else { return Ok(EXIT_CLEAN) };
    written?;
    match checked {
        Ok(checked) => {
            let report = Report::new(&checked, values);
            table.rest_of(&report)?;
            Ok(exit_status(&report, fail_on))
        }
        // Nobody reads on, and the status is known.
        Err(Cancelled) if fail_on == FailOn::Never => Ok(EXIT_CLEAN),
        Err(Cancelled) => Ok(EXIT_FINDINGS),
    }
}

/// Whether something as bad as this makes the exit status 1.
fn fails(severity: Severity, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => severity == Severity::Error,
        FailOn::Warning => severity != Severity::Info,
        FailOn::Never => false,
    }
}

/// What the check says, and nothing else: not the format, nor who reads it. Not ready is never clean, also where it has
/// no error, because something could not be checked, or because there is nothing in it.
fn exit_status(report: &Report, fail_on: FailOn) -> u8 {
    let is_ready = report.verdicts.iter().all(|verdict| verdict.ready);
    status_of(report.outcome == Outcome::Unreadable, is_ready, report.has(Severity::Warning), fail_on)
}

/// The same of what a summary says.
pub(crate) fn status_of(is_unreadable: bool, is_ready: bool, has_warnings: bool, fail_on: FailOn) -> u8 {
    match fail_on {
        _ if is_unreadable => EXIT_UNCHECKED,
        FailOn::Never => EXIT_CLEAN,
        FailOn::Warning if has_warnings => EXIT_FINDINGS,
        _ if is_ready => EXIT_CLEAN,
        _ => EXIT_FINDINGS,
    }
}

/// What a report calls a path: its last step, or - for standard input.
pub(crate) fn label(path: &Path) -> String {
    if files::is_standard_input(path) { "-".into() } else { files::name(path) }
}

/// What the reports call several paths. Where the last steps are the same, the whole path as it was given tells them
/// apart, and a number if it was given twice.
fn labels(paths: &[PathBuf]) -> Vec<String> {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        *alike.entry(label(path)).or_default() += 1;
    }
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    let one = |path: &PathBuf| {
        let short = label(path);
        let is_alone = alike.get(&short).is_some_and(|count| *count == 1);
        let name = if is_alone { short } else { path.to_string_lossy().into_owned() };
        let times = given.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name} ({times})") }
    };
    paths.iter().map(one).collect()
}

/// The receivers that `--to` names: see [`receivers`].
pub(crate) fn receivers_to(to: &[String]) -> Vec<Receiver> {
    receivers(&[], to, &[])
}

/// The program that `--from` names; another one than Campus if receivers are named and it is not.
pub(crate) fn sender_of(from: Option<&str>, has_receivers: bool) -> Option<Sender> {
    from.and_then(Sender::from_id).or(has_receivers.then_some(Sender::OTHER))
}

/// The chosen receivers in the order of the report; the OneRoster rules always run.
pub(crate) fn receivers(profiles: &[String], to: &[String], described: &[Receiver]) -> Vec<Receiver> {
    let chosen: Vec<Receiver> = profiles.iter().chain(to).filter_map(|id| Receiver::from_id(id)).collect();
    if chosen.is_empty() && described.is_empty() {
        return Receiver::by_default().collect();
    }
    let is_chosen = |receiver: &Receiver| *receiver == Receiver::ONEROSTER || chosen.contains(receiver);
    let mut all: Vec<Receiver> = Receiver::all().filter(is_chosen).collect();
    for receiver in described {
        if !all.contains(receiver) {
            all.push(*receiver);
        }
    }
    all
}

/// The receivers that files describe; why the first of them cannot be used, with its path.
fn described(paths: &[PathBuf]) -> Result<Vec<Receiver>, String> {
    let one = |path: &PathBuf| {
        let about = |why: &dyn std::fmt::Display| format!("{}: {why}", crate::say::path(path));
        let json = beginning(path).map_err(|error| about(&error))?;
        Described::read(&json).and_then(|it| Receiver::described(&it)).map_err(|refused| about(&refused))
    };
    paths.iter().map(one).collect()
}

/// What a file holds, no more of it than tells that it is too long.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(Described::LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where the packages come from: what `--from` says. The profiles of the first round imply it, `--to` does not.
fn sender(arguments: &CheckArguments) -> Option<Sender> {
    let named = arguments.from.as_deref().and_then(Sender::from_id);
    let is_implied = arguments.to.is_empty() && arguments.receiver.is_empty()
        || arguments.profile.iter().any(|id| id == Receiver::DESSA.id());
    named.or_else(|| (!is_implied).then_some(Sender::OTHER))
}

/// The width of the terminal, where it says one.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size().map_or(usize::MAX, |(terminal_size::Width(columns), _)| columns.into())
}

/// Beyond, a year has five digits.
const DAYS_TO_THE_YEAR_10000: u64 = 2_932_897;

/// Date and time, in UTC: what a computer takes for its own time needs a list of all places. As for other programs whose
/// output is to be the same again, `SOURCE_DATE_EPOCH` may say it.
fn now() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let said = said.filter(|seconds| *seconds < DAYS_TO_THE_YEAR_10000 * 86_400);
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds: u64 = said.unwrap_or_else(clock);
    let Day { year, month, day } = Day::from_days_since_1970(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Today's date in UTC.
pub(crate) fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::from_days_since_1970(seconds / 86_400)
}
