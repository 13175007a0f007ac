//! `rostercheck compare`, and what it shares with `check --previous`.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::Path;

use rostercheck::check::{Cancelled, Host, Progress};
use rostercheck::compare::{self, Changes, Compared, Limits as CompareLimits, Options, Record, RecordLines, Shares};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, Package};
use rostercheck::receivers::Receiver;
use rostercheck::report::Style;
use rostercheck::rules::Values;
use rostercheck::senders::Sender;

use crate::check::{receivers, today};
use crate::files::{self, Input};
use crate::guard::refuse_inputs;
use crate::output::{Output, Place, columns};
use crate::progress::{Bar, Bars};
use crate::say::{about, say};
use crate::{CompareArguments, CompareFormat, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, ShareArguments, ShownValues};

/// Findings of one rule, file and column that are listed.
const MOST_FINDINGS: usize = 1000;

struct CompareHost<'a> {
    bar: Bar,
    /// Whether what is told can no longer be written, so that nobody waits.
    is_unheard: &'a Cell<bool>,
}

impl Host for CompareHost<'_> {
    fn today(&self) -> Day {
        today()
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.bar.tell(progress);
        if self.is_unheard.get() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// A package that is to be compared, with what is told of it.
pub(crate) struct Opened {
    package: Package,
    /// What is told of it.
    pub(crate) told: compare::Input,
}

/// Opens what is to be compared; why it cannot be compared is said.
pub(crate) fn input(path: &Path, limits: Limits) -> io::Result<Option<Input>> {
    let input = files::open(path, &limits).map_err(|error| about(path, &error))?;
    if input.clone().package(limits).is_some() {
        return Ok(Some(input));
    }
    let hint = "it is not a package that can be opened; rostercheck check says why";
    say(about(path, &io::Error::other(hint)));
    Ok(None)
}

/// A package that is to be compared, with its fingerprint. None if it is no package.
pub(crate) fn opened(input: Input, label: String, limits: Limits) -> Option<Opened> {
    let sha256 = input.clone().fingerprint();
    let package = input.package(limits)?;
    let told = compare::Input { name: label, bytes: package.bytes(), sha256 };
    Some(Opened { package, told })
}

/// Compares two packages.
pub(crate) fn compared(
    old: &Opened,
    new: &Opened,
    receivers: &[Receiver],
    options: &Options,
    bar: Bar,
) -> Result<Compared, Cancelled> {
    let mut host = CompareHost { bar, is_unheard: &Cell::new(false) };
    let compared = compare::compare(&old.package, &new.package, receivers, options, &mut host);
    host.bar.end();
    compared
}

/// The same, and writes every record that differs as CSV while it is found.
fn compared_into(
    output: &mut Output,
    values: Values,
    [old, new]: [&Opened; 2],
    receivers: &[Receiver],
    options: &Options,
    bar: Bar,
) -> Result<Result<Compared, Cancelled>, io::Error> {
    let is_unheard = Cell::new(false);
    let mut host = CompareHost { bar, is_unheard: &is_unheard };
    let mut lines = RecordLines::new(output)?;
    let mut failure = None;
    let mut tell = |record: &Record| {
        if failure.is_none() {
            failure = lines.write(&record.clone().with_values(values)).err();
            is_unheard.set(failure.is_some());
        }
    };
    let compared = compare::compare_telling(&old.package, &new.package, receivers, options, &mut host, &mut tell);
    host.bar.end();
    match failure {
        Some(error) => Err(error),
        None => lines.end().map(|()| compared),
    }
}

/// From which shares on the lack of records is told.
pub(crate) fn shares(arguments: &ShareArguments) -> Shares {
    Shares { warning: arguments.warn_on_removed, error: arguments.error_on_removed }
}

pub(crate) fn run(arguments: &CompareArguments) -> io::Result<u8> {
    let paths = [arguments.old.clone(), arguments.new.clone()];
    if paths.iter().all(|path| files::is_standard_input(path)) {
        say("standard input can be read once only");
        return Ok(EXIT_UNCHECKED);
    }
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let values = match arguments.values {
        Some(ShownValues::Shown) => Values::Shown,
        None if arguments.format == CompareFormat::Text && is_terminal => Values::Shown,
        _ => Values::Masked,
    };
    let place = arguments.output.as_deref().map_or(Ok(Place::Standard), Place::of)?;
    let limits = Limits::default();
    refuse_inputs(&place, arguments.output.as_deref(), &paths, limits.entries)?;
    let (Some(old), Some(new)) = (input(&arguments.old, limits)?, input(&arguments.new, limits)?) else {
        return Ok(EXIT_UNCHECKED);
    };
    let opened = |input: Input, path: &Path| opened(input, files::name(path), limits);
    let Some((old, new)) = opened(old, &arguments.old).zip(opened(new, &arguments.new)) else {
        return Ok(EXIT_UNCHECKED);
    };
    let usual = CompareLimits::default();
    let tells_all = arguments.format == CompareFormat::Csv && arguments.max_per_change.is_none();
    let limits = CompareLimits { listed: arguments.max_per_change.unwrap_or(usual.listed), ..usual };
    let options = Options { limits, shares: shares(&arguments.shares) };
    let receivers = receivers(&[], &arguments.to, &[]);
    let bars = Bars::new();
    let unwritten = |error: io::Error| match &arguments.output {
        Some(path) => about(path, &error),
        None => io::Error::new(error.kind(), format!("the answer could not be written: {error}")),
    };
    let mut output = Output::new(place, || match arguments.format {
        CompareFormat::Text => Box::new(anstream::stdout()),
        _ => Box::new(io::stdout()),
    })?;
    let bar = bars.bar(&arguments.new);
    let compared = if tells_all {
        compared_into(&mut output, values, [&old, &new], &receivers, &options, bar).map_err(unwritten)?
    } else {
        compared(&old, &new, &receivers, &options, bar)
    };
    let Ok(compared) = compared else {
        say("the comparison was stopped");
        return Ok(EXIT_UNCHECKED);
    };
    let comparison = &compared.comparison;
    let status = match (arguments.fail_on_removed, comparison.most_removed()) {
        _ if comparison.outcome == "unreadable" => EXIT_UNCHECKED,
        (Some(most), Some((share, which))) if share > most => {
            say(format_args!("missing from the newer package, more than {most}%: {which} ({share:.1}%)"));
            EXIT_FINDINGS
        }
        (Some(_), _) if comparison.outcome != "complete" => {
            say("not everything could be compared");
            EXIT_FINDINGS
        }
        _ => EXIT_CLEAN,
    };
    if status == EXIT_UNCHECKED {
        say("nothing could be compared: no file of records in one of the packages could be read");
    }
    let findings = compared.findings(&receivers, Sender::OTHER, MOST_FINDINGS);
    let told = Changes::new(&compared, old.told, new.told, &findings, values);
    let style = if is_terminal { Style::Coloured(columns()) } else { Style::Plain };
    let written = match arguments.format {
        CompareFormat::Text => told.write_text(style, &mut output),
        CompareFormat::Json => told.write_json(&mut output),
        CompareFormat::Csv if tells_all => Ok(()),
        CompareFormat::Csv => told.write_csv(&mut output),
        CompareFormat::Html => told.write_html(&mut output),
    };
    written.and_then(|()| output.end()).map_err(unwritten)?;
    Ok(status)
}
