use super::*;
use crate::oneroster::{TableId, Version};
use crate::profiles::Severity::{Info, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # The manifest has a row that OneRoster does not know
    ///
    /// ## What it checks
    /// The first cell of each row of manifest.csv is one of these names: `manifest.version`, `oneroster.version`,
    /// `source.systemName`, `source.systemCode`, and `file.` with the name of a data file of the version, such as
    /// `file.academicSessions`. Small and capital letters count.
    ///
    /// ## Why it matters
    /// Strict receivers refuse such a manifest, others skip the row. When it was meant to be the row of a file, that file
    /// counts as not listed.
    ///
    /// ## How to fix
    /// Correct the name, or take the row out.
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
    /// The standard does not speak of such rows, so it is a warning there and an info for the two receivers. It is worse
    /// when the row stands in the place of one that must be there, in wrong letters: then it counts like a missing row.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-manifest-property",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Info).oneroster(Warning),
    sources: &[
        binding("manifest.csv: the table of properties; mandatory rows; names are case-sensitive"),
        field("Strict validators refuse properties that are not in the table"),
    ],
    detect: Detect::Manifest(check),
    message: |said| match said.word(0).as_str() {
        "near" => format!(
            "propertyName holds {}; {}, the nearest name that OneRoster knows, has no row.",
            said.value(), said.word(1)
        ),
        "version" => format!(
            "propertyName holds {}, which belongs to OneRoster {}, but the manifest is of version {}.",
            said.word(1), said.word(2), said.word(3)
        ),
        _ => format!("propertyName holds {}, which OneRoster does not know.", said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "near" => format!("Write {}, with exactly these small and capital letters, if that is what the row is for.", said.word(1)),
        _ => "Take the row out of the manifest.".into(),
    },
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}",
        procedure("manifest")
    )),
};

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
            findings.report_as(&RULE, severities, place, || args.word("near").word(right.clone()));
        } else if let Some((id, version)) = other_version(name) {
            findings.report(&RULE, place, || {
                let name = format!("file.{}", id.stem());
                args.word("version").word(name).word(version.number()).word(package.version.number())
            });
        } else {
            findings.report(&RULE, place, || args.word("unknown"));
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
