use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The header of the manifest is wrong
    ///
    /// ## What it checks
    /// The first row of manifest.csv is `propertyName,value`, with exactly these capital and small letters.
    ///
    /// ## Why it matters
    /// The receiver can't read the manifest, so it refuses the package.
    ///
    /// ## How to fix
    /// Write `propertyName,value` as the first row, and each property in its own row below it.
    ///
    /// In Infinite Campus, select “Include Header Row?” in the extract of the manifest.
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
    /// The first cell of each row is read as the property and the second as its value, even if the header says something else.
    /// If the properties are side by side, the rule looks for their values next to them or in the row below.
}

pub(crate) static RULE: Rule = Rule {
    name: "manifest-header",
    page: PAGE,
    counted: None,
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
    message: |said| {
        let Header { what, cells } = Header::of(said);
        let file = said.file();
        match what {
            What::Missing => format!("{file} has no header row. Its first row {}.", said.contains()),
            What::Wide => format!("{file} has its properties side by side, not one in each row."),
            What::Cells => format!(
                "The header of {file} has {}, but must be propertyName,value.",
                count_of(cells, "cell", "cells")
            ),
            What::Differs => format!("The header of {file} {}, but must be propertyName,value.", said.contains()),
        }
    },
    fix: |said| match Header::of(said).what {
        What::Missing => "Add the row propertyName,value above the others.".into(),
        What::Wide => {
            "Write propertyName,value as the first row. Below it, write a row for each property: its name, a comma, and its \
             value."
                .into()
        }
        What::Cells => "Write propertyName,value as the first row, without another comma.".into(),
        What::Differs => "Write propertyName,value as the first row, with exactly these capital and small letters.".into(),
    },
};

told! {
    /// A header that isn't right.
    struct Header {
        what: What,
        cells: u64,
    }
}

one_of! {
    /// What is wrong with it.
    enum What {
        Missing = "missing",
        /// The properties are side by side.
        Wide = "wide",
        /// The names are right, but there are more or fewer cells.
        Cells = "cells",
        Differs = "differs",
    }
}

fn check(manifest: &ManifestFacts, _: &PackageFacts, findings: &mut Findings) {
    let has_names = |names: &[String]| names.iter().map(String::as_str).eq(crate::oneroster::MANIFEST_COLUMNS);
    let filled = manifest.header.len() - manifest.header.iter().rev().take_while(|cell| cell.is_empty()).count();
    let what = match manifest.header_kind {
        ManifestHeader::Right => return,
        ManifestHeader::Missing => What::Missing,
        ManifestHeader::Wide => What::Wide,
        ManifestHeader::Differs if has_names(&manifest.header[..filled]) => What::Cells,
        ManifestHeader::Differs if manifest.header == ["propertyName"] => What::Cells,
        ManifestHeader::Differs => What::Differs,
    };
    findings.report(&RULE, Place::file(manifest.file).line(manifest.header_line), || {
        let header = manifest.header.join(",");
        Args::value(header.as_bytes()).told(Header { what, cells: manifest.header.len() as u64 })
    });
}
