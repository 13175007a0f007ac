//! What rules are shown of the package and its manifest.

use super::super::finding::{ColumnId, FileId, Place};
use crate::oneroster::value::Day;
use crate::oneroster::{Mode, TableId, Version};
use crate::receivers::Receiver;

/// What a file in the package is, judged by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roster {
    /// `manifest.csv`.
    Manifest,
    /// A data file.
    Table(TableId),
}

impl Roster {
    /// The right file name.
    pub fn file(self) -> &'static str {
        match self {
            Self::Manifest => crate::oneroster::MANIFEST_FILE,
            Self::Table(id) => id.file(),
        }
    }
}

/// How well a file's name fits the one that the binding gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFit {
    /// Exactly.
    Exact,
    /// But for letter case.
    Case,
    /// But for its ending: `users.csv.csv`, `users.txt`, `users`.
    Ending,
    /// But for a date or number behind it: `users_20261121.csv`.
    Date,
    /// It is another name; the header tells what the file is: `Organizations.csv`.
    Other,
}

/// One entry of the package.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// Its place among the entries of the package.
    pub entry: usize,
    /// Its path as stored.
    pub path: String,
    /// Its id in findings.
    pub file: FileId,
    /// Size in bytes, as declared.
    pub bytes: u64,
    /// What it is, if its name tells.
    pub roster: Option<Roster>,
    /// How well its name fits.
    pub name: NameFit,
    /// The folder it lies in, if it does not lie at the root.
    pub folder: Option<String>,
    /// Whether it is a leftover of an operating system, such as `.DS_Store`.
    pub is_leftover: bool,
    /// Whether another entry is the same roster file and is read instead.
    pub is_second: bool,
    /// What its header says it is, where it is not read as that: another file has the right name, or several without it
    /// claim to be the same.
    pub claims: Option<Roster>,
}

impl FileFacts {
    /// Where findings about the whole file are.
    pub fn place(&self) -> Place {
        Place::file(self.file)
    }
}

/// The package as a whole.
#[derive(Debug)]
pub struct PackageFacts {
    /// Name of the zip; none for a folder, loose files or standard input.
    pub zip_name: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// The chosen receivers.
    pub receivers: Vec<Receiver>,
    /// Every entry that is not a directory, in the order of the package.
    pub files: Vec<FileFacts>,
    /// Version of the binding that the files are read by.
    pub version: Version,
    /// The manifest, if there is one that could be read.
    pub manifest: Option<ManifestFacts>,
    /// The day that date rules go by.
    pub today: Day,
}

impl PackageFacts {
    /// The entry that is read as this file.
    pub fn roster(&self, roster: Roster) -> Option<&FileFacts> {
        self.files.iter().find(|file| file.roster == Some(roster) && !file.is_second)
    }

    /// The first of several entries that claim to be this file, of which none is read.
    pub fn claimant(&self, roster: Roster) -> Option<&FileFacts> {
        self.files.iter().find(|file| file.claims == Some(roster)).filter(|_| self.roster(roster).is_none())
    }

    /// The entry that is read as this data file.
    pub fn table(&self, id: TableId) -> Option<&FileFacts> {
        self.roster(Roster::Table(id))
    }

    /// How the manifest says that a file is sent; none if it does not say so in words that the binding knows.
    pub fn mode(&self, id: TableId) -> Option<Mode> {
        self.manifest.as_ref().and_then(|manifest| manifest.mode(id))
    }
}

/// One row of the manifest.
#[derive(Clone, Debug)]
pub struct Property {
    /// First cell.
    pub name: String,
    /// Second cell.
    pub value: String,
    /// Physical line.
    pub line: u64,
    /// Data row, from 1.
    pub record: u64,
}

/// What stands where the manifest has its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestHeader {
    /// `propertyName,value`.
    Right,
    /// Other names.
    Differs,
    /// The first property.
    Missing,
    /// The properties side by side, in one row or two.
    Wide,
}

/// `manifest.csv`.
#[derive(Debug)]
pub struct ManifestFacts {
    /// Its id in findings.
    pub file: FileId,
    /// Id of its column `value`.
    pub value_column: ColumnId,
    /// Id of its column `propertyName`.
    pub name_column: ColumnId,
    /// Cells of the row that is its header, or stands in its place.
    pub header: Vec<String>,
    /// What that row is.
    pub header_kind: ManifestHeader,
    /// Physical line of that row.
    pub header_line: u64,
    /// Its rows, in their order.
    pub properties: Vec<Property>,
    /// The numbers of those whose cells are not what was meant: they are not UTF-8, or have a quote in the wrong place.
    pub damaged: Vec<u64>,
}

impl ManifestFacts {
    /// The first row of a property.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The row that says how a file is sent.
    pub fn file_property(&self, id: TableId) -> Option<&Property> {
        self.properties.iter().find(|property| property.name.strip_prefix("file.") == Some(id.stem()))
    }

    /// How a file is sent.
    pub fn mode(&self, id: TableId) -> Option<Mode> {
        match self.file_property(id)?.value.as_str() {
            "bulk" => Some(Mode::Bulk),
            "delta" => Some(Mode::Delta),
            _ => None,
        }
    }

    /// Where a finding about a property's value is.
    pub fn place(&self, property: &Property) -> Place {
        Place {
            file: Some(self.file),
            line: Some(property.line),
            record: Some(property.record),
            column: Some(self.value_column),
        }
    }
}
