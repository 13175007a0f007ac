//! What had been found when the program itself failed: told as a part, on standard error.

use std::cell::{Cell, RefCell};
use std::io::{self, Write as _};
use std::ops::ControlFlow;

use rostercheck::check::{Host, Options, Progress, check_so_far, check_zip_so_far};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::report::{Format, Report, Style};
use rostercheck::rules::Values;

use crate::files::Input;
use crate::say::line;

/// Samples of each kind of finding: it is no list to work through.
const SAMPLES: usize = 20;

thread_local! {
    /// What this thread checks, and how far it has come.
    static AT: RefCell<Option<At>> = const { RefCell::new(None) };
    /// Whether this thread looks for what had been found.
    static IS_LOOKING: Cell<bool> = const { Cell::new(false) };
}

struct At {
    input: Input,
    options: Options,
    limits: Limits,
    today: Day,
    packed_done: u64,
    rows: u64,
}

/// Says that this thread begins to check a package.
pub(crate) fn begin(input: Input, options: &Options, limits: Limits, today: Day) {
    let options = Options { max_per_rule: SAMPLES, passes_on: false, ..options.clone() };
    let at = At { input, options, limits, today, packed_done: 0, rows: 0 };
    AT.set(Some(at));
}

/// Says how far it has come.
pub(crate) fn tell(progress: &Progress) {
    AT.with_borrow_mut(|at| {
        if let Some(at) = at {
            (at.packed_done, at.rows) = (progress.packed_done, progress.rows);
        }
    });
}

/// Says that it has ended.
pub(crate) fn end() {
    AT.set(None);
}

/// Whether it is the search for what had been found that fails.
pub(crate) fn is_looking() -> bool {
    IS_LOOKING.get()
}

/// Checks once more, up to where this thread has come, and writes what is found. The memory of the check that failed is
/// not to be trusted. Contents of cells are left out, because people will pass on all that they see here.
pub(crate) fn write() {
    let Some(at) = AT.take().filter(|at| at.rows > 0) else { return };
    // In a thread of its own: there a second panic is an ordinary one.
    let looking = std::thread::spawn(move || {
        IS_LOOKING.set(true);
        look(at)
    });
    // A panic in it has been told by then.
    if let Ok(Err(error)) = looking.join() {
        line(format_args!("What it had found so far cannot be told: {error}"));
    }
}

fn look(at: At) -> io::Result<()> {
    let (input, options, limits) = (at.input.clone(), at.options.clone(), at.limits);
    let mut host = at;
    let (checked, _) = match input {
        Input::Zip(name, file) => check_zip_so_far(&name, Box::new(file), limits, &options, &mut host),
        Input::Folder(name, listing) => check_so_far(&listing.package(&name, limits), &options, &mut host),
        // Of these nothing is read.
        Input::Neither(..) => return Ok(()),
    };
    let mut output = anstream::stderr().lock();
    writeln!(output, "\nThe check stopped before the end. This is what it had found so far; there may be more.\n")?;
    Report::new(&checked, Values::Masked).write(Format::Text, Style::Plain, &mut output)
}

impl Host for At {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        #[cfg(debug_assertions)]
        if std::env::var_os("ROSTERCHECK_FAIL_TWICE").is_some() {
            crate::fail_at_row(progress.rows);
        }
        if progress.packed_done >= self.packed_done && progress.rows >= self.rows {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
