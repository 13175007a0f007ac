//! Which files the copy has, and what they are called.

use super::catalogue::{Chosen, Fix};
use super::ledger::{Edit, Ledger, Text};
use crate::numbered::Numbered;
use crate::rules::{FileFacts, NameFit, PackageFacts};

/// A file of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileOut {
    /// Its place among [`PackageFacts::files`].
    pub(super) index: usize,
    /// What it is called.
    pub(super) name: String,
}

/// The files of the copy in the order of the input. Folders are left out: they hold nothing.
pub(super) fn files(facts: &PackageFacts, chosen: Chosen, ledger: &mut Ledger) -> Vec<FileOut> {
    let folder = folder(facts).filter(|_| chosen.has(Fix::FolderUnwrapped));
    let mut out: Vec<(FileOut, Vec<(Fix, Edit)>)> = Vec::new();
    for (index, file) in facts.files.iter().enumerate() {
        let edit = |fix, after: &str| Edit {
            fix,
            file: file.path.clone(),
            line: None,
            column: None,
            before: Text::name(&file.path),
            after: Text::name(after),
        };
        if file.is_leftover && chosen.has(Fix::Leftovers) {
            ledger.add(Fix::Leftovers, || edit(Fix::Leftovers, ""));
            continue;
        }
        let mut edits = Vec::new();
        let path = file.path.replace('\\', "/");
        let (mut inside, mut name) = path.rsplit_once('/').map_or(("", path.as_str()), |(inside, name)| (inside, name));
        if let Some(Folder::Of(folder)) = &folder
            && let Some(rest) = inside.strip_prefix(folder.as_str())
            && (rest.is_empty() || rest.starts_with('/'))
        {
            inside = rest.trim_start_matches('/');
        } else if matches!(folder, Some(Folder::Several)) && is_part(file) && is_inside(inside) {
            inside = "";
        }
        let unwrapped = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
        if unwrapped != path {
            edits.push((Fix::FolderUnwrapped, edit(Fix::FolderUnwrapped, &unwrapped)));
        }
        let fix = match file.name {
            NameFit::Exact => None,
            NameFit::Case => Some(Fix::FileCase),
            NameFit::Ending => Some(Fix::FileEnding),
            NameFit::Date => Some(Fix::FileDate),
            NameFit::Other => Some(Fix::FileName),
        };
        if let (Some(fix), Some(roster)) = (fix.filter(|fix| chosen.has(*fix)), file.roster.filter(|_| !file.is_second))
        {
            name = roster.file();
            let renamed = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
            edits.push((fix, edit(fix, &renamed)));
        }
        let name = match edits.is_empty() {
            true => file.path.clone(),
            false if inside.is_empty() => name.to_owned(),
            false => format!("{inside}/{name}"),
        };
        out.push((FileOut { index, name }, edits));
    }
    keep_apart(facts, &mut out);
    for (fix, edit) in out.iter_mut().flat_map(|(_, edits)| edits.drain(..)) {
        ledger.add(fix, || edit);
    }
    out.into_iter().map(|(file, _)| file).collect()
}

/// A new name that another file has too, in whatever letter case, is not given.
fn keep_apart(facts: &PackageFacts, out: &mut [(FileOut, Vec<(Fix, Edit)>)]) {
    loop {
        let (mut names, mut shared) = (Numbered::default(), Numbered::default());
        for name in out.iter().map(|(file, _)| file.name.to_lowercase()) {
            if !names.is_new(&name) {
                shared.number(&name);
            }
        }
        let is_shared = |name: &str| shared.find(&name.to_lowercase()).is_some();
        let shared: Vec<usize> =
            (0..out.len()).filter(|at| !out[*at].1.is_empty() && is_shared(&out[*at].0.name)).collect();
        if shared.is_empty() {
            return;
        }
        for at in shared {
            let (file, edits) = &mut out[at];
            edits.clear();
            file.name = facts.files.get(file.index).map_or_else(String::new, |file| file.path.clone());
        }
    }
}

/// In which folder the roster files are.
enum Folder {
    /// All in this one, with whatever else is in it.
    Of(String),
    /// Some are in folders.
    Several,
}

fn is_part(file: &FileFacts) -> bool {
    file.roster.is_some() && !file.is_second
}

fn folder(facts: &PackageFacts) -> Option<Folder> {
    let mut parts = facts.files.iter().filter(|file| is_part(file));
    let first = parts.next()?.folder.clone().unwrap_or_default();
    if parts.all(|file| file.folder.as_deref().unwrap_or_default() == first) {
        return is_inside(&first).then_some(Folder::Of(first));
    }
    Some(Folder::Several)
}

/// Whether it is a folder in the package, not the root of a drive or a way upwards: as the rule `file-in-folder` has it.
fn is_inside(folder: &str) -> bool {
    let begins_at_root = matches!(folder.as_bytes(), [] | [b'/', ..] | [_, b':', ..]);
    !begins_at_root && !folder.split('/').any(|step| step == "..")
}

/// Whether two files of the copy would have one name: then it could not be written.
pub(super) fn twins(files: &[FileOut]) -> Option<&str> {
    let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    crate::order::sort(&mut names);
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
