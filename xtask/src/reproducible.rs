//! Builds the page twice from what is committed, in two folders, and compares the bytes: nothing of a machine or of a
//! moment may get into them.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::sums;
use crate::workspace;

pub(crate) fn run() -> Result<()> {
    let root = workspace::root()?;
    let folder = env::temp_dir().join(format!("rostercheck-reproducible-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let outcome = compare(&root, &folder);
    let cleared = fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()));
    outcome.and(cleared)
}

fn compare(root: &Path, folder: &Path) -> Result<()> {
    // Whoever commits while the first is built must not change the second.
    let commit = process::answer(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root))
        .context("the committed state has no name")?;
    let commit = commit.trim();
    let mut lists = Vec::new();
    // Names of different length, so that a path in the result moves everything behind it.
    for name in ["one", "the-other"] {
        let clone = folder.join(name);
        process::run(Command::new("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(root).arg(&clone))?;
        process::run(Command::new("git").args(["checkout", "--quiet", "--detach", commit]).current_dir(&clone))?;
        eprintln!("Building the page of {commit} in {}", clone.display());
        process::run(
            process::cargo()
                .args(["run", "--quiet", "--package", "xtask", "--", "build"])
                .current_dir(&clone)
                .env("CARGO_TARGET_DIR", clone.join("target"))
                // Incremental results of another clone are exactly what is not wanted.
                .env("CARGO_INCREMENTAL", "0"),
        )?;
        lists.push(sums::of(&clone.join("dist"))?);
        // The build results are large, and the next build must not find them.
        fs::remove_dir_all(clone.join("target")).context("the results of the first build cannot be removed")?;
    }
    if lists.first() != lists.last() {
        bail!("two builds differ:\n{}", lists.join("\n"));
    }
    println!("Two builds of the committed state are the same, byte for byte:");
    print!("{}", lists.swap_remove(0));
    Ok(())
}
