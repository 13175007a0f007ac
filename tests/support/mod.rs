//! Packages for tests: the clean base package, examples out of rule pages applied to it, and zips of both.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

pub mod grown;

use std::io::Write;

use rostercheck::check::{Checked, Options, check, check_zip};
use rostercheck::compare::{self, Compared, Input, compare};
use rostercheck::oneroster::value::Day;
use rostercheck::oneroster::{TableId, Version};
use rostercheck::package::{Bytes, Limits, Package};
use rostercheck::receivers::{Described, Receiver};
use rostercheck::report::Report;
use rostercheck::rules::{Rule, Values};

/// A package in memory, before it becomes a zip.
#[derive(Clone)]
pub struct TestPackage {
    pub zip_name: String,
    pub files: Vec<(String, Vec<u8>)>,
    /// Bytes before the zip.
    pub before: Vec<u8>,
    /// The file whose checksum in the zip is wrong.
    pub damaged: Option<String>,
    /// What stands in place of the zip.
    pub instead: Option<Vec<u8>>,
}

/// The day on which tests take place.
pub const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

impl TestPackage {
    /// The clean base package of `tests/base`: OneRoster 1.1, bulk, eight files, ready for every profile.
    pub fn base() -> Self {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        Self {
            zip_name: "OneRoster.zip".into(),
            before: Vec::new(),
            damaged: None,
            instead: None,
            files: vec![
                file("manifest.csv", include_str!("../base/manifest.csv")),
                file("orgs.csv", include_str!("../base/orgs.csv")),
                file("academicSessions.csv", include_str!("../base/academicSessions.csv")),
                file("courses.csv", include_str!("../base/courses.csv")),
                file("classes.csv", include_str!("../base/classes.csv")),
                file("users.csv", include_str!("../base/users.csv")),
                file("demographics.csv", include_str!("../base/demographics.csv")),
                file("enrollments.csv", include_str!("../base/enrollments.csv")),
            ],
        }
    }

    /// The same people and classes as OneRoster 1.2.
    pub fn base_1_2() -> Self {
        let mut package = Self::base();
        let mut manifest = String::from("propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n");
        for table in Version::V1_2.tables() {
            let is_there = package.text(table.id.file()).is_some() || table.id == TableId::Roles;
            manifest.push_str(&format!("file.{},{}\n", table.id.stem(), if is_there { "bulk" } else { "absent" }));
        }
        manifest.push_str("source.systemName,Made up\nsource.systemCode,made-up\n");
        package.set("manifest.csv", manifest.into_bytes());
        let users = Table::parse(package.text("users.csv").unwrap());
        let columns: Vec<&str> =
            Version::V1_2.table(TableId::Users).unwrap().columns.iter().map(|column| column.name).collect();
        package.set("users.csv", users.with_columns(&columns).text());
        let roles = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n\
                     role1,,,student1,primary,student,,,school1,\nrole2,,,teacher1,primary,teacher,,,school1,\n";
        package.set("roles.csv", roles.as_bytes().to_vec());
        package
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        let (_, content) = self.files.iter().find(|(file, _)| file == name)?;
        std::str::from_utf8(content).ok()
    }

    pub fn set(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        let content = content.into();
        match self.files.iter_mut().find(|(file, _)| file == name) {
            Some((_, old)) => *old = content,
            None => self.files.push((name.to_owned(), content)),
        }
    }

    pub fn remove(&mut self, name: &str) {
        let before = self.files.len();
        self.files.retain(|(file, _)| file != name);
        assert!(self.files.len() < before, "there is no {name} to leave out");
    }

    /// Says in the manifest how a file is sent.
    pub fn declare(&mut self, name: &str, mode: &str) {
        let stem = name.trim_end_matches(".csv");
        let mut manifest = Table::parse(self.text("manifest.csv").expect("a manifest"));
        manifest.apply(&Table {
            header: vec!["propertyName".into(), "value".into()],
            rows: vec![vec![format!("file.{stem}"), mode.into()]],
        });
        self.set("manifest.csv", manifest.text());
    }

    pub fn zip(&self) -> Vec<u8> {
        if let Some(bytes) = &self.instead {
            return bytes.clone();
        }
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in &self.files {
            zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a new entry");
            zip.write_all(content).expect("memory takes it");
        }
        let mut bytes = zip.finish().expect("memory takes it").into_inner();
        if let Some(name) = &self.damaged {
            damage_checksum(&mut bytes, name);
        }
        [self.before.clone(), bytes].concat()
    }

    pub fn check(&self) -> Checked {
        self.check_with(&Options::default())
    }

    pub fn check_with(&self, options: &Options) -> Checked {
        check_zip(&self.zip_name, Box::new(self.zip()), Limits::default(), options, &mut { TODAY })
            .expect("nobody cancels")
    }

    /// The same files without a zip around them.
    pub fn check_unpacked(&self, options: &Options) -> Checked {
        let files =
            self.files.iter().map(|(name, content)| (name.clone(), Box::new(content.clone()) as Box<dyn Bytes>));
        let package = Package::from_files("export", files.collect(), Limits::default());
        check(&package, options, &mut { TODAY }).expect("nobody cancels")
    }

    pub fn report(&self) -> Report {
        Report::new(&self.check(), Values::Shown)
    }

    /// Counting findings under their causes makes no package ready.
    pub fn assert_readiness_is_that_of_unfolded(&self, report: &Report) {
        if report.totals.iter().any(|total| total.caused_by.is_some()) {
            let unfolded = self.check_with(&Options { folds: false, ..Options::default() });
            let names: Vec<_> = self.files.iter().map(|(name, _)| name).collect();
            let unfolded = ready(&Report::new(&unfolded, Values::Shown));
            assert_eq!(ready(report), unfolded, "folding changes a verdict on {names:?}");
        }
    }

    /// For which receivers the package is ready; the same whether or not findings are counted under their causes.
    pub fn readiness(&self) -> Vec<(&'static str, bool)> {
        let report = self.report();
        self.assert_readiness_is_that_of_unfolded(&report);
        ready(&report)
    }
}

/// Compares a package that was checked with the one that was sent before.
pub fn compare_with(checked: &mut Checked, old: &TestPackage, new: &TestPackage) {
    let receivers = checked.findings.profiles().to_vec();
    let compared = compared(old, new, &receivers);
    let input = |package: &TestPackage| Input { name: package.zip_name.clone(), bytes: 1, sha256: None };
    checked.compare(compared, input(old), input(new));
}

/// Two packages compared.
pub fn compared(old: &TestPackage, new: &TestPackage, receivers: &[Receiver]) -> Compared {
    let open = |package: &TestPackage| {
        Package::open_zip(&package.zip_name, Box::new(package.zip()), Limits::default()).expect("a zip")
    };
    compare(&open(old), &open(new), receivers, &compare::Options::default(), &mut { TODAY }).expect("nobody cancels")
}

/// For which receivers a package is ready.
fn ready(report: &Report) -> Vec<(&'static str, bool)> {
    report.verdicts.iter().map(|verdict| (verdict.profile, verdict.ready)).collect()
}

/// Changes the checksum of one entry, in its local header and in the directory.
fn damage_checksum(zip: &mut [u8], name: &str) {
    for (signature, checksum, name_at) in [(b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)] {
        let is_header =
            |at: usize| zip[at..].starts_with(signature) && zip[at + name_at..].starts_with(name.as_bytes());
        let at = (0..zip.len() - name_at).find(|at| is_header(*at)).expect("a header of the entry");
        zip[at + checksum] ^= 0xFF;
    }
}

/// A table of plain cells.
#[derive(Clone)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn parse(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows = reader.records().map(|row| row.expect("plain CSV").iter().map(str::to_owned).collect());
        Self { header: rows.next().expect("a header"), rows: rows.collect() }
    }

    pub fn text(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&self.header).expect("memory takes it");
        for row in &self.rows {
            writer.write_record(row).expect("memory takes it");
        }
        writer.into_inner().expect("memory takes it")
    }

    pub fn with_columns(&self, columns: &[&str]) -> Self {
        let places: Vec<_> = columns.iter().map(|name| self.header.iter().position(|own| own == name)).collect();
        let pick = |row: &Vec<String>| {
            places.iter().map(|place| place.map_or(String::new(), |place| row[place].clone())).collect()
        };
        Self { header: columns.iter().map(|&name| name.into()).collect(), rows: self.rows.iter().map(pick).collect() }
    }

    /// Replaces the shown cells in the row with the same first cell. A row that is not there, or was replaced already,
    /// is added, made from the first row.
    pub fn apply(&mut self, shown: &Self) {
        let place = |name: &String| {
            self.header.iter().position(|own| own == name).unwrap_or_else(|| panic!("no column {name}"))
        };
        let places: Vec<usize> = shown.header.iter().map(place).collect();
        let mut replaced = Vec::new();
        for row in &shown.rows {
            let known =
                self.rows.iter().position(|own| own[places[0]] == row[0]).filter(|index| !replaced.contains(index));
            let index = known.unwrap_or_else(|| {
                self.rows.push(self.rows[0].clone());
                self.rows.len() - 1
            });
            replaced.push(index);
            for (place, cell) in places.iter().zip(row) {
                self.rows[index][*place].clone_from(cell);
            }
        }
    }

    fn fill(&mut self, column: &str, value: &str) {
        if let Some(place) = self.header.iter().position(|own| own == column) {
            for row in &mut self.rows {
                row[place] = value.into();
            }
        }
    }
}

/// An example out of a rule page: `wrong` or `right`, `raw` or not, and its lines.
pub struct Example {
    pub is_wrong: bool,
    pub is_raw: bool,
    pub lines: Vec<String>,
    /// The example of the package that was sent before, if the rule is about what has changed since.
    pub earlier: Option<Box<Example>>,
}

/// Rules that no receiver has who is chosen by default, each with one who has it.
const WITNESSES: [(&str, &str); 8] = [
    ("needed-file-missing", "hmh"),
    ("zip-not-as-agreed", "naviance"),
    ("mode-not-accepted", "hmh"),
    ("too-long-for-receiver", "great-minds"),
    ("character-not-accepted", "great-minds"),
    ("value-not-accepted", "naviance"),
    ("ids-alike-but-for-case", "hmh"),
    ("id-in-two-files", "managebac"),
];

/// A receiver that asks for every email address.
pub fn described() -> Receiver {
    let json = br#"{"schema":1,"id":"acme-reading","title":"Acme Reading","written_on":"2026-11-28","versions":["1.1"],
        "columns":[{"file":"users.csv","column":"email","ask":{"filled_where":{"column":"role","word":"student"}},
        "severity":"error"}]}"#;
    Receiver::described(&Described::read(json).expect("a description")).expect("room for it")
}

/// The receivers by whom the examples of a rule are judged: those chosen by default who care, or one who has the rule.
pub fn judges(rule: &Rule) -> Vec<Receiver> {
    let cares = |profile: &Receiver| *profile == Receiver::ONEROSTER || rule.severity_for(*profile).is_some();
    let witness = WITNESSES.iter().find(|(name, _)| *name == rule.name);
    let witness = witness.map(|(_, id)| Receiver::from_id(id).expect("a receiver"));
    let described = (rule.name == "required-by-receiver").then(described);
    Receiver::by_default().filter(cares).chain(witness).chain(described).collect()
}

/// The examples of a page.
pub fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut earlier: Option<Vec<String>> = None;
    let mut inside = false;
    let mut is_earlier = false;
    for line in page.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(fence) = line.strip_prefix("```") {
            if inside {
                inside = false;
            } else {
                let words: Vec<&str> = fence.split_whitespace().collect();
                inside = true;
                is_earlier = words.first() == Some(&"earlier");
                if is_earlier {
                    earlier = Some(Vec::new());
                    continue;
                }
                let is_wrong = words.first() == Some(&"wrong");
                assert!(is_wrong || words.first() == Some(&"right"), "a block is wrong or right: {fence}");
                let of_earlier = |lines: &Vec<String>| {
                    Box::new(Example { is_wrong: false, is_raw: false, lines: lines.clone(), earlier: None })
                };
                let earlier = earlier.as_ref().map(of_earlier);
                examples.push(Example { is_wrong, is_raw: words.contains(&"raw"), lines: Vec::new(), earlier });
            }
        } else if inside && is_earlier {
            earlier.as_mut().expect("a block").push(line.to_owned());
        } else if inside {
            examples.last_mut().expect("a block").lines.push(line.to_owned());
        }
    }
    examples
}

impl Example {
    /// The example's package checked, and compared with the one that was sent before, if the example has one.
    pub fn check_with(&self, options: &Options) -> Checked {
        let mut checked = self.package().check_with(options);
        if let Some(earlier) = &self.earlier {
            compare_with(&mut checked, &earlier.package(), &self.package());
        }
        checked
    }

    /// The base package with the example applied to it.
    pub fn package(&self) -> TestPackage {
        let mut package = TestPackage::base();
        let commands: Vec<Vec<&str>> = self.lines.iter().map(|line| line.split(' ').collect()).collect();
        if commands.iter().any(|words| words.as_slice() == ["version", "1.2"]) {
            package = TestPackage::base_1_2();
        }
        if self.lines.iter().any(|line| line == "delta") {
            make_delta(&mut package);
        }
        let mut file: Option<(String, Vec<String>)> = None;
        let mut later: Vec<Vec<&str>> = Vec::new();
        for (line, words) in self.lines.iter().zip(&commands) {
            match words.as_slice() {
                ["version", "1.2"] | ["delta"] => {}
                ["without", name] => package.remove(name),
                ["absent", name] => {
                    package.remove(name);
                    package.declare(name, "absent");
                }
                ["package", ..] => package.instead = Some(line.replacen("package ", "", 1).into_bytes()),
                ["before", ..] => package.before = line.replacen("before ", "", 1).into_bytes(),
                ["damage", name] => package.damaged = Some((*name).to_owned()),
                ["add", name] => package.set(name, b"something\n".to_vec()),
                ["rename" | "folder" | "zip", ..] => later.push(words.clone()),
                [name] if is_file_name(name) => {
                    self.take(&mut package, file.replace(((*name).to_owned(), Vec::new())));
                }
                _ => match &mut file {
                    Some((_, lines)) => lines.push(line.clone()),
                    None => panic!("no file for the line {line}"),
                },
            }
        }
        self.take(&mut package, file);
        for words in later {
            match words.as_slice() {
                ["rename", from, to @ ..] => {
                    let to = to.join(" ");
                    let entry = package.files.iter_mut().find(|(name, _)| name == from).expect("a file to rename");
                    entry.0 = to;
                }
                ["folder", folder] => {
                    for (name, _) in &mut package.files {
                        *name = format!("{folder}/{name}");
                    }
                }
                ["zip", name @ ..] => package.zip_name = name.join(" "),
                _ => {}
            }
        }
        package
    }

    fn take(&self, package: &mut TestPackage, file: Option<(String, Vec<String>)>) {
        let Some((name, lines)) = file else { return };
        if self.is_raw {
            package.set(&name, unescape(&lines));
            return;
        }
        let shown = Table::parse(&lines.join("\n"));
        let Some(base) = package.text(&name) else {
            package.set(&name, shown.text());
            package.declare(&name, "bulk");
            return;
        };
        let mut table = Table::parse(base);
        table.apply(&shown);
        package.set(&name, table.text());
    }
}

fn is_file_name(word: &str) -> bool {
    !word.contains(',') && word.to_ascii_lowercase().ends_with(".csv")
}

fn make_delta(package: &mut TestPackage) {
    let names: Vec<String> =
        package.files.iter().map(|(name, _)| name.clone()).filter(|name| name != "manifest.csv").collect();
    for name in names {
        package.declare(&name, "delta");
        let mut table = Table::parse(package.text(&name).expect("text"));
        table.fill("status", "active");
        table.fill("dateLastModified", "2026-11-01T00:00:00.000Z");
        package.set(&name, table.text());
    }
}

/// Lines as bytes: `\xE9` a byte, `\t` a tab, `\r` a carriage return, `\0` NUL, `\L` 1,400,000 letters.
fn unescape(lines: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in lines {
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            if letter != '\\' {
                bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
            match letters.next() {
                Some('x') => {
                    let digits: String = letters.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
                }
                Some('t') => bytes.push(b'\t'),
                Some('r') => bytes.push(b'\r'),
                Some('0') => bytes.push(0),
                Some('L') => bytes.extend(std::iter::repeat_n(b'a', 1_400_000)),
                other => panic!("unknown escape {other:?}"),
            }
        }
        bytes.push(b'\n');
    }
    bytes
}

/// Compares a text with what is kept in `tests/golden`; `cargo xtask bless` writes it anew.
pub fn golden(name: &str, text: &str) {
    kept(&format!("tests/golden/{name}"), text);
}

/// The same for a file anywhere in the repository.
pub fn kept(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    for (line, wanted) in text.lines().zip(kept.lines()) {
        assert_eq!(line, wanted, "differs from {}; `cargo xtask bless` writes it anew", path.display());
    }
    assert_eq!(text.lines().count(), kept.lines().count(), "{}", path.display());
}
