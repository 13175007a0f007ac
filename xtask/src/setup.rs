//! Everything a build needs, found or installed; quick and silent where nothing is missing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::browser::{self, Browsers};
use crate::packages;
use crate::process;
use crate::tools;
use crate::wasm::Toolchain;
use crate::workspace;

/// What a web build runs with.
pub(crate) struct WebBuild {
    pub(crate) root: PathBuf,
    toolchain: Toolchain,
    /// A PATH with Trunk and wasm-bindgen at their versions.
    path: OsString,
}

/// What the tests need beyond that.
pub(crate) struct TestTools {
    /// The browsers, each with the variable in which the tests of the page look for it.
    pub(crate) browsers: Vec<(&'static str, PathBuf)>,
}

pub(crate) fn run(tests: bool) -> Result<()> {
    let web = for_web_build()?;
    if tests {
        for_tests(&web.root, Browsers::All)?;
    }
    eprintln!("Everything is there.");
    Ok(())
}

pub(crate) fn for_web_build() -> Result<WebBuild> {
    let root = workspace::root()?;
    packages::check_node()?;
    let toolchain = Toolchain::find_or_install()?;
    let path = tools::find_or_install()?;
    packages::npm_install(&root, "www")?;
    Ok(WebBuild { root, toolchain, path })
}

pub(crate) fn for_tests(root: &Path, which: Browsers) -> Result<TestTools> {
    packages::npm_install(root, "tests/browser")?;
    Ok(TestTools { browsers: browser::find_or_install_all(which)? })
}

impl WebBuild {
    /// A cargo command that builds for WebAssembly as the page's build does.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = process::cargo();
        self.prepare(&mut command);
        command
    }

    pub(crate) fn trunk(&self) -> Command {
        let mut command = Command::new("trunk");
        self.prepare(&mut command);
        // Trunk wants `true` or `false` where the custom is any value or none.
        command.env_remove("NO_COLOR");
        if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        }
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        command
    }

    /// The command that makes what a browser loads out of what cargo built.
    pub(crate) fn wasm_bindgen(&self) -> Command {
        let mut command = Command::new("wasm-bindgen");
        self.prepare(&mut command);
        command
    }

    pub(crate) fn find_or_install_clippy(&self) -> Result<()> {
        self.toolchain.find_or_install_clippy()
    }

    fn prepare(&self, command: &mut Command) {
        self.toolchain.apply(command, &self.root);
        command.env("PATH", &self.path).current_dir(&self.root);
    }
}
