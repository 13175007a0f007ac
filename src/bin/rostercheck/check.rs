//! `rostercheck check`.

mod chosen;
mod clock;
mod each;
mod host;
mod labels;
mod one;
mod status;
mod wanted;

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rostercheck::check::{Cancelled, Options};
use rostercheck::compare::Options as CompareOptions;
use rostercheck::package::Limits;
use rostercheck::report::{CsvTable, Format, Report, Several, Style};
use rostercheck::rules::Values;

use self::chosen::{described, sender};
pub(crate) use self::chosen::{receivers, receivers_to, sender_of};
pub(crate) use self::clock::today;
use self::each::each;
use self::host::{CommandHost, Passing};
pub(crate) use self::labels::label;
use self::labels::labels;
use self::one::checked;
pub(crate) use self::one::{answer, of_unopened};
use self::status::exit_status;
pub(crate) use self::status::status_of;
pub(crate) use self::wanted::{Answer, Wanted};
use crate::compare;
use crate::files::{self, Input};
use crate::guard::refuse_inputs;
use crate::many;
use crate::output::{Output, Place, columns};
use crate::progress::Bars;
use crate::say::{about, say};
use crate::{CheckArguments, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, FailOn, ShownValues};

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
    each(
        paths,
        wanted.packages,
        |path, label| answer(path, label, wanted),
        |path, Answer { report, unopened }| {
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
        },
    )?;
    if let Some(document) = document {
        document.end()?.end()?;
    }
    Ok(status)
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
