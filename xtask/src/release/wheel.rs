//! What PyPI gets: the command in a wheel.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Venv, empty_folder, files_folder, version};
use crate::process;

/// The tool that makes it, from PyPI.
const MATURIN: &str = "maturin==1.16.0";

pub(super) fn build(root: &Path) -> Result<PathBuf> {
    let tools = Venv::with(root, "python-tools", &[MATURIN])?;
    let folder = empty_folder(root, "wheels")?;
    let mut command = tools.command("maturin");
    command.args(["build", "--release", "--locked", "--quiet", "--out"]).arg(&folder).current_dir(root);
    process::clean(&mut command);
    process::run(&mut command).context("the wheel could not be built")?;
    let wheel = fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).next().context("there is no wheel")?;
    let to = files_folder(root)?.join(wheel.file_name().context("the wheel has no name")?);
    fs::copy(wheel, &to)?;
    Ok(to)
}

/// Installs it where nothing else is, and runs the command; gives the wheel, and where the command is.
pub(super) fn test(root: &Path, package: &Path) -> Result<(PathBuf, PathBuf)> {
    let wheel = build(root)?;
    let name = wheel.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !name.starts_with(&format!("rostercheck-{}-py3-none-", version())) {
        bail!("the wheel is named {name}");
    }
    let venv = Venv::fresh(root, "wheel-used")?;
    venv.pip(&["--no-index", "--no-deps", &wheel.to_string_lossy()])?;
    let program = venv.program("rostercheck");
    super::archive::use_command(&program, package)?;
    Ok((wheel, program))
}
