//! What is in a package, as tables.

use std::fmt::Write as _;

use super::super::Report;
use super::page::{Escaped, Page};
use crate::check::overview::{Counted, Oddity};
use crate::rules::counted;

/// Schools and sessions that are told one by one.
const LISTED: usize = 50;

/// Schools, people, class sizes and sessions, as tables.
pub(super) fn overview(report: &Report, page: &mut Page) {
    let Some(overview) = &report.overview else { return };
    let name = |name: &str, file: &str, record: u32| match report.values {
        "masked" => format!("Row {} of {file}", counted(record.into())),
        _ => name.to_owned(),
    };
    let more = |all: usize, more: usize| match all.saturating_sub(LISTED) + more {
        0 => Vec::new(),
        more => vec![vec![format!("And {} more", counted(more as u64))]],
    };
    page.heading(2, "What is in it");
    let schools = overview.schools.iter().take(LISTED).map(|it| {
        let numbers = [it.students, it.teachers, it.classes].map(counted);
        [vec![name(&it.name, "orgs.csv", it.record)], numbers.to_vec()].concat()
    });
    let schools = schools.chain(more(overview.schools.len(), overview.more_schools)).collect();
    table(page, &["School", "Students", "Teachers", "Classes"], schools);
    for (title, list, other) in [("Role", &overview.roles, "another role"), ("Grade", &overview.grades, "other")] {
        let word = |it: &Counted| match (it.word, it.odd) {
            (Some(word), _) => word.to_owned(),
            (None, Some(Oddity::Missing)) => "none".to_owned(),
            (None, Some(Oddity::Several)) => "several".to_owned(),
            (None, _) => other.to_owned(),
        };
        table(page, &[title, "People"], list.iter().map(|it| vec![word(it), counted(it.count)]).collect());
    }
    let sizes = overview.class_sizes.iter().filter(|it| it.classes.count > 0).map(|it| {
        let size = match it.to {
            Some(to) if to == it.from => counted(to),
            Some(to) => format!("{} to {}", counted(it.from), counted(to)),
            None => format!("{} or more", counted(it.from)),
        };
        vec![size, counted(it.classes.count)]
    });
    table(page, &["Students in a class", "Classes"], sizes.collect());
    let sessions = overview.sessions.iter().take(LISTED).map(|it| {
        let month = |month: &Option<String>| month.clone().unwrap_or_else(|| "?".into());
        let time = format!("{} to {}", month(&it.from), month(&it.to));
        vec![name(&it.title, "academicSessions.csv", it.record), time, counted(it.classes), counted(it.students)]
    });
    let sessions = sessions.chain(more(overview.sessions.len(), overview.more_sessions)).collect();
    table(page, &["Session", "Months", "Classes", "Students' enrollments"], sessions);
}

/// A table whose first column names its rows; numbers stand on the right.
fn table(page: &mut Page, titles: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let class = |cell: &str| if cell.starts_with(|it: char| it.is_ascii_digit()) { " class=\"number\"" } else { "" };
    page.push_str("<table>\n<thead><tr>");
    for (place, title) in titles.iter().enumerate() {
        let class = if place == 0 { "" } else { " class=\"number\"" };
        let _ = write!(page, "<th scope=\"col\"{class}>{}</th>", Escaped(title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let _ = match place {
                0 => write!(page, "<th scope=\"row\">{}</th>", Escaped(cell)),
                _ => write!(page, "<td{}>{}</td>", class(cell), Escaped(cell)),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}
