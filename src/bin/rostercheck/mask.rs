//! `rostercheck mask`.

use std::io::{self, BufWriter, Seek as _, Write as _};
use std::ops::ControlFlow;

use rostercheck::check::Progress as Told;
use rostercheck::copy::Failure;
use rostercheck::mask::{Key, Masked, Options, mask_by_two};
use rostercheck::package::Limits;
use rostercheck::rules::{counted, visible};

use crate::files;
use crate::guard::refuse_inputs;
use crate::output::Place;
use crate::progress::Bars;
use crate::say::{self, about, say};
use crate::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, MaskArguments};

pub(crate) fn run(arguments: &MaskArguments) -> io::Result<u8> {
    let limits = if arguments.no_limits { Limits::default().lifted() } else { Limits::default() };
    let (path, output) = (&arguments.package, &arguments.output);
    let place = Place::of(output)?;
    refuse_inputs(&place, Some(output), std::slice::from_ref(path), limits.entries)?;
    let Place::File(replaced) = place else {
        return Err(about(output, &io::Error::other("a copy is written to a file, and this is none")));
    };
    let input = files::open(path, &limits).map_err(|error| about(path, &error))?;
    let again = input.clone();
    let Some(package) = input.package(limits) else {
        say(about(path, &io::Error::other("it is not a package that can be opened; rostercheck check says why")));
        return Ok(EXIT_UNCHECKED);
    };
    let mut random = [0; 16];
    getrandom::fill(&mut random)
        .map_err(|error| io::Error::other(format!("the system gives no random key: {error}")))?;
    let options = Options { key: Key::new(random), keeps_school_names: arguments.keep_school_names };
    let mut bar = Bars::new().bar(path);
    let mut spool = replaced.spool()?;
    spool.rewind()?;
    let to = BufWriter::with_capacity(1 << 18, spool);
    let written = mask_by_two(&package, move || again.package(limits), options, to, &mut |progress| {
        // It is a copy that is told of here: no rows are counted.
        let (packed_done, packed_total) = (progress.done, progress.total);
        bar.tell(&Told { packed_done, packed_total, file: progress.file, rows: 0 });
        ControlFlow::Continue(())
    });
    bar.end();
    let (mut to, masked) = match written {
        Ok(written) => written,
        Err(Failure::Unwritten(error)) => return Err(about(output, &error)),
        Err(failure) => {
            say(about(path, &io::Error::other(format!("{}. Nothing was written.", visible(&failure.to_string())))));
            return Ok(EXIT_UNCHECKED);
        }
    };
    if masked.cells == 0 && masked.emptied.is_empty() && masked.left_out.is_empty() {
        say(about(path, &io::Error::other("no cell contains anything to mask. Nothing was written.")));
        return Ok(EXIT_FINDINGS);
    }
    to.flush().and_then(|()| replaced.replace()).map_err(|error| about(output, &error))?;
    tell(arguments, &masked);
    Ok(EXIT_CLEAN)
}

/// Says what was done, on standard error: nothing else is written but the copy.
fn tell(arguments: &MaskArguments, masked: &Masked) {
    let cells =
        if masked.cells == 1 { "1 cell was".to_owned() } else { format!("{} cells were", counted(masked.cells)) };
    let files = if masked.masked.len() == 1 { "1 file".to_owned() } else { format!("{} files", masked.masked.len()) };
    say::line(format_args!("{}: {cells} replaced in {files}.", say::path(&arguments.output)));
    let list = |names: &[String]| names.iter().map(|name| visible(name)).collect::<Vec<_>>().join(", ");
    if !masked.emptied.is_empty() {
        say::line(format_args!(
            "Replaced with zeros of the same size, because it contains no rows: {}.",
            list(&masked.emptied)
        ));
    }
    if !masked.left_out.is_empty() {
        say::line(format_args!(
            "Left out, because it could not be read or has the name of another file: {}.",
            list(&masked.left_out)
        ));
    }
    say::line(
        "Names of files and columns, numbers of rows, and the shapes of values stay. Look at the copy before you send it.",
    );
}
