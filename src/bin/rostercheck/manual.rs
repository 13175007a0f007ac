//! `rostercheck completions` and `rostercheck man`: made from the definitions that the help comes from.

use std::io::{self, Write as _};

use clap::Command;
use clap_complete::Shell;
use rostercheck::rules::{nearest, visible};

use crate::say::say;
use crate::{EXIT_CLEAN, EXIT_UNCHECKED};

/// Prints what a shell needs to complete commands and options.
pub(crate) fn completions(mut command: Command, shell: Shell) -> io::Result<u8> {
    // Into memory first: the generator gives up where it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, "rostercheck", &mut text);
    io::stdout().write_all(&text)?;
    Ok(EXIT_CLEAN)
}

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn page(mut command: Command, of: Option<&str>) -> io::Result<u8> {
    command.build();
    let Some(of) = of else { return print(command) };
    if let Some(found) = command.find_subcommand(of) {
        return print(found.clone());
    }
    let hint = nearest(of, command.get_subcommands().map(Command::get_name))
        .map_or(String::new(), |near| format!(" Did you mean {near}?"));
    say(format_args!("there is no command named “{}”.{hint}", visible(of)));
    Ok(EXIT_UNCHECKED)
}

fn print(command: Command) -> io::Result<u8> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(EXIT_CLEAN)
}
