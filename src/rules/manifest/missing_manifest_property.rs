use super::*;
use crate::oneroster::{TableId, Version};
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, FILES, procedure};

page! {
    /// # The manifest lacks rows
    ///
    /// ## What it checks
    /// manifest.csv has a row for `manifest.version`, one for `oneroster.version`, and one for every data file of that
    /// version of OneRoster, also for those that are not sent: `file.categories,absent`.
    ///
    /// ## Why it matters
    /// The receiver does not know whether the file is missing by mistake, and in which way to read it when it is there.
    ///
    /// ## How to fix
    /// Add the rows: `absent` for a file that is not sent, `bulk` or `delta` for one that is.
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
    /// All missing rows are one finding, also those of files that are in the package. A row whose name is only misspelled
    /// belongs to the rule `unknown-manifest-property`. Nothing is said when the manifest could not be made out at all. For
    /// the DESSA System it is a warning unless the row of a file is missing that the system needs and the package holds.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-manifest-property",
    page: PAGE,
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
    message: |said| match said.number(0) {
        1 => format!("{} lacks the row {}.", said.file(), said.word(1)),
        _ => format!("{} lacks {} rows: {}.", said.file(), said.word(0), said.word(1)),
    },
    fix: |said| match (said.number(0), said.word(1), said.word(2).as_str()) {
        (1, row, "present") => format!("Add the row {row},bulk, or {row},delta if the file holds changes only."),
        (1, row, value) => format!("Add the row {row},{value}."),
        (_, _, "absent") => {
            "Add a row for each of them: the name, a comma, and “absent”, because the file is not sent.".into()
        }
        _ => {
            "Add a row for each of them. After the name of a file and a comma write “bulk” if it is sent as a whole, \
             “delta” if it holds changes only, “absent” if it is not sent.".into()
        }
    },
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}",
        procedure("manifest")
    )),
};

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
        Args::none().number(missing.len() as u64).word(missing.join(", ")).word(match only {
            "manifest.version" => crate::oneroster::MANIFEST_VERSION,
            "oneroster.version" => package.version.number(),
            _ if missing.iter().all(is_absent) => "absent",
            _ => "present",
        })
    });
}

/// The rows that every manifest of a version has.
pub(crate) fn required(version: Version) -> Vec<String> {
    let files = version.tables().iter().map(|table| format!("file.{}", table.id.stem()));
    ["manifest.version", "oneroster.version"].into_iter().map(str::to_owned).chain(files).collect()
}

/// The file of which a property speaks.
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
