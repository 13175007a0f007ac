//! The OneRoster CSV binding as data: versions, files, columns, types, vocabularies, references.
//!
//! Nothing here looks at a package. A table says what the binding says; the rules in [`crate::rules`] judge by it.
//! Source of every table: 1EdTech OneRoster CSV Tables 1.1 (2017, corrected 1.1.1 of 2023-08-22) and the
//! OneRoster CSV binding 1.2 (2022, corrected 1.2.1 of 2023-08-22). Decisions on disputed points: `docs/decisions.md`.

mod other_names;
mod table;
mod v1_0;
mod v1_1;
mod v1_2;
pub mod value;

pub use other_names::OtherName;
pub use table::{Column, Kind, Mode, Reference, Set, Table, TableId, Tokens};

/// A version of the CSV binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 1.0 (2015): seven files, no manifest. Its tables are public only in part: what is known of them is checked.
    V1_0,
    /// 1.1 (2017), with the correction 1.1.1.
    V1_1,
    /// 1.2 (2022), with the correction 1.2.1.
    V1_2,
}

impl Version {
    /// Every version, the oldest first.
    pub const ALL: [Self; 3] = [Self::V1_0, Self::V1_1, Self::V1_2];

    /// The number as `oneroster.version` in `manifest.csv` writes it.
    pub fn number(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
            Self::V1_2 => "1.2",
        }
    }

    /// Every data file of this version, in the order of the binding.
    pub fn tables(self) -> &'static [Table] {
        match self {
            Self::V1_0 => v1_0::TABLES,
            Self::V1_1 => v1_1::TABLES,
            Self::V1_2 => v1_2::TABLES,
        }
    }

    /// The table of one file, if this version has that file.
    pub fn table(self, id: TableId) -> Option<&'static Table> {
        self.tables().iter().find(|table| table.id == id)
    }

    /// The file in which the roles of people stand.
    pub fn roles_table(self) -> TableId {
        match self {
            Self::V1_0 | Self::V1_1 => TableId::Users,
            Self::V1_2 => TableId::Roles,
        }
    }

    /// Whether its tables are public as a whole: of the others only names, ids, references and words are known.
    pub fn is_public(self) -> bool {
        self != Self::V1_0
    }

    /// Whether a vocabulary marked as open takes private terms that begin with `ext:`.
    pub fn has_extension_terms(self) -> bool {
        self == Self::V1_2
    }
}

/// The columns of `manifest.csv`, the same in every version that has one.
pub const MANIFEST_COLUMNS: [&str; 2] = ["propertyName", "value"];

/// Name of the one file that every 1.1 and 1.2 package must hold.
pub const MANIFEST_FILE: &str = "manifest.csv";

/// The value that `manifest.version` must have.
pub const MANIFEST_VERSION: &str = "1.0";

/// Prefix of a column that a vendor adds to the right of the defined ones.
pub const METADATA_PREFIX: &str = "metadata.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_begins_with_id_and_status() {
        for table in [Version::V1_1, Version::V1_2].into_iter().flat_map(Version::tables) {
            assert_eq!(table.column_index("sourcedId"), Some(Table::ID), "{}", table.id.file());
            assert_eq!(table.column_index("status"), Some(Table::STATUS), "{}", table.id.file());
        }
    }

    #[test]
    fn versions_have_the_files_the_binding_counts() {
        assert_eq!(Version::V1_0.tables().len(), 7);
        assert_eq!(Version::V1_1.tables().len(), 13);
        assert_eq!(Version::V1_2.tables().len(), 21);
    }

    #[test]
    fn columns_are_named_once_and_begin_with_the_key() {
        for version in [Version::V1_1, Version::V1_2] {
            for table in version.tables() {
                assert_eq!(table.columns[0].name, "sourcedId", "{}", table.id.file());
                for (place, column) in table.columns.iter().enumerate() {
                    assert!(
                        !table.columns[..place].iter().any(|other| other.name == column.name),
                        "{} in {}",
                        column.name,
                        table.id.file()
                    );
                }
            }
        }
    }

    #[test]
    fn a_reference_is_read_after_its_target() {
        for version in [Version::V1_1, Version::V1_2] {
            for table in version.tables() {
                for column in table.columns {
                    if let Kind::Reference(reference) = &column.kind {
                        assert!(
                            reference.target <= table.id || reference.target == table.id,
                            "{}.{}",
                            table.id.file(),
                            column.name
                        );
                        assert!(version.table(reference.target).is_some());
                    }
                }
            }
        }
    }
}
