//! `rostercheck receivers`.

use std::io::{self, Write};

use rostercheck::receivers::book;

use crate::EXIT_CLEAN;

/// Lists the receivers and senders.
pub(crate) fn list(as_json: bool) -> io::Result<u8> {
    let mut output = anstream::stdout();
    let book = book();
    if as_json {
        serde_json::to_writer_pretty(&mut output, &book)?;
        writeln!(output)?;
        return Ok(EXIT_CLEAN);
    }
    writeln!(output, "Receivers (--to)")?;
    for receiver in &book.receivers {
        writeln!(output, "\n{}  {}", receiver.id, receiver.title)?;
        if receiver.profile != receiver.id {
            writeln!(output, "  Also --profile {}", receiver.profile)?;
        }
        if !receiver.by_default {
            writeln!(output, "  Chosen by --to only")?;
        }
        for sentence in &receiver.asks {
            writeln!(output, "  {sentence}")?;
        }
        writeln!(output, "  About {}% of its rules are known", receiver.complete)?;
        writeln!(output, "  Sources, last read on {}:", receiver.read_on)?;
        for source in &receiver.sources {
            writeln!(output, "  - {} <{}> ({} confidence)", source.title, source.link, source.confidence)?;
        }
        if !receiver.not_checked.is_empty() {
            writeln!(output, "  Not checked:")?;
        }
        for what in receiver.not_checked {
            writeln!(output, "  - {what}")?;
        }
        if !receiver.not_public.is_empty() {
            writeln!(output, "  Not public:")?;
        }
        for what in receiver.not_public {
            writeln!(output, "  - {what}")?;
        }
    }
    writeln!(output, "\nSenders (--from)")?;
    for sender in &book.senders {
        writeln!(output, "\n{}  {}", sender.id, sender.title)?;
        writeln!(output, "  {}", sender.remark)?;
        for sentence in sender.people {
            writeln!(output, "  {sentence}")?;
        }
        if !sender.sources.is_empty() {
            writeln!(output, "  Sources, last read on {}:", sender.read_on)?;
        }
        for source in &sender.sources {
            writeln!(output, "  - {} <{}>", source.title, source.link)?;
        }
    }
    Ok(EXIT_CLEAN)
}
