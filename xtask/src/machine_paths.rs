//! No file of the project may name a folder of the machine it was written on.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The first folders of people's own files. In two halves, or this file would be found.
const FOLDERS: [(&str, &str); 5] =
    [("/ro", "ot/"), ("/ho", "me/"), ("/wo", "rk/"), ("/Us", "ers/"), (":\\Us", "ers\\")];

const ENDINGS: [&str; 8] = [".rs", ".ts", ".js", ".mjs", ".md", ".toml", ".html", ".json"];

/// Looks through every text file that git knows.
pub(crate) fn check(root: &Path) -> Result<()> {
    let listed = process::answer(Command::new("git").args(["ls-files", "-z"]).current_dir(root))
        .context("`git ls-files` failed: this check runs in a clone")?;
    let mut found = 0;
    for name in listed.split('\0').filter(|name| ENDINGS.iter().any(|ending| name.ends_with(ending))) {
        // A file that is deleted but still listed has no paths.
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        for (number, line) in text.lines().enumerate() {
            if let Some(folder) = machine_folder(line) {
                eprintln!("{name}:{}: a path of a machine: {folder}", number + 1);
                found += 1;
            }
        }
    }
    if found > 0 {
        bail!("{found} lines name a folder of somebody's machine");
    }
    Ok(())
}

fn machine_folder(line: &str) -> Option<String> {
    FOLDERS
        .iter()
        .map(|(start, end)| format!("{start}{end}"))
        .find(|folder| line.match_indices(folder.as_str()).any(|(at, _)| starts_a_path(&line[..at], folder)))
}

/// `../work/`, `https://example.org/home/` and `src/root/` are no paths of a machine.
fn starts_a_path(before: &str, folder: &str) -> bool {
    folder.starts_with(':')
        || !before.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '~'))
}

#[cfg(test)]
mod tests {
    use super::machine_folder;

    #[test]
    fn folders_of_people_are_found() {
        for (start, end) in super::FOLDERS {
            assert!(machine_folder(&format!("see {start}{end}somebody")).is_some());
            assert!(machine_folder(&format!("\"{start}{end}somebody\"")).is_some());
        }
    }

    #[test]
    fn other_paths_are_not() {
        for line in ["target/release", "~/.cache/rostercheck", "https://example.org/home/", "../work/x"] {
            assert_eq!(machine_folder(line), None, "{line}");
        }
    }
}
