//! `rostercheck check`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::{SystemTime, UNIX_EPOCH};

use rostercheck::check::{Checked, Host, Options, Progress, check, check_zip};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::profiles::{Profile, Severity};
use rostercheck::report::{Format, Outcome, Report, Style};
use rostercheck::rules::Values;

use crate::files::{self, Input};
use crate::{CheckArguments, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, FailOn, ReportFormat, ShownValues};

struct CommandHost {
    today: Day,
}

impl Host for CommandHost {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, _: &Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

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
    let options = Options { profiles: profiles(&arguments.profile), max_per_rule: arguments.max_per_rule };
    let limits = if arguments.no_limits { Limits::default().lifted() } else { Limits::default() };
    let mut host = CommandHost { today: arguments.today.unwrap_or_else(today) };
    let mut output: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| about(path, &error))?)),
        None => Box::new(BufWriter::new(anstream::stdout())),
    };
    let style = if is_terminal { Style::Coloured } else { Style::Plain };
    let mut status = EXIT_CLEAN;
    for (place, path) in arguments.paths.iter().enumerate() {
        let input = match files::open(path, limits) {
            Ok(input) => input,
            Err(error) => {
                anstream::eprintln!("rostercheck: {}", about(path, &error));
                status = status.max(EXIT_UNCHECKED);
                continue;
            }
        };
        let checked: Result<Checked, _> = match input {
            Input::Zip(name, bytes) => check_zip(&name, bytes, limits, &options, &mut host),
            Input::Folder(package) => check(&package, &options, &mut host),
        };
        // The command never stops a check, so there is always a result.
        let Ok(checked) = checked else { continue };
        let report = Report::new(&checked, values);
        if place > 0 && format == Format::Text {
            writeln!(output)?;
        }
        report.write(format, style, &mut output)?;
        // What is known stays known if the next package makes the program fail.
        output.flush()?;
        status = status.max(exit_status(&report, arguments.fail_on));
    }
    output.flush()?;
    Ok(status)
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
