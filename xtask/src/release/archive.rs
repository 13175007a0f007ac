//! An archive with the command and all that belongs to it.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{empty_folder, files_folder, version};
use crate::licences;
use crate::process;

/// Where somebody else has built the command, and for which machine.
pub(super) struct Built {
    pub(super) program: PathBuf,
    pub(super) target: String,
}

/// The archive of a built command.
pub(super) fn build(root: &Path, built: &Built) -> Result<PathBuf> {
    let name = format!("rostercheck-{}-{}", version(), built.target);
    let staging = empty_folder(root, "archive")?;
    let folder = staging.join(&name);
    fs::create_dir_all(&folder)?;
    fs::copy(&built.program, folder.join(format!("rostercheck{EXE_SUFFIX}"))).context("the command is not there")?;
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(file), folder.join(file)).with_context(|| format!("{file} cannot be copied"))?;
    }
    licences::write_for_command(root, &folder.join("licences.txt"))?;
    describe(&built.program, &folder)?;
    pack(&staging, &name, &files_folder(root)?)
}

/// Packs a command that is built already, unpacks it and uses what is in it.
pub(super) fn test(root: &Path, command: &Path, package: &Path) -> Result<()> {
    let archive = build(root, &Built { program: command.to_path_buf(), target: host()? })?;
    let folder = empty_folder(root, "archive-used")?;
    process::run(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(&folder))?;
    let inside = fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).next().context("the archive is empty")?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "licences.txt", "man/rostercheck.1", "completions/rostercheck.bash"] {
        if fs::metadata(inside.join(file)).map_or(0, |it| it.len()) == 0 {
            bail!("{file} is not in the archive, or is empty");
        }
    }
    use_command(&inside.join(format!("rostercheck{EXE_SUFFIX}")), package)
}

/// Runs an installed command as somebody would: which version it is, and a check.
pub(super) fn use_command(program: &Path, package: &Path) -> Result<()> {
    let said = process::answer(Command::new(program).arg("--version")).context("the command does not run")?;
    if said.trim() != format!("rostercheck {}", version()) {
        bail!("--version says {said}");
    }
    let mut check = Command::new(program);
    check.args(["check", "--format", "json"]).arg(package);
    let report = process::answer(&mut check).context("a package with nothing wrong is not ready")?;
    let report: serde_json::Value = serde_json::from_str(&report)?;
    if report["outcome"] != "complete" || report["tool"]["version"] != version() {
        bail!("the report says {} by {}", report["outcome"], report["tool"]);
    }
    println!("{said}checks a package after being installed");
    Ok(())
}

/// The command, built for this machine.
pub(super) fn for_this_machine(root: &Path) -> Result<Built> {
    process::run(process::cargo().args(["build", "--release", "--locked", "--bin", "rostercheck"]).current_dir(root))?;
    let program = root.join("target/release").join(format!("rostercheck{EXE_SUFFIX}"));
    Ok(Built { program, target: host()? })
}

/// What cargo calls this kind of machine.
pub(super) fn host() -> Result<String> {
    let rustc = process::answer(Command::new("rustc").arg("-vV")).context("rustc does not run")?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}

/// The manual and what shells complete with, as the command itself prints them.
fn describe(program: &Path, folder: &Path) -> Result<()> {
    let print = |arguments: &[&str], name: &str| -> Result<()> {
        let text =
            process::answer(Command::new(program).args(arguments)).with_context(|| format!("no {name} is printed"))?;
        let to = folder.join(name);
        fs::create_dir_all(to.parent().unwrap_or(folder))?;
        Ok(fs::write(to, text)?)
    };
    print(&["man"], "man/rostercheck.1")?;
    for command in ["check", "compare", "repair", "mask", "codes", "rules", "explain", "receivers"] {
        print(&["man", command], &format!("man/rostercheck-{command}.1"))?;
    }
    for (shell, name) in [
        ("bash", "rostercheck.bash"),
        ("zsh", "_rostercheck"),
        ("fish", "rostercheck.fish"),
        ("powershell", "_rostercheck.ps1"),
        ("elvish", "rostercheck.elv"),
    ] {
        print(&["completions", shell], &format!("completions/{name}"))?;
    }
    Ok(())
}

/// Packs a folder; who packs it and when does not get into it.
fn pack(staging: &Path, name: &str, to: &Path) -> Result<PathBuf> {
    let archive = to.join(format!("{name}.{}", if cfg!(windows) { "zip" } else { "tar.gz" }));
    let mut tar = Command::new("tar");
    if cfg!(windows) {
        // Windows has the tar of BSD, which makes a zip of that name.
        tar.args(["-a", "-cf"]);
    } else if cfg!(target_os = "macos") {
        tar.args(["--uid", "0", "--gid", "0", "-czf"]);
    } else {
        tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=2000-01-01 00:00Z"]);
        // Without its name and time, which gzip would keep.
        tar.args(["--use-compress-program", "gzip -9n", "-cf"]);
    }
    process::run(tar.arg(&archive).arg("-C").arg(staging).arg(name))?;
    Ok(archive)
}
