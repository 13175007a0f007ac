//! The bill of materials: what the command is made of, in CycloneDX, for those who keep track of what they run.
//!
//! Maturin puts one into the wheel, made by cargo-cyclonedx; here it lies beside it, for those who take an archive.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{archive, files_folder, version};
use crate::licences;

pub(super) fn build(root: &Path, wheel: &Path) -> Result<PathBuf> {
    let mut wheel = zip::ZipArchive::new(File::open(wheel)?).context("the wheel is no zip")?;
    let inside = format!("rostercheck-{}.dist-info/sboms/rostercheck.cyclonedx.json", version());
    let mut text = String::new();
    wheel.by_name(&inside).context("the wheel has no bill of materials")?.read_to_string(&mut text)?;
    // Where it was built is nobody's business.
    let text = text.replace(&root.display().to_string(), "/rostercheck");
    let to = files_folder(root)?.join(format!("rostercheck-{}.cdx.json", version()));
    fs::write(&to, text)?;
    Ok(to)
}

/// Whether each crate of the command is in it, with its version and licence.
pub(super) fn test(root: &Path, wheel: &Path) -> Result<()> {
    let bill: Value = serde_json::from_slice(&fs::read(build(root, wheel)?)?)?;
    if bill["bomFormat"] != "CycloneDX" || bill["metadata"]["component"]["version"] != version() {
        bail!("the bill is one of {}", bill["metadata"]["component"]);
    }
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
