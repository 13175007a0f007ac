//! What we depend on: `cargo deny` by deny.toml.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

/// Building it takes longer than all other lints together, so it is used where it is; the workflows install it.
const INSTALL: &str = "cargo install --locked cargo-deny@0.20.2";

/// Licences, sources and what is forbidden; what is known to be unsafe where the list of that can be had.
pub(crate) fn check(root: &Path) -> Result<()> {
    let ours = workspace::tools_folder()?.join("bin/cargo-deny").with_extension(std::env::consts::EXE_EXTENSION);
    let Some(deny) = Some(ours).filter(|path| path.is_file()).or_else(|| process::find("cargo-deny")) else {
        println!("NOT CHECKED: licenses and sources of dependencies, because cargo-deny is not here: `{INSTALL}`");
        return Ok(());
    };
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
