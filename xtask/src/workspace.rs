//! Where things are: the work tree and the folder of tools.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The top of the work tree. Asked for at run time: a binary shared between clones must not remember one of them.
pub(crate) fn root() -> Result<PathBuf> {
    if let Some(manifest_dir) = env::var_os("CARGO_MANIFEST_DIR")
        && let Some(root) = Path::new(&manifest_dir).parent()
    {
        return Ok(root.to_path_buf());
    }
    let here = env::current_dir().context("the current folder cannot be read")?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_path_buf)
        .context("run this inside rostercheck's work tree")
}

/// Where tools are installed: `ROSTERCHECK_TOOLS`, else the user's cache folder, so that every clone shares them.
pub(crate) fn tools_folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("ROSTERCHECK_TOOLS") {
        return Ok(PathBuf::from(folder));
    }
    let cache = env::var_os("XDG_CACHE_HOME")
        .or_else(|| env::var_os("LOCALAPPDATA"))
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("no home folder is known: set ROSTERCHECK_TOOLS to a folder for the tools")?;
    Ok(cache.join("rostercheck").join("tools"))
}
