use super::*;
use crate::oneroster::TableId;
use crate::profiles::Receiver;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An email address isn't valid
    ///
    /// ## What it checks
    /// An `email` in users.csv has one `@` with something before it, a domain with a dot after it, and no spaces,
    /// commas, or semicolons.
    ///
    /// ## Why it matters
    /// Educators sign in to the DESSA System with their email address, and no email reaches an address that isn't
    /// valid.
    ///
    /// ## How to fix
    /// Correct the address in the person's record. If there are several addresses, keep only one.
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
    /// The check can't tell whether the address exists. For the DESSA System, only teachers' addresses are checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-email",
    page: PAGE,
    counted: Some("email addresses aren't valid"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Error).d2l_brightspace(Warning),
    sources: &[
        page_of(Authority::Aperture, "Flat file chart: email format of staff", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
        brightspace_article("Users: Update First Name, Last Name, Password and Email"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("{} isn't a valid email address.", said.this_value()),
    fix: |said| format!("Enter one address in {}, such as name@school.example.", said.column()),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let email = table.place_of("email").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Emails { role: table.place_of("role"), email, domain: Vec::new() }))
}

struct Emails {
    role: Option<usize>,
    email: usize,
    /// The last domain that was right, with its `@`: most addresses of a package share one.
    domain: Vec<u8>,
}

impl RowCheck for Emails {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        let is_told = |cell: &[u8]| cell.trim_ascii().is_empty() || null_text::is_null(cell);
        let is_wrong = |cell: &[u8]| !is_address(cell, &mut self.domain) && !is_told(cell);
        rows.with(self.email, is_wrong).each(findings, |row, findings| {
            if row.is_deleted() {
                return;
            }
            let is_teacher = self.role.is_some_and(|role| row.row.cell(role) == b"teacher");
            let severities = if is_teacher { RULE.severities } else { RULE.severities.without(Receiver::DESSA) };
            findings.report_as(&RULE, severities, row.place("email"), || Args::value(row.row.cell(self.email)));
        });
    }
}

/// One `@`, something before it, and behind it names with dots between them. Remembers a domain that is right.
fn is_address(cell: &[u8], known_domain: &mut Vec<u8>) -> bool {
    if !known_domain.is_empty()
        && let Some(name) = cell.strip_suffix(known_domain.as_slice())
    {
        return is_name(name);
    }
    let Some((name, domain)) = cell.iter().position(|byte| *byte == b'@').and_then(|at| cell.split_at_checked(at)) else {
        return false;
    };
    let names = domain.get(1..).unwrap_or_default().split(|byte| *byte == b'.');
    let is_right = is_name(name) && names.clone().count() > 1 && names.clone().all(is_name);
    if is_right {
        known_domain.clear();
        known_domain.extend_from_slice(domain);
    }
    is_right
}

/// Whether it is one part of an address: not empty, and without signs that cannot stand there.
fn is_name(part: &[u8]) -> bool {
    const SIGNS: [bool; 256] = {
        let mut signs = [false; 256];
        let mut byte = 0u8;
        while byte < 128 {
            signs[byte as usize] = matches!(
                byte,
                b'@' | b',' | b';' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'"' | 0..=b' ' | 0x7F
            );
            byte += 1;
        }
        signs
    };
    !part.is_empty() && !part.iter().any(|byte| SIGNS[usize::from(*byte)])
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses() {
        let domain = &mut Vec::new();
        for address in ["a@b.c", "lena.brook+x@mail.school.example", "o'brien@b.org", "zoë@b.org"] {
            assert!(is_address(address.as_bytes(), domain), "{address}");
        }
        for text in ["a", "@b.c", "a@b", "a@b.", "a@.c", "a@b@c.d", "a b@c.d", "a@b.c;d@e.f", "a@b.c,d@e.f", "<a@b.c>", "@b.org", "a b@b.org", "a@@b.org", "a@b..c"]
        {
            assert!(!is_address(text.as_bytes(), domain), "{text}");
        }
    }
}
