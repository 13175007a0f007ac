//! Who is affected: the rows of a file once more, with the names of the people, classes and schools that they are about.
//! A report keeps none of them.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use serde::Serialize;

use super::Checked;
use super::excerpt::{Opened, cells, shown};
use crate::csv::Row;
use crate::oneroster::TableId;
use crate::package::{EntryFailure, Package};

/// Rows of a file, with names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Affected {
    /// What a row is about.
    pub kind: RecordKind,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, in the order of the file.
    pub rows: Vec<AffectedRow>,
}

/// What a row of a file is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "AffectedKind"))]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// A person.
    Person,
    /// A person in a class.
    Enrollment,
    /// A class.
    Class,
    /// A course.
    Course,
    /// A school or another org.
    Org,
    /// An academic session.
    Session,
    /// Something else.
    #[default]
    Other,
}

/// A row of a file, with names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AffectedRow {
    /// Physical line on which it begins.
    #[cfg_attr(test, ts(type = "number"))]
    pub line: u64,
    /// Data row, from 1.
    #[cfg_attr(test, ts(type = "number"))]
    pub record: u64,
    /// Its id.
    pub id: String,
    /// The person, class, course or school that it is about; null where it is about nothing with a name.
    pub who: Option<Named>,
    /// The role of the person, as the file says it.
    pub role: Option<String>,
    /// The class, where the row is about a person in a class.
    pub class: Option<Named>,
    /// The school.
    pub school: Option<Named>,
    /// Its cells; a very long one is cut and ends in an ellipsis.
    pub cells: Vec<String>,
}

/// Something that has a name, in whatever file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// The file in which it should be and is not; null where it is there.
    pub missing_from: Option<&'static str>,
}

/// Which column of a table names what.
struct Shape {
    kind: RecordKind,
    /// The columns that make the name of the row itself.
    name: &'static [&'static str],
    person: Option<&'static str>,
    class: Option<&'static str>,
    school: Option<&'static str>,
}

fn shape(table: Option<TableId>) -> Shape {
    use TableId::{AcademicSessions, Classes, Courses, Demographics, Enrollments, Orgs, Results, Roles, Users};
    let plain = Shape { kind: RecordKind::Other, name: &[], person: None, class: None, school: None };
    match table {
        Some(Users) => Shape {
            kind: RecordKind::Person,
            name: &["givenName", "familyName"],
            school: Some("orgSourcedIds"),
            ..plain
        },
        Some(Demographics) => Shape { kind: RecordKind::Person, person: Some("sourcedId"), ..plain },
        Some(Roles) => {
            Shape { kind: RecordKind::Person, person: Some("userSourcedId"), school: Some("orgSourcedId"), ..plain }
        }
        Some(Enrollments) => Shape {
            kind: RecordKind::Enrollment,
            person: Some("userSourcedId"),
            class: Some("classSourcedId"),
            school: Some("schoolSourcedId"),
            ..plain
        },
        Some(Results) => Shape { kind: RecordKind::Person, person: Some("studentSourcedId"), ..plain },
        Some(Classes) => Shape { kind: RecordKind::Class, name: &["title"], school: Some("schoolSourcedId"), ..plain },
        Some(Courses) => Shape { kind: RecordKind::Course, name: &["title"], school: Some("orgSourcedId"), ..plain },
        Some(Orgs) => Shape { kind: RecordKind::Org, name: &["name"], ..plain },
        Some(AcademicSessions) => Shape { kind: RecordKind::Session, name: &["title"], ..plain },
        _ => plain,
    }
}

/// Reads rows of a file by their numbers or lines, and the names of what they are about.
pub fn affected(
    package: &Package,
    checked: &Checked,
    file: &str,
    records: &[u64],
    lines: &[u64],
) -> Result<Affected, EntryFailure> {
    let Some(mut opened) = Opened::new(package, checked, file)? else { return Ok(Affected::default()) };
    let shape = shape(opened.table);
    let last_of = |list: &[u64]| list.iter().copied().max().unwrap_or(0);
    let (last, last_line) = (last_of(records), last_of(lines));
    let id = opened.place_of("sourcedId");
    let role = opened.place_of("role");
    let name: Vec<Option<usize>> = shape.name.iter().map(|column| opened.place_of(column)).collect();
    let [person, class, school] =
        [shape.person, shape.class, shape.school].map(|column| column.and_then(|column| opened.place_of(column)));
    let text = |row: &Row, place: Option<usize>| place.map_or(String::new(), |place| shown(row.cell(place)));
    let refers = |row: &Row, place: Option<usize>| {
        let cell = text(row, place);
        let first = cell.split(',').map(str::trim).find(|id| !id.is_empty())?;
        Some(Named { id: first.to_owned(), ..Named::default() })
    };
    let mut found = Affected { kind: shape.kind, columns: std::mem::take(&mut opened.header), rows: Vec::new() };
    while let Some(row) = opened.rows.next_row()? {
        if row.record > last && row.line > last_line {
            break;
        }
        if row.is_empty() || !(records.contains(&row.record) || lines.contains(&row.line)) {
            continue;
        }
        let who = if shape.name.is_empty() {
            refers(&row, person)
        } else {
            let name: Vec<String> = name.iter().map(|place| text(&row, *place)).collect();
            Some(Named { id: text(&row, id), name: name.join(" ").trim().to_owned(), missing_from: None })
        };
        found.rows.push(AffectedRow {
            line: row.line,
            record: row.record,
            id: text(&row, id),
            who,
            role: role.map(|place| shown(row.cell(place))).filter(|role| !role.is_empty()),
            class: refers(&row, class),
            school: refers(&row, school),
            cells: cells(&row),
        });
    }
    if shape.name.is_empty() && person.is_some() {
        let wanted = found.rows.iter().filter_map(|row| row.who.as_ref());
        let people = names(package, checked, TableId::Users, wanted.map(|who| who.id.as_str()))?;
        for row in &mut found.rows {
            let Some(who) = &mut row.who else { continue };
            let known = people.get(&who.id);
            name_it(who, known, TableId::Users);
            if row.role.is_none() {
                row.role = known.and_then(|known| known.role.clone());
            }
            if row.school.is_none() {
                row.school = known.and_then(|known| known.school.clone()).map(|id| Named { id, ..Named::default() });
            }
        }
    }
    let classes = found.rows.iter().filter_map(|row| row.class.as_ref()).map(|class| class.id.as_str());
    let classes = names(package, checked, TableId::Classes, classes)?;
    let schools = found.rows.iter().filter_map(|row| row.school.as_ref()).map(|school| school.id.as_str());
    let schools = names(package, checked, TableId::Orgs, schools)?;
    for row in &mut found.rows {
        if let Some(class) = &mut row.class {
            name_it(class, classes.get(&class.id), TableId::Classes);
        }
        if let Some(school) = &mut row.school {
            name_it(school, schools.get(&school.id), TableId::Orgs);
        }
    }
    Ok(found)
}

fn name_it(named: &mut Named, known: Option<&Known>, table: TableId) {
    match known {
        Some(known) => known.name.clone_into(&mut named.name),
        None => named.missing_from = Some(table.file()),
    }
}

/// What is read of a record for its name.
#[derive(Default)]
struct Known {
    name: String,
    role: Option<String>,
    school: Option<String>,
}

type Names = HashMap<String, Known, FixedState>;

/// The names of the records with these ids.
fn names<'a>(
    package: &Package,
    checked: &Checked,
    table: TableId,
    ids: impl Iterator<Item = &'a str>,
) -> Result<Names, EntryFailure> {
    let mut wanted: HashMap<&[u8], &str, FixedState> = ids.map(|id| (id.as_bytes(), id)).collect();
    let mut names = Names::default();
    if wanted.is_empty() {
        return Ok(names);
    }
    let Some(mut opened) = Opened::new(package, checked, table.file())? else { return Ok(names) };
    let Some(key) = opened.place_of("sourcedId") else { return Ok(names) };
    let shape = shape(Some(table));
    let places: Vec<Option<usize>> = shape.name.iter().map(|column| opened.place_of(column)).collect();
    let (role, school) = (opened.place_of("role"), shape.school.and_then(|column| opened.place_of(column)));
    while !wanted.is_empty()
        && let Some(row) = opened.rows.next_row()?
    {
        let Some(id) = wanted.remove(row.cell(key)) else { continue };
        let text = |place: Option<usize>| place.map(|place| shown(row.cell(place))).unwrap_or_default();
        let name: Vec<String> = places.iter().map(|place| text(*place)).collect();
        let school = text(school);
        let school = school.split(',').map(str::trim).find(|id| !id.is_empty()).map(str::to_owned);
        let role = Some(text(role)).filter(|role| !role.is_empty());
        names.insert(id.to_owned(), Known { name: name.join(" ").trim().to_owned(), role, school });
    }
    Ok(names)
}

/// Ids of people, classes and schools that a search follows into other files.
const MOST_NAMED: usize = 10_000;

/// Which of these rows hold a text, in any letter case, or belong to a person, class or school that does. `sought` is in
/// small letters; `records` are in order.
pub fn holding(
    package: &Package,
    checked: &Checked,
    file: &str,
    records: &[u64],
    sought: &str,
    named: &Sought,
) -> Result<Vec<u64>, EntryFailure> {
    let mut found = Vec::new();
    let Some(mut opened) = Opened::new(package, checked, file)? else { return Ok(found) };
    let Some(last) = records.last() else { return Ok(found) };
    let shape = shape(opened.table);
    let own = opened.table.and_then(|table| named.of(table)).zip(opened.place_of("sourcedId"));
    let others: Vec<(usize, &Ids)> =
        [(shape.person, TableId::Users), (shape.class, TableId::Classes), (shape.school, TableId::Orgs)]
            .into_iter()
            .filter_map(|(column, table)| Some((opened.place_of(column?)?, named.of(table)?)))
            .chain(own.map(|(ids, place)| (place, ids)))
            .collect();
    while let Some(row) = opened.rows.next_row()? {
        if row.record > *last {
            break;
        }
        if records.binary_search(&row.record).is_err() {
            continue;
        }
        let is_named = || {
            others.iter().any(|(place, ids)| {
                let mut items = row.cell(*place).split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
                items.any(|item| ids.contains(item))
            })
        };
        if (0..row.len()).any(|place| contains(row.cell(place), sought)) || is_named() {
            found.push(row.record);
        }
    }
    Ok(found)
}

type Ids = HashSet<Box<[u8]>, FixedState>;

/// People, classes and schools whose row holds a text.
#[derive(Default)]
pub struct Sought(Vec<(TableId, Ids)>);

impl Sought {
    /// Looks for a text, given in small letters.
    pub fn new(package: &Package, checked: &Checked, sought: &str) -> Result<Self, EntryFailure> {
        let mut all = Vec::new();
        for table in [TableId::Users, TableId::Classes, TableId::Orgs] {
            let mut ids = Ids::default();
            let shape = shape(Some(table));
            if let Some(mut opened) = Opened::new(package, checked, table.file())?
                && let Some(key) = opened.place_of("sourcedId")
            {
                let places: Vec<usize> = shape.name.iter().filter_map(|column| opened.place_of(column)).collect();
                let address = opened.place_of("email");
                while ids.len() < MOST_NAMED
                    && let Some(row) = opened.rows.next_row()?
                {
                    let is_there = places.iter().chain(&address).any(|place| contains(row.cell(*place), sought))
                        || (places.len() > 1 && sought.contains(' ') && {
                            let name: Vec<String> = places.iter().map(|place| shown(row.cell(*place))).collect();
                            name.join(" ").to_lowercase().contains(sought)
                        });
                    if is_there {
                        ids.insert(row.cell(key).into());
                    }
                }
            }
            all.push((table, ids));
        }
        Ok(Self(all))
    }

    fn of(&self, table: TableId) -> Option<&Ids> {
        self.0.iter().find(|(known, ids)| *known == table && !ids.is_empty()).map(|(_, ids)| ids)
    }
}

/// Whether a cell holds a text in any letter case; the text is in small letters.
fn contains(cell: &[u8], sought: &str) -> bool {
    let sought = sought.as_bytes();
    if cell.is_ascii() {
        return cell.windows(sought.len().max(1)).any(|part| part.eq_ignore_ascii_case(sought));
    }
    String::from_utf8_lossy(cell).to_lowercase().contains(&*String::from_utf8_lossy(sought))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::oneroster::value::Day;
    use crate::package::{Bytes, Limits};

    fn opened() -> (Package, Checked) {
        let files = [
            ("orgs.csv", "sourcedId,name,type\ns1,Cedar Elementary,school\n"),
            ("classes.csv", "sourcedId,title\nc1,Algebra\n"),
            (
                "users.csv",
                "sourcedId,givenName,familyName,role,orgSourcedIds,email\nu1,Avery,Johnson,student,s1,a@example.org\n\
                 u2,Mateo,García,teacher,s9,\n",
            ),
            ("demographics.csv", "sourcedId,sex\nu1,F\nu7,X\n"),
            (
                "enrollments.csv",
                "sourcedId,classSourcedId,schoolSourcedId,userSourcedId\ne1,c1,s1,u1\ne2,c1,s1,u2\ne3,c8,s1,u9\n",
            ),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>));
        let package = Package::from_files("x", files.into(), Limits::default());
        let today = Day { year: 2026, month: 11, day: 22 };
        let checked = check(&package, &Options::default(), &mut { today }).unwrap();
        (package, checked)
    }

    fn named(named: Option<&Named>) -> (&str, Option<&str>) {
        named.map_or(("", None), |named| (&named.name, named.missing_from))
    }

    #[test]
    fn rows_are_told_with_the_names_of_who_they_are_about() {
        let (package, checked) = opened();
        let found = affected(&package, &checked, "enrollments.csv", &[1, 3], &[3]).unwrap();
        assert_eq!(found.kind, RecordKind::Enrollment);
        assert_eq!(found.rows.iter().map(|row| (row.record, row.line)).collect::<Vec<_>>(), [(1, 2), (2, 3), (3, 4)]);
        let [first, second, third] = found.rows.as_slice() else { panic!() };
        assert_eq!(named(first.who.as_ref()), ("Avery Johnson", None));
        assert_eq!(named(first.class.as_ref()), ("Algebra", None));
        assert_eq!(named(first.school.as_ref()), ("Cedar Elementary", None));
        assert_eq!(second.role.as_deref(), Some("teacher"));
        assert_eq!(named(third.who.as_ref()), ("", Some("users.csv")));
        assert_eq!(named(third.class.as_ref()), ("", Some("classes.csv")));
        // A row without names of its own has those of the person, and the person's school.
        let found = affected(&package, &checked, "demographics.csv", &[1, 2], &[]).unwrap();
        assert_eq!(named(found.rows[0].who.as_ref()), ("Avery Johnson", None));
        assert_eq!(named(found.rows[0].school.as_ref()), ("Cedar Elementary", None));
        assert_eq!(named(found.rows[1].who.as_ref()), ("", Some("users.csv")));
        assert_eq!(affected(&package, &checked, "courses.csv", &[1], &[]).unwrap(), Affected::default());
    }

    #[test]
    fn a_search_finds_rows_by_the_names_in_other_files() {
        let (package, checked) = opened();
        let search = |file: &str, text: &str| {
            let sought = Sought::new(&package, &checked, text).unwrap();
            holding(&package, &checked, file, &[1, 2, 3], text, &sought).unwrap()
        };
        assert_eq!(search("enrollments.csv", "avery"), [1]);
        assert_eq!(search("enrollments.csv", "mateo garcía"), [2]);
        assert_eq!(search("enrollments.csv", "cedar"), [1, 2, 3]);
        assert_eq!(search("enrollments.csv", "algebra"), [1, 2]);
        assert_eq!(search("enrollments.csv", "e3"), [3]);
        assert_eq!(search("demographics.csv", "a@example.org"), [1]);
        assert!(search("demographics.csv", "nobody").is_empty());
    }
}
