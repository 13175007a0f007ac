//! What rules are shown: the package, the manifest, a header, a table, a row. Filled by `src/check`.

mod header;
mod package;
mod rows;
mod table;

pub use header::{Above, Decoration, HeaderFacts, Heading, OtherWidth};
pub use package::{FileFacts, ManifestFacts, ManifestHeader, NameFit, PackageFacts, Property, Roster};
pub use rows::{BatchFacts, RowFacts, RowsFacts};
pub use table::{Seen, TableFacts};
