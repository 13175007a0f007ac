//! `manifest.csv` and what it says of the files.

use rostercheck::oneroster::{Mode, TableId, Version};
use rostercheck::profiles::infinite_campus;

use super::header::typing_errors;
use super::rows::{self, Row};
use super::sheet::{how_a_row_is_written, is_header, is_remark};
use super::{Answer, Damage, GivenFile, World};

const FILE: &str = "manifest.csv";

pub struct Manifest {
    has_right_header: bool,
    header_line: u64,
    properties: Vec<Property>,
    /// Lines of rows with a cell that is not UTF-8: whatever else they seem to say follows from that.
    damaged: Vec<u64>,
}

struct Property {
    name: String,
    value: String,
    line: u64,
}

impl Manifest {
    fn first(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        self.first(name).map(|property| property.value.as_str())
    }

    pub fn mode(&self, id: TableId) -> Option<Mode> {
        match self.value(&format!("file.{}", id.stem()))? {
            "bulk" => Some(Mode::Bulk),
            "delta" => Some(Mode::Delta),
            _ => None,
        }
    }
}

/// Reads the manifest, and says how its rows are written.
pub fn read(file: &GivenFile, answer: &mut Answer) -> Option<Manifest> {
    if file.damage.is_some() {
        answer.file("unreadable-file", FILE);
    }
    if file.damage == Some(Damage::Closed) {
        return None;
    }
    let text = rows::read(&file.content, |rows| {
        rows.iter().take(2 * FIRST + 1).any(|row| {
            let cells = words(row);
            cells.len() > 1 && (is_names(&cells) || is_property(&cells[0]))
        })
    });
    super::sheet::how_the_file_is_written(&text, FILE, answer);
    let first: Vec<Vec<String>> = text.rows.iter().take(2 * FIRST + 1).map(words).collect();
    let begin = begin(&first);
    let (Begin::Names(at) | Begin::Property(at) | Begin::Wide(at, _)) = begin else {
        for row in text.rows.iter().filter(|row| row.is_empty_line()) {
            answer.line("blank-row", FILE, row.line);
        }
        if file.damage.is_none() {
            answer.file("empty-file", FILE);
        }
        return None;
    };
    let header_line = text.rows[at].line;
    let has_right_header = first[at] == ["propertyName", "value"];
    if text.has_other_delimiter {
        answer.line("wrong-delimiter", FILE, header_line);
    }
    if let Begin::Names(_) = begin
        && is_table(&first[at])
    {
        answer.line("wrong-file-content", FILE, header_line);
        if let Some((row, cell)) =
            text.rows.iter().find_map(|row| Some((row, (0..row.cells.len()).find(|cell| !row.is_utf8(*cell))?)))
        {
            answer.line("not-utf8", FILE, row.line_of(cell));
        }
        if text.has_cr {
            answer.file("cr-line-endings", FILE);
        }
        return None;
    }
    match begin {
        Begin::Property(_) => {
            for row in text.rows[..at].iter().filter(|row| row.is_empty_line()) {
                answer.line("blank-row", FILE, row.line);
            }
        }
        // The names of the columns may stand above what is side by side.
        Begin::Wide(..) if at == 1 && is_names(&first[0]) => {}
        _ if at > 0 => answer.line("lines-above-header", FILE, 1),
        _ => {}
    }
    let skip = if matches!(begin, Begin::Property(_)) { at } else { at + 1 };
    // All rows that are looked at may have another number of cells than two.
    let widths: Vec<usize> = first[skip..].iter().map(Vec::len).filter(|cells| *cells > 0).take(FIRST).collect();
    let is_even = widths.len() > 1 && widths.iter().all(|cells| *cells == widths[0]);
    let width = if is_even { widths[0] } else { 2 };
    if has_right_header && width != 2 {
        answer.line("header-width", FILE, header_line);
    }
    let names: Vec<Option<String>> =
        ["propertyName", "value", "", ""].into_iter().take(width).map(|name| Some(name.into())).collect();
    let again: &[String] = if has_right_header { &first[at] } else { &[] };
    let ends = |place: usize| first[at].get(place).is_some_and(|cell| ends_with(cell, "propertyname"));
    let is_exchanged = ends(1) && !ends(0);
    let mut not_utf8 = None;
    let mut properties = Vec::new();
    let mut damaged = Vec::new();
    let is_no_record = |row: &Row| is_header(row, again) || is_remark(row, width);
    let rest = &text.rows[skip..];
    if let Begin::Wide(_, pairs) = begin {
        let property = |(name, value)| Property { name, value, line: header_line };
        properties.extend(pairs.into_iter().map(property));
        not_utf8 = rest.iter().find_map(|row| {
            let cell = (0..row.cells.len()).find(|cell| !row.is_utf8(*cell))?;
            Some(super::Found {
                rule: "not-utf8",
                file: Some(FILE.into()),
                line: Some(row.line_of(cell)),
                column: None,
            })
        });
    } else {
        for (number, row) in rest.iter().enumerate() {
            if is_no_record(row) {
                answer.line(if is_header(row, again) { "repeated-header" } else { "report-line" }, FILE, row.line);
                continue;
            }
            let is_behind = number.checked_sub(1).and_then(|before| rest.get(before)).is_some_and(is_no_record);
            if row.is_empty_line() && (is_behind || rest.get(number + 1).is_some_and(is_no_record)) {
                continue;
            }
            if row.cells.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
                damaged.push(row.line);
            }
            let is_blank = how_a_row_is_written(row, (width, None), FILE, &names, &mut not_utf8, answer).is_none();
            if !is_blank && row.cells.len() >= 2 {
                let words = words(row);
                let (name, value) = if is_exchanged { (1, 0) } else { (0, 1) };
                properties.push(Property { name: words[name].clone(), value: words[value].clone(), line: row.line });
            }
        }
    }
    // What it says counts only if it is whole, and so does what is told of it at its end.
    if file.damage.is_some() {
        return None;
    }
    answer.found.extend(not_utf8);
    if text.has_cr {
        answer.file("cr-line-endings", FILE);
    }
    Some(Manifest { has_right_header, header_line, properties, damaged })
}

/// Rows that are looked at to see how the manifest begins.
const FIRST: usize = 20;

fn words(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// How a manifest begins, with the number of the row.
enum Begin {
    Nothing,
    /// The names of its columns, right or wrong.
    Names(usize),
    /// A property.
    Property(usize),
    /// Properties side by side, with their values.
    Wide(usize, Vec<(String, String)>),
}

fn begin(rows: &[Vec<String>]) -> Begin {
    let is_filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let filled: Vec<usize> = (0..rows.len().min(FIRST + 1)).filter(|row| is_filled(&rows[*row])).collect();
    let Some(first) = filled.first() else { return Begin::Nothing };
    for row in &filled {
        let cells = &rows[*row];
        let places: Vec<usize> = (0..cells.len()).filter(|place| is_property(&cells[*place])).collect();
        if places.len() > 2 {
            let is_below = places.windows(2).any(|pair| pair[0] + 1 == pair[1]);
            let value = |place: usize| {
                if is_below { rows.get(row + 1)?.get(place).cloned() } else { cells.get(place + 1).cloned() }
            };
            let pairs = places.iter().filter_map(|place| Some((cells[*place].trim().to_owned(), value(*place)?)));
            return Begin::Wide(*row, pairs.collect());
        }
    }
    if let Some(row) = filled.iter().find(|row| is_names(&rows[**row])) {
        return Begin::Names(*row);
    }
    match filled.iter().find(|row| rows[**row].first().is_some_and(|cell| is_property(cell))) {
        None => Begin::Names(*first),
        Some(row) if row != first && is_filled(&rows[row - 1]) => Begin::Names(row - 1),
        Some(row) => Begin::Property(*row),
    }
}

fn is_names(cells: &[String]) -> bool {
    let ends = |place: usize, name: &str| cells.get(place).is_some_and(|cell| ends_with(cell, name));
    ends(0, "propertyname") || ends(1, "propertyname") || ends(0, "property") && ends(1, "value")
}

fn ends_with(cell: &str, name: &str) -> bool {
    cell.to_ascii_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "").ends_with(name)
}

/// Whether these are the names of a data file's columns.
fn is_table(cells: &[String]) -> bool {
    let mut best = (0, 0);
    for table in [Version::V1_0, Version::V1_1, Version::V1_2].into_iter().flat_map(Version::tables) {
        let known = cells.iter().filter(|cell| table.columns.iter().any(|column| column.name == **cell)).count();
        if known >= best.0 {
            best = (known, table.columns.len());
        }
    }
    best.0 > 2 && best.0 * 2 > best.1
}

fn is_property(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let rest = cell.split_once('.').filter(|(group, _)| ["manifest", "oneroster", "file", "source"].contains(group));
    rest.is_some_and(|(_, rest)| !rest.is_empty() && super::cells::is_id(rest))
}

/// The version that the manifest names, if it names one.
fn named_version(manifest: &Manifest) -> Option<Version> {
    let number = manifest.first("oneroster.version")?.value.trim().to_owned();
    let is = |version: &str| {
        let ends = [".", "_", "-"].map(|sign| format!("{version}{sign}"));
        number == version || ends.iter().any(|start| number.starts_with(start) && number.len() > 4)
    };
    [Version::V1_1, Version::V1_2].into_iter().find(|version| is(version.number()))
}

/// Section B of the processing rules, and what the receivers add.
pub fn check(world: &World, answer: &mut Answer) {
    // Where nobody names the version, files that only 1.2 has tell it.
    let is_named = world.manifest.as_ref().and_then(named_version).is_some();
    if !is_named && world.version == Version::V1_2 && !world.present.is_empty() {
        answer.package("version-not-accepted");
    }
    let Some(manifest) = &world.manifest else { return };
    let before = answer.found.len();
    properties(world, manifest, answer);
    let is_damaged = |found: &super::Found| {
        found.file.as_deref() == Some(FILE) && found.line.is_some_and(|line| manifest.damaged.contains(&line))
    };
    let found = answer.found.split_off(before);
    answer.found.extend(found.into_iter().filter(|found| !is_damaged(found)));
}

fn properties(world: &World, manifest: &Manifest, answer: &mut Answer) {
    if !manifest.has_right_header {
        answer.line("manifest-header", FILE, manifest.header_line);
    }
    let value = |rule, property: &Property, answer: &mut Answer| answer.cell(rule, FILE, property.line, "value");
    if let Some(property) = manifest.first("manifest.version")
        && property.value != "1.0"
    {
        value("wrong-manifest-version", property, answer);
    }
    if let Some(property) = manifest.first("oneroster.version") {
        let number = property.value.trim();
        let is_1_2 = number == "1.2"
            || ["1.2.", "1.2_", "1.2-"].iter().any(|start| number.starts_with(start) && number.len() > 4);
        if property.value != "1.1" && property.value != "1.2" {
            value("unknown-oneroster-version", property, answer);
        }
        if is_1_2 {
            value("version-not-accepted", property, answer);
        }
    }
    let mut modes = Vec::new();
    for table in world.version.tables() {
        let Some(property) = manifest.first(&format!("file.{}", table.id.stem())) else { continue };
        let is_there = world.present.contains(&table.id);
        match property.value.as_str() {
            "bulk" | "delta" => {
                modes.push(property.value.as_str());
                if !is_there {
                    value("listed-file-missing", property, answer);
                }
            }
            "absent" => {
                if is_there {
                    value("unlisted-file", property, answer);
                }
            }
            _ => value("bad-file-mode", property, answer),
        }
        if property.value == "delta" && infinite_campus::FILES.contains(&table.id) {
            value("delta-for-dessa", property, answer);
        }
    }
    if modes.contains(&"bulk") && modes.contains(&"delta") {
        answer.file("mixed-modes", FILE);
    }
    for (place, property) in manifest.properties.iter().enumerate() {
        if manifest.properties[..place].iter().any(|earlier| earlier.name == property.name) {
            answer.cell("repeated-manifest-property", FILE, property.line, "propertyName");
        }
    }
    names(world.version, manifest, answer);
}

/// Rows that are not known, and rows that must be there.
fn names(version: Version, manifest: &Manifest, answer: &mut Answer) {
    let files: Vec<String> = version.tables().iter().map(|table| format!("file.{}", table.id.stem())).collect();
    let fixed = ["manifest.version", "oneroster.version"].map(str::to_owned);
    let optional = ["source.systemName", "source.systemCode"].map(str::to_owned);
    let known: Vec<&String> = fixed.iter().chain(&optional).chain(&files).collect();
    let mut lacking: Vec<&str> =
        known.iter().map(|name| name.as_str()).filter(|name| manifest.first(name).is_none()).collect();
    for property in manifest.properties.iter().filter(|property| !known.contains(&&property.name)) {
        answer.cell("unknown-manifest-property", FILE, property.line, "propertyName");
        let stem = property.name.strip_prefix("file.").unwrap_or_default();
        if TableId::ALL.iter().any(|id| id.stem() == stem) {
            continue;
        }
        let same = lacking.iter().find(|name| plain(name) == plain(&property.name)).copied();
        let near = || {
            let errors = |name: &str| typing_errors(&property.name.to_lowercase(), &name.to_lowercase());
            let best = lacking.iter().copied().min_by_key(|name| (errors(name), *name))?;
            (errors(best) <= (best.len() / 5).max(1)).then_some(best)
        };
        if let Some(meant) = same.or_else(near) {
            lacking.retain(|name| *name != meant);
        }
    }
    let could_be_read = manifest.has_right_header || !manifest.properties.is_empty();
    let is_missing = |name: &String| lacking.contains(&name.as_str());
    if could_be_read && fixed.iter().chain(&files).any(is_missing) {
        answer.file("missing-manifest-property", FILE);
    }
}

fn plain(name: &str) -> String {
    let name: String = name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let name = ["file", "source"].iter().find_map(|start| name.strip_prefix(start)).unwrap_or(&name);
    name.strip_suffix("csv").unwrap_or(name).to_owned()
}
