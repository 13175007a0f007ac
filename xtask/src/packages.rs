//! Packages of others: Debian's, by apt-get, and those of the npm registry, from our lock files.

use std::fs;
use std::io::{IsTerminal, stdin};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::version::Version;

const OLDEST_NODE: Version = Version(20, 0, 0);

/// The command that installs these packages of Debian's, as the user would type it.
pub(crate) fn apt_command(names: &[&str]) -> String {
    format!("apt-get install --no-install-recommends {}", names.join(" "))
}

/// Installs packages of Debian's; fails with one sentence where there is no apt-get or no right to use it.
pub(crate) fn apt_install(names: &[&str]) -> Result<()> {
    let wanted = apt_command(names);
    if process::find("apt-get").is_none() {
        bail!("there is no apt-get here to run `{wanted}`");
    }
    let is_root = process::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !is_root && process::find("sudo").is_none() {
        bail!("`{wanted}` must be run as root");
    }
    // A list of packages that cannot be refreshed may still be good enough.
    if let Err(error) = process::run(apt_get(is_root).args(["update", "-qq"])) {
        eprintln!("{error:#}; going on with the packages known so far");
    }
    let mut install = apt_get(is_root);
    install.args(["install", "-qq", "-y", "--no-install-recommends"]).args(names);
    process::run(&mut install).with_context(|| format!("`{wanted}` did not succeed"))
}

fn apt_get(is_root: bool) -> Command {
    let mut command = if is_root {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else {
        let mut command = Command::new("sudo");
        if !stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    };
    // Somebody else may be installing at this moment: wait for them.
    command.args(["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]);
    command
}

/// Checks that Node.js is there and new enough.
pub(crate) fn check_node() -> Result<()> {
    let Some(answer) = process::answer(Command::new("node").arg("--version")) else {
        bail!(
            "Node.js is missing: install version {} or newer from your system's packages or nodejs.org",
            OLDEST_NODE.0
        );
    };
    match Version::find(&answer) {
        Some(version) if version >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js is too old ({}): install version {} or newer from your system's packages or nodejs.org",
            answer.trim(),
            OLDEST_NODE.0
        ),
    }
}

/// Installs the npm packages of a folder exactly as its lock file says, unless that was done before.
pub(crate) fn npm_install(root: &Path, folder: &str) -> Result<()> {
    let place = root.join(folder);
    if !place.join("package.json").is_file() {
        return Ok(());
    }
    let lock = fs::read(place.join("package-lock.json")).with_context(|| {
        format!("{folder}/package-lock.json is missing: run `npm install` in {folder} and commit it")
    })?;
    // npm's own record leaves out what an interrupted run did not reach; this copy is written last.
    let installed = place.join("node_modules").join(".installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    eprintln!("Installing the npm packages of {folder} (usually less than half a minute)");
    process::run(
        process::npm()
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&place),
    )
    .with_context(|| format!("the npm packages of {folder} could not be installed; try `npm ci` in {folder}"))?;
    fs::create_dir_all(place.join("node_modules"))?;
    fs::write(installed, lock)?;
    Ok(())
}
