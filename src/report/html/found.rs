//! What was found: each problem with what to do, and the rows in which it is.

use std::fmt::Write as _;

use super::super::block::{Advice, Paragraph, Part, by_profile};
use super::super::{Finding, Report, SeverityName};
use super::page::{Escaped, Marked, Page};
use crate::rules::counted;

/// How bad it is, in a word.
pub(super) fn badge(severity: SeverityName) -> String {
    let title = match severity {
        SeverityName::Error => "Problem",
        SeverityName::Warning => "Warning",
        SeverityName::Info => "Note",
    };
    format!("<span class=\"badge {}\">{title}</span>", severity.word())
}

/// The same word in a sentence.
fn word(severity: SeverityName) -> &'static str {
    match severity {
        SeverityName::Error => "problem",
        SeverityName::Warning => "warning",
        SeverityName::Info => "note",
    }
}

/// One problem.
pub(super) fn found(report: &Report, block: &Paragraph, place: usize, page: &mut Page) {
    let id = page.id(&format!("found-{}", place + 1));
    let _ = writeln!(page, "<section id=\"{id}\">");
    page.heading(3, format_args!("{} {}", badge(block.severity), Escaped(&block.heading())));
    let _ = writeln!(page, "<p class=\"quiet\">Rule <code>{}</code></p>", Escaped(block.rule));
    if let Some(facts) = block.facts {
        let _ = writeln!(page, "<p>{}</p>", Marked(&facts.why));
    }
    let (fix, in_sender) = (block.one_fix(), block.one_sender_fix());
    advice("How to fix it", fix.map(|text| vec![Advice { about: None, text }]).unwrap_or_default(), page);
    advice(&report.in_sender(), in_sender.map(|text| vec![Advice { about: None, text }]).unwrap_or_default(), page);
    match block.echoes() {
        0 => {}
        1 => page.push_str("<p>1 reference could not be followed because of this.</p>\n"),
        echoes => {
            let _ = writeln!(page, "<p>{} references could not be followed because of this.</p>", counted(echoes));
        }
    }
    for part in &block.parts {
        rows(report, part, fix.is_none(), in_sender.is_none(), page);
    }
    page.push_str("</section>\n");
}

/// What to do, with what it is for.
fn advice(label: &str, all: Vec<Advice>, page: &mut Page) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(page, "<dl>\n<dt>{label}</dt>");
    for Advice { about, text } in all {
        let about = about.map_or(String::new(), |about| format!("<strong>{}:</strong> ", Escaped(&about)));
        let _ = writeln!(page, "<dd>{about}{}</dd>", Escaped(text));
    }
    page.push_str("</dl>\n");
}

/// The findings of one file and column, with the fixes that are theirs alone.
fn rows(report: &Report, part: &Part, has_fix: bool, has_steps: bool, page: &mut Page) {
    let times = match part.total.count {
        1 => String::new(),
        count => format!(" ({} times)", counted(count)),
    };
    page.heading(4, format_args!("{}{times}", Escaped(&part.place())));
    if let Some(by_profile) = by_profile(report, part.total, word) {
        let _ = writeln!(page, "<p class=\"quiet\">{}</p>", Escaped(&by_profile));
    }
    // What differs from row to row stands in the row.
    let is_known = !part.total.fixes.is_empty();
    let sender = report.in_sender();
    if has_fix && is_known {
        advice("How to fix it", part.advice(), page);
    }
    if has_steps && is_known {
        advice(&sender, part.sender_advice(), page);
    }
    let mut columns: Vec<(&str, _, _)> = Vec::new();
    let mut column = |title, class, text: fn(&Finding) -> Option<String>| {
        if part.findings.iter().any(|finding| text(finding).is_some()) {
            columns.push((title, class, text));
        }
    };
    column("Line", " class=\"number\"", |finding| finding.line.map(counted));
    column("sourcedId", "", |finding| finding.source_id.clone());
    column("What is wrong", "", |finding| Some(finding.message.clone()));
    if has_fix && !is_known {
        column("How to fix it", "", |finding| Some(finding.fix.clone()));
    }
    if has_steps && !is_known {
        column(&sender, "", |finding| finding.in_sender.text().map(str::to_owned));
    }
    if !part.findings.is_empty() {
        page.push_str("<table class=\"found\">\n<thead><tr>");
        for (title, class, _) in &columns {
            let _ = write!(page, "<th scope=\"col\"{class}>{title}</th>");
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for finding in part.findings {
            page.push_str("<tr>");
            for (title, class, text) in &columns {
                let text = text(finding).unwrap_or_default();
                let _ = write!(page, "<td{class} data-label=\"{title}\">{}</td>", Escaped(&text));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n");
    }
    let more = part.total.count.saturating_sub(part.findings.len() as u64);
    if more > 0 {
        let _ = writeln!(page, "<p>And {} more that are not listed.</p>", counted(more));
    }
}
