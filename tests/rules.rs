//! What rules say beyond the examples of their pages: severities by case, and the edges of what they accept. Where a
//! test has no source of its own, the rule's page names it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use rostercheck::profiles::{Profile, Severity};
use rostercheck::rules::book;
use support::{Table, TestPackage};

/// A change of one cell: file, row from 0, column, content.
type Change<'a> = (&'a str, usize, &'a str, &'a str);

fn changed(mut package: TestPackage, changes: &[Change]) -> TestPackage {
    for (file, row, column, content) in changes {
        let mut table = Table::parse(package.text(file).unwrap());
        let place = table.header.iter().position(|name| name == column).unwrap();
        while table.rows.len() <= *row {
            table.rows.push(table.rows[0].clone());
        }
        table.rows[*row][place] = (*content).to_owned();
        package.set(file, table.text());
    }
    package
}

fn with(changes: &[Change]) -> TestPackage {
    changed(TestPackage::base(), changes)
}

/// Every file is sent as changes.
fn delta() -> TestPackage {
    let mut package = TestPackage::base();
    let names: Vec<String> = package.files.iter().map(|(name, _)| name.clone()).collect();
    for name in names.iter().filter(|name| *name != "manifest.csv") {
        package.declare(name, "delta");
        let mut table = Table::parse(package.text(name).unwrap());
        for row in &mut table.rows {
            row[1] = "active".into();
            row[2] = "2026-11-01T00:00:00.000Z".into();
        }
        package.set(name, table.text());
    }
    package
}

/// What a rule says: file, column, and how bad it is in OneRoster, for the DESSA System and for Brightspace.
fn said(package: &TestPackage, rule: &str) -> Vec<String> {
    let checked = package.check();
    let word = |severity: Option<Severity>| severity.map_or("-", Severity::word);
    let totals = checked.findings.totals().iter().filter(|total| total.group.rule.name == rule);
    totals
        .filter(|total| total.caused_by.is_none())
        .map(|total| {
            let file = total.group.file.map_or("", |file| checked.findings.file_name(file));
            let column = total.group.column.map_or("", |column| checked.findings.column_name(column));
            let [one, two, three] = Profile::ALL.map(|profile| word(total.group.severities.get(profile)));
            format!("{file} {column} {one}/{two}/{three} x{}", total.count)
        })
        .collect()
}

/// The messages of a rule.
fn messages(package: &TestPackage, rule: &str) -> Vec<String> {
    package.report().findings.into_iter().filter(|it| it.rule == rule).map(|it| it.message).collect()
}

#[test]
fn a_deleted_child_of_a_deleted_parent_waits_for_a_later_package() {
    // Brightspace: "will not delete an Org Unit if it has children linked to it".
    let both = |package| {
        changed(package, &[("courses.csv", 0, "status", "tobedeleted"), ("classes.csv", 0, "status", "tobedeleted")])
    };
    let expected = |file: &str| vec![format!("{file} courseSourcedId -/-/warning x1")];
    let package = both(delta());
    assert_eq!(
        said(&package, "reference-to-deleted"),
        ["classes.csv courseSourcedId -/-/warning x1", "enrollments.csv classSourcedId warning/-/error x2"]
    );
    // The same in a folder: what a file is does not hang on its path.
    let mut package = both(delta());
    for (name, _) in &mut package.files {
        *name = format!("export/{name}");
    }
    assert_eq!(said(&package, "reference-to-deleted")[..1], expected("export/classes.csv")[..]);
    // A deleted user is no org unit: nothing hinders that both go at once.
    let package = changed(
        delta(),
        &[
            ("users.csv", 0, "status", "tobedeleted"),
            ("enrollments.csv", 0, "status", "tobedeleted"),
            ("demographics.csv", 0, "status", "tobedeleted"),
        ],
    );
    assert_eq!(said(&package, "reference-to-deleted"), Vec::<String>::new());
}

#[test]
fn the_rule_book_tells_the_severities() {
    let entry = book().into_iter().find(|entry| entry.name == "repeated-username").unwrap();
    assert_eq!(entry.severities, [("infinite-campus", "warning"), ("d2l-brightspace", "error")]);
    let entry = book().into_iter().find(|entry| entry.name == "not-utf8").unwrap();
    assert_eq!(entry.severities.len(), 3);
}

#[test]
fn columns_beyond_the_two_hundredth_are_counted_together() {
    let mut package = TestPackage::base();
    let mut orgs = Table::parse(package.text("orgs.csv").unwrap());
    for number in 0..250 {
        orgs.header.push(format!("column{number}"));
        for row in &mut orgs.rows {
            row.push(String::new());
        }
    }
    package.set("orgs.csv", orgs.text());
    let told = said(&package, "unknown-column");
    assert_eq!(told.len(), 201, "two hundred columns by name, and the rest");
    assert!(told.iter().any(|told| told.ends_with(" x50")), "{:?}", told.last());
}

#[test]
fn one_row_is_told_as_one() {
    let one = with(&[("users.csv", 0, "password", "secret")]);
    assert_eq!(messages(&one, "password-in-file"), ["password is filled in this row, and in no other."]);
    let two = changed(one, &[("users.csv", 1, "password", "secret")]);
    assert_eq!(messages(&two, "password-in-file"), ["password is filled in 2 rows, from this one on."]);
    assert_eq!(
        messages(&TestPackage::base(), "users-without-email"),
        ["email is (empty) in this row, and in no other."]
    );
    let two = with(&[("users.csv", 1, "email", "")]);
    assert_eq!(messages(&two, "users-without-email"), ["email is (empty) in 2 rows, from this one on."]);
    let one = changed(delta(), &[("users.csv", 0, "status", "tobedeleted")]);
    assert_eq!(messages(&one, "deleted-users"), ["This user, 1 of 2 in users.csv, will be deleted in Brightspace."]);
    let two = changed(one, &[("users.csv", 1, "status", "tobedeleted")]);
    assert_eq!(
        messages(&two, "deleted-users"),
        ["2 of 2 users in users.csv will be deleted in Brightspace, from this one on."]
    );
}

/// The base package with other rows in its manifest.
fn with_manifest(from: &str, to: &str) -> TestPackage {
    let mut package = TestPackage::base();
    let text = package.text("manifest.csv").unwrap().to_owned();
    assert!(text.contains(from), "{from}");
    package.set("manifest.csv", text.replace(from, to).into_bytes());
    package
}

#[test]
fn a_manifest_row_is_taken_for_the_one_it_is_nearly_called_like() {
    // Binding: the names of properties count with their letter case; a receiver does not find the file's mode.
    for name in ["file.Users", "users", "file.users.csv", "File.Users", "file. users", "file.usres"] {
        let package = with_manifest("file.users,", &format!("{name},"));
        let told = messages(&package, "unknown-manifest-property");
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].contains("file.users"), "{told:?}");
        assert_eq!(
            messages(&package, "missing-manifest-property"),
            Vec::<String>::new(),
            "{name}: it is not told twice"
        );
    }
    // A wrong row for a file that is needed is as bad as a missing one; a source is optional.
    let needed = with_manifest("file.users,", "file.usres,");
    assert_eq!(said(&needed, "unknown-manifest-property"), ["manifest.csv propertyName error/error/error x1"]);
    let source = with_manifest("source.systemName,", "source.systemname,");
    assert_eq!(said(&source, "unknown-manifest-property"), ["manifest.csv propertyName warning/info/info x1"]);
    // What is like nothing is taken for nothing.
    let other = with_manifest("file.users,", "something.else,x\nfile.users,");
    assert_eq!(
        messages(&other, "unknown-manifest-property"),
        ["propertyName holds “something.else”, which OneRoster does not know."]
    );
}

#[test]
fn a_manifest_row_of_another_version_is_told_as_that() {
    let package = with_manifest("file.users,", "file.userProfiles,absent\nfile.users,");
    let told = messages(&package, "unknown-manifest-property");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("1.2") && told[0].contains("1.1"), "{told:?}");
}

/// What a rule says when one cell holds something; nothing if it is silent.
fn of_cell(rule: &str, file: &str, row: usize, column: &str, cell: &str) -> String {
    messages(&with(&[(file, row, column, cell)]), rule).join(" | ")
}

#[test]
fn only_what_a_spreadsheet_writes_is_a_rounded_number() {
    for cell in ["1.2E+11", "1E+05", "1.23457e+11", "9.0E+100"] {
        assert!(of_cell("scientific-notation", "users.csv", 0, "identifier", cell).contains(cell), "{cell}");
    }
    for cell in
        ["12E+11", "1.E+11", "1.2E+1", "1.2E11", "a.2E+11", "1.2E+1x", "1.aE+11", "1.2+11", "E+11", "1.2E+", "2E10"]
    {
        assert_eq!(of_cell("scientific-notation", "users.csv", 0, "identifier", cell), "", "{cell}");
    }
    // In an id the binding itself forbids the plus sign.
    let id = with(&[("users.csv", 0, "sourcedId", "1.2E+11")]);
    assert_eq!(said(&id, "scientific-notation"), ["users.csv sourcedId error/warning/warning x1"]);
    let number = with(&[("users.csv", 0, "identifier", "1.2E+11")]);
    assert_eq!(said(&number, "scientific-notation"), ["users.csv identifier warning/warning/warning x1"]);
    // A name is no number, whatever it looks like.
    assert_eq!(of_cell("scientific-notation", "users.csv", 0, "givenName", "1.2E+11"), "");
}

#[test]
fn the_parent_of_an_org_unit_may_be_missing_for_brightspace() {
    let of = |file: &str, column: &str| said(&with(&[(file, 0, column, "")]), "required-value");
    for (file, column) in [
        ("courses.csv", "orgSourcedId"),
        ("classes.csv", "schoolSourcedId"),
        ("classes.csv", "courseSourcedId"),
        ("classes.csv", "termSourcedIds"),
    ] {
        assert_eq!(of(file, column), [format!("{file} {column} error/error/warning x1")]);
    }
    for (file, column) in
        [("courses.csv", "title"), ("enrollments.csv", "schoolSourcedId"), ("users.csv", "orgSourcedIds")]
    {
        assert_eq!(of(file, column), [format!("{file} {column} error/error/error x1")]);
    }
    // Brightspace does not read demographics.csv.
    assert_eq!(of("demographics.csv", "sourcedId"), ["demographics.csv sourcedId error/error/- x1"]);
}

#[test]
fn a_wrong_date_is_told_by_its_form() {
    let of = |cell: &str| of_cell("bad-date", "demographics.csv", 0, "birthDate", cell);
    for (cell, form) in [
        ("2015-03-14T00:00:00", "time"),
        ("2015-03-14 00:00", "time"),
        ("3/14/2015", "whose year comes last"),
        ("14.03.2015", "whose year comes last"),
        ("3-14-15", "two digits"),
    ] {
        assert!(of(cell).contains(form), "{cell}: {}", of(cell));
    }
    for cell in [
        "2015-3-14",
        "20150314",
        "2015-02-29",
        "2015-00-10",
        "2015-13-01",
        "2015-04-31",
        "15-3",
        "a/b/2015",
        "114/3/2015",
        "0000-01-00",
    ] {
        let told = of(cell);
        assert!(
            told.contains(cell) && !told.contains("year comes last") && !told.contains("two digits"),
            "{cell}: {told}"
        );
    }
    for cell in ["2016-02-29", "2000-02-29", "2015-12-31", "2015-01-01", "2015-04-30"] {
        assert_eq!(of(cell), "", "{cell}");
    }
    assert!(!of("1900-02-29").is_empty(), "a century is no leap year");
}

#[test]
fn an_address_has_a_name_an_at_sign_and_a_domain() {
    // Aperture, staff: sign in with the address. RFC 5321 has the form.
    for cell in ["a@b.c", "lena.brook+x@school.k12.example", "o'brien@school.example", "a..b@school.example"] {
        assert_eq!(of_cell("bad-email", "users.csv", 1, "email", cell), "", "{cell}");
    }
    for cell in [
        "lena",
        "@school.example",
        "lena@",
        "lena@school",
        "lena@.example",
        "lena@school.",
        "lena@school..example",
        "lena@@school.example",
        "le na@school.example",
        "lena@school.example, x@school.example",
        "<lena@school.example>",
        "lena@school.example;x",
        "\"lena\"@school.example",
        "lena[at]school.example",
        "lena(x)@school.example",
    ] {
        assert!(!of_cell("bad-email", "users.csv", 1, "email", cell).is_empty(), "{cell}");
    }
    let teacher = with(&[("users.csv", 1, "email", "lena")]);
    assert_eq!(said(&teacher, "bad-email"), ["users.csv email -/error/warning x1"]);
    let student = with(&[("users.csv", 0, "email", "ada")]);
    assert_eq!(said(&student, "bad-email"), ["users.csv email -/-/warning x1"]);
}

#[test]
fn letters_that_were_encoded_twice_are_told_with_what_was_meant() {
    let of = |cell: &str| of_cell("garbled-text", "users.csv", 0, "givenName", cell);
    for (cell, meant) in [("JosÃ©", "é"), ("Oâ€™Brien", "’"), ("Å\u{81}ukasz", "Ł"), ("ðŸ˜€", "😀"), ("MuÃ±oz", "ñ")]
    {
        assert!(of(cell).contains(&format!("stands for {meant}")), "{cell}: {}", of(cell));
    }
    assert!(!of("Jos\u{FFFD}").is_empty());
    for cell in ["José", "Åse", "Ångström", "São Ãna", "Ärla", "Łukasz", "Ã", "Zoë’s", "naïve"] {
        assert_eq!(of(cell), "", "{cell}");
    }
}

#[test]
fn what_cannot_be_seen_is_told_by_its_name_and_place() {
    let of = |cell: &str| of_cell("invisible-character", "users.csv", 0, "givenName", cell);
    for (cell, name, place) in [
        ("Ada\u{A0}", "non-breaking space (U+00A0)", 4),
        ("A\u{AD}da", "soft hyphen (U+00AD)", 2),
        ("\u{200B}Ada", "zero-width space (U+200B)", 1),
        ("Ada\u{FEFF}", "byte order mark (U+FEFF)", 4),
        ("Ad\ta", "tab (U+0009)", 3),
        ("Ada\u{7}", "control character (U+0007)", 4),
        ("Ada\u{202E}", "mark of writing direction (U+202E)", 4),
        ("Ada\u{200D}", "zero-width joiner (U+200D)", 4),
        ("Ada\u{200C}", "zero-width non-joiner (U+200C)", 4),
        ("Ada\u{2060}", "word joiner (U+2060)", 4),
        ("Ada\u{202F}", "narrow non-breaking space (U+202F)", 4),
    ] {
        let told = of(cell);
        assert!(told.contains(name) && told.contains(&format!("place {place}")), "{told}");
    }
    // Scripts that need joiners and marks of direction.
    for cell in ["نی\u{200C}ما", "Ada", "Zoë", "O’Brien – Lee"] {
        assert_eq!(of(cell), "", "{cell}");
    }
}

#[test]
fn words_in_other_letters_and_words_that_were_meant() {
    let tokens = |column: &str, cell: &str| said(&with(&[("users.csv", 0, column, cell)]), "miscased-token");
    assert_eq!(tokens("enabledUser", "TRUE"), ["users.csv enabledUser error/error/info x1"]);
    assert_eq!(tokens("enabledUser", "True"), ["users.csv enabledUser error/error/error x1"]);
    assert_eq!(tokens("role", " student"), ["users.csv role error/error/error x1"]);
    assert_eq!(tokens("role", "pupil"), Vec::<String>::new());
    let flag = said(&with(&[("demographics.csv", 0, "asian", "TRUE")]), "miscased-token");
    assert_eq!(flag, ["demographics.csv asian error/warning/- x1"]);
    let fix = |column: &str, file: &str, cell: &str| {
        let report = with(&[(file, 0, column, cell)]).report();
        report.findings.into_iter().find(|it| it.rule == "unknown-token").map(|it| it.fix).unwrap_or_default()
    };
    for (file, column, cell, meant) in [
        ("users.csv", "enabledUser", "Y", "true"),
        ("users.csv", "enabledUser", "1", "true"),
        ("users.csv", "enabledUser", "no", "false"),
        ("users.csv", "enabledUser", "f", "false"),
        ("demographics.csv", "sex", "F", "female"),
        ("demographics.csv", "sex", "m", "male"),
    ] {
        assert!(fix(column, file, cell).contains(&format!("Write {meant} ")), "{cell}: {}", fix(column, file, cell));
    }
    assert!(!fix("role", "users.csv", "m").contains("Write male"));
    let status = changed(delta(), &[("users.csv", 0, "status", "tobedelete")]).report();
    let status = status.findings.into_iter().find(|it| it.rule == "unknown-token").unwrap();
    assert!(status.fix.contains("tobedeleted"), "{}", status.fix);
}

#[test]
fn a_grade_is_told_with_the_code_that_was_meant() {
    let fix = |cell: &str| {
        let report = with(&[("users.csv", 0, "grades", cell)]).report();
        report.findings.into_iter().find(|it| it.rule == "unknown-grade").map(|it| it.fix).unwrap_or_default()
    };
    for (cell, meant) in [("9", "09"), ("1", "01"), ("K", "KG"), ("k", "KG"), ("kg", "KG"), ("pk", "PK")] {
        assert!(fix(cell).contains(&format!("Write {meant} ")), "{cell}: {}", fix(cell));
    }
    for cell in ["0", "14", "Grade 9"] {
        assert!(!fix(cell).is_empty() && !fix(cell).contains("Write 0"), "{cell}: {}", fix(cell));
    }
    assert_eq!(fix("09"), "");
}

#[test]
fn lengths_are_counted_in_letters_and_the_limit_is_accepted() {
    let of = |rule: &str, file: &str, column: &str, length: usize| of_cell(rule, file, 0, column, &"é".repeat(length));
    for (rule, file, column, limit) in [
        ("user-field-too-long", "users.csv", "givenName", 64),
        ("user-field-too-long", "users.csv", "familyName", 64),
        ("user-field-too-long", "users.csv", "username", 256),
        ("user-field-too-long", "users.csv", "identifier", 256),
        ("name-too-long", "classes.csv", "title", 128),
        ("code-too-long", "classes.csv", "classCode", 50),
        ("text-too-long", "users.csv", "middleName", 255),
    ] {
        assert_eq!(of(rule, file, column, limit), "", "{rule} {column}");
        assert!(!of(rule, file, column, limit + 1).is_empty(), "{rule} {column}");
    }
}

#[test]
fn zeros_before_the_number_of_a_student() {
    let of = |row: usize, cell: &str| of_cell("leading-zero-identifier", "users.csv", row, "identifier", cell);
    assert!(!of(0, "0815").is_empty());
    for cell in ["0", "815", "0815a", "00-1", "80"] {
        assert_eq!(of(0, cell), "", "{cell}");
    }
    assert_eq!(of(1, "0815"), "", "a teacher's number is another matter");
}

#[test]
fn a_space_at_either_end_of_a_code() {
    let of = |cell: &str| of_cell("space-around-code", "classes.csv", 0, "classCode", cell);
    assert!(of(" ALG").contains("front"));
    assert!(of("ALG ").contains("end"));
    assert_eq!(of("A LG"), "");
}

#[test]
fn a_number_is_told_by_what_is_wrong_with_it() {
    let with_categories = |weight: &str| {
        let mut package = TestPackage::base_1_2();
        let text = format!("sourcedId,status,dateLastModified,title,weight\ncategory1,,,Homework,{weight}\n");
        package.set("categories.csv", text.into_bytes());
        package.declare("categories.csv", "bulk");
        messages(&package, "bad-number").join(" | ")
    };
    assert!(with_categories("80%").contains("percent"));
    assert!(with_categories("80 %").contains("percent"));
    for wrong in ["80.5", "x%", "ten", "1e3", "--1"] {
        let told = with_categories(wrong);
        assert!(!told.is_empty() && !told.contains("percent"), "{wrong}: {told}");
    }
    for right in ["80", "0", "-1"] {
        assert_eq!(with_categories(right), "", "{right}");
    }
}

#[test]
fn an_id_is_told_by_its_first_wrong_character() {
    let of = |cell: &str| of_cell("bad-sourced-id", "users.csv", 0, "sourcedId", cell);
    for (cell, name, place) in [
        ("a b", "space", 2),
        ("a:b", "colon", 2),
        ("ab;", "semicolon", 3),
        ("{a", "curly brace", 1),
        ("a(b", "bracket", 2),
        ("a+b", "plus sign", 2),
        ("a#b", "number sign", 2),
        ("é", "letter other than A to Z", 1),
        ("a€", "U+20AC", 2),
        ("a'b", "apostrophe", 2),
        ("a|b", "vertical bar", 2),
        ("a\\b", "backslash", 2),
        ("a*", "asterisk", 2),
    ] {
        let told = of(cell);
        assert!(told.contains(name) && told.contains(&format!("place {place}")), "{cell}: {told}");
    }
    assert_eq!(of(&"a".repeat(255)), "");
    assert!(of(&"a".repeat(256)).contains("256"));
    for right in ["a.b-c_d/e@f", "0", "9B2AD8F2-7C1F-4F3B-9A53-0C8E7A1D2F34"] {
        assert_eq!(of(right), "", "{right}");
    }
}
