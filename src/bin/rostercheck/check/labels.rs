//! What reports call the packages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::files;

/// What a report calls a path: its last step, or - for standard input.
pub(crate) fn label(path: &Path) -> String {
    if files::is_standard_input(path) { "-".into() } else { files::name(path) }
}

/// What the reports call several paths. Where the last steps are the same, the whole path as it was given tells them
/// apart, and a number if it was given twice.
pub(super) fn labels(paths: &[PathBuf]) -> Vec<String> {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        *alike.entry(label(path)).or_default() += 1;
    }
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    let one = |path: &PathBuf| {
        let short = label(path);
        let is_alone = alike.get(&short).is_some_and(|count| *count == 1);
        let name = if is_alone { short } else { path.to_string_lossy().into_owned() };
        let times = given.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name} ({times})") }
    };
    paths.iter().map(one).collect()
}
