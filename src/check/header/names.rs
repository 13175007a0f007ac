//! What the cells of a header row are.

use std::ops::Range;

use crate::oneroster::{METADATA_PREFIX, OtherName, Table};
use crate::rules::{Decoration, Heading, distance};

/// Longest cell, in bytes, that may be a misspelled name.
const LONGEST_NAME: usize = 100;

/// Cells that are compared letter by letter with the names of the columns; a wider header is no misspelled one.
const MOST_TRIES: usize = 100;

/// What the cells of a row are, taken for a header.
#[derive(Debug)]
pub(super) struct Names {
    /// What each cell is.
    pub(super) headings: Vec<Heading>,
    /// The columns that no cell is.
    pub(super) missing: Vec<usize>,
    /// What stands around the names.
    pub(super) decoration: Option<Decoration>,
}

impl Names {
    /// Reads the cells. `fits` says whether what stands below a cell can be what a column holds.
    pub(super) fn of(table: &Table, cells: &[String], fits: &dyn Fn(usize, usize) -> bool) -> Self {
        let decoration = decoration(table, cells);
        let bare: Vec<&str> = match &decoration {
            Some(decoration) => cells.iter().map(|cell| decoration.without(cell).unwrap_or(cell)).collect(),
            None => cells.iter().map(String::as_str).collect(),
        };
        let (headings, missing) = headings(table, &bare, fits);
        Self { headings, missing, decoration }
    }
}

/// How many cells certainly are columns of the table.
pub(super) fn certain(headings: &[Heading]) -> usize {
    let is_certain = |it: &&Heading| matches!(it, Heading::Exact(_) | Heading::Miscased(_) | Heading::Renamed(_));
    headings.iter().filter(is_certain).count()
}

/// How many cells are columns of the table with a typing error.
pub(super) fn near(headings: &[Heading]) -> usize {
    headings.iter().filter(|heading| matches!(heading, Heading::Misspelled(_))).count()
}

/// How many cells are names of columns of the table, well written or not.
pub(super) fn own(headings: &[Heading]) -> usize {
    let is_own = |it: &&Heading| matches!(it, Heading::Exact(_) | Heading::Miscased(_) | Heading::Misspelled(_));
    headings.iter().filter(is_own).count()
}

/// How many cells are names of columns of the table.
pub(super) fn exact(headings: &[Heading]) -> usize {
    headings.iter().filter(|heading| matches!(heading, Heading::Exact(_))).count()
}

fn headings(table: &Table, cells: &[&str], fits: &dyn Fn(usize, usize) -> bool) -> (Vec<Heading>, Vec<usize>) {
    let mut taken = vec![false; table.columns.len()];
    let mut headings: Vec<Option<Heading>> = vec![None; cells.len()];
    let mut claim = |column: usize, fits: fn(usize) -> Heading| {
        if std::mem::replace(&mut taken[column], true) { Heading::Repeated(column) } else { fits(column) }
    };
    for (cell, heading) in cells.iter().zip(&mut headings) {
        if let Some(column) = table.column_index(cell) {
            *heading = Some(claim(column, Heading::Exact));
        } else if cell.trim().is_empty() {
            *heading = Some(Heading::Empty(Vec::new()));
        } else if cell.starts_with(METADATA_PREFIX) && cell.len() > METADATA_PREFIX.len() {
            *heading = Some(Heading::Metadata);
        }
    }
    for (cell, heading) in cells.iter().zip(&mut headings) {
        if heading.is_none() {
            let plain = plain(cell);
            if let Some(column) = table.columns.iter().position(|column| self::plain(column.name) == plain) {
                *heading = Some(claim(column, Heading::Miscased));
            }
        }
    }
    // What is certain comes before what is likely, wherever it stands.
    let mut tries = MOST_TRIES;
    let mut likely: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
    for (place, (cell, heading)) in cells.iter().zip(&mut headings).enumerate() {
        if heading.is_none() && cell.len() <= LONGEST_NAME && tries > 0 {
            tries -= 1;
            match table.other_name(cell) {
                Some(OtherName::Certain(column)) if !taken[column] && fits(place, column) => {
                    taken[column] = true;
                    *heading = Some(Heading::Renamed(column));
                }
                Some(OtherName::Certain(column)) => likely[place] = vec![column],
                Some(OtherName::Likely(columns)) => likely[place] = columns,
                None => {}
            }
        }
    }
    for (place, (cell, heading)) in cells.iter().zip(&mut headings).enumerate() {
        let open: Vec<usize> = likely[place].iter().copied().filter(|column| !taken[*column]).collect();
        if let (None, Some(column)) = (&heading, open.first()) {
            taken[*column] = true;
            *heading = Some(Heading::Likely(open));
        } else if heading.is_none() && cell.len() <= LONGEST_NAME && place < MOST_TRIES {
            let near = |name: &str| distance(&plain(cell), &plain(name));
            let best = (0..table.columns.len())
                .filter(|column| !taken[*column])
                .map(|column| (near(table.columns[column].name), column))
                .min()
                .filter(|(distance, column)| *distance <= (table.columns[*column].name.len() / 5).max(1));
            *heading = best.map(|(_, column)| {
                taken[column] = true;
                Heading::Misspelled(column)
            });
        }
    }
    let mut headings: Vec<Heading> = headings.into_iter().map(|it| it.unwrap_or(Heading::Unknown)).collect();
    name_empty_cells(&mut headings, &mut taken);
    name_unknown_cells(&mut headings, &mut taken, fits);
    let missing = (0..table.columns.len()).filter(|column| !taken[*column]).collect();
    (headings, missing)
}

/// Empty cells that stand just where columns are missing are those columns: as many of the ones as of the others.
fn name_empty_cells(headings: &mut [Heading], taken: &mut [bool]) {
    for (run, missing) in gaps(headings, taken, |heading| matches!(heading, Heading::Empty(_))) {
        for column in &missing {
            taken[*column] = true;
        }
        let is_certain = missing.len() == run.len();
        for (place, heading) in headings[run].iter_mut().enumerate() {
            *heading = match missing.get(place) {
                Some(column) if is_certain => Heading::Unnamed(*column),
                _ => Heading::Empty(missing.clone()),
            };
        }
    }
}

/// Names that nobody knows may be the columns that are missing just there.
fn name_unknown_cells(headings: &mut [Heading], taken: &mut [bool], fits: &dyn Fn(usize, usize) -> bool) {
    for (run, missing) in gaps(headings, taken, |heading| *heading == Heading::Unknown) {
        if missing.len() == run.len() && run.clone().zip(&missing).all(|(place, column)| fits(place, *column)) {
            for (heading, column) in headings[run].iter_mut().zip(missing) {
                taken[column] = true;
                *heading = Heading::Likely(vec![column]);
            }
        }
    }
}

/// Cells side by side that are so, with the columns that are missing between their neighbours.
fn gaps(headings: &[Heading], taken: &[bool], is_so: impl Fn(&Heading) -> bool) -> Vec<(Range<usize>, Vec<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = headings.get(from..).and_then(|rest| rest.iter().position(&is_so)).map(|at| from + at) {
        from = start + headings[start..].iter().take_while(|heading| is_so(heading)).count();
        let before = headings[..start].iter().rev().find_map(Heading::column).map_or(0, |column| column + 1);
        let behind = headings[from..].iter().find_map(Heading::column).unwrap_or(taken.len());
        found.push((start..from, (before..behind).filter(|column| !taken[*column]).collect()));
    }
    found
}

/// What stands around the names of at least half of the cells, if that is why they are not known.
fn decoration(table: &Table, cells: &[String]) -> Option<Decoration> {
    let is_name = |text: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(text));
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let bare = cells.iter().filter(|cell| is_name(cell)).count();
    let mut best: Option<Decoration> = None;
    let mut take = |mut found: Decoration| {
        found.names = cells.iter().filter(|cell| found.without(cell).is_some_and(is_name)).count();
        let least = best.as_ref().map_or(bare.max(1), |best| best.names) + 1;
        if found.names >= least && found.names * 2 >= filled {
            best = Some(found);
        }
    };
    // It stands around half of the cells, so around one of the first, but for a column or two of a stranger's.
    for cell in cells.iter().filter(|cell| !cell.is_empty() && cell.len() <= LONGEST_NAME).take(8) {
        let low = cell.to_ascii_lowercase();
        for column in table.columns {
            for (at, _) in low.match_indices(&column.name.to_ascii_lowercase()) {
                let (before, after) = (&cell[..at], &cell[at + column.name.len()..]);
                if !before.is_empty() || !after.is_empty() {
                    take(Decoration { before: before.into(), after: after.into(), ..Decoration::default() });
                }
            }
        }
    }
    take(Decoration { is_a_table: true, ..Decoration::default() });
    best
}

/// A name without letter case, spaces and what cannot be seen.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric() || *letter == '.').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::{TableId, Version};

    fn of(id: TableId, header: &str) -> Names {
        let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
        Names::of(Version::V1_1.table(id).unwrap(), &cells, &|_, _| true)
    }

    #[test]
    fn each_cell_is_named_for_what_it_is() {
        let names = of(TableId::Orgs, "SourcedId,status ,dateLastModifed,name,type,name,,metadata.x,color");
        assert_eq!(
            names.headings,
            [
                Heading::Miscased(0),
                Heading::Miscased(1),
                Heading::Misspelled(2),
                Heading::Exact(3),
                Heading::Exact(4),
                Heading::Repeated(3),
                Heading::Empty(vec![5, 6]),
                Heading::Metadata,
                Heading::Unknown
            ]
        );
        assert!(names.missing.is_empty());
        let names = of(TableId::Orgs, "sourcedId,status,name,parent,NCES ID");
        assert_eq!(names.headings[3..], [Heading::Renamed(6), Heading::Likely(vec![5])]);
        assert_eq!(names.missing, [2, 4]);
    }

    #[test]
    fn empty_cells_are_the_columns_that_belong_there() {
        let names = of(TableId::Orgs, ",status,dateLastModified,name,type,,");
        assert_eq!(names.headings[0], Heading::Unnamed(0));
        assert_eq!(names.headings[5..], [Heading::Unnamed(5), Heading::Unnamed(6)]);
        assert!(names.missing.is_empty());
        let names = of(TableId::Orgs, "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,,");
        assert_eq!(names.headings[7..], [Heading::Empty(vec![]), Heading::Empty(vec![])]);
    }

    #[test]
    fn an_unknown_name_may_be_the_column_that_is_missing_there() {
        let names = of(TableId::Orgs, "sourcedId,status,dateLastModified,Bezeichnung,type,identifier,parentSourcedId");
        assert_eq!(names.headings[3], Heading::Likely(vec![3]));
        assert!(names.missing.is_empty());
        let names = of(TableId::Orgs, "sourcedId,status,dateLastModified,type,identifier,parentSourcedId,color");
        assert_eq!(names.headings[6], Heading::Unknown);
        assert_eq!(names.missing, [3]);
    }

    #[test]
    fn what_stands_around_the_names_is_taken_away() {
        for (header, before, after, names) in [
            ("ORGS.sourcedId,ORGS.status,ORGS.dateLastModified,ORGS.name,ORGS.type", "ORGS.", "", 5),
            ("orgs_sourcedId,orgs_status,orgs_name", "orgs_", "", 3),
            ("[Orgs].[sourcedId],[Orgs].[status],[Orgs].[name]", "[Orgs].[", "]", 3),
            ("sourcedId__c,status__c,name__c", "", "__c", 3),
            ("'sourcedId','status','name'", "'", "'", 3),
            ("sourcedId, status, name, type", " ", "", 3),
            ("OneRoster.Orgs.sourcedId,OneRoster.Orgs.name,OneRoster.Orgs.color", "OneRoster.Orgs.", "", 2),
            ("id,x_name,x_type", "x_", "", 2),
            ("ORGS_SOURCEDID,ORGS_STATUS,ORGS_NAME", "ORGS_", "", 3),
        ] {
            let found = of(TableId::Orgs, header);
            let decoration = found.decoration.as_ref().unwrap();
            assert_eq!((&*decoration.before, &*decoration.after, decoration.names), (before, after, names), "{header}");
        }
        let mixed = of(TableId::Users, "u.sourcedId,u.status,o.orgSourcedIds,u.metadata.x,u.givenName");
        assert!(mixed.decoration.as_ref().unwrap().is_a_table, "{mixed:?}");
        assert_eq!(mixed.headings[2..4], [Heading::Exact(4), Heading::Metadata]);
        for header in ["sourcedId,status,name", "SourcedId,Status,Name", "sourcedId ,status,name", "metadata.name,name"]
        {
            assert_eq!(of(TableId::Orgs, header).decoration, None, "{header}");
        }
    }
}
