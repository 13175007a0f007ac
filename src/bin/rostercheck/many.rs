//! `rostercheck check --summary`: thousands of packages, a line for each as soon as it is checked.
//!
//! Nothing is kept of a package beyond its line. At a package where the program itself fails the thread ends for good, and
//! a new one goes on with the next.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rostercheck::receivers::{Receiver as Profile, Severity};
use rostercheck::report::{Outcome, Report, Summary};

use crate::check::{Wanted, answer, label, of_unopened, status_of, today};
use crate::guard::refuse_inputs;
use crate::journal::{Journal, JournalKind, stamp};
use crate::output::{Output, Place};
use crate::say::{about, say};
use crate::walk::{Found, Walk};
use crate::{CheckArguments, EXIT_FAILED, EXIT_UNCHECKED};

/// Threads that may be lost, with what they hold, before the run ends.
const MOST_FAILURES: usize = 100;

/// What threads tell.
enum Message {
    /// A package is done.
    Done(Box<Summary>, u8),
    /// It was done by an earlier run, with this exit status.
    Known(u8),
    /// A thread has failed at this package.
    Failed(PathBuf),
    /// A thread found no more packages.
    Ended,
}

thread_local! {
    /// What this thread checks for a summary, and who is to know if it fails.
    static AT: RefCell<Option<(PathBuf, SyncSender<Message>)>> = const { RefCell::new(None) };
}

/// Whether this thread checks one of many packages.
pub(crate) fn is_at_work() -> bool {
    AT.with_borrow(Option::is_some)
}

/// Ends the work of this thread: the program itself has failed in it.
pub(crate) fn give_up() -> ! {
    if let Some((path, sender)) = AT.take() {
        drop(sender.send(Message::Failed(path)));
    }
    loop {
        std::thread::park();
    }
}

/// What all threads share.
struct Work {
    walk: Mutex<Walk>,
    journal: Journal,
    wanted: Wanted<'static>,
}

/// Where the lines go.
enum Lines {
    Report(Output),
    Journal(File),
}

impl Lines {
    /// Each line is written at once: whoever reads it need not wait, and a run that is stopped loses none.
    fn write(&mut self, summary: &Summary) -> io::Result<()> {
        let mut line = Vec::new();
        summary.write(&mut line)?;
        match self {
            Self::Report(output) => output.write_all(&line).and_then(|()| output.flush()),
            Self::Journal(file) => file.write_all(&line),
        }
    }
}

/// Checks everything that is found, with so many threads.
pub(crate) fn run(arguments: &CheckArguments, threads: usize) -> io::Result<u8> {
    let mut wanted = Wanted::of_many(arguments, arguments.today.unwrap_or_else(today));
    let (journal, mut lines) = if let Some(path) = &arguments.resume {
        let kind = JournalKind {
            profiles: wanted.options.profiles.iter().copied().map(Profile::id).collect(),
            today: arguments.today,
            fail_on: arguments.fail_on,
        };
        let (journal, file) = Journal::open(path, &kind).map_err(|error| about(path, &error))?;
        // The rest goes by the same day, also where midnight has passed.
        wanted.today = journal.today.unwrap_or(wanted.today);
        (journal, Lines::Journal(file))
    } else {
        let place = arguments.output.as_deref().map_or(Ok(Place::Standard), Place::of)?;
        refuse_inputs(&place, arguments.output.as_deref(), &arguments.paths, wanted.limits.entries)?;
        (Journal::default(), Lines::Report(Output::new(place, || Box::new(io::stdout()))?))
    };
    let work = Arc::new(Work { walk: Mutex::new(Walk::new(arguments.paths.clone())), journal, wanted });
    let target = arguments.resume.as_ref().or(arguments.output.as_ref());
    let status = collect(&work, threads, &mut lines)
        .and_then(|status| match lines {
            Lines::Report(output) => output.end().map(|()| status),
            Lines::Journal(file) => file.sync_all().map(|()| status),
        })
        .map_err(|error| match target {
            Some(path) => about(path, &error),
            None => io::Error::new(error.kind(), format!("the summary could not be written: {error}")),
        })?;
    let Some(status) = status else {
        say("no package was found: no zip, and no folder with CSV files");
        return Ok(EXIT_UNCHECKED);
    };
    Ok(status)
}

/// The exit status of all packages; none if there were none.
fn collect(work: &Arc<Work>, threads: usize, lines: &mut Lines) -> io::Result<Option<u8>> {
    // Threads wait for who writes, so that no heap of lines grows.
    let (sender, receiver) = sync_channel(1);
    let mut threads_at_work = 0;
    for _ in 0..threads {
        match start(work, &sender) {
            Ok(()) => threads_at_work += 1,
            // Where there can be no more threads, those that are there do it.
            Err(_) if threads_at_work > 0 => break,
            Err(error) => return Err(error),
        }
    }
    write_all(work, threads_at_work, (&sender, &receiver), lines)
}

fn write_all(
    work: &Arc<Work>,
    mut threads_at_work: usize,
    (sender, receiver): (&SyncSender<Message>, &Receiver<Message>),
    lines: &mut Lines,
) -> io::Result<Option<u8>> {
    let mut worst = None;
    let mut failures = 0;
    while threads_at_work > 0 {
        let Ok(message) = receiver.recv() else { break };
        let status = match message {
            Message::Ended => {
                threads_at_work -= 1;
                continue;
            }
            Message::Known(status) => status,
            Message::Done(summary, status) => {
                lines.write(&summary)?;
                status
            }
            Message::Failed(path) => {
                lines.write(&Summary::failed(shown(&path), label(&path), work.wanted.today))?;
                failures += 1;
                threads_at_work -= 1;
                if failures >= MOST_FAILURES {
                    say(format_args!("it failed at {failures} packages, so the run ends here"));
                    return Ok(Some(EXIT_FAILED));
                }
                if start(work, sender).is_ok() {
                    threads_at_work += 1;
                } else if threads_at_work == 0 {
                    return Ok(Some(EXIT_FAILED));
                }
                EXIT_FAILED
            }
        };
        worst = worst.max(Some(status));
    }
    Ok(worst)
}

/// Starts a thread that checks packages until there are no more.
fn start(work: &Arc<Work>, sender: &SyncSender<Message>) -> io::Result<()> {
    let (work, sender) = (work.clone(), sender.clone());
    std::thread::Builder::new().spawn(move || work_on(&work, &sender)).map(drop)
}

fn work_on(work: &Work, sender: &SyncSender<Message>) {
    loop {
        let found = work.walk.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(found) = found else { break };
        if sender.send(one(found, work, sender)).is_err() {
            return;
        }
    }
    drop(sender.send(Message::Ended));
}

/// What comes of one package.
fn one(found: Found, work: &Work, sender: &SyncSender<Message>) -> Message {
    let wanted = &work.wanted;
    let path = match found {
        Ok(path) => path,
        Err((path, error)) => {
            let report = of_unopened(&label(&path), &error.to_string(), wanted);
            return done(&report, &path, None, 0.0, wanted);
        }
    };
    // Before the check: if the package changes meanwhile, it is checked again.
    let stamp = stamp(&path);
    if let Some(status) = stamp.as_deref().and_then(|stamp| work.journal.status(&shown(&path), stamp)) {
        return Message::Known(status);
    }
    AT.set(Some((path.clone(), sender.clone())));
    let began = Instant::now();
    let answer = answer(&path, &label(&path), wanted);
    AT.set(None);
    // What could not be opened may be there the next time.
    let stamp = stamp.filter(|_| answer.unopened.is_none());
    done(&answer.report, &path, stamp, began.elapsed().as_secs_f64(), wanted)
}

fn done(report: &Report, path: &Path, stamp: Option<String>, seconds: f64, wanted: &Wanted) -> Message {
    let summary = Summary::new(report, shown(path), stamp, wanted.today, seconds);
    let is_unreadable = report.outcome == Outcome::Unreadable;
    let is_ready = report.verdicts.iter().all(|verdict| verdict.ready);
    let status = status_of(is_unreadable, is_ready, report.has(Severity::Warning), wanted.fail_on);
    Message::Done(Box::new(summary), status)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
