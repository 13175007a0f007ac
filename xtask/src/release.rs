//! Everything a release consists of, built in one folder: the crate, the wheel, the npm package, an archive with the
//! command, the page, what describes them, and their sums.

mod archive;
mod bill;
mod crate_file;
mod npm;
mod static_build;
mod venv;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::browser::Browsers;
use crate::build;
use crate::packages;
use crate::process;
use crate::setup::{self, WebBuild};
use crate::sums;
use crate::workspace;

pub(crate) use venv::Venv;

/// One thing that is released.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Piece {
    /// What crates.io gets.
    Crate,
    /// What npm gets; the page is built for it.
    Npm,
    /// What PyPI gets: the command as a wheel.
    Wheel,
    /// An archive with the command.
    Archive,
    /// The same for Linux, without a library of the system's.
    Static,
    /// What the command is made of, as CycloneDX.
    Bill,
    /// The page in one file, the rules and the schemas.
    Page,
}

/// Builds pieces into `target/release-files`, or all but the static archive, which needs a toolchain of its own.
pub(crate) fn run(only: &[Piece], with_sums: bool) -> Result<()> {
    let root = workspace::root()?;
    let wanted = |piece| only.contains(&piece) || (only.is_empty() && piece != Piece::Static);
    let mut web = None;
    if wanted(Piece::Npm) || wanted(Piece::Page) {
        let found = setup::for_web_build()?;
        build::page(&found)?;
        web = Some(found);
    }
    let mut made = Vec::new();
    if wanted(Piece::Crate) {
        made.push(crate_file::build(&root)?);
    }
    if wanted(Piece::Wheel) || wanted(Piece::Bill) {
        let wheel = wheel::build(&root)?;
        if wanted(Piece::Bill) {
            made.push(bill::build(&root, &wheel)?);
        }
        if wanted(Piece::Wheel) {
            made.push(wheel);
        } else {
            fs::remove_file(wheel)?;
        }
    }
    if wanted(Piece::Archive) {
        made.push(archive::build(&root, &archive::for_this_machine(&root)?)?);
    }
    if wanted(Piece::Static) {
        made.push(archive::build(&root, &static_build::command(&root)?)?);
    }
    if let Some(web) = &web {
        if wanted(Piece::Npm) {
            made.push(npm::build(web)?);
        }
        if wanted(Piece::Page) {
            made.extend(page(web)?);
        }
    }
    for path in &made {
        let size = fs::metadata(path)?.len();
        println!("{} ({} kB)", path.strip_prefix(&root).unwrap_or(path).display(), size / 1000);
    }
    if with_sums {
        sums::write(&files_folder(&root)?)?;
    }
    Ok(())
}

/// Builds each piece and uses it as somebody would who installs it.
pub(crate) fn test() -> Result<()> {
    let root = workspace::root()?;
    let web = setup::for_web_build()?;
    let tools = setup::for_tests(&root, Browsers::All)?;
    build::page(&web)?;
    let package = folder(&root, "used")?.join("OneRoster.zip");
    crate::generate::small(&package, 50, false)?;
    println!("-- crate");
    crate_file::test(&root)?;
    println!("-- wheel");
    let (wheel, command) = wheel::test(&root, &package)?;
    println!("-- archive");
    archive::test(&root, &command, &package)?;
    println!("-- npm package");
    npm::test(&web, &command, tools.browsers)?;
    println!("-- bill of materials");
    bill::test(&root, &wheel)?;
    println!("-- workflows and action");
    packages::npm_install(&root, "tests/release")?;
    process::run(
        process::npm().arg("test").current_dir(root.join("tests/release")).env("ROSTERCHECK_COMMAND", command),
    )?;
    for path in page(&web)? {
        println!("{}", path.display());
    }
    sums::write(&files_folder(&root)?)
}

/// What is released beside the programs: the page, every rule, and the form of what they read and write.
fn page(web: &WebBuild) -> Result<Vec<PathBuf>> {
    let target = files_folder(&web.root)?;
    let files = [
        ("dist/index.html", "rostercheck.html"),
        ("dist/rules.json", "rules.json"),
        ("dist/licences.txt", "page-licenses.txt"),
        ("docs/receiver.schema.json", "receiver.schema.json"),
    ];
    let mut made = vec![report_schema(&web.root, &target)?];
    for (from, to) in files {
        let to = target.join(to);
        fs::copy(web.root.join(from), &to).with_context(|| format!("{from} cannot be copied"))?;
        made.push(to);
    }
    Ok(made)
}

/// The form of the report, made from its types for the page, which are made from the core's.
fn report_schema(root: &Path, target: &Path) -> Result<PathBuf> {
    packages::npm_install(root, "tests/release")?;
    let path = target.join("report.schema.json");
    let folder = root.join("tests/release");
    process::run(Command::new("node").arg("report-schema.mjs").arg(&path).current_dir(folder))?;
    Ok(path)
}

/// Where release files go.
fn files_folder(root: &Path) -> Result<PathBuf> {
    folder(root, "release-files")
}

/// A folder in `target`.
fn folder(root: &Path, name: &str) -> Result<PathBuf> {
    let folder = root.join("target").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// An empty folder in `target`.
fn empty_folder(root: &Path, name: &str) -> Result<PathBuf> {
    let path = root.join("target").join(name);
    if path.exists() {
        fs::remove_dir_all(&path).with_context(|| format!("{} cannot be emptied", path.display()))?;
    }
    folder(root, name)
}

/// The version that all pieces share.
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
