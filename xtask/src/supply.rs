//! What we depend on: `cargo deny` by deny.toml.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;

/// Licences, sources and what is forbidden; what is known to be unsafe where the list of that can be had.
pub(crate) fn check(root: &Path) -> Result<()> {
    let deny = tools::deny()?;
    process::run(&mut command(&deny, root, &["bans", "licenses", "sources"]))?;
    let output = command(&deny, root, &["advisories"]).output().context("cargo-deny does not run")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        println!("no advisory speaks of what we depend on");
        return Ok(());
    }
    if said.contains("failed to fetch advisory database") {
        println!("NOT CHECKED: advisories, because their list cannot be had here");
        return Ok(());
    }
    bail!("{said}");
}

fn command(deny: &Path, root: &Path, what: &[&str]) -> Command {
    let mut command = Command::new(deny);
    command.args(["--log-level", "error", "check"]).args(what).current_dir(root);
    process::clean(&mut command);
    command
}
