//! `manifest.csv`, put right or made from the files that are there.

use super::catalogue::{Chosen, Fix};
use super::ledger::{Edit, Ledger, Text};
use crate::check::anew::is_cut;
use crate::oneroster::{MANIFEST_FILE, MANIFEST_VERSION, Mode, TableId, Version};
use crate::rules::{
    ManifestFacts, ManifestHeader, PackageFacts, missing_manifest_property, unknown_manifest_property,
    unknown_oneroster_version,
};

/// The rows of a manifest: name and value.
pub(super) type Pairs = Vec<(String, String)>;

const MODES: [&str; 3] = ["bulk", "delta", "absent"];

/// Whether every row of it is known as it stands.
pub(super) fn is_whole(manifest: &ManifestFacts) -> bool {
    manifest.damaged.is_empty() && !is_cut(manifest.properties.len())
}

/// The rows as they should be.
///
/// `default` tells how files are sent of which the manifest does not speak; none if it is not known.
pub(super) fn put_right(
    manifest: &ManifestFacts,
    facts: &PackageFacts,
    path: &str,
    default: Option<Mode>,
    chosen: Chosen,
    ledger: &mut Ledger,
) -> Pairs {
    let edit = |fix, line: Option<u64>, column: Option<&str>, before: &str, after: &str| Edit {
        fix,
        file: path.to_owned(),
        line,
        column: column.map(str::to_owned),
        before: Text::cell(before.as_bytes()),
        after: Text::name(after),
    };
    if manifest.header_kind != ManifestHeader::Right && chosen.has(Fix::ManifestHeader) {
        ledger.add(Fix::ManifestHeader, || {
            let before = manifest.header.join(",");
            edit(Fix::ManifestHeader, Some(manifest.header_line), None, &before, "propertyName,value")
        });
    }
    let meant = unknown_manifest_property::meant(manifest, facts.version);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (row, property) in manifest.properties.iter().enumerate() {
        let line = Some(property.line);
        let mut name = property.name.clone();
        if let Some((_, right)) = meant.iter().find(|(at, _)| *at == row).filter(|_| chosen.has(Fix::ManifestNames)) {
            ledger.add(Fix::ManifestNames, || edit(Fix::ManifestNames, line, Some("propertyName"), &name, right));
            name.clone_from(right);
        }
        let mut value = property.value.clone();
        if let Some((fix, right)) = better_value(&name, &value, facts, default).filter(|(fix, _)| chosen.has(*fix)) {
            ledger.add(fix, || edit(fix, line, Some("value"), &value, &right));
            value = right;
        }
        if pairs.iter().any(|pair| *pair == (name.clone(), value.clone())) && chosen.has(Fix::ManifestRepeats) {
            ledger.add(Fix::ManifestRepeats, || edit(Fix::ManifestRepeats, line, None, &name, ""));
            continue;
        }
        pairs.push((name, value));
    }
    if chosen.has(Fix::ManifestRows) {
        add_rows(&mut pairs, facts, default, |name, value| {
            let row = format!("{name},{value}");
            ledger.add(Fix::ManifestRows, || edit(Fix::ManifestRows, None, None, "", &row));
        });
    }
    pairs
}

/// A manifest made from the files that are there.
pub(super) fn made(facts: &PackageFacts, default: Mode, ledger: &mut Ledger) -> Pairs {
    let mut pairs = Vec::new();
    add_rows(&mut pairs, facts, Some(default), |_, _| {});
    ledger.add(Fix::Manifest, || Edit {
        fix: Fix::Manifest,
        file: MANIFEST_FILE.to_owned(),
        line: None,
        column: None,
        before: Text::name(""),
        after: Text::name(MANIFEST_FILE),
    });
    pairs
}

/// Adds the rows that every manifest has, each behind those that stand before it, and tells them.
fn add_rows(pairs: &mut Pairs, facts: &PackageFacts, default: Option<Mode>, mut told: impl FnMut(&str, &str)) {
    let required = missing_manifest_property::required(facts.version);
    for (place, name) in required.iter().enumerate() {
        if pairs.iter().any(|(own, _)| own == name) {
            continue;
        }
        let Some(value) = value_of(name, facts, default) else { continue };
        let before = required.get(..place).unwrap_or_default();
        let at = pairs.iter().rposition(|(own, _)| before.contains(own)).map_or(0, |at| at + 1);
        told(name, &value);
        pairs.insert(at, (name.clone(), value));
    }
}

/// What stands behind a name in a manifest of this package.
fn value_of(name: &str, facts: &PackageFacts, default: Option<Mode>) -> Option<String> {
    match name {
        "manifest.version" => Some(MANIFEST_VERSION.into()),
        "oneroster.version" => Some(facts.version.number().into()),
        _ => {
            let id = table(name)?;
            if facts.table(id).is_none() {
                return Some("absent".into());
            }
            default.map(|mode| word(mode).to_owned())
        }
    }
}

/// A better value than this one.
fn better_value(name: &str, value: &str, facts: &PackageFacts, default: Option<Mode>) -> Option<(Fix, String)> {
    match name {
        "manifest.version" if value != MANIFEST_VERSION => Some((Fix::ManifestVersion, MANIFEST_VERSION.into())),
        "oneroster.version" => {
            let number = [Version::V1_1, Version::V1_2].map(Version::number).into_iter();
            let spaced = number.into_iter().find(|number| *number != value && *number == value.trim());
            let right = spaced.or_else(|| unknown_oneroster_version::variant_of(value))?;
            Some((Fix::StandardVersion, right.into()))
        }
        _ => {
            let id = table(name)?;
            let mode = MODES.into_iter().find(|mode| value.trim().eq_ignore_ascii_case(mode))?;
            let is_there = facts.table(id).is_some();
            match (mode, default) {
                ("absent", Some(default)) if is_there => Some((Fix::ManifestUnlisted, word(default).into())),
                ("bulk" | "delta", _) if !is_there && facts.version.table(id).is_some() => {
                    Some((Fix::ManifestAbsent, "absent".into()))
                }
                _ if mode != value => Some((Fix::ManifestModes, mode.into())),
                _ => None,
            }
        }
    }
}

fn table(name: &str) -> Option<TableId> {
    let stem = name.strip_prefix("file.")?;
    TableId::ALL.into_iter().find(|id| id.stem() == stem)
}

/// What the manifest calls a mode.
pub(super) fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Bulk => "bulk",
        Mode::Delta => "delta",
    }
}

/// How a file is sent, as these rows say.
pub(super) fn mode(pairs: &Pairs, id: TableId) -> Option<Mode> {
    let (_, value) = pairs.iter().find(|(name, _)| name.strip_prefix("file.") == Some(id.stem()))?;
    match value.as_str() {
        "bulk" => Some(Mode::Bulk),
        "delta" => Some(Mode::Delta),
        _ => None,
    }
}

/// How all files are sent of which the manifest speaks, if all are sent in one way.
pub(super) fn only_mode(facts: &PackageFacts) -> Option<Mode> {
    let manifest = facts.manifest.as_ref()?;
    let mut modes = manifest.properties.iter().filter_map(|property| {
        table(&property.name)?;
        let value = property.value.trim();
        [Mode::Bulk, Mode::Delta].into_iter().find(|mode| value.eq_ignore_ascii_case(word(*mode)))
    });
    let first = modes.next()?;
    modes.all(|mode| mode == first).then_some(first)
}
