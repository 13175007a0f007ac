use std::borrow::Cow;

use super::*;
use crate::oneroster::{TableId, Version};
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # The manifest has an unknown row
    ///
    /// ## What it checks
    /// The first cell of each row of manifest.csv is one of these names: `manifest.version`, `oneroster.version`,
    /// `source.systemName`, `source.systemCode`, and `file.` with the name of a data file of the version, such as
    /// `file.academicSessions`. Capital and small letters must match.
    ///
    /// ## Why it matters
    /// Strict receivers refuse such a manifest, and others skip the row. If it should be the row of a file, the file isn't
    /// listed.
    ///
    /// ## How to fix
    /// Correct the name, or delete the row.
    ///
    /// In Infinite Campus, the procedure of the article writes the right names.
    ///
    /// ## Example
    /// ```wrong
    /// manifest.csv
    /// propertyName,value
    /// file.attendance,absent
    /// ```
    /// ```right
    /// manifest.csv
    /// propertyName,value
    /// source.systemName,Campus
    /// ```
    ///
    /// ## Known limits
    /// The standard doesn't mention such rows, so it is a warning there and a note for DESSA and Brightspace. It is worse if the
    /// row is a required one with a misspelled name: then it counts like a missing row.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-manifest-property",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Info).oneroster(Warning),
    sources: &[
        binding("manifest.csv: the table of properties; mandatory rows; names are case-sensitive"),
        field("Strict validators refuse properties that aren't in the table"),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Strange { what, name, version, own } = Strange::of(said);
        match what {
            What::Near => format!(
                "OneRoster has no property {}. The closest name is {name}, which has no row.",
                said.value()
            ),
            What::OtherVersion => format!("{name} belongs to OneRoster {version}, but the manifest is for version {own}."),
            What::Unknown if said.is_empty() => "This row of the manifest has no name.".into(),
            What::Unknown => format!("OneRoster has no property {}.", said.value()),
        }
    },
    fix: |said| match Strange::of(said) {
        Strange { what: What::Near, name, .. } => {
            format!("If the row is for {name}, change its name to that, with exactly these capital and small letters. If not, delete it.")
        }
        _ => "Delete the row from the manifest.".into(),
    },
};

told! {
    /// A property that the version of the package doesn't have.
    struct Strange {
        what: What,
        /// The property that is meant.
        name: Cow<'static, str>,
        /// A version that has it.
        version: Cow<'static, str>,
        /// The version of the package.
        own: Cow<'static, str>,
    }
}

one_of! {
    /// What is known of it.
    enum What {
        Near = "near",
        OtherVersion = "version",
        Unknown = "unknown",
    }
}

impl Strange {
    fn new(what: What, name: String) -> Self {
        Self { what, name: name.into(), version: Cow::default(), own: Cow::default() }
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let known = known(package.version);
    let meant = meant(manifest, package.version);
    for (row, property) in manifest.properties.iter().enumerate() {
        let name = property.name.as_str();
        if known.iter().any(|known| known == name) {
            continue;
        }
        let place = Place { column: Some(manifest.name_column), ..manifest.place(property) };
        let args = Args::value(name.as_bytes());
        if let Some((_, right)) = meant.iter().find(|(at, _)| *at == row) {
            let severities = if optional(right) {
                RULE.severities
            } else {
                missing_manifest_property::severities(package, [right.as_str()].into_iter())
            };
            findings.report_as(&RULE, severities, place, || args.told(Strange::new(What::Near, right.clone())));
        } else if let Some((id, version)) = other_version(name) {
            findings.report(&RULE, place, || {
                let (version, own) = (version.number().into(), package.version.number().into());
                args.told(Strange { version, own, ..Strange::new(What::OtherVersion, format!("file.{}", id.stem())) })
            });
        } else {
            findings.report(&RULE, place, || args.told(Strange::new(What::Unknown, String::new())));
        }
    }
}

/// Every property of a version.
fn known(version: Version) -> Vec<String> {
    let files = version.tables().iter().map(|table| format!("file.{}", table.id.stem()));
    let fixed = ["manifest.version", "oneroster.version", "source.systemName", "source.systemCode"];
    fixed.into_iter().map(str::to_owned).chain(files).collect()
}

fn optional(property: &str) -> bool {
    property.starts_with("source.")
}

/// The file of a property that only another version has.
fn other_version(name: &str) -> Option<(TableId, Version)> {
    let stem = name.strip_prefix("file.")?;
    let id = TableId::ALL.into_iter().find(|id| id.stem() == stem)?;
    [Version::V1_1, Version::V1_2].into_iter().find(|version| version.table(id).is_some()).map(|version| (id, version))
}

/// Rows with a name that is close to one that the manifest otherwise lacks: the row's place, and the right name.
pub(crate) fn meant(manifest: &ManifestFacts, version: Version) -> Vec<(usize, String)> {
    let known = known(version);
    let mut lacking: Vec<&str> =
        known.iter().map(String::as_str).filter(|name| manifest.property(name).is_none()).collect();
    let mut meant = Vec::new();
    for (row, property) in manifest.properties.iter().enumerate() {
        let name = property.name.as_str();
        if known.iter().any(|known| known == name) || other_version(name).is_some() {
            continue;
        }
        let same = lacking.iter().copied().find(|lacking| plain(lacking) == plain(name));
        if let Some(right) = same.or_else(|| nearest(name, lacking.iter().copied())) {
            meant.push((row, right.to_owned()));
            lacking.retain(|lacking| *lacking != right);
        }
    }
    meant
}

/// A property's name without letter case and signs, and without what people add, forget or mistake for one another:
/// `file.`, `source.` and `.csv`.
fn plain(name: &str) -> String {
    let name: String =
        name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let name = name.strip_prefix("file").or_else(|| name.strip_prefix("source")).unwrap_or(&name);
    name.strip_suffix("csv").unwrap_or(name).to_owned()
}
