//! The receivers and senders as data, for `rostercheck receivers`.

use serde::Serialize;

use super::Receiver;
use crate::oneroster::Version;
use crate::senders::Sender;

/// Every receiver and sender.
#[derive(Debug, Serialize)]
pub struct Book {
    /// The receivers, the standard first.
    pub receivers: Vec<ReceiverEntry>,
    /// The senders.
    pub senders: Vec<SenderEntry>,
}

/// A receiver.
#[derive(Debug, Serialize)]
pub struct ReceiverEntry {
    /// Its id: `--to`.
    pub id: &'static str,
    /// Its id in reports, and with `--profile`.
    pub profile: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The versions of OneRoster that it reads.
    pub versions: Vec<&'static str>,
    /// The data files that it reads; null if it reads all of them.
    pub reads: Option<Vec<&'static str>>,
    /// The data files that it needs.
    pub needs: Vec<&'static str>,
    /// Whether it is chosen when nobody says who receives the package.
    pub by_default: bool,
    /// What it asks for beyond the standard, in sentences.
    pub asks: Vec<String>,
    /// What its pages ask for that no rule looks at.
    pub not_checked: &'static [&'static str],
    /// How much of what it asks for is known, in percent, as an estimate.
    pub complete: u8,
    /// The day on which its pages were read last.
    pub read_on: &'static str,
    /// Its pages.
    pub sources: Vec<PageEntry>,
    /// What is not public.
    pub not_public: &'static [&'static str],
}

/// A page of a receiver.
#[derive(Debug, Serialize)]
pub struct PageEntry {
    /// Whose page, and about what.
    pub title: &'static str,
    /// Its address.
    pub link: &'static str,
    /// How sure it is that it speaks of this receiver and of OneRoster CSV.
    pub confidence: &'static str,
}

/// A sender.
#[derive(Debug, Serialize)]
pub struct SenderEntry {
    /// Its id: `--from`.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What else there is to know.
    pub remark: &'static str,
    /// Why people may be missing from its export, or be there unexpectedly.
    pub people: &'static [&'static str],
    /// The day on which its pages were read last.
    pub read_on: &'static str,
    /// Its pages.
    pub sources: Vec<SenderPage>,
}

/// A page about a sender.
#[derive(Debug, Serialize)]
pub struct SenderPage {
    /// Whose page, and about what.
    pub title: &'static str,
    /// Its address.
    pub link: &'static str,
}

/// Every receiver and sender that is known.
pub fn book() -> Book {
    let receiver = |receiver: Receiver| {
        let of = receiver.declaration();
        let pages = of.sources.iter();
        ReceiverEntry {
            id: of.id,
            profile: of.profile,
            title: of.title,
            versions: of.versions.iter().map(|version| Version::number(*version)).collect(),
            reads: of.reads.map(|files| files.iter().map(|file| file.file()).collect()),
            needs: of.needs.iter().map(|file| file.file()).collect(),
            by_default: of.by_default,
            asks: receiver.in_words(),
            not_checked: of.not_checked,
            complete: of.complete,
            read_on: of.read_on,
            sources: pages
                .map(|page| PageEntry { title: page.title, link: page.link, confidence: page.confidence.word() })
                .collect(),
            not_public: of.not_public,
        }
    };
    let sender = |sender: Sender| {
        let of = sender.declaration();
        SenderEntry {
            id: of.id,
            title: of.title,
            remark: of.remark,
            people: of.people,
            read_on: of.read_on,
            sources: of.sources.iter().map(|page| SenderPage { title: page.title, link: page.link }).collect(),
        }
    };
    Book { receivers: Receiver::all().map(receiver).collect(), senders: Sender::all().map(sender).collect() }
}
