//! The licences of what is part of the page: a list for the page itself, and their texts beside it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process;
use crate::wasm;

/// The list that the page shows. It is committed, so that a change of a licence is seen in review.
const LIST: &str = "www/src/licences.json";

/// The texts, beside the page.
const TEXTS: &str = "licences.txt";

/// Something by others that is part of the page.
struct Part {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
}

/// Writes the list anew, and the texts into a folder.
pub(crate) fn write(root: &Path, dist: Option<&Path>) -> Result<()> {
    let parts = parts(root)?;
    let path = root.join(LIST);
    fs::write(&path, list(&parts)?).with_context(|| format!("{} cannot be written", path.display()))?;
    if let Some(dist) = dist {
        let path = dist.join(TEXTS);
        fs::write(&path, texts("this page", &parts)?)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// Writes the texts for what is part of the command.
pub(crate) fn write_for_command(root: &Path, path: &Path) -> Result<()> {
    let mut parts = crates(root, None, &[])?;
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    fs::write(path, texts("this program", &parts)?).with_context(|| format!("{} cannot be written", path.display()))
}

/// Name and version of each crate that is part of the command on one kind of machine.
pub(crate) fn of_command(root: &Path, machine: &str) -> Result<Vec<(String, String)>> {
    Ok(crates(root, Some(machine), &[])?.into_iter().map(|part| (part.name, part.version)).collect())
}

/// Whether the list is that of the lock files.
pub(crate) fn check(root: &Path) -> Result<()> {
    let path = root.join(LIST);
    let kept = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    if kept != list(&parts(root)?)? {
        bail!("{LIST} is stale: run `cargo xtask licences` and commit it");
    }
    Ok(())
}

fn list(parts: &[Part]) -> Result<String> {
    let list: Vec<Value> = parts
        .iter()
        .map(|part| json!({ "name": part.name, "version": part.version, "licence": part.licence }))
        .collect();
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

fn texts(whole: &str, parts: &[Part]) -> Result<String> {
    let mut all = format!("What others have written and {whole} contains, with its licences.\n");
    for part in parts {
        let _ = write!(all, "\n{}\n{} {}: {}\n", "=".repeat(80), part.name, part.version, part.licence);
        let mut files: Vec<PathBuf> = fs::read_dir(&part.folder)
            .with_context(|| format!("{} cannot be read", part.folder.display()))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_file() && is_licence(path))
            .collect();
        files.sort();
        if files.is_empty() {
            let _ = writeln!(all, "\nIts package holds no text of the licence.");
        }
        for file in files {
            let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let _ = write!(all, "\n{}\n", text.trim());
        }
    }
    Ok(all)
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_uppercase()).unwrap_or_default();
    ["LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE", "COPYRIGHT"].iter().any(|known| name.starts_with(known))
}

fn parts(root: &Path) -> Result<Vec<Part>> {
    let mut parts = crates(root, Some(wasm::TARGET), &["--no-default-features", "--features", "worker"])?;
    parts.extend(npm_packages(root)?);
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    if let Some(part) = parts.iter().find(|part| part.licence.is_empty()) {
        bail!("{} {} names no licence", part.name, part.version);
    }
    Ok(parts)
}

/// The crates that are linked into a program, on one platform or on any; not what only the compiler runs.
fn crates(root: &Path, platform: Option<&str>, features: &[&str]) -> Result<Vec<Part>> {
    let mut command = process::cargo();
    command.args(["metadata", "--format-version", "1", "--locked"]).args(features).current_dir(root);
    if let Some(platform) = platform {
        command.args(["--filter-platform", platform]);
    }
    let metadata: Value = serde_json::from_str(&process::answer(&mut command).context("cargo metadata failed")?)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let nodes = list(&metadata["resolve"]["nodes"]);
    let is_macro = |id: &str| {
        let package = packages.iter().find(|package| package["id"] == id);
        let targets = package.map(|package| list(&package["targets"])).unwrap_or_default();
        targets.iter().any(|target| list(&target["kind"]).iter().any(|kind| kind == "proc-macro"))
    };
    let own = packages.iter().find(|package| package["name"] == "rostercheck").context("no package rostercheck")?;
    let mut wanted = vec![own["id"].as_str().unwrap_or_default().to_owned()];
    let mut linked = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if is_macro(&id) || !linked.insert(id.clone()) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).context("a package is not resolved")?;
        for dependency in list(&node["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                wanted.push(dependency["pkg"].as_str().unwrap_or_default().to_owned());
            }
        }
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .filter(|package| package["id"] != own["id"] && package["id"].as_str().is_some_and(|id| linked.contains(id)))
        .map(|package| Part {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: text(&package["license"]),
            folder: Path::new(&text(&package["manifest_path"])).parent().map(Path::to_path_buf).unwrap_or_default(),
        })
        .collect())
}

/// The packages that the page's script is bundled from; not tools, nor declarations of types.
fn npm_packages(root: &Path) -> Result<Vec<Part>> {
    let path = root.join("www/package-lock.json");
    let lock: Value =
        serde_json::from_slice(&fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?)?;
    let packages = lock["packages"].as_object().context("the lock file lists no packages")?;
    let is_part = |place: &str, package: &Value| {
        !place.is_empty() && package["dev"] != true && !place.contains("node_modules/@types/")
    };
    Ok(packages
        .iter()
        .filter(|(place, package)| is_part(place, package))
        .map(|(place, package)| Part {
            name: place.rsplit_once("node_modules/").map_or(place.as_str(), |(_, name)| name).to_owned(),
            version: package["version"].as_str().unwrap_or_default().to_owned(),
            licence: package["license"].as_str().unwrap_or_default().to_owned(),
            folder: root.join("www").join(place),
        })
        .collect())
}
