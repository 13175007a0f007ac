use super::effective_code::told;
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A username holds a character that Brightspace may not support
    ///
    /// ## What it checks
    /// A `username` in users.csv does not hold `\ / : * ? " < > | ' , ;`.
    ///
    /// ## Why it matters
    /// Another product of D2L refuses users with such a username. Without the account, the enrollments of the person are
    /// lost too.
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
    /// The list is that of a sister product of D2L, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-username-character",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, validation mode: characters in usernames", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm")],
    detect: Detect::Rows(make),
    message: |said| format!(
        "{} contains {}, with {} that Brightspace may refuse: {}.",
        said.column(), said.value(), if said.number(2) == 1 { "a character" } else { "characters" }, said.word(0)
    ),
    fix: |said| format!("If Brightspace refuses it, give the person a username without the {}.", said.word(1)),
    campus_fix: Some(|_| "Change the username of the person’s user account in Campus: User Account Batch Wizard, or Student and Staff Account Automation.".into()),
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
            let (with_places, names) = told(&found);
            Args::value(cell).word(with_places).word(names).number(found.len() as u64)
        });
    }
}
