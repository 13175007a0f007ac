use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # No org is a school
    ///
    /// ## What it checks
    /// At least one row of orgs.csv has the type `school`.
    ///
    /// ## Why it matters
    /// The DESSA System makes its sites from the schools, and Brightspace needs schools above courses and classes.
    /// Without a school, no one belongs anywhere.
    ///
    /// ## How to fix
    /// Export the schools too, each with the type `school`.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// orgs.csv
    /// sourcedId,type
    /// school1,ext:campus
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,type
    /// school1,school
    /// ```
    ///
    /// ## Known limits
    /// A type in other capitalization, such as `School`, counts here. Another rule reports it. In OneRoster 1.2 a
    /// vendor may have its own types. No receiver says that it treats one as a school. Nothing is reported for files
    /// that contain only changes.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-school",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Error).d2l_brightspace(Warning),
    sources: &[
        page_of(Authority::Aperture, "Flat file chart: sites are schools", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
        page_of(Authority::D2l, "OneRoster roles and org types: School is mandatory", "https://community.d2l.com/brightspace/kb/articles/23832"),
    ],
    detect: Detect::Across(make),
    message: |said| format!("No row of {} has the {} school.", said.file(), said.column()),
    fix: |said| format!("Export the schools in {} too, each with the {} school.", said.file(), said.column()),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Schools { place: 0, column: None, has_school: false })
}

struct Schools {
    place: usize,
    column: Option<Place>,
    has_school: bool,
}

impl AcrossCheck for Schools {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let Some(place) = table.place_of("type").filter(|_| table.table.id == TableId::Orgs) else { return false };
        self.place = place;
        self.column = table.column_id("type").map(|column| Place::file(table.file).column(column));
        true
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, _: &mut Findings) {
        self.has_school |= row.row.cell(self.place).trim_ascii().eq_ignore_ascii_case(b"school");
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        if let Some(place) = self.column.filter(|_| !self.has_school && seen.is_whole(TableId::Orgs)) {
            findings.report(&RULE, place, Args::none);
        }
    }
}
