//! The report for people: the verdict first, then what to mend, root causes before consequences.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

use super::block::{Advice, Paragraph, Part, by_profile};
use super::{Finding, Outcome, PackageMode, Report, SeverityName};
use crate::rules::{counted, visible};

/// How the text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With the colours of a terminal, in lines of at most so many characters.
    Coloured(usize),
}

/// Findings of one file and column that the text shows with their place; the other formats list more.
const SHOWN: usize = 5;

/// Files and columns of one rule that the text shows; the other formats list more.
const SHOWN_PARTS: usize = 12;

/// Characters of a line, where no terminal says it.
const WIDTH: usize = 100;

/// Lines that are shorter are hard to read, and so are longer ones.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=WIDTH;

/// A text, and how long its lines may be.
struct Text {
    text: String,
    width: usize,
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.write_str(text)
    }
}

impl Text {
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn write_to(&mut self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured(_) => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    fn text(self) -> Text {
        let width = match self {
            Self::Plain => WIDTH,
            Self::Coloured(width) => width.clamp(*WIDTHS.start(), *WIDTHS.end()),
        };
        Text { text: String::new(), width }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn severity(self, severity: SeverityName) -> String {
        match severity {
            SeverityName::Error => self.paint("1;31", "error"),
            SeverityName::Warning => self.paint("1;33", "warning"),
            SeverityName::Info => self.paint("1;36", "info"),
        }
    }
}

/// Writes the report of one of several packages.
pub(super) fn write_one_of(report: &Report, is_first: bool, style: Style, output: &mut dyn Write) -> io::Result<()> {
    if !is_first {
        writeln!(output)?;
    }
    write(report, style, output)
}

/// Writes the report.
pub(super) fn write(report: &Report, style: Style, output: &mut dyn Write) -> io::Result<()> {
    let mut text = style.text();
    head(report, style, &mut text);
    files(report, &mut text);
    effects(report, style, &mut text);
    let blocks = Paragraph::all(report);
    if !blocks.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold("Problems, in the order to fix them"));
    }
    text.write_to(output)?;
    for block in blocks {
        tell(report, &block, style, &mut text);
        text.write_to(output)?;
    }
    if !report.not_checked.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold("Not checked"));
        for not in &report.not_checked {
            wrapped(&mut text, "  ", "  ", &format!("{}: {}", not.what, not.why));
        }
    }
    if let Some(changes) = &report.changes {
        text.push_str("\n");
        text.write_to(output)?;
        changes.write_text(style, output)?;
        text = style.text();
    }
    summary(report, style, &mut text);
    text.write_to(output)
}

/// The answer once more, in one line: after a long report nobody sees its head.
fn summary(report: &Report, style: Style, text: &mut Text) {
    let [problems, warnings] = report.problems();
    let count =
        |number: usize, word: &str| format!("{} {word}{}", counted(number as u64), if number == 1 { "" } else { "s" });
    let word = match report.verdicts.iter().filter(|verdict| verdict.ready).count() {
        0 => style.paint("1;31", "not ready"),
        ready if ready == report.verdicts.len() => style.paint("1;32", "ready"),
        ready => style.paint("1;33", &format!("ready for {ready} of {}", report.verdicts.len())),
    };
    let name = visible(&report.input.name);
    let _ = writeln!(text, "\n{name}: {word}, {}, {}", count(problems, "problem"), count(warnings, "warning"));
}

fn head(report: &Report, style: Style, text: &mut Text) {
    let _ = writeln!(text, "{}", style.bold(&visible(&report.input.name)));
    if report.outcome == Outcome::Unreadable {
        text.push_str("This package could not be opened.\n");
    }
    for verdict in &report.verdicts {
        let counts = report.counts_for(verdict);
        let word = if verdict.ready { style.paint("1;32", "ready") } else { style.paint("1;31", "not ready") };
        let remark = verdict.remark.map_or_else(String::new, |remark| format!(" ({remark})"));
        let _ = writeln!(text, "{} for {}{remark}: {counts}", word, verdict.title);
    }
    if report.outcome == Outcome::Partial {
        text.push_str("Not everything could be checked. What was left out is listed at the end.\n");
    }
    if report.limits.lifted {
        text.push_str("Checked without the limits on sizes and counts.\n");
    }
}

fn files(report: &Report, text: &mut Text) {
    if report.files.is_empty() {
        return;
    }
    let version = report
        .package
        .oneroster_version
        .map_or("OneRoster version not known".to_owned(), |version| format!("OneRoster {version}"));
    let mode = match report.package.mode {
        PackageMode::Bulk => "bulk: everything, each time",
        PackageMode::Delta => "delta: only what changed",
        PackageMode::Mixed => "some files bulk, some delta",
        PackageMode::Unknown => "bulk or delta is not known",
    };
    let _ = writeln!(text, "\n{version}, {mode}");
    let names: Vec<String> = report.files.iter().map(|file| visible(&file.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (file, name) in report.files.iter().zip(names) {
        let extent = match file.checked {
            "whole" => "",
            "partly" => "  partly checked",
            _ => "  not checked",
        };
        let rows = if file.rows == 1 { "row" } else { "rows" };
        let _ = writeln!(text, "  {name:width$}  {:>10} {rows}{extent}", counted(file.rows));
    }
}

fn effects(report: &Report, style: Style, text: &mut Text) {
    for verdict in &report.verdicts {
        let mut effects = report.effects.iter().filter(|effect| effect.profile == verdict.profile).peekable();
        if effects.peek().is_none() {
            continue;
        }
        let when = if verdict.errors > 0 { ", after you fix the problems" } else { "" };
        let _ = writeln!(text, "\n{}{when}", style.bold(&format!("What will happen: {}", verdict.title)));
        for effect in effects {
            wrapped(text, "  - ", "    ", &effect.detail);
        }
    }
}

fn tell(report: &Report, block: &Paragraph, style: Style, text: &mut Text) {
    let severity = style.severity(block.severity);
    let title = style.bold(&block.heading());
    let rule = block.rule;
    let times = block.times().map_or_else(String::new, |count| format!(" ({} times)", counted(count)));
    match block.parts.as_slice() {
        [part] => {
            let _ = writeln!(text, "\n{severity} {}: {title}{times} [{rule}]", visible(&part.place()));
            for finding in part.findings.iter().take(SHOWN) {
                wrapped(text, &format!("  {}", at(finding)), "    ", &finding.message);
            }
            let more = part.total.count.saturating_sub(part.findings.len().min(SHOWN) as u64);
            if more > 0 {
                let _ = writeln!(text, "  and {} more", counted(more));
            }
        }
        parts => {
            let _ = writeln!(text, "\n{severity}: {title}{times} [{rule}]");
            for part in parts.iter().take(SHOWN_PARTS) {
                let first = part.findings.first();
                let place = visible(&part.total.file.clone().unwrap_or_else(|| "the package".into()));
                let line = first.and_then(|it| it.line).map_or(String::new(), |line| format!(" line {line}"));
                let also = match part.total.count {
                    1 => String::new(),
                    count => format!(" and {} more", counted(count - 1)),
                };
                let message = first.map_or("", |finding| finding.message.as_str());
                wrapped(text, &format!("  {place}{line}{also}: "), "    ", message);
            }
            let more: u64 = parts.iter().skip(SHOWN_PARTS).map(|part| part.total.count).sum();
            if more > 0 {
                let _ = writeln!(text, "  and {} more in other files and columns", counted(more));
            }
        }
    }
    receivers(report, block, text);
    match block.echoes() {
        0 => {}
        1 => text.push_str("  1 reference could not be followed because of this\n"),
        echoes => {
            let _ = writeln!(text, "  {} references could not be followed because of this", counted(echoes));
        }
    }
    fix(text, "Fix", block.one_fix(), block, Part::advice);
    fix(text, &report.in_sender(), block.one_sender_fix(), block, Part::sender_advice);
}

/// How bad it is for whom, where that is not the same for all.
fn receivers(report: &Report, block: &Paragraph, text: &mut Text) {
    let mut told: Vec<(Option<String>, Vec<String>)> = Vec::new();
    let mut known = BTreeSet::new();
    for part in &block.parts {
        let words = by_profile(report, part.total, SeverityName::word);
        let file = part.total.file.clone().unwrap_or_else(|| "the package".into());
        let place = told.iter().position(|(others, _)| *others == words).unwrap_or(told.len());
        let is_new = known.insert((place, file.clone()));
        match told.get_mut(place) {
            Some((_, files)) if is_new => files.push(file),
            Some(_) => {}
            None => told.push((words, vec![file])),
        }
    }
    let is_same = told.len() == 1;
    for (words, files) in told {
        match words {
            Some(words) if is_same => wrapped(text, "  ", "    ", &words),
            Some(words) => wrapped(text, "  ", "    ", &format!("{}: {words}", files.join(", "))),
            None => {}
        }
    }
}

/// Pieces of advice that the text tells of one part; the other formats have one for each finding.
const ADVICE: usize = 6;

/// What to do: once where it is the same for all, else with what it is for.
fn fix<'a>(
    text: &mut Text,
    label: &str,
    one: Option<&str>,
    block: &Paragraph<'a>,
    advice_of: impl Fn(&Part<'a>) -> Vec<Advice<'a>>,
) {
    if let Some(fix) = one {
        return wrapped(text, &format!("  {label}: "), "    ", fix);
    }
    for part in block.parts.iter().take(SHOWN_PARTS) {
        let place = (block.parts.len() > 1).then(|| part.place());
        let advice = advice_of(part);
        for each in advice.iter().take(ADVICE) {
            let about: Vec<&str> = place.iter().chain(&each.about).map(String::as_str).collect();
            let about = if about.is_empty() { String::new() } else { format!(" for {}", visible(&about.join(", "))) };
            wrapped(text, &format!("  {label}{about}: "), "    ", each.text);
        }
        if advice.len() > ADVICE {
            let _ = writeln!(text, "  {label}: {} more, in the other formats", counted((advice.len() - ADVICE) as u64));
        }
    }
}

fn at(finding: &Finding) -> String {
    finding.line.map_or(String::new(), |line| format!("line {line}: "))
}

/// Adds a text in lines that are as long as they may be. A line to be copied from `EXEC` on is not broken.
fn wrapped(text: &mut Text, first: &str, other: &str, words: &str) {
    let words = visible(words);
    text.push_str(first);
    let mut column = first.chars().count();
    let mut is_new = true;
    for word in unbroken(&words) {
        let length = word.chars().count();
        if !is_new && column + 1 + length > text.width {
            text.push_str("\n");
            text.push_str(other);
            column = other.chars().count();
        } else if !is_new {
            text.push_str(" ");
            column += 1;
        }
        text.push_str(word);
        column += length;
        is_new = false;
    }
    text.push_str("\n");
}

/// The words of a text; a procedure call, which people copy, is one word.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        let end = if rest.starts_with("EXEC ") { rest.find("'bulk'").map(|at| at + "'bulk'".len()) } else { None };
        let from = end.unwrap_or(0);
        let end = rest.get(from..)?.find(' ').map_or(rest.len(), |at| from + at);
        let (word, later) = rest.split_at_checked(end)?;
        rest = later;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_but_not_within_a_line_to_be_copied() {
        let mut text = Style::Plain.text();
        let long = "word ".repeat(25);
        wrapped(&mut text, "  Fix: ", "    ", &format!("{long}EXEC extract @type = 'bulk'. End"));
        let text = text.text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[1].ends_with("EXEC extract @type = 'bulk'. End"));
    }

    #[test]
    fn an_empty_text_is_an_empty_line() {
        let mut text = Style::Plain.text();
        wrapped(&mut text, "", "", "");
        assert_eq!(text.text, "\n");
    }

    #[test]
    fn a_terminal_says_how_long_lines_are() {
        for (columns, most) in [(80, 80), (20, 40), (300, 100)] {
            let mut text = Style::Coloured(columns).text();
            wrapped(&mut text, "  ", "  ", &"word ".repeat(60));
            let longest = text.text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(longest <= most && longest > most - 6, "{longest} of {columns}");
        }
    }
}
