use super::*;
use crate::oneroster::TableId;
use crate::profiles::Profile;
use crate::profiles::Severity::{Error, Warning};

rule! {
    /// # An e-mail address is not one
    ///
    /// ## What it checks
    /// An `email` in users.csv has one `@`, something before it, a host with a point behind it, and no spaces, commas or
    /// semicolons.
    ///
    /// ## Why it matters
    /// Educators sign in to the DESSA System with their address, and no letter reaches an address that is none.
    ///
    /// ## How to fix
    /// Correct the address in the record of the person. Keep one address only where there are several.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,email
    /// teacher1,lena.brook.school.example
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,email
    /// teacher1,lena.brook@school.example
    /// ```
    ///
    /// ## Known limits
    /// Whether the address exists cannot be known. For the DESSA System only the addresses of teachers are looked at.
    pub static RULE = Rule {
        name: "bad-email",
        since: "0.1.0",
        scope: Scope::Cell,
        severities: Severities::nowhere().infinite_campus(Error).d2l_brightspace(Warning),
        sources: &[
            page_of(Authority::Aperture, "Flat file chart: e-mail format of staff", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
            brightspace_article("Users: Update First Name, Last Name, Password and Email"),
        ],
        detect: Detect::Rows(make),
        message: |said| format!("{} holds {}, which is not an e-mail address.", said.column(), said.value()),
        fix: |said| format!("Write one address into {}, such as name@school.example.", said.column()),
        campus_fix: Some(|_| "Open the person in Campus under Census > People > Demographics and correct “Email”.".into()),
    };
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let email = table.place_of("email").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Emails { role: table.place_of("role"), email }))
}

struct Emails {
    role: Option<usize>,
    email: usize,
}

impl RowCheck for Emails {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.email);
        if cell.trim_ascii().is_empty() || is_address(cell) || row.is_deleted() {
            return;
        }
        let is_teacher = self.role.is_some_and(|role| row.row.cell(role) == b"teacher");
        let severities = if is_teacher { RULE.severities } else { RULE.severities.without(Profile::InfiniteCampus) };
        findings.report_as(&RULE, severities, row.place("email"), || Args::value(cell));
    }
}

/// One `@`, something before it, and behind it names with dots between them. One look at each byte: there is an address
/// in every row.
fn is_address(cell: &[u8]) -> bool {
    let mut at = None;
    let mut dots = 0;
    let mut before = b'.';
    for (place, byte) in cell.iter().enumerate() {
        match byte {
            b'@' if at.is_none() && place > 0 => at = Some(place),
            b'.' if at.is_some() && matches!(before, b'.' | b'@') => return false,
            b'.' if at.is_some() => dots += 1,
            b'@' | b',' | b';' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'"' | 0..=b' ' | 0x7F => return false,
            _ => {}
        }
        before = *byte;
    }
    dots > 0 && before != b'.'
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses() {
        for address in ["a@b.c", "lena.brook+x@mail.school.example", "o'brien@b.org", "zoë@b.org"] {
            assert!(is_address(address.as_bytes()), "{address}");
        }
        for text in ["a", "@b.c", "a@b", "a@b.", "a@.c", "a@b@c.d", "a b@c.d", "a@b.c;d@e.f", "a@b.c,d@e.f", "<a@b.c>"]
        {
            assert!(!is_address(text.as_bytes()), "{text}");
        }
    }
}
