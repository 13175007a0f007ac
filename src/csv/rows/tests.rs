//! The rows of small texts.

use std::convert::Infallible;

use super::super::limits::{BLOCK, LONGEST_RECORD};
use super::super::scan::line_breaks;
use super::super::{Ahead, Block, DefectKind, Piece, Pieces, RowBits};
use super::*;

struct Trickle<'a>(&'a [u8], usize);

impl Source for Trickle<'_> {
    type Failure = Infallible;
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        let step = self.1.min(buffer.len());
        self.0.read(&mut buffer[..step])
    }
}

/// Reads ahead until it has given out some pieces.
struct InPieces<'a> {
    pieces: Pieces<Trickle<'a>>,
    left: usize,
    rest: Trickle<'a>,
}

impl<'a> InPieces<'a> {
    fn new(text: &'a [u8], step: usize, left: usize) -> Self {
        let block = if step < 100 { step } else { BLOCK };
        Self { pieces: Pieces::new(Trickle(text, step)).of_bytes(block), left, rest: Trickle(text, step) }
    }
}

impl Source for InPieces<'_> {
    type Failure = Infallible;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        self.rest.read(buffer)
    }

    fn ahead(&mut self) -> Ahead {
        if self.left == 0 {
            return Ahead::Nobody;
        }
        self.left -= 1;
        let mut piece = Piece::default();
        let Ok(is_there) = self.pieces.next(&mut piece, |_| 0);
        self.rest.0 = &self.rest.0[piece.text.len()..];
        if is_there { Ahead::Piece(piece) } else { Ahead::End }
    }
}

/// The rows in batches where there are some, and otherwise one by one.
fn told_in_batches(
    source: impl Source<Failure = Infallible>,
    width: Option<usize>,
    most: usize,
) -> (Vec<Told>, LineEnds, usize) {
    let mut rows = Rows::new(source);
    if let Some(width) = width {
        rows.set_width(width);
    }
    let mut all = Vec::new();
    let mut batched = 0;
    loop {
        if let Some(batch) = rows.next_batch(most) {
            batched += batch.len();
            assert!(!batch.is_empty() && batch.len() <= most);
            let mut before: Option<Row> = None;
            let mut repeats = vec![RowBits::NONE; batch.row(0).len()];
            let but_first = most.is_multiple_of(2);
            batch.repeats(&mut repeats, but_first);
            for (number, row) in batch.rows().enumerate() {
                for (cell, repeats) in repeats.iter().enumerate() {
                    let is_same = before.is_some_and(|before| raw(&before, cell) == raw(&row, cell));
                    let is_compared = cell > 0 || !but_first;
                    assert_eq!(repeats.contains(number), is_same && is_compared, "{}", row.text.escape_ascii());
                    assert_eq!(batch.cell(number, cell), row.cell(cell));
                }
                all.push(told_of(&row));
                before = Some(row);
            }
            continue;
        }
        match rows.next_row().unwrap() {
            Some(row) => all.push(told_of(&row)),
            None => return (all, rows.line_ends(), batched),
        }
    }
}

/// A cell with its quotes.
fn raw<'a>(row: &Row<'a>, place: usize) -> &'a [u8] {
    let CellsOf::Plain { ends, start } = row.cells else { panic!("a row of a batch") };
    let from = if place == 0 { start } else { ends[place - 1] + 1 };
    &row.text[(from - start) as usize..(ends[place] - start) as usize]
}

fn told_of(row: &Row) -> Told {
    let cells = (0..row.len()).map(|place| String::from_utf8_lossy(row.cell(place)).into_owned()).collect();
    (row.line, cells, row.defect)
}

type Told = (u64, Vec<String>, Option<RowDefect>);

fn told(text: &[u8], step: usize, width: Option<usize>) -> Vec<Told> {
    let mut rows = Rows::new(Trickle(text, step));
    if let Some(width) = width {
        rows.set_width(width);
    }
    let mut all = Vec::new();
    while let Some(row) = rows.next_row().unwrap() {
        all.push(told_of(&row));
    }
    for most in [1, 2, 3, 1000] {
        let (batched, ends, _) = told_in_batches(Trickle(text, step), width, most);
        assert_eq!(all, batched, "in batches of {most}");
        assert_eq!(ends, rows.line_ends());
    }
    for pieces in [1, usize::MAX] {
        let (ahead, ends, _) = told_in_batches(InPieces::new(text, step, pieces), width, 1000);
        assert_eq!(all, ahead, "with {pieces} pieces read ahead");
        assert_eq!(ends, rows.line_ends());
    }
    all
}

fn read(text: &str, width: usize) -> Vec<Told> {
    let width = (width > 0).then_some(width);
    let once = told(text.as_bytes(), 65_536, width);
    for step in [1, 7] {
        assert_eq!(once, told(text.as_bytes(), step, width), "in pieces of {step}");
    }
    once
}

#[test]
fn batches_are_the_rows_of_the_exact_reader() {
    // All texts of these pieces up to a length: well formed, damaged, and everything between.
    const PIECES: [&str; 8] = ["a", ",", "\"", "\n", "\r\n", "\r", "\"b\"", "é"];
    for length in 1..=4u32 {
        for number in 0..8usize.pow(length) {
            let text: String = (0..length).map(|place| PIECES[number / 8usize.pow(place) % 8]).collect();
            let text = format!("{text}\n1,2\n\"3\",4\n");
            told(text.as_bytes(), 65_536, Some(2));
        }
    }
}

#[test]
fn nearly_every_row_is_read_in_batches() {
    let mut text = String::new();
    for row in 0..20_000 {
        text.push_str(match row {
            7_000 => "\"7000\",\"5\"\" ruler\",\"x\"\r\n",
            9_000 => "9000,O\"Brien,\"y\"\r\n",
            11_000 => "\"11000\",\"open,\"z\"\r\n",
            _ if row % 2 == 0 => "\"1\",\"Zoë, the first\",\"\"\r\n",
            _ => "2,plain,\r\n",
        });
    }
    let exact = told(text.as_bytes(), 65_536, Some(3));
    let (batched, ends, count) = told_in_batches(Trickle(text.as_bytes(), 65_536), Some(3), 500);
    assert!(exact == batched, "the same rows");
    assert_eq!(ends.crlf, 20_000);
    assert!(count > 19_800, "{count}");
}

#[test]
fn rows_before_a_failure_are_given_out() {
    struct Broken<'a>(&'a [u8]);
    impl Source for Broken<'_> {
        type Failure = &'static str;
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
            match self.0.read(buffer) {
                Ok(0) => Err("broken off"),
                Ok(count) => Ok(count),
                Err(never) => match never {},
            }
        }
    }
    let mut rows = Rows::new(Broken(b"1,a\n2,b\n3,"));
    assert_eq!(rows.next_row().unwrap().unwrap().cell(1), b"a");
    assert_eq!(rows.next_row().unwrap().unwrap().cell(1), b"b");
    assert_eq!(rows.next_row().unwrap_err(), "broken off");
}

fn lines(rows: &[Told]) -> Vec<u64> {
    rows.iter().map(|row| row.0).collect()
}

#[test]
fn plain_and_quoted_cells() {
    let rows = read("a,\"b, c\",\"d \"\"e\"\"\"\r\n,,\r\nlast,x,y", 3);
    assert_eq!(rows[0].1, ["a", "b, c", "d \"e\""]);
    assert_eq!(rows[1].1, ["", "", ""]);
    assert_eq!(rows[2].1, ["last", "x", "y"]);
    assert!(rows.iter().all(|row| row.2.is_none()));
    assert_eq!(lines(&rows), [1, 2, 3]);
}

#[test]
fn line_breaks_in_quotes_count_as_lines() {
    let rows = read("a,\"b\r\nc\nd\re\",f\nnext,x,y\n", 3);
    assert_eq!(rows[0].1[1], "b\r\nc\nd\re");
    assert_eq!(lines(&rows), [1, 5]);
}

#[test]
fn every_line_end_ends_a_row() {
    assert_eq!(lines(&read("a\r\nb\nc\rd", 1)), [1, 2, 3, 4]);
    let mut rows = Rows::new(&b"a\r\nb\nc\rd"[..]);
    while rows.next_row().unwrap().is_some() {}
    assert_eq!(rows.line_ends(), LineEnds { crlf: 1, lf: 1, cr: 1 });
}

#[test]
fn blank_lines_are_no_records() {
    let mut rows = Rows::new(&b"a,b\n\nc,d\n"[..]);
    let mut seen = Vec::new();
    while let Some(row) = rows.next_row().unwrap() {
        seen.push((row.line, row.record, row.is_empty()));
    }
    assert_eq!(seen, [(1, 1, false), (2, 1, true), (3, 2, false)]);
}

#[test]
fn a_stray_quote_keeps_the_cells() {
    let rows = read("1,O\"Brien,x\n2,ok,y\n", 3);
    assert_eq!(rows[0].1, ["1", "O\"Brien", "x"]);
    assert_eq!(rows[0].2, Some(RowDefect { kind: DefectKind::StrayQuote, cell: 1 }));
    assert_eq!(rows[1].2, None);
}

#[test]
fn text_after_a_closing_quote() {
    let rows = read("1,\"5\" ruler\",x\n2,ok,y\n", 3);
    assert_eq!(rows[0].2, Some(RowDefect { kind: DefectKind::TextAfterQuote, cell: 1 }));
    assert_eq!(rows[0].1.len(), 3);
    assert_eq!(rows[1].1, ["2", "ok", "y"]);
}

#[allow(clippy::unnecessary_wraps, reason = "all ways to look at a row have one form")]
fn unclosed(resumes_at: Option<u64>, lines_in_doubt: u64, cell: usize) -> Option<RowDefect> {
    Some(RowDefect { kind: DefectKind::UnclosedQuote { resumes_at, lines_in_doubt }, cell })
}

#[test]
fn an_open_quote_among_unquoted_rows_is_one_defect_at_its_line() {
    let rows = read("1,a,b\n2,\"Smith,x\n3,c,d\n4,e,f\n", 3);
    assert_eq!(lines(&rows), [1, 2, 3, 4]);
    assert_eq!(rows[1].2, unclosed(Some(3), 1, 1));
    assert_eq!(rows[1].1, ["2", "Smith,x"]);
    assert_eq!(rows[2].1, ["3", "c", "d"]);
}

#[test]
fn an_open_quote_among_quoted_rows() {
    let rows = read("\"1\",\"a\",\"b\"\r\n\"2\",\"Smith,\"x\"\r\n\"3\",\"c\",\"d\"\r\n\"4\",\"e\",\"f\"\r\n", 3);
    assert_eq!(lines(&rows), [1, 2, 3, 4]);
    assert!(rows[1].2.is_some());
    let rows = read("\"1\",\"a\",\"b\"\r\n\"2\",\"c\",\"d\r\n\"3\",\"e\",\"f\"\r\n\"4\",\"g\",\"h\"\r\n", 3);
    assert_eq!(lines(&rows), [1, 2, 3, 4]);
    assert_eq!(rows[1].2, unclosed(Some(3), 1, 2));
    assert_eq!(rows[3].1, ["4", "g", "h"]);
}

#[test]
fn two_open_quotes_do_not_hide_the_rows_between_them() {
    let mut text = String::from("1,\"Smith,x\n");
    for row in 2..40 {
        text.push_str(&format!("{row},c,d\n"));
    }
    text.push_str("40,Brown\",y\n41,e,f\n");
    let rows = read(&text, 3);
    assert_eq!(rows.len(), 41);
    assert_eq!(rows[0].2, unclosed(Some(2), 1, 1));
    assert_eq!(rows[39].2, Some(RowDefect { kind: DefectKind::StrayQuote, cell: 1 }));
}

#[test]
fn an_open_quote_in_the_last_row() {
    let rows = read("1,a,b\n2,c,\"d\n", 3);
    assert_eq!(rows[1].2, unclosed(None, 1, 2));
    let rows = read("1,a,b\n2,c,\"d", 3);
    assert_eq!(rows[1].2, unclosed(None, 1, 2));
}

#[test]
fn an_endless_line_is_passed_over() {
    let mut text = vec![b'x'; 3 * LONGEST_RECORD];
    text.extend_from_slice(b"\r\n1,2,3\n");
    for step in [1000, 65_536] {
        let rows = told(&text, step, Some(3));
        assert_eq!(lines(&rows), [1, 2]);
        assert!(matches!(rows[0].2, Some(RowDefect { kind: DefectKind::TooLong, .. })));
        assert_eq!(rows[1].1, ["1", "2", "3"]);
    }
}

/// What is told of long texts: in blocks and ahead, but not in every way.
fn told_fast(text: &[u8]) -> Vec<Told> {
    let (rows, ends, _) = told_in_batches(Trickle(text, 65_536), Some(3), 1000);
    let (ahead, ends_ahead, _) = told_in_batches(InPieces::new(text, 65_536, usize::MAX), Some(3), 1000);
    assert_eq!((&rows, ends), (&ahead, ends_ahead));
    rows
}

#[test]
fn a_long_value_that_is_closed_has_no_echo() {
    let long = |text: &str| text.repeat(9 * LONGEST_RECORD / 8 / text.len());
    for (text, end) in [
        (long("a line of text\n"), ",z\n"),
        (long("a line of text, and \"\"more\"\"\r\n"), ",\"z\"\r\n"),
        ("x".repeat(LONGEST_RECORD + 5) + "\nand \"\" more\r\n", "\n"),
        (long("no end of line, "), ",z\r\n"),
    ] {
        let text = format!("0,a,b\n1,\"{text}\"{end}2,c,d\n");
        let rows = told_fast(text.as_bytes());
        assert_eq!(rows.len(), 3);
        assert!(matches!(rows[1].2, Some(RowDefect { kind: DefectKind::TooLong, .. })), "{:?}", rows[1].2);
        assert_eq!((rows[2].0, &rows[2].1[0][..]), (line_breaks(text.as_bytes()), "2"));
    }
}

#[test]
fn a_quote_that_never_closes_in_a_long_file_is_one_defect() {
    let mut text = String::from("0,a,b\n1,\"open,z\n");
    while text.len() < 9 * LONGEST_RECORD / 8 {
        text.push_str("cells,of another width\n");
    }
    let lines = line_breaks(text.as_bytes());
    let rows = told_fast(text.as_bytes());
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].2, unclosed(None, lines - 1, 1));
    assert_eq!(rows[1].1, ["1", "open,z"]);
    text.push_str("2,c,d\n3,e,f\n");
    let rows = told_fast(text.as_bytes());
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1].2, unclosed(Some(lines + 1), lines - 1, 1));
    assert_eq!((rows[2].0, &rows[2].1[0][..]), (lines + 1, "2"));
}

#[test]
fn a_record_of_too_many_cells_is_read_to_its_end() {
    let text = ",".repeat(2 * super::super::scan::MOST_CELLS) + "\n1,2,3\n";
    let rows = told(text.as_bytes(), 65_536, Some(3));
    assert_eq!(lines(&rows), [1, 2]);
    assert!(matches!(rows[0].2, Some(RowDefect { kind: DefectKind::TooLong, .. })));
    assert_eq!(rows[1].1, ["1", "2", "3"]);
}

#[test]
fn quotes_that_open_on_every_line_are_followed_once() {
    // Seen from outside quotes each line opens some, and seen from inside it closes them and opens others: each
    // seems to go on for ever.
    for (open, rows_between) in [("x\",\"a,b\n", 0), ("x\",\"a,b\n", 1), ("x\",\"a,b\r\n", 3)] {
        let mut text = String::new();
        while text.len() < 2 * LONGEST_RECORD {
            text.push_str(open);
            for _ in 0..rows_between {
                text.push_str("1,2,3\n");
            }
        }
        let lines_in_all = line_breaks(text.as_bytes());
        let rows = told(text.as_bytes(), 65_536, Some(3));
        assert!(rows.iter().all(|row| row.0 <= lines_in_all));
        assert_eq!(rows, told(text.as_bytes(), 99_991, Some(3)));
        if rows_between > 0 {
            assert_eq!(rows.len() as u64, lines_in_all);
            assert!(rows.iter().zip(1..).all(|(row, line)| row.0 == line));
        }
    }
}

#[test]
fn a_record_that_is_cut_keeps_the_count_of_lines() {
    for end in ["\n", "\r\n", "\r"] {
        for before in 0..4 {
            let mut text = "y".repeat(before) + ",\"open" + end;
            while text.len() < LONGEST_RECORD + 100 {
                text.push_str("abcdefg");
                text.push_str(end);
            }
            let lines_in_all = line_breaks(text.as_bytes());
            text.push_str("1,2,3");
            let rows = told(text.as_bytes(), 65_536, Some(3));
            assert_eq!(rows.last().map(|row| row.0), Some(lines_in_all + 1), "{end:?} {before}");
        }
    }
}

#[test]
fn utf_16_reads_like_utf_8() {
    let text = "id,name\r\n1,\"Zoë, 😀\"\r\n";
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    for step in [1, 7, 65_536] {
        let rows = told(&bytes, step, Some(2));
        assert_eq!(rows[1].1, ["1", "Zoë, 😀"]);
    }
}

#[test]
fn a_mark_is_skipped_and_named() {
    let mut rows = Rows::new(&b"\xEF\xBB\xBFid,name\n1,a\n"[..]);
    assert_eq!(rows.first_line().unwrap(), (&b"id,name"[..], Encoding::Utf8WithMark));
    assert_eq!(rows.header().unwrap().unwrap().cell(0), b"id");
}

#[test]
fn the_line_of_a_cell_behind_a_line_break() {
    let mut rows = Rows::new(&b"a,\"b\nc\",d\n"[..]);
    let row = rows.next_row().unwrap().unwrap();
    assert_eq!([row.line_of(0), row.line_of(1), row.line_of(2)], [1, 1, 2]);
}
