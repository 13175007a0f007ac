//! `rostercheck codes`.

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;

use rostercheck::check::Progress;
use rostercheck::codes::{Wanted, codes};
use rostercheck::oneroster::TableId;
use rostercheck::package::Limits;
use rostercheck::rules::Values;

use crate::files;
use crate::guard::refuse_inputs;
use crate::output::{Output, Place};
use crate::progress::Bars;
use crate::say::{about, say};
use crate::{CodesArguments, CodesFile, CodesFormat, EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, ShownValues};

/// Codes of each file that are listed on a screen.
const ON_SCREEN: usize = 20;

pub(crate) fn run(arguments: &CodesArguments) -> io::Result<u8> {
    let path = &arguments.package;
    let limits = if arguments.no_limits { Limits::default().lifted() } else { Limits::default() };
    let place = arguments.output.as_deref().map_or(Ok(Place::Standard), Place::of)?;
    refuse_inputs(&place, arguments.output.as_deref(), std::slice::from_ref(path), limits.entries)?;
    let input = files::open(path, &limits).map_err(|error| about(path, &error))?;
    let Some(package) = input.package(limits) else {
        say(about(path, &io::Error::other("it is not a package that can be opened; rostercheck check says why")));
        return Ok(EXIT_UNCHECKED);
    };
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let values = match arguments.values {
        Some(ShownValues::Shown) => Values::Shown,
        None if arguments.format == CodesFormat::Text && is_terminal => Values::Shown,
        _ => Values::Masked,
    };
    let usual = match arguments.format {
        CodesFormat::Text => ON_SCREEN,
        CodesFormat::Json => Wanted::default().most,
        CodesFormat::Csv => usize::MAX,
    };
    let wanted = Wanted {
        file: arguments.file.map(|file| match file {
            CodesFile::AcademicSessions => TableId::AcademicSessions,
            CodesFile::Orgs => TableId::Orgs,
            CodesFile::Courses => TableId::Courses,
            CodesFile::Classes => TableId::Classes,
        }),
        wrong_only: arguments.problems_only,
        most: arguments.max_per_file.unwrap_or(usual),
        values,
        ..Wanted::default()
    };
    let mut bar = Bars::new().bar(path);
    let told = codes(&package, &wanted, &mut |file, packed_done| {
        let entry = package.entries().iter().find(|entry| entry.path.ends_with(file.file()));
        let packed_total = entry.map_or(packed_done, |entry| entry.packed_bytes);
        bar.tell(&Progress { packed_done, packed_total, file: file.file(), rows: 0 });
        ControlFlow::Continue(())
    });
    bar.end();
    let Ok(told) = told else { return Ok(EXIT_UNCHECKED) };
    let mut output = Output::new(place, || match arguments.format {
        CodesFormat::Text => Box::new(anstream::stdout()),
        _ => Box::new(io::stdout()),
    })?;
    let written = match arguments.format {
        CodesFormat::Text => told.write_text(&mut output),
        CodesFormat::Json => told.write_json(&mut output),
        CodesFormat::Csv => told.write_csv(&mut output),
    };
    written.and_then(|()| output.end()).map_err(|error| match &arguments.output {
        Some(path) => about(path, &error),
        None => io::Error::new(error.kind(), format!("the list could not be written: {error}")),
    })?;
    Ok(match (told.is_whole() && !told.files.is_empty(), told.wrong()) {
        (false, _) => EXIT_UNCHECKED,
        (true, 0) => EXIT_CLEAN,
        (true, _) => EXIT_FINDINGS,
    })
}
