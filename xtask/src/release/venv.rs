//! Fresh environments of Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::empty_folder;
use crate::process;

/// An environment with nothing in it but what it is given.
pub(crate) struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// Makes one in `target`, where one of this name may be left from before.
    pub(crate) fn fresh(root: &Path, name: &str) -> Result<Self> {
        let folder = empty_folder(root, name)?;
        let Some(python) = python() else { bail!("Python 3 is missing: install it from your system's packages") };
        process::run(Command::new(python).args(["-m", "venv"]).arg(&folder))
            .context("no environment of Python could be made (on Debian: `apt-get install python3-venv`)")?;
        Ok(Self { folder })
    }

    /// One that keeps what it has, with these packages at these versions.
    pub(crate) fn with(root: &Path, name: &str, packages: &[&str]) -> Result<Self> {
        let kept = Self { folder: root.join("target").join(name) };
        let marker = kept.folder.join(".packages");
        let wanted = packages.join("\n");
        if std::fs::read_to_string(&marker).is_ok_and(|there| there == wanted) {
            return Ok(kept);
        }
        let fresh = Self::fresh(root, name)?;
        eprintln!("Installing {} from PyPI (usually less than a minute)", packages.join(" and "));
        fresh.pip(packages)?;
        std::fs::write(marker, wanted)?;
        Ok(fresh)
    }

    pub(crate) fn pip(&self, arguments: &[&str]) -> Result<()> {
        let mut command = self.command("python");
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(arguments);
        process::run(&mut command)
    }

    /// A program of this environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        Command::new(self.program(program))
    }

    pub(crate) fn program(&self, program: &str) -> PathBuf {
        let bin = if cfg!(windows) { "Scripts" } else { "bin" };
        self.folder.join(bin).join(program).with_extension(std::env::consts::EXE_EXTENSION)
    }
}

fn python() -> Option<PathBuf> {
    ["python3", "python"].into_iter().find_map(process::find)
}
