//! One data file: begun, and read if its rows can be told apart.

use super::{Run, Stopped};
use crate::check::begin::Begun;
use crate::check::reading::{self, Marks};
use crate::check::{Extent, Unchecked};
use crate::oneroster::TableId;
use crate::rules::{FileFacts, empty_file};

impl Run<'_> {
    /// Reads a file; gives how much of it was checked.
    pub(super) async fn read(&mut self, id: TableId, file: &FileFacts) -> Result<Extent, Stopped> {
        let mode = self.facts.mode(id);
        self.files.of(id).mode = mode;
        let version = self.facts.version;
        let Some(table) = version.table(id) else {
            self.not_checked.push(Unchecked::NotInVersion { path: file.path.clone(), version });
            return Ok(Extent::Not);
        };
        let mut marks = Marks::default();
        let (begun, mut rows) = self.begin(table, file, mode, &mut marks).await?;
        let is_no_text = matches!(begun, Begun::NoText(_));
        match begun {
            Begun::Rows(facts, layout) => {
                rows.set_width(facts.width);
                self.data(file, &facts, &layout, &mut rows, marks).await
            }
            Begun::Stop(cause) | Begun::NoText(cause) => {
                self.files.of(id).blind = Some(cause);
                if !is_no_text && cause.rule != empty_file::RULE.name {
                    reading::pass_over(&mut rows, file.file, marks, self.findings)?;
                }
                let path = file.path.clone();
                self.not_checked.push(if is_no_text { Unchecked::NotText(path) } else { Unchecked::NoHeader(path) });
                Ok(Extent::Not)
            }
        }
    }
}
