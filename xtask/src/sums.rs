//! `dist/SHA256SUMS`: whoever got the page from somewhere can compare it with the release.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Name of the list, which is the one that `sha256sum --check` expects.
const LIST: &str = "SHA256SUMS";

/// Writes the list for every file of a folder, in the order of their names.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let list = of(folder)?;
    let path = folder.join(LIST);
    fs::write(&path, list).with_context(|| format!("{} cannot be written", path.display()))
}

/// The list, one line for each file but the list itself.
pub(crate) fn of(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(folder, Path::new(""), &mut files)?;
    files.sort();
    let mut list = String::new();
    for file in files.iter().filter(|file| *file != Path::new(LIST)) {
        let path = folder.join(file);
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let sum = Sha256::digest(&bytes).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let _ = writeln!(list, "{sum}  {}", file.display().to_string().replace('\\', "/"));
    }
    Ok(list)
}

fn collect(root: &Path, below: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let folder = root.join(below);
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_file_but_itself() {
        let folder = std::env::temp_dir().join(format!("rostercheck-sums-{}", std::process::id()));
        fs::create_dir_all(folder.join("rules")).unwrap();
        fs::write(folder.join("index.html"), "abc").unwrap();
        fs::write(folder.join("rules/a.html"), "").unwrap();
        write(&folder).unwrap();
        write(&folder).unwrap();
        let list = fs::read_to_string(folder.join(LIST)).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            list,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  index.html\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  rules/a.html\n"
        );
    }
}
