//! What the files in a package are, judged by their names.

use super::likeness;
use crate::oneroster::TableId;
use crate::package::Package;
use crate::rules::{FileFacts, Findings, NameFit, Roster};

/// Every entry that is not a directory. When two entries are the same roster file, the better named one is read.
pub(super) fn files(package: &Package, findings: &mut Findings) -> Vec<FileFacts> {
    let mut files = Vec::new();
    for (entry, stored) in package.entries().iter().enumerate() {
        if stored.is_directory {
            continue;
        }
        let path = stored.path.replace('\\', "/");
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (Some(folder.to_owned()), name),
            None => (None, path.as_str()),
        };
        let is_leftover = stored.is_system_leftover();
        let recognised = if is_leftover { None } else { recognise(name) };
        files.push(FileFacts {
            entry,
            file: findings.file(&stored.path),
            path: stored.path.clone(),
            bytes: stored.bytes,
            roster: recognised.as_ref().map(|(roster, _)| *roster),
            name: recognised.map_or(NameFit::Exact, |(_, fit)| fit),
            folder,
            is_leftover,
            is_second: false,
            claims: None,
        });
    }
    find_misnamed(package, &mut files);
    for roster in all() {
        let same = || (0..files.len()).filter(|index| files[*index].roster == Some(roster));
        let first = same().min_by_key(|index| {
            let file = &files[*index];
            (file.folder.as_ref().map_or(0, |folder| 1 + folder.len()), file.name.clone() as u8)
        });
        let others: Vec<usize> = same().filter(|index| Some(*index) != first).collect();
        for index in others {
            files[index].is_second = true;
        }
    }
    files
}

/// Finds roster files among those whose names are none of the standard's. Where a file with a right name is there, or where
/// several claim to be the same, nobody guesses: they are only said to claim it.
fn find_misnamed(package: &Package, files: &mut [FileFacts]) {
    let is_strange = |file: &FileFacts| {
        let name = file.path.rsplit(['/', '\\']).next().unwrap_or(&file.path);
        file.roster.is_none() && !file.is_leftover && file.bytes > 0 && likeness::is_plausible(name)
    };
    for index in
        (0..files.len()).filter(|index| is_strange(&files[*index])).take(likeness::MOST_FILES).collect::<Vec<_>>()
    {
        let name = files[index].path.rsplit(['/', '\\']).next().unwrap_or_default();
        files[index].claims = likeness::of(package, files[index].entry, name);
    }
    for roster in all() {
        let has_right_name = files.iter().any(|file| file.roster == Some(roster));
        let mut claimants = files.iter_mut().filter(|file| file.claims == Some(roster));
        if let (Some(only), None, false) = (claimants.next(), claimants.next(), has_right_name) {
            (only.roster, only.name, only.claims) = (Some(roster), NameFit::Other, None);
        }
    }
}

fn all() -> impl Iterator<Item = Roster> {
    std::iter::once(Roster::Manifest).chain(TableId::ALL.into_iter().map(Roster::Table))
}

/// What a file is by its name, and how well the name fits.
fn recognise(name: &str) -> Option<(Roster, NameFit)> {
    let known = |candidate: &dyn Fn(&str) -> bool| all().find(|roster| candidate(roster.file()));
    if let Some(roster) = known(&|file| file == name) {
        return Some((roster, NameFit::Exact));
    }
    if let Some(roster) = known(&|file| file.eq_ignore_ascii_case(name)) {
        return Some((roster, NameFit::Case));
    }
    let lower = name.to_ascii_lowercase();
    let mut stem = lower.as_str();
    while let Some((before, ending)) = stem.rsplit_once('.') {
        if !matches!(ending, "csv" | "txt" | "tab" | "tsv" | "dat" | "xls" | "xlsx") {
            break;
        }
        stem = before;
    }
    let is_stem =
        |file: &str, stem: &str| file.strip_suffix(".csv").is_some_and(|known| known.eq_ignore_ascii_case(stem));
    if let Some(roster) = known(&|file| is_stem(file, stem)) {
        return Some((roster, NameFit::Ending));
    }
    let bare = stem.trim_end_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, '-' | '_' | ' ' | '.' | ':' | '(' | ')')
    });
    if bare.len() < stem.len() {
        return known(&|file| is_stem(file, bare)).map(|roster| (roster, NameFit::Date));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_recognised_however_they_are_damaged() {
        let users = Roster::Table(TableId::Users);
        for (name, expected) in [
            ("users.csv", Some((users, NameFit::Exact))),
            ("Users.csv", Some((users, NameFit::Case))),
            ("users.CSV", Some((users, NameFit::Case))),
            ("users.csv.csv", Some((users, NameFit::Ending))),
            ("users.txt", Some((users, NameFit::Ending))),
            ("users", Some((users, NameFit::Ending))),
            ("users20261121.csv", Some((users, NameFit::Date))),
            ("users_2026-11-21.csv", Some((users, NameFit::Date))),
            ("users (1).csv", Some((users, NameFit::Date))),
            ("my users.csv", None),
            ("manifest.csv", Some((Roster::Manifest, NameFit::Exact))),
            ("readme.txt", None),
        ] {
            assert_eq!(recognise(name), expected, "{name}");
        }
    }
}
