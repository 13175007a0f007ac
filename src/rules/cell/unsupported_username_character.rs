use super::characters::Characters;
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A username contains a character that Brightspace may not support
    ///
    /// ## What it checks
    /// A `username` in users.csv doesn't contain `\ / : * ? " < > | ' , ;`.
    ///
    /// ## Why it matters
    /// Another D2L product refuses users with such a username. Without the account, the person's enrollments are lost
    /// too.
    ///
    /// ## How to fix
    /// Try one such user first. If Brightspace refuses it, give the person a username without the character.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username
    /// student1,ada/okafor
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username
    /// student1,ada.okafor
    /// ```
    ///
    /// ## Known limits
    /// The list comes from a D2L sister product, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-username-character",
    page: PAGE,
    counted: Some("usernames contain characters that Brightspace may not support"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, validation mode: characters in usernames", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm")],
    detect: Detect::Rows(make),
    message: |said| {
        let Characters { with_places, count, .. } = Characters::of(said);
        format!("{} contains {} that Brightspace may refuse: {with_places}.", said.subject("username"), if count == 1 { "a character" } else { "characters" })
    },
    fix: |said| format!("If Brightspace refuses it, give the person a username without the {}.", Characters::of(said).names),
};

const UNSUPPORTED: [(u8, &str); 12] = [
    (b'\\', "backslash"),
    (b'/', "slash"),
    (b':', "colon"),
    (b'*', "asterisk"),
    (b'?', "question mark"),
    (b'"', "double quote"),
    (b'<', "less-than sign"),
    (b'>', "greater-than sign"),
    (b'|', "vertical bar"),
    (b'\'', "apostrophe"),
    (b',', "comma"),
    (b';', "semicolon"),
];

/// The same by the byte: there is a username in every row.
const IS_UNSUPPORTED: [bool; 256] = {
    let mut signs = [false; 256];
    let mut place = 0;
    while place < UNSUPPORTED.len() {
        signs[UNSUPPORTED[place].0 as usize] = true;
        place += 1;
    }
    signs
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let username = table.place_of("username").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Usernames(username)))
}

struct Usernames(usize);

impl RowCheck for Usernames {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        let doubtful = rows.with(self.0, |name| name.iter().any(|byte| IS_UNSUPPORTED[usize::from(*byte)]));
        doubtful.each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.0);
        if row.is_deleted() || !cell.iter().any(|byte| IS_UNSUPPORTED[usize::from(*byte)]) {
            return;
        }
        findings.report(&RULE, row.place("username"), || {
            let name_of = |sign: char| UNSUPPORTED.iter().find(|(known, _)| char::from(*known) == sign);
            let text = String::from_utf8_lossy(cell);
            let found: Vec<_> =
                text.chars().enumerate().filter_map(|(at, sign)| Some((name_of(sign)?.1, at + 1))).collect();
            Args::value(cell).told(Characters::at(&found))
        });
    }
}
