use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A row of the manifest appears twice
    ///
    /// ## What it checks
    /// Each property, such as `file.users`, has one row in manifest.csv.
    ///
    /// ## Why it matters
    /// If the two rows say different things, such as `bulk` and `absent`, the receiver uses one of them, and nobody knows which.
    ///
    /// ## How to fix
    /// Keep the right row, and delete the other one.
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
    /// We use the first of the rows. If both rows say the same, it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-manifest-property",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: one property per row"),
        field("Strict validators refuse repeated properties"),
    ],
    detect: Detect::Manifest(check),
    message: |said| {
        let Repeated { line, is_same } = Repeated::of(said);
        let with = if is_same { "" } else { ", with a different value" };
        format!("{} is already on line {}{with}.", said.value(), counted(line))
    },
    fix: |_| "Keep the right row, and delete the other one.".into(),
};

told! {
    /// The row that has the property already.
    struct Repeated {
        line: u64,
        /// Whether it has the same value.
        is_same: bool,
    }
}

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    for (row, property) in manifest.properties.iter().enumerate() {
        let Some(first) = manifest.properties.iter().take(row).find(|first| first.name == property.name) else {
            continue;
        };
        let is_same = first.value == property.value;
        let severities = if is_same { Severities::everywhere(Warning) } else { RULE.severities };
        let place = Place { column: Some(manifest.name_column), ..manifest.place(property) };
        findings.report_as(&RULE, severities, place, || {
            let (other, told) = (Other { line: first.line, file: None }, Repeated { line: first.line, is_same });
            Args { other: Some(other), ..Args::value(property.name.as_bytes()) }.told(told)
        });
    }
}
