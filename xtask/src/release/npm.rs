//! What npm gets: the core for Node.js and browsers, and an element that shows the page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{empty_folder, files_folder, version};
use crate::packages;
use crate::process;
use crate::setup::WebBuild;
use crate::wasm;

/// Packs it, after the page was built.
pub(super) fn build(web: &WebBuild) -> Result<PathBuf> {
    let root = &web.root;
    let folder = empty_folder(root, "npm")?;
    for entry in fs::read_dir(root.join("npm"))? {
        let from = entry?.path();
        fs::copy(&from, folder.join(from.file_name().unwrap_or_default()))
            .with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    for (from, to) in [
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("dist/licences.txt", "licences.txt"),
        ("dist/index.html", "page.html"),
        // Made from the types of the core, which a test of the core keeps fresh.
        ("www/src/model/report.ts", "report.d.ts"),
    ] {
        fs::copy(root.join(from), folder.join(to)).with_context(|| format!("{from} cannot be copied"))?;
    }
    // What options and answers are made of, from the same source. Node.js wants whole names of files.
    let types = fs::read_to_string(root.join("www/src/model/core.ts"))?.replace("\"./report\"", "\"./report.js\"");
    fs::write(folder.join("core-types.d.ts"), types)?;
    // The core of the page, which can write the report for a terminal, too. It is built beside that one.
    let target = root.join("target/npm-core");
    let mut core = web.cargo();
    core.args(["build", "--profile", "page", "--bin", "worker", "--no-default-features", "--features", "npm"]);
    process::run(core.args(["--target", wasm::TARGET, "--target-dir"]).arg(&target))?;
    let core = target.join(wasm::TARGET).join("page/worker.wasm");
    let mut bindgen = web.wasm_bindgen();
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "core", "--out-dir"]).arg(&folder).arg(core);
    process::run(&mut bindgen).context("the core cannot be made ready for npm")?;
    let packed = process::answer(process::npm().args(["pack", "--json", "--loglevel=error"]).current_dir(&folder))
        .context("`npm pack` failed")?;
    let packed: Value = serde_json::from_str(&packed)?;
    let packed = packed.get(0).or_else(|| packed.get("rostercheck")).context("npm says nothing of what it packed")?;
    let name = packed["filename"].as_str().context("npm names no file")?;
    if packed["version"] != version() {
        bail!("npm/package.json has the version {}, not {}", packed["version"], version());
    }
    let to = files_folder(root)?.join(name);
    fs::copy(folder.join(name), &to)?;
    Ok(to)
}

/// Installs it in a folder of its own, and uses it in Node.js and in a browser.
pub(super) fn test(web: &WebBuild, command: &Path, browsers: Vec<(&str, PathBuf)>) -> Result<()> {
    let archive = build(web)?;
    let folder = empty_folder(&web.root, "npm-used")?;
    fs::write(folder.join("package.json"), r#"{ "name": "somebody", "private": true, "type": "module" }"#)?;
    let mut install = process::npm();
    install.args(["install", "--no-audit", "--no-fund", "--offline", "--ignore-scripts", "--loglevel=error"]);
    process::run(install.arg(&archive).current_dir(&folder))?;
    // Its types, as the compiler of the page sees them.
    packages::npm_install(&web.root, "www")?;
    fs::copy(web.root.join("tests/npm/uses.ts"), folder.join("uses.ts"))?;
    let mut types = Command::new("node");
    types.arg(web.root.join("www/node_modules/typescript/bin/tsc"));
    types.args(["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom"]);
    types.args(["--types", "", "uses.ts"]);
    process::run(types.current_dir(&folder)).context("the types of the npm package do not fit")?;
    let mut tests = Command::new("node");
    tests.arg("--test").arg("npm.test.mjs").current_dir(web.root.join("tests/browser"));
    tests.env("ROSTERCHECK_NPM", folder.join("node_modules/rostercheck"));
    tests.env("ROSTERCHECK_COMMAND", command).envs(browsers);
    process::run(&mut tests)
}
