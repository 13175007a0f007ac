//! The copy that a list of changes promises, made from the original by the `csv` crate alone.

use std::collections::BTreeMap;

use rostercheck::repair::{Edit, Fix, Text};
use rostercheck::rules::Values;

use crate::support::TestPackage;

/// A row, and the line on which it begins.
type Row = (u64, Vec<Vec<u8>>);

fn shown(text: &Text) -> String {
    text.told(Values::Shown)
}

/// The content of a file as UTF-8 with line feeds, whatever it was.
fn decoded(content: &[u8]) -> Vec<u8> {
    let units = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = content[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16(&units).unwrap().into_bytes()
    };
    let text = match content {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => content.to_vec(),
    };
    // A lone carriage return is one line end more; inside a cell none of the packages has it.
    let is_lone = |at: usize| text[at] == b'\r' && text.get(at + 1) != Some(&b'\n');
    (0..text.len()).map(|at| if is_lone(at) { b'\n' } else { text[at] }).collect()
}

/// The rows of a file.
pub(crate) fn rows(content: &[u8], delimiter: u8) -> Vec<Row> {
    let text = decoded(content);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut rows = Vec::new();
    while reader.read_byte_record(&mut record).unwrap() {
        // The reader passes over empty lines and says where they began.
        let at = usize::try_from(record.position().unwrap().byte()).unwrap();
        let skipped = text[at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|it| **it == b'\n');
        let line = record.position().unwrap().line() + skipped.count() as u64;
        rows.push((line, record.iter().map(<[u8]>::to_vec).collect()));
    }
    rows
}

/// The files of the copy that the changes promise, with their rows.
pub(crate) fn files(original: &TestPackage, edits: &[Edit]) -> BTreeMap<String, Vec<Vec<Vec<u8>>>> {
    let mut files = BTreeMap::new();
    for (path, content) in &original.files {
        let own: Vec<&Edit> = edits.iter().filter(|edit| edit.file == *path).collect();
        if own.iter().any(|edit| edit.fix == Fix::Leftovers) {
            continue;
        }
        let renamed = |edit: &&&Edit| {
            matches!(edit.fix, Fix::FolderUnwrapped | Fix::FileCase | Fix::FileEnding | Fix::FileDate | Fix::FileName)
        };
        let name = own.iter().rfind(renamed).map_or_else(|| path.clone(), |edit| shown(&edit.after));
        let delimiter = own.iter().find(|edit| edit.fix == Fix::Separator).map_or(b',', |edit| {
            match shown(&edit.before).as_str() {
                "tab" => b'\t',
                "semicolon" => b';',
                _ => b'|',
            }
        });
        let rows = rows(content, delimiter);
        let is_manifest = name == "manifest.csv";
        let rows = if is_manifest { manifest(rows, &own) } else { table(rows, &own) };
        files.insert(name, rows);
    }
    files
}

fn table(mut rows: Vec<Row>, edits: &[&Edit]) -> Vec<Vec<Vec<u8>>> {
    let removing = [
        Fix::TopLines,
        Fix::BlankRows,
        Fix::HeaderRepeats,
        Fix::ReportLines,
        Fix::IdenticalRows,
        Fix::DeletedRows,
        Fix::DanglingRows,
    ];
    let removed: Vec<u64> =
        edits.iter().filter(|edit| removing.contains(&edit.fix)).filter_map(|edit| edit.line).collect();
    rows.retain(|(line, _)| !removed.contains(line));
    if rows.is_empty() {
        return Vec::new();
    }
    let in_header = [
        Fix::HeaderCase,
        Fix::HeaderSpelling,
        Fix::HeaderNames,
        Fix::HeaderPrefix,
        Fix::HeaderUnnamed,
        Fix::UnknownColumnsKept,
    ];
    let header = &mut rows[0].1;
    let mut done = vec![false; header.len()];
    for edit in edits.iter().filter(|edit| in_header.contains(&edit.fix)) {
        let before = shown(&edit.before);
        let at = (0..header.len()).find(|at| !done[*at] && header[*at] == before.as_bytes());
        let at = at.unwrap_or_else(|| panic!("no column {before} to be changed"));
        header[at] = shown(&edit.after).into_bytes();
        done[at] = true;
    }
    for edit in edits.iter().filter(|edit| edit.fix == Fix::UnknownColumnsOut) {
        let at = rows[0].1.iter().position(|name| *name == shown(&edit.before).into_bytes()).unwrap();
        for (_, cells) in &mut rows {
            cells.remove(at);
        }
    }
    let names = rows[0].1.clone();
    for edit in edits.iter().filter(|edit| edit.line.is_some() && edit.column.is_some()) {
        let is_of_header =
            in_header.contains(&edit.fix) || matches!(edit.fix, Fix::MissingColumns | Fix::UnknownColumnsOut);
        if is_of_header || edit.fix == Fix::StrayQuotes {
            continue;
        }
        let (line, column) = (edit.line.unwrap(), edit.column.clone().unwrap());
        let place = names.iter().position(|name| *name == column.as_bytes()).unwrap();
        let row = rows.iter().rposition(|(begins, _)| *begins <= line).unwrap();
        let cell = &mut rows[row].1[place];
        assert_eq!(String::from_utf8_lossy(cell), shown(&edit.before), "{edit:?}");
        *cell = shown(&edit.after).into_bytes();
    }
    for edit in edits.iter().filter(|edit| edit.fix == Fix::ColumnOrder) {
        let after = shown(&edit.after);
        let names = rows[0].1.clone();
        let places: Vec<usize> =
            after.split(',').map(|name| names.iter().position(|own| own == name.as_bytes()).unwrap()).collect();
        for (_, cells) in &mut rows {
            *cells = places.iter().map(|place| cells[*place].clone()).collect();
        }
    }
    for edit in edits.iter().filter(|edit| edit.fix == Fix::MissingColumns) {
        let after = shown(&edit.after);
        // Where it belongs is said by the standard, which the test of the columns' order looks at.
        for (number, (_, cells)) in rows.iter_mut().enumerate() {
            cells.push(if number == 0 { after.clone().into_bytes() } else { Vec::new() });
        }
    }
    rows.into_iter().map(|(_, cells)| cells).collect()
}

fn manifest(mut rows: Vec<Row>, edits: &[&Edit]) -> Vec<Vec<Vec<u8>>> {
    for edit in edits {
        let line = |rows: &[Row]| rows.iter().position(|(begins, _)| Some(*begins) == edit.line);
        let after = shown(&edit.after).into_bytes();
        match edit.fix {
            Fix::ManifestHeader => rows[0].1 = vec![b"propertyName".to_vec(), b"value".to_vec()],
            Fix::ManifestRepeats => {
                rows.remove(line(&rows).unwrap());
            }
            Fix::ManifestRows => {
                let cells = after.splitn(2, |byte| *byte == b',').map(<[u8]>::to_vec).collect();
                rows.push((0, cells));
            }
            _ => {
                let place = usize::from(edit.column.as_deref() == Some("value"));
                if let Some(row) = line(&rows).filter(|_| edit.column.is_some()) {
                    rows[row].1[place] = after;
                }
            }
        }
    }
    rows.into_iter().map(|(_, cells)| cells).collect()
}

/// Rows with their columns in the order of their names: for files whose columns were added, and manifests.
pub(crate) fn in_any_order(rows: &[Vec<Vec<u8>>]) -> Vec<Vec<Vec<u8>>> {
    let Some(header) = rows.first() else { return Vec::new() };
    let mut places: Vec<usize> = (0..header.len()).collect();
    places.sort_by_key(|place| header[*place].clone());
    rows.iter()
        .map(
            |row| {
                if row.len() == header.len() { places.iter().map(|at| row[*at].clone()).collect() } else { row.clone() }
            },
        )
        .collect()
}
