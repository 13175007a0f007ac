//! One data file: read as a whole, then checked cell by cell.

use std::collections::HashMap;

use rostercheck::oneroster::{Column, Kind, Mode, Table, TableId, Version};
use rostercheck::profiles::infinite_campus;

use super::cells::broken_rule;
use super::header::{self, Header, Heading, Start};
use super::rows::{self, Row, Text};
use super::{Answer, Cause, Damage, Found, GivenFile, World, follow};

/// What is known of a record that others refer to: that of the first row with its id.
#[derive(Debug)]
pub struct Record {
    /// Its `type`, if that is a word of the vocabulary.
    pub word: Option<String>,
    pub is_deleted: bool,
    /// The line of its status.
    pub line: u64,
    /// Of an org its parent, of a class its school.
    pub above: Vec<u8>,
}

/// A data file.
pub struct Sheet {
    pub table: &'static Table,
    pub version: Version,
    pub mode: Option<Mode>,
    pub records: HashMap<Vec<u8>, Record>,
    /// Why records may be unknown.
    pub blind: Option<Cause>,
    /// Place of each column of the table in a row.
    places: Vec<Option<usize>>,
    /// The rule that tells why the ids cannot be read.
    no_ids: Option<&'static str>,
    /// The rows that could be matched with their columns.
    pub(super) whole: Vec<Row>,
    pub(super) file: String,
}

impl Sheet {
    /// Reads a file and says how it is written. Its cells are checked later, when every file is read.
    pub fn read(
        file: &GivenFile,
        table: &'static Table,
        version: Version,
        mode: Option<Mode>,
        answer: &mut Answer,
    ) -> Self {
        let name = file.name.clone();
        let mut sheet = Self {
            table,
            version,
            mode,
            records: HashMap::new(),
            blind: None,
            places: vec![None; table.columns.len()],
            no_ids: None,
            whole: Vec::new(),
            file: name.clone(),
        };
        let unreadable = ("unreadable-file", name.clone());
        if file.damage.is_some() {
            answer.file("unreadable-file", &name);
        }
        if file.damage == Some(Damage::Closed) {
            sheet.blind = Some(unreadable);
            return sheet;
        }
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let text = rows::read(&file.content, |rows| is_certain(table, version, rows));
        how_the_file_is_written(&text, &name, answer);
        let begin = header::start(table, version, &text.rows);
        if text.has_other_delimiter
            && let Start::Header(Header { row, .. }) | Start::OtherFile(row) = &begin
        {
            answer.line("wrong-delimiter", &name, text.rows[*row].line);
        }
        // What breaks off behind empty lines is only that.
        let is_nothing = matches!(begin, Start::Nothing) && file.damage.is_some();
        if !matches!(begin, Start::Header(_)) && !is_nothing {
            for row in text.rows.iter().take_while(|row| row.is_empty_line()) {
                answer.line("blank-row", &name, row.line);
            }
        }
        let mut not_utf8 = None;
        let Some((skip, width)) = sheet.header(&begin, &text.rows, answer) else {
            if matches!(begin, Start::Nothing) {
                if file.damage.is_some() {
                    sheet.blind = Some(unreadable);
                } else {
                    answer.file("empty-file", &name);
                    sheet.blind = Some(("empty-file", name));
                }
                return sheet;
            }
            // Nothing is said of the rows, but of the whole file.
            let header = match &begin {
                Start::Header(header) => header.row,
                Start::OtherFile(row) | Start::NoHeader { row, .. } => *row,
                Start::Nothing => 0,
            };
            let not_utf8 = text.rows[header..].iter().find_map(|row| {
                let cell = row.cells.iter().position(|cell| std::str::from_utf8(cell).is_err())?;
                Some((row, cell))
            });
            if let Some((row, cell)) = not_utf8 {
                answer.line("not-utf8", &name, row.line_of(cell));
            }
            if text.has_cr {
                answer.file("cr-line-endings", &name);
            }
            return sheet;
        };
        let head = match &begin {
            Start::Header(header) => Some(&text.rows[header.row]),
            _ => None,
        };
        let is_among_records = matches!(&begin, Start::Header(header) if header.is_among_records);
        let name_at = |place: usize| {
            let column = sheet.places.iter().position(|own| *own == Some(place));
            match column {
                Some(column) => columns[column].to_owned(),
                None => head.map_or(String::new(), |head| {
                    String::from_utf8_lossy(head.cell(place)).chars().take(100).collect()
                }),
            }
        };
        let names: Vec<Option<String>> = (0..width).map(|place| Some(name_at(place))).collect();
        // Where the rows are too short, one as wide as the header is right; where they end with more commas, too.
        let other = match &begin {
            Start::Header(header)
                if header.width.is_some() && header.lacking.is_empty() && header.surplus.is_empty() =>
            {
                head.map(|head| head.cells.len())
            }
            _ => None,
        };
        if let Some(first) = skip.checked_sub(1).and_then(|last| text.rows.get(last))
            && first.cells.iter().any(|cell| std::str::from_utf8(cell).is_err())
        {
            not_utf8 = Some(Found { rule: "not-utf8", file: Some(name.clone()), line: Some(first.line), column: None });
        }
        // The header, or the names that should be there, must not stand among the records.
        let again: Vec<String> = match head {
            Some(head) => head.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
            None => columns.iter().map(|name| (*name).to_owned()).collect(),
        };
        let mut first_lines: HashMap<Vec<u8>, u64> = HashMap::new();
        let mut count = 0;
        let rest = &text.rows[skip..];
        for (number, row) in rest.iter().enumerate() {
            let next = rest.get(number + 1);
            let is_no_record = |row: &Row| is_header(row, &again) || is_remark(row, width);
            if is_no_record(row) {
                if is_header(row, &again) {
                    if !(is_among_records && head.is_some_and(|head| head.line == row.line)) {
                        answer.line("repeated-header", &name, row.line);
                    }
                } else {
                    answer.line("report-line", &name, row.line);
                }
                continue;
            }
            // An empty line above a remark, or below it, belongs to it.
            let is_behind = number.checked_sub(1).and_then(|before| rest.get(before)).is_some_and(is_no_record);
            if row.is_empty_line() && (is_behind || next.is_some_and(is_no_record)) {
                continue;
            }
            let Some(is_whole) = how_a_row_is_written(row, (width, other), &name, &names, &mut not_utf8, answer) else {
                continue;
            };
            count += 1;
            // A row that ends before its id: whose record it is cannot be known.
            if sheet.place_of("sourcedId").is_some_and(|place| place >= row.cells.len()) {
                sheet.blind.get_or_insert(("too-few-cells", name.clone()));
            }
            if is_whole && sheet.place_of("sourcedId").is_some_and(|place| !row.is_utf8(place)) {
                sheet.blind.get_or_insert(("not-utf8", name.clone()));
            }
            if let Some(place) = sheet.place_of("sourcedId").filter(|place| !row.cell(*place).is_empty()) {
                let id = row.cell(place).to_vec();
                if first_lines.contains_key(&id) {
                    answer.cell("duplicate-sourced-id", &name, row.line_of(place), "sourcedId");
                } else {
                    first_lines.insert(id.clone(), row.line_of(place));
                    let record = if is_whole {
                        sheet.record(row)
                    } else {
                        Record { word: None, is_deleted: false, line: row.line_of(0), above: Vec::new() }
                    };
                    sheet.records.insert(id, record);
                }
            }
            if is_whole {
                sheet.whole.push(row.clone());
            }
        }
        answer.found.extend(not_utf8);
        if text.has_cr {
            answer.file("cr-line-endings", &name);
        }
        if file.damage.is_some() {
            sheet.blind.get_or_insert(unreadable);
        } else if count == 0 {
            answer.file("no-data-rows", &name);
            if mode != Some(Mode::Delta) {
                sheet.blind = Some(("no-data-rows", name.clone()));
            }
        }
        if let Some(rule) = sheet.no_ids {
            sheet.blind = Some((rule, name));
        }
        sheet
    }

    /// Section D of the processing rules. Gives how many rows stand before the records, and how many cells these have;
    /// nothing if the rows cannot be read.
    fn header(&mut self, begin: &Start, rows: &[Row], answer: &mut Answer) -> Option<(usize, usize)> {
        let (table, file) = (self.table, self.file.clone());
        let mut stop = |rule: &'static str, row: usize| {
            answer.line(rule, &file, rows[row].line);
            rule
        };
        let header = match begin {
            Start::Nothing => return None,
            Start::OtherFile(row) => {
                self.blind = Some((stop("wrong-file-content", *row), file));
                return None;
            }
            Start::NoHeader { row, is_wide, is_foreign } => {
                let rule = stop("missing-header-row", *row);
                if !is_wide {
                    self.blind = Some((rule, file));
                    return None;
                }
                self.places = (0..table.columns.len()).map(Some).collect();
                return Some((row + usize::from(*is_foreign), table.columns.len()));
            }
            Start::Header(header) => header,
        };
        let head = &rows[header.row];
        let names: Vec<String> = head.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        if header.row > 0 {
            answer.line("lines-above-header", &file, 1);
        }
        if header.is_decorated {
            answer.line("decorated-columns", &file, head.line);
        }
        if header.width.is_some() {
            answer.line("header-width", &file, head.line);
        }
        if header.has_dashes {
            answer.line("report-line", &file, rows[header.row + 1].line);
        }
        for (place, (heading, name)) in header.headings.iter().zip(&names).enumerate() {
            let is_nameless = |heading: &Heading| matches!(heading, Heading::Unnamed(_) | Heading::Empty(_));
            if header.surplus.contains(&place) {
                continue;
            }
            match heading {
                Heading::Column(_) => {}
                Heading::Metadata => {
                    let is_same = |(it, other): (&Heading, &String)| *it == Heading::Metadata && other == name;
                    if header.headings.iter().zip(&names).take(place).any(is_same) {
                        answer.cell("repeated-column", &file, head.line, name);
                    }
                }
                Heading::Miscased(_) => answer.cell("miscased-column", &file, head.line, name),
                Heading::Misspelled(_) => answer.cell("misspelled-column", &file, head.line, name),
                Heading::Renamed(_) | Heading::Likely(_) => answer.cell("renamed-column", &file, head.line, name),
                Heading::Repeated => answer.cell("repeated-column", &file, head.line, name),
                Heading::Unnamed(_) | Heading::Empty(_) => {
                    // Told once for cells side by side.
                    if place == 0 || !is_nameless(&header.headings[place - 1]) {
                        answer.line("unnamed-column", &file, head.line);
                    }
                }
                Heading::Unknown => answer.cell("unknown-column", &file, head.line, name),
            }
        }
        for column in &header.missing {
            answer.cell("missing-column", &file, head.line, table.columns[*column].name);
        }
        self.told_order(header, &names, head.line, answer);
        if header.width.is_some() && !header.is_readable {
            self.blind = Some(("header-width", file));
            return None;
        }
        let width = header.width.unwrap_or(names.len());
        self.places.clone_from(&header.places);
        if self.places[0].is_none() {
            let told = header.headings.iter().find_map(|heading| match heading {
                Heading::Likely(columns) if columns[0] == 0 => Some("renamed-column"),
                Heading::Empty(columns) if columns.contains(&0) => Some("unnamed-column"),
                _ => None,
            });
            let missing = if header.missing.contains(&0) { "missing-column" } else { "header-width" };
            self.no_ids = Some(told.unwrap_or(missing));
        }
        let skip = if header.is_among_records { 0 } else { header.row + 1 + usize::from(header.has_dashes) };
        Some((skip, width))
    }

    /// The table's columns in their order, then the vendor's own: told at the first cell that stands elsewhere.
    fn told_order(&self, header: &Header, names: &[String], line: u64, answer: &mut Answer) {
        let headings = &header.headings;
        let is_placed = |place: &usize| headings[*place].column().is_some() || headings[*place] == Heading::Metadata;
        let stand: Vec<usize> = (0..names.len()).filter(is_placed).collect();
        let mut should: Vec<usize> = header::places(self.table, headings).into_iter().flatten().collect();
        should.extend(stand.iter().copied().filter(|place| headings[*place] == Heading::Metadata));
        if let Some((place, _)) = stand.iter().zip(&should).find(|(stand, should)| stand != should) {
            answer.cell("misplaced-column", &self.file, line, &names[*place]);
        }
    }

    pub(super) fn place_of(&self, column: &str) -> Option<usize> {
        self.places[self.table.columns.iter().position(|own| own.name == column)?]
    }

    pub(super) fn text<'a>(&self, row: &'a Row, column: &str) -> &'a [u8] {
        self.place_of(column).map_or(&[], |place| row.cell(place))
    }

    /// The id of a row; empty if it is not UTF-8.
    pub(super) fn readable_id<'a>(&self, row: &'a Row) -> &'a [u8] {
        let id = self.text(row, "sourcedId");
        if std::str::from_utf8(id).is_ok() { id } else { &[] }
    }

    pub(super) fn is_deleted(&self, row: &Row) -> bool {
        self.text(row, "status") == b"tobedeleted"
    }

    fn record(&self, row: &Row) -> Record {
        let column = self.table.columns.iter().find(|column| column.name == "type");
        let word = match column.map(|column| column.kind) {
            Some(Kind::Token(tokens)) => {
                let text = String::from_utf8_lossy(self.text(row, "type")).into_owned();
                tokens.words.contains(&text.as_str()).then_some(text)
            }
            _ => None,
        };
        let line = row.line_of(self.place_of("status").unwrap_or(0));
        let above = match self.table.id {
            TableId::Orgs => self.text(row, "parentSourcedId").trim_ascii(),
            TableId::Classes => self.text(row, "schoolSourcedId"),
            _ => &[],
        };
        Record { word, is_deleted: self.is_deleted(row), line, above: above.to_vec() }
    }

    /// Checks the cells of the rows that could be read.
    pub fn check(&self, world: &World, answer: &mut Answer) {
        for row in &self.whole {
            for (column, place) in self.table.columns.iter().zip(&self.places) {
                if let Some(place) = place.filter(|place| row.is_utf8(*place)) {
                    self.check_cell(world, column, row.cell(place), row.line_of(place), self.is_deleted(row), answer);
                }
            }
        }
        // What the columns of 1.0 mean to a receiver is not known.
        if self.version == Version::V1_0 {
            return;
        }
        self.check_subjects(answer);
        self.check_codes(answer);
        self.check_people(answer);
        self.check_plausibility(world, answer);
    }

    fn check_cell(
        &self,
        world: &World,
        column: &Column,
        cell: &[u8],
        line: u64,
        is_row_deleted: bool,
        answer: &mut Answer,
    ) {
        let file = self.file.as_str();
        if cell.is_empty() {
            let is_for_delta = matches!(column.kind, Kind::Status | Kind::DateLastModified);
            if column.required {
                answer.cell("required-value", file, line, column.name);
            } else if is_for_delta && self.mode == Some(Mode::Delta) {
                answer.cell("blank-in-delta", file, line, column.name);
            }
            return;
        }
        if super::cells::is_other_notation(column, cell) {
            answer.cell("ids-in-other-notation", file, line, column.name);
            return;
        }
        if super::cells::is_other_list(column, cell) && !self.is_an_id_elsewhere(world, column, cell) {
            answer.cell("other-list-separator", file, line, column.name);
            return;
        }
        let items: Vec<&[u8]> = if column.list { cell.split(|byte| *byte == b',').collect() } else { vec![cell] };
        if items.iter().any(|item| item.is_empty()) {
            answer.cell("empty-list-item", file, line, column.name);
        }
        for item in items.into_iter().filter(|item| !item.is_empty()) {
            let mut item = item;
            let trimmed = item.trim_ascii();
            if column.list && trimmed.len() < item.len() && !trimmed.is_empty() {
                answer.cell("space-in-list", file, line, column.name);
                item = trimmed;
            }
            // One item of a list may be written so too.
            if column.list && super::cells::is_other_notation(column, item) {
                answer.cell("ids-in-other-notation", file, line, column.name);
                continue;
            }
            match broken_rule(self.version, self.mode, column, item) {
                Some(rule) => answer.cell(rule, file, line, column.name),
                None => follow(world, self, &column.kind, item, is_row_deleted, (file, line, column.name), answer),
            }
        }
    }

    /// Whether another file has a record with this id.
    fn is_an_id_elsewhere(&self, world: &World, column: &Column, cell: &[u8]) -> bool {
        match column.kind {
            Kind::Reference(reference) if reference.target != self.table.id => {
                world.sheets.get(&reference.target).is_some_and(|sheet| sheet.records.contains_key(cell))
            }
            _ => false,
        }
    }

    /// Processing rule 36.
    fn check_subjects(&self, answer: &mut Answer) {
        let (Some(subjects), Some(codes)) = (self.place_of("subjects"), self.place_of("subjectCodes")) else { return };
        let count = |cell: &[u8]| if cell.is_empty() { 0 } else { cell.split(|byte| *byte == b',').count() };
        for row in &self.whole {
            let is_readable = row.is_utf8(subjects) && row.is_utf8(codes);
            if is_readable && count(row.cell(subjects)) != count(row.cell(codes)) {
                let (place, name) =
                    if row.cell(codes).is_empty() { (subjects, "subjects") } else { (codes, "subjectCodes") };
                answer.cell("unpaired-subjects", &self.file, row.line_of(place), name);
            }
        }
    }

    /// The codes of Brightspace: from the code column if it is filled, else from the name.
    fn check_codes(&self, answer: &mut Answer) {
        const UNSUPPORTED: &str = "\\:*?\"\u{201C}\u{201D}<>|'\u{2018}#,%&";
        let (code_column, name_column) = match self.table.id {
            TableId::Orgs => ("identifier", "name"),
            TableId::AcademicSessions => ("", "title"),
            TableId::Courses => ("courseCode", "title"),
            TableId::Classes => ("classCode", "title"),
            _ => return,
        };
        let mut first_with: HashMap<String, Vec<u8>> = HashMap::new();
        for row in self.whole.iter().filter(|row| !self.is_deleted(row)) {
            let readable = |column: &str| {
                let text = std::str::from_utf8(self.text(row, column)).ok()?;
                (!text.trim().is_empty()).then_some(text)
            };
            let line = |column: &str| self.place_of(column).map_or(row.line, |place| row.line_of(place));
            let has_code = !self.text(row, code_column).is_empty();
            let column = if has_code { code_column } else { name_column };
            if has_code
                && let Some(name) = readable(name_column)
                && name.contains(|letter| UNSUPPORTED.contains(letter))
            {
                answer.cell("unsupported-name-character", &self.file, line(name_column), name_column);
            }
            let Some(code) = readable(column) else { continue };
            if code.contains(|letter| UNSUPPORTED.contains(letter) || letter == '\u{2019}') {
                answer.cell("unsupported-code-character", &self.file, line(column), column);
            }
            if code.chars().count() > 50 {
                answer.cell("code-too-long", &self.file, line(column), column);
            }
            let kept: String = code.chars().take(50).collect();
            let id = self.readable_id(row).to_vec();
            if *first_with.entry(kept).or_insert_with(|| id.clone()) != id {
                answer.cell("repeated-code", &self.file, line(column), column);
            }
        }
    }

    /// Usernames, passwords, and people who leave a class twice.
    fn check_people(&self, answer: &mut Answer) {
        let mut usernames: HashMap<String, Vec<u8>> = HashMap::new();
        let mut leavers: HashMap<(Vec<u8>, Vec<u8>), Vec<u8>> = HashMap::new();
        let mut has_password = false;
        for row in &self.whole {
            let id = self.text(row, "sourcedId").to_vec();
            let line = |column: &str| self.place_of(column).map_or(row.line, |place| row.line_of(place));
            if self.table.id == TableId::Users && self.place_of("sourcedId").is_some() && !self.is_deleted(row) {
                let name = std::str::from_utf8(self.text(row, "username")).unwrap_or("").trim().to_lowercase();
                if !name.is_empty() && *usernames.entry(name).or_insert_with(|| id.clone()) != id {
                    answer.cell("repeated-username", &self.file, line("username"), "username");
                }
            }
            let is_people = matches!(self.table.id, TableId::Users | TableId::UserProfiles);
            if is_people && !has_password && !self.text(row, "password").trim_ascii().is_empty() {
                has_password = true;
                answer.cell("password-in-file", &self.file, line("password"), "password");
            }
            if self.table.id == TableId::Enrollments && self.mode == Some(Mode::Delta) && self.is_deleted(row) {
                let (user, class) = (self.text(row, "userSourcedId"), self.text(row, "classSourcedId"));
                let own = self.readable_id(row).to_vec();
                if !user.is_empty()
                    && !class.is_empty()
                    && *leavers.entry((user.to_vec(), class.to_vec())).or_insert_with(|| own.clone()) != own
                    && std::str::from_utf8(user).is_ok()
                {
                    answer.cell("repeated-unenrollment", &self.file, line("userSourcedId"), "userSourcedId");
                }
            }
        }
    }
}

/// What is told once per file, before its rows.
pub fn how_the_file_is_written(text: &Text, file: &str, answer: &mut Answer) {
    // Only the DESSA System minds, and only in a file that it reads.
    let is_read_by_dessa = infinite_campus::FILES.iter().any(|id| id.file() == file) || file == "manifest.csv";
    if text.has_mark && is_read_by_dessa {
        answer.file("byte-order-mark", file);
    }
    if text.is_utf_16 {
        answer.file("utf-16-encoding", file);
    }
}

/// Whether a file begins with a header beyond doubt.
fn is_certain(table: &Table, version: Version, rows: &[Row]) -> bool {
    match header::start(table, version, rows) {
        Start::Header(header) => header.is_sure,
        Start::OtherFile(_) => true,
        Start::NoHeader { .. } | Start::Nothing => false,
    }
}

/// Whether a row holds the names of the header once more.
pub fn is_header(row: &Row, names: &[String]) -> bool {
    let is_same = |(cell, name): (&Vec<u8>, &String)| {
        std::str::from_utf8(cell).is_ok_and(|cell| cell.trim().eq_ignore_ascii_case(name.trim()))
    };
    names.len() > 1 && row.cells.len() == names.len() && row.cells.iter().zip(names).all(is_same)
}

/// Whether a row is a remark of the program that wrote the file.
pub fn is_remark(row: &Row, width: usize) -> bool {
    let texts: Vec<&str> = row.cells.iter().map(|cell| std::str::from_utf8(cell).unwrap_or("\0")).collect();
    let Some(first) = texts.first().filter(|text| !text.is_empty() && **text != "\0") else { return false };
    if texts[1..].iter().any(|text| !text.is_empty()) {
        let filled: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
        let is_short = filled.get(1).is_some_and(|second| second.len() <= 2 * texts.len() + 4 && !second.contains('"'));
        if filled.len() == 2 && is_short && !filled.contains(&"\0") && header::is_report_text(&filled.join(" ")) {
            return true;
        }
        return header::is_line(first) && texts.iter().all(|text| text.is_empty() || header::is_line(text));
    }
    let is_no_id = width > 2 && texts.len() == width && !super::cells::is_id(first.trim());
    is_no_id || header::is_line(first) || header::is_report_text(first)
}

/// Processing rules 15 to 19, for one row: none for a blank row, else whether its cells can be matched with columns.
pub fn how_a_row_is_written(
    row: &Row,
    (width, other): (usize, Option<usize>),
    file: &str,
    names: &[Option<String>],
    not_utf8: &mut Option<Found>,
    answer: &mut Answer,
) -> Option<bool> {
    if row.is_empty_line() || file == "manifest.csv" && row.cells.iter().all(Vec::is_empty) && row.cells.len() == width
    {
        answer.line("blank-row", file, row.line);
        return None;
    }
    let place = |rule: &'static str, cell: usize| Found {
        rule,
        file: Some(file.into()),
        line: Some(row.line_of(cell)),
        column: names.get(cell).cloned().flatten(),
    };
    if let Some(cell) = row.cells.iter().position(|cell| std::str::from_utf8(cell).is_err()) {
        not_utf8.get_or_insert(place("not-utf8", cell));
    }
    if row.cells.len() != width && Some(row.cells.len()) != other {
        let width = other.unwrap_or(width);
        let rule = if row.cells.len() > width { "too-many-cells" } else { "too-few-cells" };
        answer.line(rule, file, row.line);
        return Some(false);
    }
    if let Some(cell) = row.cells.iter().position(|cell| cell.contains(&b'\n') || cell.contains(&b'\r')) {
        answer.found.push(place("line-break-in-cell", cell));
    }
    Some(true)
}
