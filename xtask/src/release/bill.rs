//! The bill of materials: what the command is made of, in CycloneDX, for those who keep track of what they run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{archive, files_folder, version};
use crate::licences;
use crate::process;
use crate::tools;

pub(super) fn build(root: &Path) -> Result<PathBuf> {
    let name = format!("rostercheck-{}.cdx", version());
    // It goes through the workspace, and leaves a file beside each of its manifests.
    let mut command = Command::new(tools::cyclonedx()?);
    command.args(["cyclonedx", "--format", "json", "--no-build-deps", "--override-filename", &name]).current_dir(root);
    process::clean(&mut command);
    // The same source gives the same file.
    process::run(command.env("SOURCE_DATE_EPOCH", "946684800"))?;
    let file = format!("{name}.json");
    let to = files_folder(root)?.join(&file);
    fs::copy(root.join(&file), &to).context("no bill of materials was written")?;
    for member in ["", "bench", "xtask"] {
        let left = root.join(member).join(&file);
        if left.is_file() {
            fs::remove_file(&left).with_context(|| format!("{} cannot be removed", left.display()))?;
        }
    }
    Ok(to)
}

/// Whether each crate of the command is in it, with its version and licence.
pub(super) fn test(root: &Path) -> Result<()> {
    let bill: Value = serde_json::from_slice(&fs::read(build(root)?)?)?;
    let components = bill["components"].as_array().context("the bill lists nothing")?;
    for (name, version) in licences::of_command(root, &archive::host()?)? {
        let Some(found) = components.iter().find(|it| it["name"] == *name && it["version"] == *version) else {
            bail!("{name} {version} is not in the bill of materials");
        };
        if found["licenses"].as_array().is_none_or(Vec::is_empty) || found["purl"].as_str().is_none() {
            bail!("{name} {version} has no licence or no address in the bill of materials");
        }
    }
    println!("{} parts in the bill of materials", components.len());
    Ok(())
}
