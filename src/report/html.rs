//! The report as one HTML page that needs nothing else: no script, no font, no image, no address.
//!
//! Every text goes through [`Escaped`]; nothing else may put text out of a package into the page.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use super::block::{Advice, Block, Part, by_profile};
use super::{Mode, Outcome, Report, SeverityName, Tool, Verdict};
use crate::check::overview::{Counted, Oddity};
use crate::rules::{counted, visible};

/// Schools and sessions that are told one by one.
const LISTED: usize = 50;

/// Text that stands in the page as it is, in an element or in a quoted attribute.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in visible(self.0).chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                _ => formatter.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Text of a rule page: what stands between backticks is code.
struct Marked<'a>(&'a str);

impl Display for Marked<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.0.split('`').enumerate() {
            if place % 2 == 1 {
                write!(formatter, "<code>{}</code>", Escaped(part))?;
            } else {
                write!(formatter, "{}", Escaped(part))?;
            }
        }
        Ok(())
    }
}

/// The page as far as it is not written yet.
#[derive(Default)]
struct Page {
    text: String,
    /// Of which of several packages it tells, from 1; 0 if there is one package, whose headings are those of the page.
    package: usize,
}

impl fmt::Write for Page {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.write_str(text)
    }
}

impl Page {
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A heading, by its rank in the report of one package. What it says may be markup.
    fn heading(&mut self, rank: usize, says: impl Display) {
        let rank = rank + usize::from(self.package > 0);
        let _ = writeln!(self, "<h{rank}>{says}</h{rank}>");
    }

    /// The same, to be pointed at.
    fn target(&mut self, rank: usize, id: &str, says: impl Display) {
        let (rank, id) = (rank + usize::from(self.package > 0), self.id(id));
        let _ = writeln!(self, "<h{rank} id=\"{id}\">{says}</h{rank}>");
    }

    /// What stands for an id of the report of one package.
    fn id(&self, id: &str) -> String {
        if self.package > 0 { format!("package-{}-{id}", self.package) } else { id.to_owned() }
    }

    fn write_to(&mut self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

/// Writes a page about something else than a report, in the same form. Title and body are markup.
pub(crate) fn page(title: &str, values: &str, body: &str, output: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    head(title, &mut page);
    let Tool { name, version } = Tool::own();
    made_by_tool(name, version, "", values, &mut page);
    page.push_str(body);
    page.push_str(END);
    page.write_to(output)
}

const END: &str = "</main>\n</body>\n</html>\n";

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
    let blocks = Block::all(report);
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
                (_, true) => ("good", format!("<strong>Ready</strong>: {}", counts(verdict))),
                (_, false) => ("bad", format!("<strong>Not ready</strong>: {}", counts(verdict))),
            };
            let _ = write!(page, "<td class=\"{class}\">{answer}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

/// The head of the page. `of` is markup.
fn head(of: &str, page: &mut Page) {
    page.push_str(&page_head(&format!("Roster check of {of}")));
}

/// The head of any page, up to its heading. The title is markup.
pub(crate) fn page_head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        include_str!("html.css")
    )
}

fn made_by(report: &Report, page: &mut Page) {
    let made = report.checked_at.as_ref().map_or(String::new(), |at| format!(" on {}", Escaped(&moment(at))));
    made_by_tool(report.tool.name, report.tool.version, &made, report.values, page);
}

fn made_by_tool(name: &str, version: &str, made: &str, values: &str, page: &mut Page) {
    let values = match values {
        "masked" => " Values are hidden; only their kind is shown.",
        _ => " This report shows values: share it only with people who may see student data.",
    };
    let _ = writeln!(page, "<p class=\"quiet\">Made by {} {}{made}.{values}</p>", Escaped(name), Escaped(version));
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
            counts(verdict)
        );
    }
    page.push_str("</ul>\n");
}

fn counts(verdict: &Verdict) -> String {
    let counts: Vec<String> = [(verdict.errors, "error"), (verdict.warnings, "warning"), (verdict.infos, "info")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}{}", counted(count), if count == 1 { "" } else { "s" }))
        .collect();
    if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") }
}

fn mend(blocks: &[Block], page: &mut Page) {
    let is_info = |block: &Block| block.severity == SeverityName::Info;
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

fn contents(blocks: &[Block], wanted: impl Fn(&Block) -> bool, page: &mut Page) {
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

fn badge(severity: SeverityName) -> String {
    let word = severity.word();
    let title = match severity {
        SeverityName::Error => "Error",
        SeverityName::Warning => "Warning",
        SeverityName::Info => "Info",
    };
    format!("<span class=\"badge {word}\">{title}</span>")
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
        Mode::Bulk => "bulk: everything, each time",
        Mode::Delta => "delta: only what changed",
        Mode::Mixed => "some files bulk, some delta",
        Mode::Unknown => "bulk or delta is not known",
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

/// Schools, people, class sizes and sessions, as tables.
fn overview(report: &Report, page: &mut Page) {
    let Some(overview) = &report.overview else { return };
    let name = |name: &str, file: &str, record: u32| match report.values {
        "masked" => format!("Row {} of {file}", counted(record.into())),
        _ => name.to_owned(),
    };
    let more = |all: usize, more: usize| match all.saturating_sub(LISTED) + more {
        0 => Vec::new(),
        more => vec![vec![format!("And {} more", counted(more as u64))]],
    };
    page.heading(2, "What is in it");
    let schools = overview.schools.iter().take(LISTED).map(|it| {
        let numbers = [it.students, it.teachers, it.classes].map(counted);
        [vec![name(&it.name, "orgs.csv", it.record)], numbers.to_vec()].concat()
    });
    let schools = schools.chain(more(overview.schools.len(), overview.more_schools)).collect();
    table(page, &["School", "Students", "Teachers", "Classes"], schools);
    for (title, list, other) in [("Role", &overview.roles, "another role"), ("Grade", &overview.grades, "other")] {
        let word = |it: &Counted| match (it.word, it.odd) {
            (Some(word), _) => word.to_owned(),
            (None, Some(Oddity::Missing)) => "none".to_owned(),
            (None, Some(Oddity::Several)) => "several".to_owned(),
            (None, _) => other.to_owned(),
        };
        table(page, &[title, "People"], list.iter().map(|it| vec![word(it), counted(it.count)]).collect());
    }
    let sizes = overview.class_sizes.iter().filter(|it| it.classes.count > 0).map(|it| {
        let size = match it.to {
            Some(to) if to == it.from => counted(to),
            Some(to) => format!("{} to {}", counted(it.from), counted(to)),
            None => format!("{} or more", counted(it.from)),
        };
        vec![size, counted(it.classes.count)]
    });
    table(page, &["Students in a class", "Classes"], sizes.collect());
    let sessions = overview.sessions.iter().take(LISTED).map(|it| {
        let month = |month: &Option<String>| month.clone().unwrap_or_else(|| "?".into());
        let time = format!("{} to {}", month(&it.from), month(&it.to));
        vec![name(&it.title, "academicSessions.csv", it.record), time, counted(it.classes), counted(it.students)]
    });
    let sessions = sessions.chain(more(overview.sessions.len(), overview.more_sessions)).collect();
    table(page, &["Session", "Months", "Classes", "Students' enrollments"], sessions);
}

/// A table whose first column names its rows; numbers stand on the right.
fn table(page: &mut Page, titles: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let class = |cell: &str| if cell.starts_with(|it: char| it.is_ascii_digit()) { " class=\"number\"" } else { "" };
    page.push_str("<table>\n<thead><tr>");
    for (place, title) in titles.iter().enumerate() {
        let class = if place == 0 { "" } else { " class=\"number\"" };
        let _ = write!(page, "<th scope=\"col\"{class}>{}</th>", Escaped(title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let _ = match place {
                0 => write!(page, "<th scope=\"row\">{}</th>", Escaped(cell)),
                _ => write!(page, "<td{}>{}</td>", class(cell), Escaped(cell)),
            };
        }
        page.push_str("</tr>\n");
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

fn found(report: &Report, block: &Block, place: usize, page: &mut Page) {
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
    if let Some(by_profile) = by_profile(report, part.total) {
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
    let mut column = |title, class, text: fn(&super::Finding) -> Option<String>| {
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

#[cfg(test)]
mod tests {
    use super::{Escaped, Marked};

    #[test]
    fn text_cannot_leave_its_element_or_attribute() {
        assert_eq!(Escaped("<b>\"'&\u{202E}").to_string(), "&lt;b&gt;&quot;&#39;&amp;⟨U+202E⟩");
        assert_eq!(Marked("a `<b>` c").to_string(), "a <code>&lt;b&gt;</code> c");
    }
}
