use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

page! {
    /// # The header of the manifest is wrong
    ///
    /// ## What it checks
    /// The first row of manifest.csv is `propertyName,value`, with exactly these small and capital letters.
    ///
    /// ## Why it matters
    /// The receiver cannot read the manifest, and so refuses the package.
    ///
    /// ## How to fix
    /// Write `propertyName,value` as the first row, and each property in a row of its own below it.
    ///
    /// In Infinite Campus, tick “Include Header Row?” in the extract of the manifest.
    ///
    /// ## Example
    /// ```wrong raw
    /// manifest.csv
    /// PropertyName,Value
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
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The first cell of each row is read as the property and the second as its value, whatever the header says. Where the
    /// properties stand side by side, their values are looked for beside them or in the row below.
}

pub(crate) static RULE: Rule = Rule {
    name: "manifest-header",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Manifest,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("manifest.csv: the header is propertyName,value; names are case-sensitive"),
        campus_article("All of the CSV header names are case-sensitive; the CSV files must include a header row"),
        page_of(
            Authority::D2l,
            "OneRoster CSV data mappings: the header must be identical",
            "https://community.d2l.com/brightspace/kb/articles/23844",
        ),
    ],
    detect: Detect::Manifest(check),
    message: |said| match said.word(0).as_str() {
        "missing" => format!("{} has no header row: its first row holds {}.", said.file(), said.value()),
        "wide" => format!("{} has its properties side by side, and not one in each row.", said.file()),
        "cells" => format!(
            "The header of {} has {}, but must be propertyName,value.",
            said.file(),
            said.count_of(1, "cell", "cells")
        ),
        _ => format!("The header of {} holds {}, but must be propertyName,value.", said.file(), said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "missing" => "Put the row propertyName,value before the others.".into(),
        "wide" => {
            "Write propertyName,value as the first row, and below it a row for each property: its name, a comma, its \
             value."
                .into()
        }
        "cells" => "Write propertyName,value as the first row, without another comma.".into(),
        _ => "Write propertyName,value as the first row, with exactly these small and capital letters.".into(),
    },
    campus_fix: Some(|_| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of the manifest, tick “Include Header Row?”, and paste this line \
         into the SQL/Prism field again: {}",
        procedure("manifest")
    )),
};

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    let has_names = |names: &[String]| names.iter().map(String::as_str).eq(crate::oneroster::MANIFEST_COLUMNS);
    let filled = manifest.header.len() - manifest.header.iter().rev().take_while(|cell| cell.is_empty()).count();
    let kind = match manifest.header_kind {
        ManifestHeader::Right => return,
        ManifestHeader::Missing => "missing",
        ManifestHeader::Wide => "wide",
        ManifestHeader::Differs if has_names(&manifest.header[..filled]) => "cells",
        ManifestHeader::Differs if manifest.header == ["propertyName"] => "cells",
        ManifestHeader::Differs => "differs",
    };
    findings.report(&RULE, Place::file(manifest.file).line(manifest.header_line), || {
        let header = manifest.header.join(",");
        Args::value(header.as_bytes()).word(kind).number(manifest.header.len() as u64)
    });
}
