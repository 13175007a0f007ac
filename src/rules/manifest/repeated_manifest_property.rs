use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # A row of the manifest stands there twice
    ///
    /// ## What it checks
    /// Each property, such as `file.users`, has one row in manifest.csv.
    ///
    /// ## Why it matters
    /// When the two rows say different things, `bulk` and `absent` for one, the receiver follows one of them, and nobody
    /// knows which.
    ///
    /// ## How to fix
    /// Keep the row that is right, and take the other one out.
    ///
    /// ## Example
    /// ```wrong raw
    /// manifest.csv
    /// propertyName,value
    /// manifest.version,1.0
    /// oneroster.version,1.1
    /// file.academicSessions,bulk
    /// file.categories,absent
    /// file.categories,bulk
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
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The first of the rows is the one that is followed here. When both rows say the same, it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-manifest-property",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: one property per row"),
        field("Strict validators refuse repeated properties"),
    ],
    detect: Detect::Manifest(check),
    message: |said| match said.word(1).as_str() {
        "same" => format!("propertyName holds {}, which line {} has already.", said.value(), said.word(0)),
        _ => format!(
            "propertyName holds {}, which line {} has already, with another value.",
            said.value(), said.word(0)
        ),
    },
    fix: |_| "Keep the row that is right, and take the other one out.".into(),
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, and paste this line into the SQL/Prism field \
         again: {}",
        procedure("manifest")
    )),
};

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    for (row, property) in manifest.properties.iter().enumerate() {
        let Some(first) = manifest.properties.iter().take(row).find(|first| first.name == property.name) else {
            continue;
        };
        let is_same = first.value == property.value;
        let severities = if is_same { Severities::everywhere(Warning) } else { RULE.severities };
        let place = Place { column: Some(manifest.name_column), ..manifest.place(property) };
        findings.report_as(&RULE, severities, place, || {
            Args::value(property.name.as_bytes()).other_line(first.line).word(if is_same { "same" } else { "differs" })
        });
    }
}
