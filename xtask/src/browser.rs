//! The Chromium that the browser tests drive.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::process;

/// Names under which systems install Chromium, and the one name that is a place.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Finds Chromium (`ROSTERCHECK_CHROMIUM` names another one), or installs Debian's.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = env::var_os("ROSTERCHECK_CHROMIUM") {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        bail!("ROSTERCHECK_CHROMIUM names {}, which is not there", named.display());
    }
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if Path::new("/etc/debian_version").is_file() {
        eprintln!("Installing Chromium for the browser tests (usually about a minute)");
        packages::apt_install(&["chromium"])?;
    }
    find()
        .context("Chromium is missing: install it from your system's packages, or set ROSTERCHECK_CHROMIUM to its path")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| process::find(name))
}
