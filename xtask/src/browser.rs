//! The browsers that the tests of the page drive.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::process;

/// One browser, where it may be, and Debian's packages of it.
struct Browser {
    name: &'static str,
    /// Names another one, or none where it is empty; the tests of the page read it too.
    variable: &'static str,
    /// Names under which systems install it, and whole paths.
    programs: &'static [&'static str],
    /// Where it is in the system's folder of libraries.
    in_library: Option<&'static str>,
    /// What else has to be on PATH to drive it.
    beside: &'static [&'static str],
    packages: &'static [&'static str],
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "ROSTERCHECK_CHROMIUM",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    in_library: None,
    beside: &[],
    packages: &["chromium"],
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "ROSTERCHECK_FIREFOX",
    programs: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    in_library: None,
    beside: &[],
    packages: &["firefox-esr"],
};

/// A browser of Apple's engine that runs on Linux; it needs a screen, if only one that nobody sees.
const WEBKIT: Browser = Browser {
    name: "WebKit",
    variable: "ROSTERCHECK_WEBKIT",
    programs: &[],
    in_library: Some("webkit2gtk-4.1/MiniBrowser"),
    beside: &["WebKitWebDriver", "Xvfb"],
    packages: &["webkit2gtk-driver", "xvfb"],
};

/// Which browsers are driven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browsers {
    /// Chromium, in which every test of the page runs.
    Chromium,
    /// Firefox and WebKit too.
    All,
}

/// Finds or installs the browsers, each with the variable in which the tests look for it. Chromium has to be there; the
/// others are left out where they cannot be had, or are not wanted, and that is said.
pub(crate) fn find_or_install_all(which: Browsers) -> Result<Vec<(&'static str, PathBuf)>> {
    let mut browsers = vec![(CHROMIUM.variable, find_or_install()?)];
    for browser in [&FIREFOX, &WEBKIT] {
        if which == Browsers::Chromium {
            println!("not run in {}: `cargo xtask test --only browser` does", browser.name);
            browsers.push((browser.variable, PathBuf::new()));
            continue;
        }
        let program = browser.find_or_install().unwrap_or_else(|error| {
            eprintln!("NOT TESTED in {}: {error:#}", browser.name);
            PathBuf::new()
        });
        browsers.push((browser.variable, program));
    }
    Ok(browsers)
}

/// Finds Chromium (`ROSTERCHECK_CHROMIUM` names another one), or installs Debian's.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    CHROMIUM.find_or_install()
}

impl Browser {
    fn find_or_install(&self) -> Result<PathBuf> {
        if let Some(named) = env::var_os(self.variable) {
            let named = PathBuf::from(named);
            if named.is_file() {
                return Ok(named);
            }
            bail!("{} names {}, which is not there", self.variable, named.display());
        }
        if let Some(program) = self.find() {
            return Ok(program);
        }
        if Path::new("/etc/debian_version").is_file() {
            eprintln!("Installing {} for the browser tests (usually about a minute)", self.name);
            packages::apt_install(self.packages)?;
        }
        self.find().with_context(|| {
            format!(
                "{} is missing: install it from your system's packages, or set {} to its path",
                self.name, self.variable
            )
        })
    }

    fn find(&self) -> Option<PathBuf> {
        if self.beside.iter().any(|program| process::find(program).is_none()) {
            return None;
        }
        let program = self.programs.iter().find_map(|name| process::find(name));
        program.or_else(|| self.in_library.and_then(find_in_library))
    }
}

/// Libraries are in a folder whose name may have the kind of machine in it.
fn find_in_library(place: &str) -> Option<PathBuf> {
    let folders = ["/usr/lib", "/usr/lib64", "/usr/libexec"].into_iter().map(PathBuf::from);
    let nested = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    folders.chain(nested).map(|folder| folder.join(place)).find(|path| path.is_file())
}
