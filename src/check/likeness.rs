//! What a file with a name of its own is: by its header and its name together.

use crate::csv::Rows;
use crate::oneroster::{MANIFEST_COLUMNS, TableId, Version};
use crate::package::Package;
use crate::rules::Roster;

/// Files with strange names whose first lines are looked at; a package has hardly any.
pub(super) const MOST_FILES: usize = 64;

/// Lines in which the header is looked for: a report may have a title above it.
const LINES: usize = 8;

/// Bytes of them that are looked at.
const BYTES: usize = 16 * 1024;

/// Cells that must be the names of columns: fewer may be so by chance.
const FEWEST: usize = 3;

/// Other names of the files, by a word in them. Those of the standard are known besides.
const OTHER_NAMES: [(&str, TableId); 16] = [
    ("org", TableId::Orgs),
    ("organization", TableId::Orgs),
    ("organisation", TableId::Orgs),
    ("school", TableId::Orgs),
    ("session", TableId::AcademicSessions),
    ("term", TableId::AcademicSessions),
    ("course", TableId::Courses),
    ("class", TableId::Classes),
    ("section", TableId::Classes),
    ("user", TableId::Users),
    ("student", TableId::Users),
    ("teacher", TableId::Users),
    ("staff", TableId::Users),
    ("demographic", TableId::Demographics),
    ("enrolment", TableId::Enrollments),
    ("enroll", TableId::Enrollments),
];

/// What the file is, if its header says so clearly, or its header and its name agree.
pub(super) fn of(package: &Package, entry: usize, name: &str) -> Option<Roster> {
    let meant = meant_by(name);
    let lines = first_lines(package, entry)?;
    let best = lines.lines().take(LINES).filter_map(|line| of_header(line, meant)).max_by_key(|(fits, _)| *fits);
    best.map(|(_, roster)| roster)
}

/// Whether somebody would expect a roster in a file with this name: archives, pictures and documents are not looked into.
pub(crate) fn is_plausible(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    match lower.rsplit_once('.') {
        Some((_, ending)) => matches!(ending, "csv" | "txt" | "tab" | "tsv" | "dat" | "bak" | "old"),
        None => true,
    }
}

/// The first lines of a file that is text, as far as they can be read.
fn first_lines(package: &Package, entry: usize) -> Option<String> {
    let mut rows = Rows::new(package.read(entry).ok()?);
    let text = rows.first_text(BYTES).ok()?;
    (!text.contains(&0)).then(|| String::from_utf8_lossy(text).replace('\r', "\n"))
}

/// What a file is whose header this may be, and how many of its cells say so.
fn of_header(line: &str, meant: Option<Roster>) -> Option<(usize, Roster)> {
    let separator = [',', '\t', ';', '|'].into_iter().max_by_key(|separator| line.matches(*separator).count())?;
    let cells: Vec<&str> = line.trim_start_matches('\u{FEFF}').split(separator).map(bare).collect();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let known =
        |names: &[&str]| cells.iter().filter(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name))).count();
    if known(&MANIFEST_COLUMNS) == MANIFEST_COLUMNS.len() && filled == MANIFEST_COLUMNS.len() {
        return Some((MANIFEST_COLUMNS.len(), Roster::Manifest));
    }
    let mut fits: Vec<(usize, Roster)> = Vec::new();
    for id in TableId::ALL {
        let of_version = |version: Version| {
            version.table(id).map(|table| known(&table.columns.iter().map(|column| column.name).collect::<Vec<_>>()))
        };
        let count = Version::ALL.into_iter().filter_map(of_version).max().unwrap_or(0);
        // More than half of what is there must be known.
        if count >= FEWEST && 2 * count > filled {
            fits.push((count, Roster::Table(id)));
        }
    }
    let most = fits.iter().map(|(count, _)| *count).max()?;
    // The name decides between files that the header fits about as well.
    if let Some(by_name) = fits.iter().find(|(count, roster)| Some(*roster) == meant && count + 1 >= most) {
        return Some(*by_name);
    }
    let mut best = fits.into_iter().filter(|(count, _)| *count + 1 >= most);
    let (only, another) = (best.next()?, best.next());
    another.is_none().then_some(only)
}

/// A cell of a header without quotes, spaces, and what may stand before every name: `USERS.sourcedId`.
pub(crate) fn bare(cell: &str) -> &str {
    let cell = cell.trim_matches([' ', '"', '\'', '[', ']']);
    cell.rsplit(['.', ':']).next().unwrap_or(cell).trim_matches(['[', ']'])
}

/// The file that a name speaks of, if it speaks of one.
fn meant_by(name: &str) -> Option<Roster> {
    let lower: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    if lower.contains("manifest") {
        return Some(Roster::Manifest);
    }
    let stem = |id: TableId| id.stem().to_ascii_lowercase();
    // The longest name counts: class resources are no classes.
    let exact = TableId::ALL.into_iter().filter(|id| lower.contains(&stem(*id))).max_by_key(|id| stem(*id).len());
    if let Some(id) = exact {
        return Some(Roster::Table(id));
    }
    let singular = TableId::ALL.into_iter().find(|id| lower.contains(stem(*id).trim_end_matches('s')));
    let mut by_word = OTHER_NAMES.iter().filter(|(word, _)| lower.contains(word)).map(|(_, id)| *id);
    let first = by_word.next();
    let others_agree = by_word.all(|id| Some(id) == first);
    singular.or(first.filter(|_| others_agree)).map(Roster::Table)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId";
    const USERS: &str =
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName";

    #[test]
    fn names_speak_of_files() {
        for (name, id) in [
            ("Organizations.csv", TableId::Orgs),
            ("organisations.csv", TableId::Orgs),
            ("OR_orgs.csv", TableId::Orgs),
            ("oneroster_orgs.csv", TableId::Orgs),
            ("orgs_Cedar.csv", TableId::Orgs),
            ("Copy of orgs.csv", TableId::Orgs),
            ("orgs - Copy.csv", TableId::Orgs),
            ("orgs-final.csv", TableId::Orgs),
            ("enrolments.csv", TableId::Enrollments),
            ("enrollment.csv", TableId::Enrollments),
            ("academic_sessions.csv", TableId::AcademicSessions),
            ("terms.csv", TableId::AcademicSessions),
            ("Users_Export.csv", TableId::Users),
            ("students.csv", TableId::Users),
            ("OR_classResources.csv", TableId::ClassResources),
            ("sections.csv", TableId::Classes),
        ] {
            assert_eq!(meant_by(name), Some(Roster::Table(id)), "{name}");
        }
        assert_eq!(meant_by("oneroster manifest.csv"), Some(Roster::Manifest));
        for name in ["readme.txt", "student terms.csv", "lunch.csv", "data.csv"] {
            assert_eq!(meant_by(name), None, "{name}");
        }
    }

    #[test]
    fn headers_say_what_a_file_is() {
        let of = |line: &str, name: &str| of_header(line, meant_by(name)).map(|(_, roster)| roster);
        let table = |id| Some(Roster::Table(id));
        assert_eq!(of(ORGS, "export.csv"), table(TableId::Orgs));
        assert_eq!(of(USERS, "students.csv"), table(TableId::Users));
        assert_eq!(of(&ORGS.replace(',', ";"), "x.csv"), table(TableId::Orgs));
        assert_eq!(of(&ORGS.to_uppercase(), "x.csv"), table(TableId::Orgs));
        assert_eq!(of(&format!("ORGS.{}", ORGS.replace(',', ",ORGS.")), "x.csv"), table(TableId::Orgs));
        assert_eq!(of("propertyName,value", "x.csv"), Some(Roster::Manifest));
        // What every file has says nothing; neither does a table of another kind.
        assert_eq!(of("sourcedId,status,dateLastModified", "x.csv"), None);
        assert_eq!(of("id,name,type,grade,teacher", "orgs old.csv"), None);
        assert_eq!(of("Name,Email,Phone", "students.csv"), None);
        assert_eq!(of("4711,Ann,Lee", "students.csv"), None);
    }
}
