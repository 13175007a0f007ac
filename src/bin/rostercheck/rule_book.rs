//! `rostercheck rules` and `rostercheck explain`.

use std::io::{self, Write};

use rostercheck::repair::Repair;
use rostercheck::rules::{RULES, Rule, nearest, visible};

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
            writeln!(output, "{:width$}  {}", rule.name, rule.title())?;
        }
    }
    Ok(EXIT_CLEAN)
}

/// Prints the page of a rule.
pub(crate) fn explain(name: &str) -> io::Result<u8> {
    let Some(rule) = Rule::from_name(name) else {
        let hint = nearest(name, RULES.iter().map(|rule| rule.name))
            .map_or(String::new(), |near| format!(" Did you mean {near}?"));
        let name = visible(name);
        say(format_args!("there is no rule named “{name}”.{hint} `rostercheck rules` lists them all."));
        return Ok(EXIT_UNCHECKED);
    };
    let mut output = anstream::stdout();
    write!(output, "{}", rule.page_text())?;
    let mut repairs = Repair::of_rule(rule.name).peekable();
    if repairs.peek().is_some() {
        writeln!(output, "\n## What `rostercheck repair` can do")?;
    }
    for repair in repairs {
        let when = if repair.is_safe { "" } else { " Off unless you name it with --also." };
        writeln!(output, "- {}: {}{when}", repair.name, repair.does)?;
    }
    Ok(EXIT_CLEAN)
}
