//! What the command says beside its report: on standard error, to whoever listens.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::Path;

use rostercheck::rules::visible;

/// Says something on a line of its own. That nobody can hear it changes nothing, least of all the exit status.
pub(crate) fn say(words: impl Display) {
    line(format_args!("rostercheck: {words}"));
}

/// The same without the name of the program before it.
pub(crate) fn line(words: impl Display) {
    drop(writeln!(anstream::stderr(), "{words}"));
}

/// A path as it can be shown: a name may hold what moves the cursor or turns the direction of the text.
pub(crate) fn path(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

/// An error with the path that it is about.
pub(crate) fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", self::path(path)))
}

/// Prints what the parser of the arguments has to say. It repeats them, and names of files are among them.
pub(crate) fn print(error: &clap::Error) {
    let is_odd = std::env::args_os().any(|argument| {
        let argument = argument.to_string_lossy();
        visible(&argument) != argument
    });
    if is_odd {
        let words = error.render().to_string();
        let words: Vec<String> = words.lines().map(visible).collect();
        line(words.join("\n"));
    } else {
        drop(error.print());
    }
}
