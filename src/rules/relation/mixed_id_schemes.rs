use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # User IDs are of two kinds
    ///
    /// ## What it checks
    /// In users.csv, some IDs are a letter and a number, such as `s1001`, and others are UUIDs. This is reported once,
    /// at the first row of the rarer kind.
    ///
    /// ## Why it matters
    /// Campus makes IDs of the first kind for OneRoster 1.1 and of another kind for 1.2. A file with both comes from
    /// two sources. If a person's ID changed, the receiver treats that person as new.
    ///
    /// ## How to fix
    /// Export all files with the same procedures. Ask the receiver before you change the IDs of people it already
    /// knows.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// t2001,teacher,omar.haddad,omar.haddad@school.example,8802
    /// 9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2f34,teacher,mia.stone,mia.stone@school.example,8803
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,t2001,teacher
    /// enrollment4,9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2f34,teacher
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// t2001,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,t2001,teacher
    /// ```
    ///
    /// ## Known limits
    /// If the rarer kind is at most one in a hundred of both, it's a note.
}

pub(crate) static RULE: Rule = Rule {
    name: "mixed-id-schemes",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::InfiniteCampus, "OneRoster, what is new in 1.2: ids are not compatible between 1.1 and 1.2", "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12")],
    detect: Detect::Rows(make),
    message: |said| {
        let Kinds { few, many } = Kinds::of(said);
        format!(
            "{} mixes two kinds of IDs, a letter with a number and a UUID: {} like this one and {} of the other kind.",
            said.file(), counted(few), counted(many)
        )
    },
    fix: |_| "Export the IDs of all users from the same source. Ask the receiver before you change IDs that it already knows.".into(),
};

told! {
    /// How many ids are of each kind.
    struct Kinds {
        few: u64,
        many: u64,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let id = table.place_of("sourcedId").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Schemes { id, numbers: Scheme::default(), uuids: Scheme::default() }))
}

struct Schemes {
    id: usize,
    numbers: Scheme,
    uuids: Scheme,
}

#[derive(Default)]
struct Scheme {
    count: u64,
    first: Option<(Place, Box<[u8]>)>,
}

impl RowCheck for Schemes {
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        for number in rows.fresh.iter() {
            let id = rows.cell(number, self.id);
            let scheme = match id {
                [letter, digits @ ..]
                    if letter.is_ascii_alphabetic() && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) =>
                {
                    &mut self.numbers
                }
                _ if is_uuid(id) => &mut self.uuids,
                _ => continue,
            };
            scheme.count += 1;
            scheme.first.get_or_insert_with(|| (rows.place(number, "sourcedId"), id.into()));
        }
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        let (few, many) = if self.uuids.count <= self.numbers.count {
            (&self.uuids, &self.numbers)
        } else {
            (&self.numbers, &self.uuids)
        };
        let Some((place, id)) = &few.first else { return };
        let is_rare = few.count * 100 <= few.count + many.count;
        let severities = if is_rare { Severities::nowhere().infinite_campus(Info) } else { RULE.severities };
        let (few, many) = (few.count, many.count);
        findings.report_as(&RULE, severities, *place, || Args::value(id).told(Kinds { few, many }));
    }
}

fn is_uuid(id: &[u8]) -> bool {
    id.len() == 36
        && id.iter().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
