//! What the cells of a header row are.

use rostercheck::oneroster::Table;

/// One cell of a header row, with the column of the table that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    Column(usize),
    Miscased(usize),
    Misspelled(usize),
    Repeated,
    Metadata,
    Unnamed,
    Unknown,
}

impl Heading {
    pub fn column(&self) -> Option<usize> {
        match self {
            Self::Column(column) | Self::Miscased(column) | Self::Misspelled(column) => Some(*column),
            _ => None,
        }
    }
}

/// Names the cells: exact names first, then names with other letters or spaces, then names with a typing error.
pub fn headings(table: &Table, names: &[String]) -> Vec<Heading> {
    let mut taken: Vec<usize> = Vec::new();
    let mut headings: Vec<Option<Heading>> = vec![None; names.len()];
    for (heading, name) in headings.iter_mut().zip(names) {
        if let Some(column) = table.columns.iter().position(|column| column.name == name) {
            let is_taken = taken.contains(&column);
            taken.push(column);
            *heading = Some(if is_taken { Heading::Repeated } else { Heading::Column(column) });
        } else if name.trim().is_empty() {
            *heading = Some(Heading::Unnamed);
        } else if name.strip_prefix("metadata.").is_some_and(|rest| !rest.is_empty()) {
            *heading = Some(Heading::Metadata);
        }
    }
    for (heading, name) in headings.iter_mut().zip(names).filter(|(heading, _)| heading.is_none()) {
        if let Some(column) = table.columns.iter().position(|column| plain(column.name) == plain(name)) {
            let is_taken = taken.contains(&column);
            taken.push(column);
            *heading = Some(if is_taken { Heading::Repeated } else { Heading::Miscased(column) });
        }
    }
    for (heading, name) in headings.iter_mut().zip(names).filter(|(heading, _)| heading.is_none()) {
        let mut best: Option<(usize, usize)> = None;
        for (column, known) in table.columns.iter().enumerate().filter(|(column, _)| !taken.contains(column)) {
            let errors = typing_errors(&plain(name), &plain(known.name));
            if errors <= (known.name.len() / 5).max(1) && best.is_none_or(|(fewest, _)| errors < fewest) {
                best = Some((errors, column));
            }
        }
        *heading = Some(match best {
            Some((_, column)) => {
                taken.push(column);
                Heading::Misspelled(column)
            }
            None => Heading::Unknown,
        });
    }
    headings.into_iter().map(|heading| heading.expect("every cell is something")).collect()
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
