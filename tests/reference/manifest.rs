//! `manifest.csv` and what it says of the files.

use rostercheck::oneroster::{Mode, TableId, Version};
use rostercheck::profiles::infinite_campus;

use super::header::typing_errors;
use super::rows::{self, Row};
use super::sheet::how_a_row_is_written;
use super::{Answer, Damage, GivenFile, World};

const FILE: &str = "manifest.csv";

pub struct Manifest {
    header: Vec<String>,
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
    let text = rows::read(&file.content, &["propertyName", "value"]);
    super::sheet::how_the_file_is_written(&text, FILE, answer);
    let start = text.rows.iter().position(|row| !row.is_empty_line());
    for row in text.rows.iter().take(start.unwrap_or(text.rows.len())) {
        answer.line("blank-row", FILE, row.line);
    }
    let Some(start) = start else {
        if file.damage.is_none() {
            answer.file("empty-file", FILE);
        }
        return None;
    };
    let words = |row: &Row| -> Vec<String> {
        row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    };
    let header = words(&text.rows[start]);
    let names: Vec<Option<String>> =
        ["propertyName", "value"].into_iter().take(header.len().max(2)).map(|name| Some(name.into())).collect();
    let mut not_utf8 = None;
    let mut properties = Vec::new();
    let mut damaged = Vec::new();
    for row in &text.rows[start + 1..] {
        if row.cells.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            damaged.push(row.line);
        }
        let is_blank = how_a_row_is_written(row, header.len(), FILE, &names, &mut not_utf8, answer).is_none();
        if !is_blank && row.cells.len() >= 2 {
            let words = words(row);
            properties.push(Property { name: words[0].clone(), value: words[1].clone(), line: row.line });
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
    Some(Manifest { header, header_line: text.rows[start].line, properties, damaged })
}

/// Section B of the processing rules, and what the receivers add.
pub fn check(world: &World, answer: &mut Answer) {
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
    if manifest.header != ["propertyName", "value"] {
        answer.line("manifest-header", FILE, manifest.header_line);
    }
    let value = |rule, property: &Property, answer: &mut Answer| answer.cell(rule, FILE, property.line, "value");
    if let Some(property) = manifest.first("manifest.version")
        && property.value != "1.0"
    {
        value("wrong-manifest-version", property, answer);
    }
    if let Some(property) = manifest.first("oneroster.version") {
        let is_1_2 = property.value == "1.2"
            || ["1.2.", "1.2_", "1.2-"]
                .iter()
                .any(|start| property.value.starts_with(start) && property.value.len() > 4);
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
    let could_be_read = manifest.header == ["propertyName", "value"] || !manifest.properties.is_empty();
    let is_missing = |name: &String| lacking.contains(&name.as_str()) && manifest.header.first() != Some(name);
    if could_be_read && fixed.iter().chain(&files).any(is_missing) {
        answer.file("missing-manifest-property", FILE);
    }
}

fn plain(name: &str) -> String {
    let name: String = name.to_lowercase().split_whitespace().collect();
    let name = name.strip_prefix("file.").unwrap_or(&name);
    name.strip_suffix(".csv").unwrap_or(name).to_owned()
}
