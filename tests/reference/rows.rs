//! From bytes to rows of cells.

/// One row as it stands in the file. An empty line is a row without cells.
#[derive(Clone, Debug)]
pub struct Row {
    pub line: u64,
    pub cells: Vec<Vec<u8>>,
}

impl Row {
    pub fn is_empty_line(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn is_utf8(&self, place: usize) -> bool {
        std::str::from_utf8(self.cell(place)).is_ok()
    }

    pub fn cell(&self, place: usize) -> &[u8] {
        self.cells.get(place).map_or(&[], Vec::as_slice)
    }

    /// The line on which a cell begins: line breaks in the cells before it count.
    pub fn line_of(&self, place: usize) -> u64 {
        self.line + self.cells.iter().take(place).map(|cell| line_breaks(cell)).sum::<u64>()
    }
}

/// A file as text.
pub struct Text {
    pub rows: Vec<Row>,
    pub has_mark: bool,
    pub is_utf_16: bool,
    /// Whether a line ends with a carriage return alone.
    pub has_cr: bool,
    /// Whether cells are separated by something else than commas.
    pub has_other_delimiter: bool,
}

/// Number of line breaks: CRLF, LF, CR.
pub fn line_breaks(text: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(text).replace("\r\n", "\n").replace('\r', "\n");
    text.matches('\n').count() as u64
}

/// What may separate cells; the comma is right.
pub const DELIMITERS: [u8; 4] = *b",\t;|";

/// Reads a whole file with the first separator by which its rows begin as they should, else with commas.
pub fn read(content: &[u8], begins_well: impl Fn(&[Row]) -> bool) -> Text {
    let found =
        DELIMITERS.into_iter().map(|delimiter| read_by(content, delimiter)).find(|text| begins_well(&text.rows));
    found.unwrap_or_else(|| read_by(content, b','))
}

/// The first rows, by every separator in turn.
pub fn first_rows(content: &[u8]) -> Vec<Row> {
    DELIMITERS.into_iter().flat_map(|delimiter| read_by(content, delimiter).rows.into_iter().take(41)).collect()
}

fn read_by(content: &[u8], delimiter: u8) -> Text {
    let mut has_mark = false;
    let mut is_utf_16 = false;
    let text: Vec<u8> = match content {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            has_mark = true;
            rest.to_vec()
        }
        [0xFF, 0xFE, rest @ ..] => {
            is_utf_16 = true;
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units).into_bytes()
        }
        [0xFE, 0xFF, rest @ ..] => {
            is_utf_16 = true;
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units).into_bytes()
        }
        all => all.to_vec(),
    };
    let mut rows = Vec::new();
    let mut has_cr = false;
    let mut line = 1;
    let mut at = 0;
    while at < text.len() {
        let begins = at;
        let mut is_quoted = false;
        while at < text.len() && (is_quoted || !matches!(text[at], b'\n' | b'\r')) {
            is_quoted ^= text[at] == b'"';
            at += 1;
        }
        let record = &text[begins..at];
        rows.push(Row { line, cells: cells(record, delimiter) });
        line += line_breaks(record);
        if at < text.len() {
            let is_pair = text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
            has_cr |= text[at] == b'\r' && !is_pair;
            at += if is_pair { 2 } else { 1 };
            line += 1;
        }
    }
    Text { rows, has_mark, is_utf_16, has_cr, has_other_delimiter: delimiter != b',' }
}

fn cells(record: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    if record.is_empty() {
        return Vec::new();
    }
    // The crate takes a byte order mark away from the first cell that it sees; an empty cell keeps it from ours.
    let shielded = [&[delimiter], record].concat();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(&shielded[..]);
    let mut records = reader.byte_records();
    let row = records.next().expect("a record").expect("memory");
    // By a separator that is not the file's, quotes stand anywhere, and more records may follow.
    row.iter().skip(1).map(<[u8]>::to_vec).collect()
}
