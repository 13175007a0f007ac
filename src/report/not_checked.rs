//! The words for what was not checked.

use super::model::NotChecked;
use crate::check;
use crate::rules::counted;

impl NotChecked {
    /// What was not checked, and why, in words.
    pub(super) fn new(of: &check::Unchecked) -> Self {
        use check::Unchecked as Not;
        let (what, why): (String, String) = match of {
            Not::Everything => ("everything".into(), "the package could not be opened".into()),
            Not::Folder(path) => (format!("the files in {path}"), "this folder could not be listed".into()),
            Not::Manifest(path) => {
                ("whether the files are those that the manifest lists".into(), format!("{path} could not be read"))
            }
            Not::LongManifest { path, after } => {
                (rows_after(path, &counted(*after)), "a manifest has fewer than thirty rows".into())
            }
            Not::Stopped { path, after } => {
                let what = if *after == 0 { path.clone() } else { rows_after(path, &counted(*after)) };
                (what, "the check stopped before it got there".into())
            }
            Not::Broken { path, after } => {
                let what = if *after == 0 { rows_of(path) } else { rows_after(path, &after.to_string()) };
                (what, "the file could not be read to its end".into())
            }
            Not::NotInVersion { path, version } => {
                (path.clone(), format!("OneRoster {} has no such file", version.number()))
            }
            Not::NotText(path) => (rows_of(path), "it is no CSV file".into()),
            Not::NoHeader(path) => (rows_of(path), "its header row does not tell which column is which".into()),
            Not::Cells { path, rows } => {
                let rows = if *rows == 1 { "1 row".into() } else { format!("{} rows", counted(*rows)) };
                (format!("the cells of {rows} of {path}"), "the row could not be divided into its columns".into())
            }
            Not::Second(path) => {
                (path.clone(), "another file of the package is the same roster file and was checked instead".into())
            }
            Not::Claims { path, roster, is_there } => {
                let why = if *is_there {
                    format!("the package has a file that is named {}", roster.file())
                } else {
                    format!("several files look like {}", roster.file())
                };
                (path.clone(), why)
            }
            Not::Stranger(path) => (path.clone(), "it is not a OneRoster file".into()),
            Not::OldValues => (
                "flags, numbers, time stamps and free texts of the files".into(),
                "of the tables of OneRoster 1.0 only names, ids, references, required values and words are public"
                    .into(),
            ),
            Not::Unlisted => {
                ("other files that the zip may contain".into(), "the zip's list of files is damaged".into())
            }
        };
        Self { what, why }
    }
}

fn rows_of(path: &str) -> String {
    format!("the rows of {path}")
}

fn rows_after(path: &str, row: &str) -> String {
    format!("the rows of {path} after row {row}")
}
