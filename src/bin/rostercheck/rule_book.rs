//! `rostercheck rules` and `rostercheck explain`.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write};

use rostercheck::receivers::{Receiver, Severity};
use rostercheck::repair::Repair;
use rostercheck::report::steps;
use rostercheck::report::steps::Part;
use rostercheck::rules::{RULES, Rule, nearest, visible};
use rostercheck::senders::Sender;

use crate::say::say;
use crate::{EXIT_CLEAN, EXIT_UNCHECKED};

/// Lists every rule.
pub(crate) fn list(as_json: bool) -> io::Result<u8> {
    let mut output = anstream::stdout();
    if as_json {
        serde_json::to_writer_pretty(&mut output, &rostercheck::rules::book())?;
        writeln!(output)?;
    } else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        for rule in RULES {
            let worst = Receiver::all().filter_map(|receiver| rule.severity_for(receiver)).min();
            let severity = worst.map_or("", Severity::word);
            writeln!(output, "{:width$}  {severity:7}  {}", rule.name, rule.title())?;
        }
    }
    Ok(EXIT_CLEAN)
}

/// What senders say about an example of each rule, by the id of the sender and the name of the rule. A test makes it from
/// their steps.
static EXAMPLES: &str = include_str!("../../senders/examples.json");

/// Prints the page of a rule, with the steps in one sender or in each that has some.
pub(crate) fn explain(name: &str, from: Option<&str>) -> io::Result<u8> {
    let Some(rule) = Rule::from_name(name) else {
        let hint = nearest(name, RULES.iter().map(|rule| rule.name))
            .map_or(String::new(), |near| format!(" Did you mean {near}?"));
        let name = visible(name);
        say(format_args!("there is no rule named “{name}”.{hint} `rostercheck rules` lists them all."));
        return Ok(EXIT_UNCHECKED);
    };
    let mut text = rule.page_text();
    for sender in Sender::all().filter(|sender| from.is_none_or(|id| id == sender.id())) {
        text.push_str(&steps_in(sender, rule)?);
    }
    let mut repairs = Repair::of_rule(rule.name).peekable();
    if repairs.peek().is_some() {
        text.push_str("\n## What `rostercheck repair` can do\n");
    }
    for repair in repairs {
        let when = if repair.is_safe { "" } else { " Off unless you name it with --also." };
        text.push_str(&format!("- {}: {}{when}\n", repair.name, repair.does));
    }
    if io::stdout().is_terminal() {
        write!(anstream::stdout(), "{}", for_terminal(&text))?;
    } else {
        write!(anstream::stdout(), "{text}")?;
    }
    Ok(EXIT_CLEAN)
}

/// The steps in a sender, as a section of a page; nothing if it has none.
fn steps_in(sender: Sender, rule: &Rule) -> io::Result<String> {
    let examples: BTreeMap<&str, BTreeMap<&str, String>> = serde_json::from_str(EXAMPLES)?;
    let Some(told) = examples.get(sender.id()).and_then(|of_sender| of_sender.get(rule.name)) else {
        return Ok(String::new());
    };
    let mut text = format!("\n## In {}, for an example\n", sender.declaration().title);
    let mut number = 0;
    for step in steps(told) {
        if step.is_remark {
            text.push_str("  ");
        } else {
            number += 1;
            text.push_str(&format!("{number}."));
        }
        for part in step.parts {
            // What follows a menu path or a line begins with its own space or sign.
            let words = match part {
                Part::Text { text } => text,
                Part::Path { names } => names.join(" > "),
                Part::Paste { line } => {
                    text.push_str(&format!("\n\n```\n{line}\n```\n"));
                    continue;
                }
            };
            let is_apart = words.starts_with([',', '.', ':', ';', ')', '”', ' ']) || text.ends_with(['(', '“', '\n']);
            text.push_str(if is_apart { "" } else { " " });
            text.push_str(if text.ends_with('\n') { words.trim_start() } else { &words });
        }
        text.push('\n');
    }
    Ok(text)
}

/// A page without the marks of Markdown: headings are bold, names are underlined, lists keep their dashes.
fn for_terminal(text: &str) -> String {
    let mut told = String::new();
    let mut is_example = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_example = !is_example;
            let of = line.trim_start().trim_start_matches('`');
            if is_example && !of.is_empty() {
                told.push_str(&format!("  \u{1b}[1m{of}:\u{1b}[0m\n"));
            }
        } else if is_example {
            told.push_str(&format!("    {line}\n"));
        } else if line.starts_with('#') {
            told.push_str(&format!("\u{1b}[1m{}\u{1b}[0m\n", line.trim_start_matches('#').trim()));
        } else {
            let plain = line.replace("**", "");
            for (place, part) in plain.split('`').enumerate() {
                if place % 2 == 1 {
                    told.push_str(&format!("\u{1b}[4m{part}\u{1b}[0m"));
                } else {
                    told.push_str(part);
                }
            }
            told.push('\n');
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_for_a_terminal_has_no_marks() {
        for rule in RULES {
            let told = for_terminal(&rule.page_text());
            assert!(!told.contains("```") && !told.contains("**") && !told.contains("\n#"), "{told}");
            assert!(told.contains("\u{1b}[1mHow to fix\u{1b}[0m"), "{told}");
        }
    }
}
