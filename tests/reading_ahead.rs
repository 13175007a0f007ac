//! Somebody else may read the files of a package ahead: in a thread, or step by step as a second worker does. However
//! that goes, the report is the same as when nobody does.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::support::{TODAY, Table, TestPackage};
use rostercheck::check::{Checked, Host, Options, ReadAhead, check_zip, checking_zip, read_ahead_in_thread};
use rostercheck::csv::{Ahead, Piece, Pieces};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{EntryReader, Limits, Package};
use rostercheck::report::{Format, Report, Style};
use rostercheck::rules::Values;

/// A package of which one file takes several pieces.
fn tables() -> TestPackage {
    let mut package = TestPackage::base();
    for (name, rows) in [("users.csv", 9_000), ("enrollments.csv", 25_000)] {
        let mut table = Table::parse(package.text(name).unwrap());
        let first = table.rows[0].clone();
        table.rows = (0..rows)
            .map(|number| {
                let mut row = first.clone();
                row[0] = format!("{}{number}", name.trim_end_matches("s.csv"));
                if number % 1_000 == 7 {
                    row[1] = "wizard".into();
                }
                row
            })
            .collect();
        package.set(name, table.text());
    }
    package
}

fn changed(name: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut package = tables();
    let mut text = package.text(name).unwrap().as_bytes().to_vec();
    change(&mut text);
    package.set(name, text);
    package.zip()
}

fn replaced(text: &mut Vec<u8>, from: &str, to: &str) {
    *text = String::from_utf8(std::mem::take(text)).unwrap().replace(from, to).into_bytes();
}

/// Puts something behind the first line end after a place.
fn insert(text: &mut Vec<u8>, place: usize, what: &[u8]) {
    let end = after_line(text, place);
    text.splice(end..end, what.iter().copied());
}

fn after_line(text: &[u8], place: usize) -> usize {
    place + text[place..].iter().position(|byte| *byte == b'\n').unwrap() + 1
}

/// Packages that are read in every way there is.
fn packages() -> Vec<(&'static str, Vec<u8>, Limits)> {
    let usual = Limits::default();
    let clean = tables().zip();
    let mut damaged = clean.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;
    let endless = vec![b'y'; 3 << 20];
    vec![
        ("clean", clean.clone(), usual),
        ("damaged", damaged, usual),
        ("cut short", clean[..clean.len() / 2].to_vec(), usual),
        ("more than an entry may hold", clean.clone(), Limits { entry_bytes: 700_000, ..usual }),
        ("more than a package may hold", clean.clone(), Limits { total_bytes: 2_500_000, ..usual }),
        ("a bomb", clean, Limits { ratio: 20, ratio_floor: 900_000, ..usual }),
        ("a stray quote", changed("users.csv", |text| insert(text, 500_000, b"\"\n")), usual),
        ("a line that is too long", changed("enrollments.csv", |text| insert(text, 400_000, &endless)), usual),
        ("a mark", changed("users.csv", |text| drop(text.splice(0..0, *b"\xEF\xBB\xBF"))), usual),
        ("another encoding in the middle", changed("users.csv", |text| text[600_000] = 0xE9), usual),
        ("no last line end", changed("enrollments.csv", |text| text.truncate(text.trim_ascii_end().len())), usual),
        ("carriage returns", changed("enrollments.csv", |text| replaced(text, "\r\n", "\r")), usual),
        ("semicolons", changed("enrollments.csv", |text| replaced(text, ",", ";")), usual),
        ("no header", changed("enrollments.csv", |text| *text = text.split_off(after_line(text, 0))), usual),
        (
            "UTF-16",
            changed("enrollments.csv", |text| {
                let wide = String::from_utf8(std::mem::take(text)).unwrap();
                text.extend([0xFF, 0xFE]);
                text.extend(wide.encode_utf16().flat_map(u16::to_le_bytes));
            }),
            usual,
        ),
    ]
}

fn told(checked: &Checked) -> String {
    let mut text = Vec::new();
    Report::new(checked, Values::Shown).write(Format::Json, Style::Plain, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn alone(zip: &[u8], limits: Limits) -> String {
    told(&check_zip("r.zip", Box::new(zip.to_vec()), limits, &Options::default(), &mut { TODAY }).unwrap())
}

/// Reads ahead in threads.
struct InThreads<'a>(&'a [u8], Limits, usize);

impl Host for InThreads<'_> {
    fn today(&self) -> Day {
        TODAY
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        self.2 += 1;
        let (zip, limits) = (self.0.to_vec(), self.1);
        read_ahead_in_thread(move || Package::open_zip("r.zip", Box::new(zip), limits).ok(), entry)
    }
}

#[test]
fn the_report_is_the_same_when_a_thread_reads_ahead() {
    for (name, zip, limits) in packages() {
        let mut host = InThreads(&zip, limits, 0);
        let checked = check_zip("r.zip", Box::new(zip.clone()), limits, &Options::default(), &mut host).unwrap();
        assert!(told(&checked) == alone(&zip, limits), "{name}");
        assert!(host.2 > 0 || name == "cut short", "{name}: nothing was read ahead");
    }
}

/// What stands between the check and somebody who reads ahead one piece at a time, and takes his leave after some.
#[derive(Default)]
struct Between {
    wanted: Option<usize>,
    there: Option<Ahead>,
    given: usize,
    has_ended: bool,
}

struct InSteps(Rc<RefCell<Between>>);

impl ReadAhead for InSteps {
    fn is_ready(&self) -> bool {
        self.0.borrow().there.is_some()
    }

    fn take(&mut self) -> Ahead {
        self.0.borrow_mut().there.take().unwrap()
    }
}

struct StepHost(Rc<RefCell<Between>>);

impl Host for StepHost {
    fn today(&self) -> Day {
        TODAY
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        *self.0.borrow_mut() = Between { wanted: Some(entry), ..Between::default() };
        Some(Box::new(InSteps(self.0.clone())))
    }
}

/// Checks as the page does with two workers, of which the second gives `most` pieces of each file and then ends.
fn in_steps(zip: &[u8], limits: Limits, most: usize) -> String {
    let between = Rc::new(RefCell::new(Between::default()));
    let mut host = StepHost(between.clone());
    let options = Options::default();
    let mut work = pin!(checking_zip("r.zip", Box::new(zip.to_vec()), limits, &options, &mut host));
    let package = Package::open_zip("r.zip", Box::new(zip.to_vec()), limits);
    let mut pieces = None;
    let mut piece = Piece::default();
    loop {
        if let Poll::Ready((checked, is_end)) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            assert!(is_end);
            return told(&checked);
        }
        let mut between = between.borrow_mut();
        assert!(between.there.is_none(), "it waits only where nothing is there");
        assert!(!between.has_ended || between.wanted.is_some(), "nobody is asked behind the end of a file");
        if let Some(entry) = between.wanted.take() {
            pieces = Some(Pieces::new(package.as_ref().unwrap().read(entry).unwrap()));
        }
        let next = pieces.as_mut().unwrap().next(&mut piece, EntryReader::packed_bytes_read);
        between.given += 1;
        between.has_ended = matches!(next, Ok(false));
        between.there = Some(match next {
            _ if between.given > most => Ahead::Nobody,
            // As it comes out of another memory.
            Ok(true) => Ahead::Piece(Piece::new(piece.parts())),
            Ok(false) => Ahead::End,
            Err(_) => Ahead::Nobody,
        });
    }
}

#[test]
fn the_report_is_the_same_when_somebody_reads_ahead_step_by_step() {
    for (name, zip, limits) in packages() {
        let alone = alone(&zip, limits);
        for most in [usize::MAX, 3, 0] {
            let told = in_steps(&zip, limits, most);
            assert!(told == alone, "{name}, with {most} pieces");
        }
    }
}
