use super::effective_code::{EffectiveCode, campus_fix, told};
use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::d2l_brightspace::unsupported_in;

page! {
    /// # A name holds a character that Brightspace may not support
    ///
    /// ## What it checks
    /// The name of an org, a course or a class that has a code of its own, and so needs its name as a name only. It
    /// should not hold `\ : * ? " < > | ' # , % &` or the curly quotes.
    ///
    /// ## Why it matters
    /// The D2L article asks that “names or codes” respect these characters, and another product of D2L refuses them in
    /// names too. Many titles with “&” or an apostrophe are taken all the same.
    ///
    /// ## How to fix
    /// Try one such record first. If Brightspace refuses it, remove or replace the character, for example “and” for “&”.
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
    /// Only for codes does the article say outright that the characters are not supported; a code has the rule
    /// `unsupported-code-character`. The closing curly apostrophe is in no list and is not reported here.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-name-character",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[
        brightspace_article("Org Unit naming conventions: names or codes respect Brightspace illegal character requirements"),
        page_of(Authority::D2l, "D2L Standard CSV, validation mode: the same characters in codes and names", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!(
        "{} contains {}, with {} that Brightspace may refuse: {}.",
        said.column(), said.value(), if said.number(2) == 1 { "a character" } else { "characters" }, said.word(0)
    ),
    fix: |said| format!("If Brightspace refuses it, remove or replace the {}.", said.word(1)),
    campus_fix: Some(campus_fix),
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
                let (with_places, names) = told(&found);
                Args::value(text.as_bytes()).word(with_places).word(names).number(found.len() as u64)
            });
        }
    }
}
