//! What belongs to the command in a release: pages of the manual, and what shells complete with.

use std::fs;
use std::io;
use std::path::Path;

use clap::{Command, ValueEnum as _};
use clap_complete::Shell;

/// Writes `man/*.1` and `completions/*`. What is hidden is in neither.
pub(crate) fn describe(mut command: Command, folder: &Path) -> io::Result<()> {
    let manual = folder.join("man");
    fs::create_dir_all(&manual)?;
    clap_mangen::generate_to(command.clone(), &manual)?;
    let completions = folder.join("completions");
    fs::create_dir_all(&completions)?;
    let name = command.get_name().to_owned();
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command, &name, &completions)?;
    }
    Ok(())
}
