//! A comparison as one page of HTML that needs nothing else.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::text::shown_groups;
use super::told::Changes;
use crate::report::{Escaped, page};
use crate::rules::counted;

/// Records of one file that the page lists.
const MOST_LISTED: usize = 200;

impl Changes {
    /// Writes it as a page of HTML.
    pub fn write_html(&self, output: &mut dyn Write) -> io::Result<()> {
        let title = format!("{} compared with {}", Escaped(&self.new.name), Escaped(&self.old.name));
        let mut body = String::new();
        self.write_section(&mut body);
        page(&title, self.values, &body, output)
    }

    /// Writes it as a part of a page.
    pub(crate) fn write_section(&self, body: &mut String) {
        let effects = self.receivers.iter().flat_map(|receiver| &receiver.effects).map(|effect| &*effect.detail);
        let mut told = effects.chain(self.all_clear()).peekable();
        if told.peek().is_some() {
            body.push_str("<h2>What it would do</h2>\n<ul>\n");
            for it in told {
                let _ = writeln!(body, "<li>{}</li>", Escaped(it));
            }
            body.push_str("</ul>\n");
        }
        if !self.findings.is_empty() {
            body.push_str("<h2>Unusual changes</h2>\n<ul>\n");
            for finding in &self.findings {
                let _ = writeln!(
                    body,
                    "<li><strong>{}</strong>: {} {} (<code>{}</code>)</li>",
                    finding.severity.word(),
                    Escaped(&finding.message),
                    Escaped(&finding.fix),
                    finding.rule
                );
            }
            body.push_str("</ul>\n");
        }
        body.push_str("<h2>Records</h2>\n<table>\n<thead><tr>");
        for title in ["File", "Before", "Now", "Removed", "Added", "Changed"] {
            let _ = write!(body, "<th scope=\"col\">{title}</th>");
        }
        body.push_str("</tr></thead>\n<tbody>\n");
        for table in &self.tables {
            row(body, table.file, [table.old, table.new, table.gone, table.added, table.changed]);
            for (group, name) in shown_groups(table) {
                row(body, &name, [group.old, group.new, group.gone, group.added, group.changed]);
            }
        }
        body.push_str("</tbody>\n</table>\n");
        self.listed(body);
        if !self.not_compared.is_empty() {
            body.push_str("<h2>Not compared</h2>\n<ul>\n");
            for it in &self.not_compared {
                let _ =
                    writeln!(body, "<li>{} ({} package): {}.</li>", Escaped(&it.what), it.package, Escaped(&it.why));
            }
            body.push_str("</ul>\n");
        }
    }

    fn listed(&self, body: &mut String) {
        for table in self.tables.iter().filter(|table| table.gone > 0) {
            let mut gone = self.records.iter().filter(|it| it.file == table.file && it.change == "gone").peekable();
            if gone.peek().is_none() {
                continue;
            }
            let _ = writeln!(body, "<h2>Removed from {}</h2>\n<ul>", table.file);
            let mut listed = 0u64;
            for record in gone.take(MOST_LISTED) {
                listed += 1;
                let _ = writeln!(body, "<li>{}, line {} of the older file</li>", Escaped(&record.id), record.line);
            }
            if table.gone > listed {
                let _ = writeln!(body, "<li>and {} more</li>", counted(table.gone - listed));
            }
            body.push_str("</ul>\n");
        }
    }
}

fn row(body: &mut String, name: &str, numbers: [u64; 5]) {
    let _ = write!(body, "<tr><th scope=\"row\">{}</th>", Escaped(name));
    for number in numbers {
        let _ = write!(body, "<td class=\"number\">{}</td>", counted(number));
    }
    body.push_str("</tr>\n");
}
