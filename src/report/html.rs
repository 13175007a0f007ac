//! The report as one HTML page that needs nothing else: no script, no font, no image, no address.
//!
//! Every text goes through [`Escaped`]; nothing else may put text out of a package into the page.

mod found;
mod overview;
mod page;

use std::fmt::Write as _;
use std::io::{self, Write};

use self::found::{badge, found};
use self::overview::overview;
use self::page::{END, Page, head, made_by_tool};
pub(crate) use self::page::{Escaped, page, page_head};
use super::block::Paragraph;
use super::{Outcome, PackageMode, Report, SeverityName};
use crate::rules::counted;

/// Writes the page of one report.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    head(&Escaped(&report.input.name).to_string(), &mut page);
    made_by(report, &mut page);
    one(report, &mut page, output)?;
    page.push_str(END);
    page.write_to(output)
}

/// Writes one page of several reports: first which are ready, then each.
pub(super) fn write_several(reports: &[Report], output: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    head(&format!("{} packages", counted(reports.len() as u64)), &mut page);
    if let Some(first) = reports.first() {
        made_by(first, &mut page);
    }
    which(reports, &mut page);
    for (place, report) in reports.iter().enumerate() {
        page.package = place + 1;
        let _ = writeln!(page, "<section class=\"package\" id=\"package-{}\">", place + 1);
        page.heading(1, Escaped(&report.input.name));
        one(report, &mut page, output)?;
        page.push_str("</section>\n");
    }
    page.push_str(END);
    page.write_to(output)
}

/// All that is told of one package.
fn one(report: &Report, page: &mut Page, output: &mut dyn Write) -> io::Result<()> {
    let blocks = Paragraph::all(report);
    verdicts(report, page);
    mend(&blocks, page);
    if !blocks.is_empty() {
        page.target(2, "findings", "What was found");
    }
    page.write_to(output)?;
    for (place, block) in blocks.iter().enumerate() {
        found(report, block, place, page);
        page.write_to(output)?;
    }
    effects(report, page);
    if let Some(changes) = &report.changes {
        let _ = writeln!(page, "<h2>Compared with {}</h2>", Escaped(&changes.old.name));
        changes.write_section(&mut page.text);
    }
    overview(report, page);
    not_checked(report, page);
    files(report, page);
    page.write_to(output)
}

/// The packages with their answers, as a table.
fn which(reports: &[Report], page: &mut Page) {
    page.heading(2, "Which are ready?");
    page.push_str("<table class=\"answers\">\n<thead><tr><th scope=\"col\">Package</th>");
    let titles = reports.first().map_or(&[][..], |first| &first.verdicts);
    for verdict in titles {
        let _ = write!(page, "<th scope=\"col\">{}</th>", Escaped(verdict.title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (place, report) in reports.iter().enumerate() {
        let name = Escaped(&report.input.name);
        let _ = write!(page, "<tr><th scope=\"row\"><a href=\"#package-{}\">{name}</a></th>", place + 1);
        for verdict in &report.verdicts {
            let (class, answer) = match (report.outcome, verdict.ready) {
                (Outcome::Unreadable, _) => ("bad", "Could not be opened".to_owned()),
                (_, true) => ("good", format!("<strong>Ready</strong>: {}", report.counts_for(verdict))),
                (_, false) => ("bad", format!("<strong>Not ready</strong>: {}", report.counts_for(verdict))),
            };
            let _ = write!(page, "<td class=\"{class}\">{answer}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn made_by(report: &Report, page: &mut Page) {
    let made = report.checked_at.as_ref().map_or(String::new(), |at| format!(" on {}", Escaped(&moment(at))));
    made_by_tool(report.tool.name, report.tool.version, &made, report.values, page);
}

/// Whether it is ready, as a heading that is true alone.
fn answer(report: &Report) -> &'static str {
    match report.verdicts.iter().filter(|verdict| verdict.ready).count() {
        0 => "Not ready",
        ready if ready == report.verdicts.len() => "Ready",
        _ => "Ready for some",
    }
}

/// Date and time as people read them.
fn moment(at: &str) -> String {
    let (day, time) = at.split_once('T').unwrap_or((at, ""));
    match (time.get(..5), time.get(8..)) {
        (Some(time), Some("Z")) => format!("{day} at {time} UTC"),
        (Some(time), Some(zone)) => format!("{day} at {time} (UTC{zone})"),
        _ => day.to_owned(),
    }
}

fn verdicts(report: &Report, page: &mut Page) {
    if let Some(sum) = &report.input.sha256 {
        let _ = writeln!(page, "<p class=\"quiet\">SHA-256 of the package: <code>{}</code></p>", Escaped(sum));
    }
    page.heading(2, answer(report));
    match report.outcome {
        Outcome::Complete => {}
        Outcome::Partial => {
            let id = page.id("not-checked");
            let _ = writeln!(
                page,
                "<p><strong>Not everything could be checked.</strong> What was left out is listed under \
                 <a href=\"#{id}\">Not checked</a>.</p>"
            );
        }
        Outcome::Unreadable => page.push_str("<p><strong>This package could not be opened.</strong></p>\n"),
    }
    if report.limits.lifted {
        page.push_str("<p>Checked without the limits on sizes and counts.</p>\n");
    }
    page.push_str("<ul class=\"verdicts\">\n");
    for verdict in &report.verdicts {
        let (class, word) = if verdict.ready { ("good", "Ready") } else { ("bad", "Not ready") };
        let _ = writeln!(
            page,
            "<li class=\"{class}\"><strong>{word}</strong> for {}{}: {}</li>",
            Escaped(verdict.title),
            verdict.remark.map_or_else(String::new, |remark| format!(" ({remark})")),
            report.counts_for(verdict)
        );
    }
    page.push_str("</ul>\n");
}

fn mend(blocks: &[Paragraph], page: &mut Page) {
    let is_info = |block: &Paragraph| block.severity == SeverityName::Info;
    if blocks.iter().any(|block| !is_info(block)) {
        page.heading(2, "Problems, in the order to fix them");
        page.push_str("<ol>\n");
        contents(blocks, |block| !is_info(block), page);
        page.push_str("</ol>\n");
    }
    if blocks.iter().any(is_info) {
        page.heading(2, "Worth knowing");
        page.push_str("<ul>\n");
        contents(blocks, is_info, page);
        page.push_str("</ul>\n");
    }
}

fn contents(blocks: &[Paragraph], wanted: impl Fn(&Paragraph) -> bool, page: &mut Page) {
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| wanted(block)) {
        let times = block.times().map_or_else(String::new, |count| format!(", {} times", counted(count)));
        let place_of = match block.parts.as_slice() {
            [part] => format!(" in {}", Escaped(&part.place())),
            parts => format!(" in {} files or columns", counted(parts.len() as u64)),
        };
        let id = page.id(&format!("found-{}", place + 1));
        let _ = writeln!(
            page,
            "<li>{} <a href=\"#{id}\">{}</a>{place_of}{times}</li>",
            badge(block.severity),
            Escaped(&block.heading())
        );
    }
}

fn effects(report: &Report, page: &mut Page) {
    if report.effects.is_empty() {
        return;
    }
    page.heading(2, "What will happen");
    for verdict in &report.verdicts {
        let mut effects = report.effects.iter().filter(|effect| effect.profile == verdict.profile).peekable();
        if effects.peek().is_none() {
            continue;
        }
        page.heading(3, Escaped(verdict.title));
        if verdict.errors > 0 {
            page.push_str("<p>After you fix the problems, this is what will happen:</p>\n");
        }
        page.push_str("<ul>\n");
        for effect in effects {
            let _ = writeln!(page, "<li>{}</li>", Escaped(&effect.detail));
        }
        page.push_str("</ul>\n");
    }
}

fn files(report: &Report, page: &mut Page) {
    if report.files.is_empty() {
        return;
    }
    let version = match report.package.oneroster_version {
        Some(version) => format!("OneRoster {version}"),
        None => "The version of OneRoster is not known".into(),
    };
    let mode = match report.package.mode {
        PackageMode::Bulk => "bulk: everything, each time",
        PackageMode::Delta => "delta: only what changed",
        PackageMode::Mixed => "some files bulk, some delta",
        PackageMode::Unknown => "bulk or delta is not known",
    };
    page.heading(2, "The files");
    let _ = write!(
        page,
        "<p>{}, {mode}.</p>\n<table>\n<thead><tr><th scope=\"col\">File</th>\
         <th scope=\"col\" class=\"number\">Rows</th><th scope=\"col\">Checked</th></tr></thead>\n<tbody>\n",
        Escaped(&version)
    );
    for file in &report.files {
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td>{}</td></tr>",
            Escaped(&file.name),
            counted(file.rows),
            match file.checked {
                "whole" => "all",
                "partly" => "in part",
                _ => "no",
            }
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

fn not_checked(report: &Report, page: &mut Page) {
    if report.not_checked.is_empty() {
        return;
    }
    page.target(2, "not-checked", "Not checked");
    page.push_str("<ul>\n");
    for not in &report.not_checked {
        let _ = writeln!(page, "<li>{}: {}</li>", Escaped(&not.what), Escaped(&not.why));
    }
    page.push_str("</ul>\n");
}
