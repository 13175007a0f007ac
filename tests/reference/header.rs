//! Where the header of a file is, and what its cells are.

use rostercheck::oneroster::{Column, Kind, OtherName, Table, Version};

use super::rows::Row;

/// One cell of a header row, with the column of the table that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    Column(usize),
    Miscased(usize),
    Renamed(usize),
    Misspelled(usize),
    /// An empty cell just where this column is missing.
    Unnamed(usize),
    /// A name that may stand for one of these.
    Likely(Vec<usize>),
    /// An empty cell, with the columns that are missing around it.
    Empty(Vec<usize>),
    Repeated,
    Metadata,
    Unknown,
}

impl Heading {
    pub fn column(&self) -> Option<usize> {
        match self {
            Self::Column(column)
            | Self::Miscased(column)
            | Self::Renamed(column)
            | Self::Misspelled(column)
            | Self::Unnamed(column) => Some(*column),
            _ => None,
        }
    }

    fn is_certain(&self) -> bool {
        matches!(self, Self::Column(_) | Self::Miscased(_) | Self::Renamed(_))
    }
}

/// What the first rows of a file say. Numbers are those of rows.
#[derive(Debug)]
pub enum Start {
    Nothing,
    Header(Header),
    /// The first row is a record, or holds names that nobody knows.
    NoHeader {
        row: usize,
        is_wide: bool,
        is_foreign: bool,
    },
    OtherFile(usize),
}

#[derive(Debug)]
pub struct Header {
    pub row: usize,
    /// Whether two of its cells, and half of them, certainly are columns.
    pub is_sure: bool,
    pub headings: Vec<Heading>,
    pub missing: Vec<usize>,
    pub is_decorated: bool,
    /// Whether rows above it are records, and so the file begins with them.
    pub is_among_records: bool,
    pub has_dashes: bool,
    /// Cells of the rows, if they have more or fewer than the header.
    pub width: Option<usize>,
    /// Columns whose cells the rows have, and whose names the header lacks.
    pub lacking: Vec<usize>,
    /// Cells of the header below which the rows have none.
    pub surplus: Vec<usize>,
    pub is_readable: bool,
    /// For each column the place of its cell in a row.
    pub places: Vec<Option<usize>>,
}

/// Rows above the header, and below it, that are looked at.
const FIRST: usize = 20;

/// Judges the first rows of a file.
pub fn start(table: &Table, version: Version, rows: &[Row]) -> Start {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .take(2 * FIRST + 1)
        .map(|row| row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
        .collect();
    let Some(first) = rows.iter().position(|row| filled(row) > 0) else { return Start::Nothing };
    let is_sure = |at: usize| {
        let headings = headings(table, &rows, at).0;
        let certain = headings.iter().filter(|heading| heading.is_certain()).count();
        certain >= 2 && certain * 2 >= filled(&rows[at])
    };
    let exact =
        |at: usize| headings(table, &rows, at).0.iter().filter(|heading| matches!(heading, Heading::Column(_))).count();
    let mut row = (first..rows.len().min(FIRST + 1)).find(|at| is_sure(*at));
    if let Some(at) = row
        && let Some(next) = (at + 1..rows.len()).find(|next| filled(&rows[*next]) > 0)
        && is_sure(next)
        && exact(next) > exact(at)
    {
        row = Some(next);
    }
    let names = &rows[first];
    if row.is_none() {
        let headings = headings(table, &rows, first).0;
        let certain = headings.iter().filter(|heading| heading.is_certain()).count();
        let near = headings.iter().filter(|heading| matches!(heading, Heading::Misspelled(_))).count();
        let is_telling = names.iter().any(|name| {
            let is_word = table.columns.iter().any(|column| match column.kind {
                Kind::Token(tokens) => tokens.words.contains(&name.as_str()),
                _ => false,
            });
            place(table, name).is_some() && name.chars().any(|letter| letter.is_ascii_uppercase()) && !is_word
        });
        if certain >= 2 || certain + near >= 3 || certain == 1 && is_telling {
            row = Some(first);
        }
    }
    if names.len() == 2 && names[0] == "propertyName" && names[1] == "value" {
        return Start::OtherFile(first);
    }
    let Some(row) = row else {
        if is_header_of_another(table, version, names, 0) {
            return Start::OtherFile(first);
        }
        let is_wide = names.len() == table.columns.len();
        return Start::NoHeader { row: first, is_wide, is_foreign: is_wide && is_foreign(table, &rows, first) };
    };
    let (headings, mut missing, is_decorated) = headings(table, &rows, row);
    let is_own = |it: &&Heading| matches!(it, Heading::Column(_) | Heading::Miscased(_) | Heading::Misspelled(_));
    let own = headings.iter().filter(is_own).count();
    if own * 2 < table.columns.len() && is_header_of_another(table, version, &rows[row], own) {
        return Start::OtherFile(row);
    }
    let places = places(table, &headings);
    let is_record = |above: &Vec<String>| {
        let has_digit = above.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
        above.len() == headings.len()
            && (row_fits(table, &places, above) || has_digit && filled(above) * 2 >= headings.len())
    };
    let text = rows[..row].iter().flatten().find(|cell| !cell.trim().is_empty()).map_or("", String::as_str);
    let low = text.trim().to_ascii_lowercase();
    let is_remark = low.starts_with("sep=") || low.starts_with("#type ");
    let is_among_records = !text.is_empty() && !is_remark && rows[..row].iter().any(is_record);
    let mut below = &rows[row + 1..];
    let has_dashes = below.first().is_some_and(|row| is_dashes(row));
    if has_dashes {
        below = &below[1..];
    }
    let Width { cells: width, lacking, surplus, is_readable, places } = width(table, &headings, &missing, below);
    missing.retain(|column| !lacking.contains(column));
    let is_sure = is_sure(row);
    Start::Header(Header {
        row,
        is_sure,
        headings,
        missing,
        is_decorated,
        is_among_records,
        has_dashes,
        width,
        lacking,
        surplus,
        is_readable,
        places,
    })
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn is_dashes(row: &[String]) -> bool {
    filled(row) > 0 && row.iter().filter(|cell| !cell.trim().is_empty()).all(|cell| is_line(cell))
}

/// Whether a text draws a line.
pub fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.chars().all(|letter| "-=+_".contains(letter))
}

fn place(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

/// For each column the place of its cell.
pub fn places(table: &Table, headings: &[Heading]) -> Vec<Option<usize>> {
    (0..table.columns.len()).map(|column| headings.iter().position(|it| it.column() == Some(column))).collect()
}

/// What the cells of a row are if it is the header, the columns that none of them is, and whether something stands
/// around the names.
fn headings(table: &Table, rows: &[Vec<String>], at: usize) -> (Vec<Heading>, Vec<usize>, bool) {
    let cells = &rows[at];
    let strip = decoration(table, cells);
    let names: Vec<String> = cells
        .iter()
        .map(|cell| strip.as_ref().and_then(|strip| without(strip, cell)).unwrap_or_else(|| cell.clone()))
        .collect();
    let mut found: Vec<Option<Heading>> = vec![None; names.len()];
    let mut taken: Vec<usize> = Vec::new();
    let holds = |cell: usize, column: usize| {
        let values = rows[at + 1..].iter().filter(|row| row.len() == cells.len()).take(FIRST);
        let values = values.map(|row| row[cell].as_str()).filter(|value| !value.is_empty());
        let (fit, rest): (Vec<&str>, Vec<&str>) = values.partition(|value| fits(&table.columns[column], value));
        fit.len() > rest.len() || rest.is_empty()
    };
    let claim = |column: usize, as_what: fn(usize) -> Heading, taken: &mut Vec<usize>| {
        if taken.contains(&column) {
            return Heading::Repeated;
        }
        taken.push(column);
        as_what(column)
    };
    for (heading, name) in found.iter_mut().zip(&names) {
        if let Some(column) = place(table, name) {
            *heading = Some(claim(column, Heading::Column, &mut taken));
        } else if name.trim().is_empty() {
            *heading = Some(Heading::Empty(Vec::new()));
        } else if name.strip_prefix("metadata.").is_some_and(|rest| !rest.is_empty()) {
            *heading = Some(Heading::Metadata);
        }
    }
    for (heading, name) in found.iter_mut().zip(&names).filter(|(heading, _)| heading.is_none()) {
        if let Some(column) = table.columns.iter().position(|column| plain(column.name) == plain(name)) {
            *heading = Some(claim(column, Heading::Miscased, &mut taken));
        }
    }
    let mut meant: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for (at_cell, name) in names.iter().enumerate() {
        if found[at_cell].is_some() || name.len() > 100 {
            continue;
        }
        match table.other_name(name) {
            Some(OtherName::Certain(column)) => {
                if !taken.contains(&column) && holds(at_cell, column) {
                    taken.push(column);
                    found[at_cell] = Some(Heading::Renamed(column));
                } else {
                    meant[at_cell] = vec![column];
                }
            }
            Some(OtherName::Likely(columns)) => meant[at_cell] = columns,
            None => {}
        }
    }
    for (at_cell, name) in names.iter().enumerate() {
        if found[at_cell].is_some() {
            continue;
        }
        let open: Vec<usize> = meant[at_cell].iter().copied().filter(|column| !taken.contains(column)).collect();
        if let Some(column) = open.first() {
            taken.push(*column);
            found[at_cell] = Some(Heading::Likely(open));
            continue;
        }
        let mut best: Option<(usize, usize)> = None;
        for (column, known) in table.columns.iter().enumerate().filter(|(column, _)| !taken.contains(column)) {
            let errors = typing_errors(&plain(name), &plain(known.name));
            if errors <= (known.name.len() / 5).max(1) && best.is_none_or(|(fewest, _)| errors < fewest) {
                best = Some((errors, column));
            }
        }
        found[at_cell] = Some(match best {
            Some((_, column)) => {
                taken.push(column);
                Heading::Misspelled(column)
            }
            None => Heading::Unknown,
        });
    }
    let mut found: Vec<Heading> = found.into_iter().map(|heading| heading.expect("every cell is something")).collect();
    name_cells_by_place(table, &mut found, &mut taken, holds);
    let missing = (0..table.columns.len()).filter(|column| !taken.contains(column)).collect();
    (found, missing, strip.is_some())
}

/// Empty cells between two names are the columns that are missing between them, if they are as many; and cells with
/// names that nobody knows may be, if their values fit.
fn name_cells_by_place(
    table: &Table,
    headings: &mut [Heading],
    taken: &mut Vec<usize>,
    fits: impl Fn(usize, usize) -> bool,
) {
    for is_for_empty in [true, false] {
        let is_so = |heading: &Heading| match heading {
            Heading::Empty(_) => is_for_empty,
            Heading::Unknown => !is_for_empty,
            _ => false,
        };
        // The columns that are missing were looked for before any of these cells got its name.
        let old: Vec<Heading> = headings.to_vec();
        let was_taken = taken.clone();
        let mut at = 0;
        while at < headings.len() {
            if !is_so(&old[at]) {
                at += 1;
                continue;
            }
            let mut end = at;
            while end < headings.len() && is_so(&old[end]) {
                end += 1;
            }
            let from = old[..at].iter().filter_map(Heading::column).next_back().map_or(0, |column| column + 1);
            let to = old[end..].iter().find_map(Heading::column).unwrap_or(table.columns.len());
            let missing: Vec<usize> = (from..to).filter(|column| !was_taken.contains(column)).collect();
            let is_even = missing.len() == end - at;
            if is_for_empty {
                taken.extend(&missing);
                for cell in at..end {
                    headings[cell] =
                        if is_even { Heading::Unnamed(missing[cell - at]) } else { Heading::Empty(missing.clone()) };
                }
            } else if is_even && (at..end).all(|cell| fits(cell, missing[cell - at])) {
                taken.extend(&missing);
                for cell in at..end {
                    headings[cell] = Heading::Likely(vec![missing[cell - at]]);
                }
            }
            at = end;
        }
    }
}

/// What stands around the names: before and behind each, or the name of a table.
enum Around {
    Text(String, String),
    Table,
}

fn without(around: &Around, cell: &str) -> Option<String> {
    match around {
        Around::Text(before, after) => Some(cell.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?.into()),
        Around::Table => {
            let name = match cell.find(".metadata.") {
                Some(at) => &cell[at + 1..],
                None if cell.starts_with("metadata.") => return None,
                None => cell.rsplit_once('.')?.1,
            };
            Some(name.trim_matches(['[', ']', '"', '\'', '`', ' ']).into())
        }
    }
}

fn decoration(table: &Table, cells: &[String]) -> Option<Around> {
    let is_name = |text: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(text));
    let some = cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut candidates = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.is_empty() && cell.len() <= 100).take(8) {
        for column in table.columns {
            let (low, name) = (cell.to_ascii_lowercase(), column.name.to_ascii_lowercase());
            for (at, _) in low.match_indices(&name) {
                let (before, after) = (&cell[..at], &cell[at + name.len()..]);
                if !(before.is_empty() && after.is_empty()) {
                    candidates.push(Around::Text(before.into(), after.into()));
                }
            }
        }
    }
    candidates.push(Around::Table);
    let mut most = cells.iter().filter(|cell| is_name(cell)).count().max(1);
    let mut best = None;
    for candidate in candidates {
        let count = cells.iter().filter(|cell| without(&candidate, cell).is_some_and(|name| is_name(&name))).count();
        if count > most && count * 2 >= some {
            most = count;
            best = Some(candidate);
        }
    }
    best
}

/// Whether a header is clearly that of another file of this version.
fn is_header_of_another(table: &Table, version: Version, names: &[String], own: usize) -> bool {
    let mut best: Option<(usize, usize)> = None;
    for other in version.tables().iter().filter(|other| other.id != table.id) {
        let known = names.iter().filter(|name| place(other, name).is_some()).count();
        if best.is_none_or(|(most, _)| known >= most) {
            best = Some((known, other.columns.len()));
        }
    }
    best.is_some_and(|(known, columns)| known > own + 1 && known * 2 > columns)
}

fn is_foreign(table: &Table, rows: &[Vec<String>], at: usize) -> bool {
    let names = &rows[at];
    let places: Vec<Option<usize>> = (0..names.len()).map(Some).collect();
    let below: Vec<&Vec<String>> = rows[at + 1..].iter().filter(|row| !row.is_empty()).take(FIRST).collect();
    names.iter().all(|name| name.starts_with(char::is_alphabetic) && name.len() <= 60)
        && (1..names.len()).all(|place| !names[..place].contains(&names[place]))
        && !row_fits(table, &places, names)
        && !below.is_empty()
        && below.iter().all(|row| row.len() == names.len() && row_fits(table, &places, row))
}

/// How the rows differ from the header, if all do so alike.
struct Width {
    cells: Option<usize>,
    lacking: Vec<usize>,
    surplus: Vec<usize>,
    is_readable: bool,
    places: Vec<Option<usize>>,
}

fn width(table: &Table, headings: &[Heading], missing: &[usize], below: &[Vec<String>]) -> Width {
    let rows: Vec<&Vec<String>> =
        below.iter().filter(|row| !row.is_empty() && !is_report_line(row)).take(FIRST).collect();
    let same = places(table, headings);
    let (nothing, cells) = match rows.first() {
        Some(row) => (rows.len() < 2, row.len()),
        None => (true, 0),
    };
    if nothing || cells < 2 || cells == headings.len() || !rows.iter().all(|row| row.len() == cells) {
        return Width { cells: None, lacking: Vec::new(), surplus: Vec::new(), is_readable: true, places: same };
    }
    let fit = |places: &[Option<usize>]| {
        let fit = rows.iter().filter(|row| row_fits(table, places, row)).count();
        fit * 2 > rows.len() || fit == rows.len()
    };
    let found = |lacking: &[usize], surplus: &[usize], is_readable, places| Width {
        cells: Some(cells),
        lacking: lacking.to_vec(),
        surplus: surplus.to_vec(),
        is_readable,
        places,
    };
    let columns: Vec<usize> = headings.iter().filter_map(Heading::column).collect();
    let is_ordered = columns.windows(2).all(|pair| pair[0] < pair[1]);
    if columns.len() == headings.len() && is_ordered && headings.len() + missing.len() == cells {
        let mut all = columns;
        all.extend(missing);
        all.sort_unstable();
        let places: Vec<Option<usize>> =
            (0..table.columns.len()).map(|column| all.iter().position(|own| *own == column)).collect();
        if fit(&places) {
            return found(missing, &[], true, places);
        }
    }
    let is_stranger = |heading: &Heading| match heading {
        Heading::Unknown | Heading::Repeated => true,
        Heading::Empty(missing) => missing.is_empty(),
        _ => false,
    };
    let strangers: Vec<usize> = (0..headings.len()).filter(|place| is_stranger(&headings[*place])).collect();
    if cells + strangers.len() == headings.len() {
        let rest: Vec<Heading> = headings.iter().filter(|heading| !is_stranger(heading)).cloned().collect();
        let places = places(table, &rest);
        if fit(&places) {
            return found(&[], &strangers, true, places);
        }
    }
    let places: Vec<Option<usize>> = same.into_iter().map(|place| place.filter(|place| *place < cells)).collect();
    let is_rest_empty = rows.iter().all(|row| row.iter().skip(headings.len()).all(String::is_empty));
    let is_readable = fit(&places) && is_rest_empty;
    found(&[], &[], is_readable, places)
}

fn is_report_line(row: &[String]) -> bool {
    is_dashes(row) || filled(row) == 1 && row.first().is_some_and(|text| is_report_text(text))
}

/// Whether a program counts rows in this text; other remarks are not tried here.
pub fn is_report_text(text: &str) -> bool {
    let words = text.trim().trim_start_matches('(');
    let number: String = words.chars().take_while(char::is_ascii_digit).collect();
    let rest = words[number.len()..].trim_start();
    !number.is_empty() && ["row ", "rows ", "row)", "rows)"].iter().any(|word| rest.starts_with(word))
}

fn row_fits(table: &Table, places: &[Option<usize>], row: &[String]) -> bool {
    table.columns.iter().zip(places).all(|(column, place)| match place.and_then(|place| row.get(place)) {
        Some(cell) => fits(column, cell) && !(column.required && cell.is_empty()),
        None => true,
    })
}

/// Whether a cell may have been meant for a column.
fn fits(column: &Column, cell: &str) -> bool {
    let items: Vec<&str> = if column.list { cell.split(',').collect() } else { vec![cell] };
    items.into_iter().map(str::trim).filter(|item| !item.is_empty()).all(|item| {
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(item));
        let has_digit = item.chars().any(|letter| letter.is_ascii_digit());
        match column.kind {
            Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) => super::cells::is_id(item),
            Kind::Status => is_one_of(&["active", "inactive", "tobedeleted"]),
            Kind::Token(tokens) => is_one_of(tokens.words) || item.starts_with("ext:"),
            Kind::Boolean => is_one_of(&["true", "false", "t", "f", "yes", "no", "y", "n", "1", "0"]),
            Kind::Date | Kind::DateLastModified => has_digit && item.contains(['-', '/', '.']),
            Kind::Year => has_digit && item.len() < 10,
            Kind::Integer | Kind::Float => has_digit && item.len() < 21,
            Kind::Pair => item.starts_with('{'),
            Kind::Text | Kind::Grade => true,
        }
    })
}

fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric() || *letter == '.').collect()
}

/// Letters to change, add, leave out or swap with their neighbour.
pub fn typing_errors(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let mut best = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[one.len()][other.len()]
}
