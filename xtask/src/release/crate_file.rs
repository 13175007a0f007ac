//! What crates.io gets.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{files_folder, version};
use crate::process;

pub(super) fn build(root: &Path) -> Result<PathBuf> {
    package(root, false)?;
    let name = format!("rostercheck-{}.crate", version());
    let to = files_folder(root)?.join(&name);
    std::fs::copy(root.join("target/package").join(&name), &to).with_context(|| format!("{name} is not there"))?;
    Ok(to)
}

/// Packs it and builds what was packed, and looks at what is in it.
pub(super) fn test(root: &Path) -> Result<()> {
    let mut list = process::cargo();
    list.args(["package", "--list", "--allow-dirty", "--locked", "--package", "rostercheck"]).current_dir(root);
    let list = process::answer(&mut list).context("`cargo package --list` failed")?;
    let files: Vec<&str> = list.lines().collect();
    for needed in
        ["Cargo.toml", "Cargo.lock", "README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "src/lib.rs"]
    {
        if !files.contains(&needed) {
            bail!("{needed} is not in the crate");
        }
    }
    let known = ["src/", "Cargo.", "README.md", "CHANGELOG.md", "LICENSE-", ".cargo_vcs_info.json"];
    if let Some(odd) = files.iter().find(|file| !known.iter().any(|start| file.starts_with(start))) {
        bail!("{odd} is in the crate, where nobody needs it");
    }
    build(root).map(drop)?;
    package(root, true)
}

/// `cargo package`, which builds what it packed where it is to verify it.
fn package(root: &Path, verify: bool) -> Result<()> {
    let mut command = process::cargo();
    command.args(["package", "--quiet", "--allow-dirty", "--locked", "--package", "rostercheck"]).current_dir(root);
    if !verify {
        command.arg("--no-verify");
    }
    process::run(&mut command)
}
