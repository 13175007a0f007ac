//! `rostercheck compare`.

use std::io::{self, IsTerminal};
use std::path::Path;

use rostercheck::compare::{Limits as CompareLimits, compare};
use rostercheck::package::{Limits, Package};
use rostercheck::rules::Values;

use crate::files::{self, Input};
use crate::guard::refuse_inputs;
use crate::output::{Output, Place};
use crate::say::{about, say};
use crate::{CompareArguments, CompareFormat, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, ShownValues};

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
    refuse_inputs(&place, arguments.output.as_deref(), &paths, Limits::default().entries)?;
    let (Some(old), Some(new)) = (open(&arguments.old)?, open(&arguments.new)?) else { return Ok(EXIT_UNCHECKED) };
    let limits = CompareLimits { listed: arguments.max_per_change, ..CompareLimits::default() };
    let told = compare(&old, &new, limits);
    let status = match (arguments.fail_on_removed, told.most_removed()) {
        _ if told.outcome == "unreadable" => EXIT_UNCHECKED,
        (Some(most), Some((share, which))) if share > most => {
            if values == Values::Shown {
                say(format_args!("{share:.1}% of {which} would be removed, more than {most}%"));
            }
            EXIT_FINDINGS
        }
        (Some(_), _) if told.outcome != "complete" => EXIT_FINDINGS,
        _ => EXIT_CLEAN,
    };
    if status == EXIT_UNCHECKED {
        say("nothing could be compared: no file of the packages could be read");
    }
    let told = told.with_values(values);
    let mut output = Output::new(place, || match arguments.format {
        CompareFormat::Text => Box::new(anstream::stdout()),
        _ => Box::new(io::stdout()),
    })?;
    let written = match arguments.format {
        CompareFormat::Text => told.write_text(&mut output),
        CompareFormat::Json => told.write_json(&old, &new, &mut output),
        CompareFormat::Csv => told.write_csv(&mut output),
    };
    written.and_then(|()| output.end()).map_err(|error| match &arguments.output {
        Some(path) => about(path, &error),
        None => io::Error::new(error.kind(), format!("the answer could not be written: {error}")),
    })?;
    Ok(status)
}

/// Opens a package; why it cannot be opened is said.
fn open(path: &Path) -> io::Result<Option<Package>> {
    match files::open(path, &Limits::default()).map_err(|error| about(path, &error))? {
        Input::Zip(name, file) => {
            if let Ok(package) = Package::open_zip(&name, Box::new(file), Limits::default()) {
                return Ok(Some(package));
            }
        }
        Input::Folder(name, listing) => return Ok(Some(listing.package(&name, Limits::default()))),
        Input::Neither(..) => {}
    }
    let hint = "it is not a package that can be opened; rostercheck check says why";
    say(about(path, &io::Error::other(hint)));
    Ok(None)
}
