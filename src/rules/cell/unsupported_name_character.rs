use super::characters::Characters;
use super::effective_code::EffectiveCode;
use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::d2l_brightspace::unsupported_in;

page! {
    /// # A name contains a character that Brightspace may not support
    ///
    /// ## What it checks
    /// This rule checks the name of an org, a course, or a class whose code comes from another column. The name
    /// shouldn't contain `\ : * ? " < > | ' # , % &` or the curly quotes.
    ///
    /// ## Why it matters
    /// The D2L article asks that “names or codes” respect these characters, and another D2L product refuses them in
    /// names too. Even so, many titles with “&” or an apostrophe are accepted.
    ///
    /// ## How to fix
    /// Try one such record first. If Brightspace refuses it, remove or replace the character, such as “and” for “&”.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title,classCode
    /// class1,Arts & Crafts,ART-1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title,classCode
    /// class1,Arts and Crafts,ART-1
    /// ```
    ///
    /// ## Known limits
    /// The article says outright only for codes that the characters aren't supported. Codes have the rule
    /// `unsupported-code-character`. The closing curly apostrophe is in no list and isn't reported here.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-name-character",
    page: PAGE,
    counted: Some("names contain characters that Brightspace may not support"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[
        brightspace_article("Org Unit naming conventions: names or codes respect Brightspace illegal character requirements"),
        page_of(Authority::D2l, "D2L Standard CSV, validation mode: the same characters in codes and names", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm"),
    ],
    detect: Detect::Rows(make),
    message: |said| {
        let Characters { with_places, count, .. } = Characters::of(said);
        format!("{} contains {} that Brightspace may refuse: {with_places}.", said.subject("name"), if count == 1 { "a character" } else { "characters" })
    },
    fix: |said| format!("If Brightspace refuses it, remove or replace the {}.", Characters::of(said).names),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    Some(Box::new(Names(EffectiveCode::of(table)?)))
}

struct Names(EffectiveCode);

impl RowCheck for Names {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.0.doubtful(rows).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some((column, text)) = self.0.plain_name(row) else { return };
        let found: Vec<_> =
            unsupported_in(text).iter().filter(|(it, _)| it.severity == Error).map(|(it, at)| (it.name, *at)).collect();
        if !found.is_empty() {
            findings.report(&RULE, row.place(column), || {
                Args::value(text.as_bytes()).told(Characters::at(&found))
            });
        }
    }
}
