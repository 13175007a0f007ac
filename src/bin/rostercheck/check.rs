//! `rostercheck check`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{SystemTime, UNIX_EPOCH};

use rostercheck::check::{
    Cancelled, Checked, Host, Options, Progress, ReadAhead, check, check_zip, read_ahead_in_thread,
};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::profiles::{Profile, Severity};
use rostercheck::report::{CsvTable, Format, Outcome, Report, Style};
use rostercheck::rules::{Finding, Findings, Total, Values};

use crate::files::{self, Input};
use crate::progress::{Bar, Bars};
use crate::so_far;
use crate::{CheckArguments, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, FailOn, ReportFormat, ShownValues};

struct CommandHost<'a> {
    today: Day,
    bar: Bar,
    /// What is read ahead, if a core is free for it, within which limits.
    ahead: Option<(Input, Limits)>,
    /// Where each finding goes as soon as it is found, and what became of the last one.
    table: Option<(CsvTable<&'a mut dyn Write>, Values, io::Result<()>)>,
}

impl CommandHost<'_> {
    fn new(path: &Path, input: &Input, wanted: &Wanted) -> Self {
        let ahead = wanted.reads_ahead.then(|| (input.clone(), wanted.limits));
        Self { today: wanted.today, bar: wanted.bars.bar(path), ahead, table: None }
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
        match &self.table {
            // Nobody takes the rest.
            Some((_, _, Err(_))) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        let (input, limits) = self.ahead.clone()?;
        read_ahead_in_thread(move || input.package(limits), entry)
    }

    fn found(&mut self, findings: &Findings, total: &Total, finding: &Finding) {
        if let Some((table, values, written)) = &mut self.table
            && written.is_ok()
        {
            *written = table.found(findings, total, finding, *values);
        }
    }
}

/// What is the same for every package.
struct Wanted<'a> {
    options: Options,
    limits: Limits,
    today: Day,
    values: Values,
    bars: &'a Bars,
    /// Packages that are checked at the same time.
    packages: usize,
    /// Whether there is a second core for each of them, which reads ahead.
    reads_ahead: bool,
}

/// What came of one package: its report, or why there is none.
type Answer = io::Result<Report>;

/// Checks every path and writes a report for each.
pub(crate) fn run(arguments: &CheckArguments) -> io::Result<u8> {
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let format = match arguments.format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Csv => Format::Csv,
        ReportFormat::Html => Format::Html,
        ReportFormat::Sarif => Format::Sarif,
    };
    let values = match arguments.values {
        Some(ShownValues::Shown) => Values::Shown,
        None if format == Format::Text && is_terminal => Values::Shown,
        _ => Values::Masked,
    };
    if arguments.paths.len() > 1 && matches!(format, Format::Html | Format::Sarif) {
        anstream::eprintln!("rostercheck: this format holds one report; check one package at a time");
        return Ok(EXIT_UNCHECKED);
    }
    let bars = Bars::new();
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = arguments.threads.unwrap_or_else(cores);
    let is_stream = format == Format::Csv && arguments.max_per_rule == usize::MAX;
    let packages = if is_stream { 1 } else { threads.min(arguments.paths.len()) };
    let wanted = Wanted {
        options: Options {
            profiles: profiles(&arguments.profile),
            max_per_rule: arguments.max_per_rule,
            passes_on: is_stream,
            folds: true,
        },
        limits: if arguments.no_limits { Limits::default().lifted() } else { Limits::default() },
        today: arguments.today.unwrap_or_else(today),
        values,
        bars: &bars,
        packages,
        reads_ahead: threads >= 2 * packages,
    };
    let style = if is_terminal { Style::Coloured } else { Style::Plain };
    let mut output: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| about(path, &error))?)),
        None if format == Format::Text => Box::new(BufWriter::new(anstream::stdout())),
        // What programs read is written as it is: anstream takes away what a terminal would obey.
        None => Box::new(BufWriter::new(io::stdout())),
    };
    let mut status = EXIT_CLEAN;
    let mut is_first = true;
    if is_stream {
        for path in &arguments.paths {
            status = status.max(stream(path, &wanted, arguments.fail_on, &mut output)?);
        }
        output.flush()?;
        return Ok(status);
    }
    each(&arguments.paths, &wanted, |answer| {
        bars.aside(|| match answer {
            Ok(report) => {
                status = status.max(exit_status(&report, arguments.fail_on));
                if !std::mem::take(&mut is_first) && format == Format::Text {
                    writeln!(output)?;
                }
                report.write(format, style, &mut output)?;
                // What is known stays known if a later package makes the program fail.
                output.flush()
            }
            Err(error) => {
                status = status.max(EXIT_UNCHECKED);
                anstream::eprintln!("rostercheck: {error}");
                Ok(())
            }
        })
    })?;
    Ok(status)
}

/// Checks the packages, several at a time, and hands the answers over in the order of the paths.
fn each(
    paths: &[std::path::PathBuf],
    wanted: &Wanted,
    mut hand_over: impl FnMut(Answer) -> io::Result<()>,
) -> io::Result<()> {
    if wanted.packages <= 1 {
        return paths.iter().try_for_each(|path| hand_over(answer(path, wanted)));
    }
    let next = AtomicUsize::new(0);
    // Few answers wait for an earlier one: their memory is bounded by the number of threads.
    let (sender, receiver) = mpsc::sync_channel(0);
    std::thread::scope(|scope| {
        for _ in 0..wanted.packages {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(place) else { break };
                    // Nobody listens any more when the output failed.
                    if sender.send((place, answer(path, wanted))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = std::collections::BTreeMap::new();
        let mut due = 0;
        while let Ok((place, answer)) = receiver.recv() {
            waiting.insert(place, answer);
            while let Some(answer) = waiting.remove(&due) {
                due += 1;
                if let Err(error) = hand_over(answer) {
                    drop(receiver);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

fn answer(path: &Path, wanted: &Wanted) -> Answer {
    let input = files::open(path).map_err(|error| about(path, &error))?;
    let mut host = CommandHost::new(path, &input, wanted);
    let checked = checked(input, wanted, &mut host)
        .map_err(|_| io::Error::other("the check was stopped, which this program never does"))?;
    Ok(Report::new(&checked, wanted.values))
}

fn checked(input: Input, wanted: &Wanted, host: &mut CommandHost) -> Result<Checked, Cancelled> {
    so_far::begin(input.clone(), &wanted.options, wanted.limits, wanted.today);
    let checked = match input {
        Input::Zip(name, file) => check_zip(&name, Box::new(file), wanted.limits, &wanted.options, host),
        Input::Folder(name, files) => check(&files::folder(&name, files, wanted.limits), &wanted.options, host),
    };
    host.bar.end();
    so_far::end();
    checked
}

/// Writes the findings of one package while it is checked: however many there are, none is kept.
fn stream(path: &Path, wanted: &Wanted, fail_on: FailOn, output: &mut dyn Write) -> io::Result<u8> {
    let input = match files::open(path) {
        Ok(input) => input,
        Err(error) => {
            anstream::eprintln!("rostercheck: {}", about(path, &error));
            return Ok(EXIT_UNCHECKED);
        }
    };
    let mut host = CommandHost::new(path, &input, wanted);
    host.table = Some((CsvTable::new(output)?, wanted.values, Ok(())));
    let checked = checked(input, wanted, &mut host);
    if let Some((table, _, written)) = host.table.take() {
        written?;
        if let Ok(checked) = checked {
            let report = Report::new(&checked, wanted.values);
            table.end_with(&report)?;
            return Ok(exit_status(&report, fail_on));
        }
    }
    Err(io::Error::other("the check was stopped, which this program never does"))
}

fn exit_status(report: &Report, fail_on: FailOn) -> u8 {
    let fails = match fail_on {
        FailOn::Error => report.has(Severity::Error),
        FailOn::Warning => report.has(Severity::Warning),
        FailOn::Never => false,
    };
    match report.outcome {
        Outcome::Unreadable => EXIT_UNCHECKED,
        _ if fails => EXIT_FINDINGS,
        _ => EXIT_CLEAN,
    }
}

/// The chosen profiles in the order of the report; the OneRoster rules always run.
fn profiles(chosen: &[String]) -> Vec<Profile> {
    let is_chosen = |profile: &Profile| {
        chosen.is_empty() || *profile == Profile::OneRoster || chosen.iter().any(|id| id == profile.id())
    };
    Profile::ALL.into_iter().filter(is_chosen).collect()
}

fn about(path: &std::path::Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Today's date in UTC.
fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::from_days_since_1970(seconds / 86_400)
}
