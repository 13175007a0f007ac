use std::borrow::Cow;

use super::*;
use crate::oneroster::{TableId, Version};
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::FILES;

page! {
    /// # Rows are missing in the manifest
    ///
    /// ## What it checks
    /// manifest.csv has a row for `manifest.version`, one for `oneroster.version`, and one for every data file of that version of
    /// OneRoster. Files that aren't sent have a row too: `file.categories,absent`.
    ///
    /// ## Why it matters
    /// The receiver can't tell whether the file is missing by mistake, and how to read it if it's there.
    ///
    /// ## How to fix
    /// Add the rows: `absent` for a file that isn't sent, and `bulk` or `delta` for a file that is.
    ///
    /// In Infinite Campus, the procedure of the article writes all rows.
    ///
    /// ## Example
    /// ```wrong raw
    /// manifest.csv
    /// propertyName,value
    /// manifest.version,1.0
    /// oneroster.version,1.1
    /// file.academicSessions,bulk
    /// file.classes,bulk
    /// file.courses,bulk
    /// file.demographics,bulk
    /// file.enrollments,bulk
    /// file.orgs,bulk
    /// file.users,bulk
    /// ```
    /// ```right raw
    /// manifest.csv
    /// propertyName,value
    /// manifest.version,1.0
    /// oneroster.version,1.1
    /// file.academicSessions,bulk
    /// file.categories,absent
    /// file.classes,bulk
    /// file.classResources,absent
    /// file.courses,bulk
    /// file.courseResources,absent
    /// file.demographics,bulk
    /// file.enrollments,bulk
    /// file.lineItems,absent
    /// file.orgs,bulk
    /// file.resources,absent
    /// file.results,absent
    /// file.users,bulk
    /// ```
    ///
    /// ## Known limits
    /// All missing rows together are one problem, including those of files in the package. The rule `unknown-manifest-property`
    /// reports a row with a misspelled name. The rule is silent about a manifest that couldn't be read at all. For the DESSA
    /// System, it is a warning, unless the row is for a file that the system needs and the package contains.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-manifest-property",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("manifest.csv: mandatory rows, one for every data file of the version"),
        campus_article("Data Extract Utility OneRoster Filenames and Procedures: manifest.csv"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: what is not sent must be marked absent",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Missing { count, rows, .. } = Missing::of(said);
        match count {
            1 => format!("{} has no row for {rows}.", said.file()),
            _ => format!("{} has no rows for these {} properties: {rows}.", said.file(), counted(count)),
        }
    },
    fix: |said| {
        let Missing { count, rows, what, version } = Missing::of(said);
        match (count, what) {
            (1, What::Version) => format!("Add the row {rows},{version}."),
            (1, What::Absent) => format!("Add the row {rows},absent."),
            (1, What::Some) => format!("Add the row {rows},bulk, or {rows},delta if the file contains changes only."),
            (_, What::Absent) => {
                "Add a row for each of them: the name, a comma, and “absent”, because the package doesn't contain the file."
                    .into()
            }
            (_, What::Some | What::Version) => {
                "Add a row for each of them. For a file, write its name, a comma, and “bulk” if you send the whole file, “delta” \
                 if it contains changes only, or “absent” if you don't send it."
                    .into()
            }
        }
    },
};

told! {
    /// Rows that the manifest lacks.
    struct Missing {
        count: u64,
        rows: Cow<'static, str>,
        what: What,
        /// If it is the row of a version: the right one.
        version: Cow<'static, str>,
    }
}

one_of! {
    /// Which rows they are.
    enum What {
        /// One row, and that of a version.
        Version = "version",
        /// Only rows of files that the package lacks.
        Absent = "absent",
        /// Others.
        Some = "some",
    }
}

fn check(manifest: &ManifestFacts, package: &PackageFacts, findings: &mut Findings) {
    let is_unclear = findings.has(&manifest_header::RULE, Some(manifest.file));
    if is_unclear && manifest.properties.is_empty() {
        return;
    }
    let meant = unknown_manifest_property::meant(manifest, package.version);
    let missing: Vec<String> = required(package.version)
        .into_iter()
        .filter(|name| manifest.property(name).is_none())
        .filter(|name| !meant.iter().any(|(_, meant)| meant == name))
        .collect();
    if missing.is_empty() {
        return;
    }
    let severities = severities(package, missing.iter().map(String::as_str));
    findings.report_as(&RULE, severities, Place::file(manifest.file), || {
        let only = match missing.as_slice() {
            [one] => one.as_str(),
            _ => "",
        };
        let is_absent = |name: &String| table(name).is_some_and(|id| package.table(id).is_none());
        let (what, version) = match only {
            "manifest.version" => (What::Version, crate::oneroster::MANIFEST_VERSION),
            "oneroster.version" => (What::Version, package.version.number()),
            _ if missing.iter().all(is_absent) => (What::Absent, ""),
            _ => (What::Some, ""),
        };
        let rows = missing.join(", ").into();
        Args::none().told(Missing { count: missing.len() as u64, rows, what, version: version.into() })
    });
}

/// The rows that every manifest of a version has.
pub(crate) fn required(version: Version) -> Vec<String> {
    let files = version.tables().iter().map(|table| format!("file.{}", table.id.stem()));
    ["manifest.version", "oneroster.version"].into_iter().map(str::to_owned).chain(files).collect()
}

/// The file that a property is about.
fn table(property: &str) -> Option<TableId> {
    let stem = property.strip_prefix("file.")?;
    TableId::ALL.into_iter().find(|id| id.stem() == stem)
}

/// How bad it is that some properties are missing.
pub(super) fn severities<'a>(package: &PackageFacts, mut properties: impl Iterator<Item = &'a str>) -> Severities {
    let is_needed = |id: TableId| FILES.contains(&id) && package.table(id).is_some();
    if properties.any(|property| table(property).is_some_and(is_needed)) {
        RULE.severities.infinite_campus(Error)
    } else {
        RULE.severities
    }
}
