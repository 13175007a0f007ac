//! What rules say beyond the examples of their pages: severities by case, and the edges of what they accept. Where a
//! test has no source of its own, the rule's page names it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::support::{Table, TestPackage};
use rostercheck::check::Options;
use rostercheck::oneroster::Version;
use rostercheck::profiles::{Receiver, Severity};
use rostercheck::report::Report;
use rostercheck::rules::{Values, book};

/// A change of one cell: file, row from 0, column, content.
type Change<'a> = (&'a str, usize, &'a str, &'a str);

fn changed(mut package: TestPackage, changes: &[Change]) -> TestPackage {
    for (file, row, column, content) in changes {
        let mut table = Table::parse(package.text(file).unwrap());
        let place = table.header.iter().position(|name| name == column).unwrap();
        while table.rows.len() <= *row {
            table.rows.push(table.rows[0].clone());
        }
        (*content).clone_into(&mut table.rows[*row][place]);
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
            let [one, two, three] = [Receiver::ONEROSTER, Receiver::DESSA, Receiver::D2L_BRIGHTSPACE]
                .map(|profile| word(total.group.severities.get(profile)));
            format!("{file} {column} {one}/{two}/{three} x{}", total.count)
        })
        .collect()
}

/// The messages of a rule.
fn messages(package: &TestPackage, rule: &str) -> Vec<String> {
    package.report().findings.into_iter().filter(|it| it.rule == rule).map(|it| it.message).collect()
}

#[test]
fn nobody_is_told_to_leave_empty_what_a_chosen_receiver_asks_for() {
    let package = with(&[("demographics.csv", 0, "sex", "unknown")]);
    let fix = |receiver| {
        let options = Options { profiles: vec![Receiver::ONEROSTER, receiver], ..Options::default() };
        let report = Report::new(&package.check_with(&options), Values::Shown);
        report.findings.into_iter().find(|it| it.rule == "unknown-token").map(|it| it.fix).unwrap()
    };
    assert_eq!(fix(Receiver::DESSA), "Use one of the values that sex allows.");
    assert_eq!(fix(Receiver::D2L_BRIGHTSPACE), "Use one of the values that sex allows, or leave the cell empty.");
}

#[test]
fn a_deleted_child_of_a_deleted_parent_waits_for_a_later_package() {
    // Brightspace: "will not delete an Org Unit if it has children linked to it".
    let both = |package| {
        changed(package, &[("courses.csv", 0, "status", "tobedeleted"), ("classes.csv", 0, "status", "tobedeleted")])
    };
    let expected = |folder: &str| {
        vec![
            format!("{folder}courses.csv status -/-/warning x1"),
            format!("{folder}classes.csv status warning/-/error x1"),
        ]
    };
    let package = both(delta());
    assert_eq!(said(&package, "reference-to-deleted"), expected(""));
    let mut told = messages(&package, "reference-to-deleted");
    told.sort();
    assert_eq!(
        told,
        [
            "This row deletes the class, but 2 rows of enrollments.csv still point to it.",
            "This row deletes the course together with 1 row of classes.csv that points to it. Brightspace wants that row \
             deleted first."
        ]
    );
    let package = changed(both(delta()), &[("enrollments.csv", 0, "status", "tobedeleted")]);
    let told = messages(&package, "reference-to-deleted");
    let wanted = "This row deletes the class, but 1 row of enrollments.csv still points to it. This package also deletes \
         1 row of enrollments.csv that pointed to it.";
    assert!(told.iter().any(|told| told == wanted), "{told:?}");
    // The same in a folder: what a file is does not hang on its path.
    let mut package = both(delta());
    for (name, _) in &mut package.files {
        *name = format!("export/{name}");
    }
    assert_eq!(said(&package, "reference-to-deleted"), expected("export/"));
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
    assert_eq!(messages(&one, "password-in-file"), ["password is filled only in this row."]);
    let two = changed(one, &[("users.csv", 1, "password", "secret")]);
    assert_eq!(messages(&two, "password-in-file"), ["password is filled in 2 rows. This is the first."]);
    assert_eq!(messages(&TestPackage::base(), "users-without-email"), ["Only this user has no email address."]);
    let two = with(&[("users.csv", 1, "email", "")]);
    assert_eq!(messages(&two, "users-without-email"), ["2 users have no email address. This is the first."]);
    let one = changed(delta(), &[("users.csv", 0, "status", "tobedeleted")]);
    assert_eq!(messages(&one, "deleted-users"), ["Brightspace will delete this user, 1 of 2 in users.csv."]);
    let two = changed(one, &[("users.csv", 1, "status", "tobedeleted")]);
    assert_eq!(
        messages(&two, "deleted-users"),
        ["Brightspace will delete 2 of 2 users in users.csv. This is the first."]
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
    assert_eq!(messages(&other, "unknown-manifest-property"), ["OneRoster has no property “something.else”."]);
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
        ("3/14/2015", "has the year last"),
        ("14.03.2015", "has the year last"),
        ("3-14-15", "two-digit year"),
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
        assert!(told.contains(cell) && !told.contains("year last") && !told.contains("two-digit"), "{cell}: {told}");
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
    // Of a cell that holds NULL it is told that it does, not that it is no address.
    let null = with(&[("users.csv", 0, "email", "NULL")]);
    assert_eq!(said(&null, "bad-email"), [""; 0]);
    assert_eq!(said(&null, "null-text").len(), 1);
}

#[test]
fn letters_that_were_encoded_twice_are_told_with_what_was_meant() {
    let of = |cell: &str| of_cell("garbled-text", "users.csv", 0, "givenName", cell);
    for (cell, meant) in [("JosÃ©", "é"), ("Oâ€™Brien", "’"), ("Å\u{81}ukasz", "Ł"), ("ðŸ˜€", "😀"), ("MuÃ±oz", "ñ")]
    {
        assert!(of(cell).contains(&format!("should be {meant}")), "{cell}: {}", of(cell));
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
        assert!(told.contains(name) && told.contains(&format!("position {place}")), "{told}");
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
    let all =
        [("9", "09"), ("1", "01"), ("K", "KG"), ("k", "KG"), ("kg", "KG"), ("pk", "PK"), ("9.0", "09"), ("12.0", "12")];
    let in_words = [
        ("1st", "01"),
        ("10TH", "10"),
        ("Grade 9", "09"),
        ("11th Grade", "11"),
        ("Kindergarten", "KG"),
        ("Pre-K", "PK"),
    ];
    for (cell, meant) in all.into_iter().chain(in_words) {
        assert!(fix(cell).contains(&format!("Write {meant} ")), "{cell}: {}", fix(cell));
        // A spreadsheet program makes numbers of codes, and nothing else.
        let is_number = cell.starts_with(|letter: char| letter.is_ascii_digit()) && cell.parse::<f64>().is_ok();
        assert_eq!(fix(cell).contains("spreadsheet"), is_number, "{cell}: {}", fix(cell));
    }
    for cell in ["0", "14", "14th", "Grade", "Grade 9-12", "1st-3rd", "9a", "00", "099"] {
        assert!(fix(cell).starts_with("Use one of these codes: "), "{cell}: {}", fix(cell));
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
    assert!(of(" ALG").contains("starts with a space"));
    assert!(of("ALG ").contains("ends with a space"));
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
        assert!(told.contains(name) && told.contains(&format!("position {place}")), "{cell}: {told}");
    }
    // A comma or a double quote needs quotes around the cell, which the table of the test writes.
    for (cell, name) in [
        ("\u{A0}", "non-breaking space"),
        ("\t", "tab"),
        (",", "comma"),
        ("[", "square bracket"),
        ("]", "square bracket"),
        ("}", "curly brace"),
        (")", "bracket"),
        ("&", "ampersand"),
        ("\"", "double quote"),
        ("%", "percent sign"),
        ("=", "equals sign"),
        ("~", "tilde"),
        ("$", "dollar sign"),
        ("!", "exclamation mark"),
        ("?", "question mark"),
        ("<", "less-than sign"),
        (">", "greater-than sign"),
    ] {
        let told = of(&format!("a{cell}"));
        assert!(told.contains(&format!("allowed: {name} at position 2")), "{cell}: {told}");
    }
    assert_eq!(of(&"a".repeat(255)), "");
    assert!(of(&"a".repeat(256)).contains("256"));
    for right in ["a.b-c_d/e@f", "0", "9B2AD8F2-7C1F-4F3B-9A53-0C8E7A1D2F34"] {
        assert_eq!(of(right), "", "{right}");
    }
}

/// The base package with more rows of users.csv: id, role, username, identifier, email, agents.
fn with_users(more: &[[&str; 6]]) -> TestPackage {
    let mut package = TestPackage::base();
    let text = package.text("users.csv").unwrap().to_owned();
    let rows: String = more
        .iter()
        .map(|[id, role, username, identifier, email, agents]| {
            format!("{id},,,true,school1,{role},{username},,Given,Family,,{identifier},{email},,,{agents},,\n")
        })
        .collect::<Vec<_>>()
        .concat();
    package.set("users.csv", (text + &rows).into_bytes());
    package
}

#[test]
fn usernames_are_compared_without_case_and_spaces() {
    // D2L: "if a user exists with same Username then it can be mapped to the existing user".
    for name in ["ada.okafor", "ADA.Okafor", " ada.okafor "] {
        let package = with_users(&[["x1", "student", name, "1", "", ""]]);
        assert_eq!(said(&package, "repeated-username"), ["users.csv username -/warning/error x1"], "{name}");
        assert!(messages(&package, "repeated-username")[0].contains("line 2"));
    }
    for name in ["ada.okafor2", "ada okafor", ""] {
        let package = with_users(&[["x1", "student", name, "1", "", ""]]);
        assert_eq!(said(&package, "repeated-username"), Vec::<String>::new(), "{name}");
    }
    let accents = with_users(&[["x1", "student", "ÉVE", "1", "", ""], ["x2", "student", "éve", "2", "", ""]]);
    assert_eq!(messages(&accents, "repeated-username").len(), 1);
    // The same id twice is another rule's.
    let same = with_users(&[["student1", "student", "ada.okafor", "4711", "", ""]]);
    assert_eq!(said(&same, "repeated-username"), Vec::<String>::new());
    // A letter and a number, as Campus makes them: one person, two roles.
    let person = with_users(&[["p7", "teacher", "sam", "1", "", ""], ["c7", "parent", "sam", "1", "", ""]]);
    assert_eq!(said(&person, "repeated-username"), ["users.csv username -/-/error x1"]);
    assert_eq!(said(&person, "person-with-two-roles"), ["users.csv username -/warning/- x1"]);
    for other in [["p8", "c7"], ["p7", "7"], ["p7", "cc7"], ["p", "c"]] {
        let rows = [[other[0], "teacher", "sam", "1", "", ""], [other[1], "parent", "sam", "1", "", ""]];
        assert_eq!(said(&with_users(&rows), "person-with-two-roles"), Vec::<String>::new(), "{other:?}");
    }
}

#[test]
fn a_deleted_user_shares_nothing() {
    let mut package = delta();
    let text = package.text("users.csv").unwrap().to_owned();
    let row = "x1,tobedeleted,2026-11-01T00:00:00.000Z,true,school1,student,ada.okafor,,A,B,,4711,lena.brook@school.example,,,,09,\n";
    package.set("users.csv", (text + row).into_bytes());
    for rule in ["repeated-username", "repeated-identifier", "shared-email", "student-without-demographics"] {
        assert_eq!(said(&package, rule), Vec::<String>::new(), "{rule}");
    }
}

#[test]
fn identifiers_are_shared_by_users_of_different_names() {
    let of = |id: &str, role: &str, username: &str, identifier: &str| {
        said(&with_users(&[[id, role, username, identifier, "", ""]]), "repeated-identifier")
    };
    assert_eq!(of("x1", "student", "other", "4711"), ["users.csv identifier -/warning/warning x1"]);
    assert_eq!(
        of("x1", "teacher", "other", "4711"),
        ["users.csv identifier -/-/warning x1"],
        "DESSA minds students only"
    );
    assert_eq!(of("x1", "student", "ADA.okafor ", "4711"), Vec::<String>::new(), "told by the username");
    assert_eq!(of("student1", "student", "other", "4711"), Vec::<String>::new(), "told by the id");
    assert_eq!(of("x1", "student", "other", " "), Vec::<String>::new());
}

#[test]
fn addresses_are_shared_among_staff() {
    let of = |id: &str, role: &str, username: &str, email: &str| {
        let package = with_users(&[[id, role, username, "1", email, ""]]);
        (messages(&package, "shared-email").len(), messages(&package, "person-with-two-roles").len())
    };
    for role in ["teacher", "administrator", "aide", "proctor"] {
        assert_eq!(of("x1", role, "x", "Lena.Brook@school.example "), (1, 0), "{role}");
    }
    for role in ["student", "parent", "guardian", "relative"] {
        assert_eq!(of("x1", role, "x", "lena.brook@school.example"), (0, 0), "{role}");
    }
    assert_eq!(of("teacher1", "aide", "x", "lena.brook@school.example"), (0, 0), "the same id");
    let both = |names: [&str; 2]| {
        let package = with_users(&[
            ["p7", "teacher", names[0], "1", "sam@school.example", ""],
            ["c7", "aide", names[1], "1", "sam@school.example", ""],
        ]);
        (said(&package, "shared-email").len(), said(&package, "person-with-two-roles"))
    };
    assert_eq!(both(["sam", "samuel"]), (0, vec!["users.csv email -/warning/- x1".into()]));
    assert_eq!(both(["sam", "SAM"]), (0, vec!["users.csv username -/warning/- x1".into()]), "told once");
}

#[test]
fn ids_of_two_kinds() {
    const UUID: &str = "9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2f34";
    let of = |ids: &[&str]| {
        let rows: Vec<[&str; 6]> = ids.iter().map(|id| [*id, "student", "", "", "", ""]).collect();
        messages(&with_users(&rows), "mixed-id-schemes")
    };
    assert!(of(&[UUID, "p1", "p2"])[0].contains("1 like this one and 2 of the other kind"));
    assert!(of(&["p1", UUID, &UUID.replace("34", "35")])[0].contains("1 like this one and 2 of the other kind"));
    for ids in [
        vec!["p1", "p2"],
        vec![UUID],
        vec!["p1", "9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2f3x"],
        vec!["p1", "9b2ad8f27-c1f-4f3b-9a53-0c8e7a1d2f34"],
        vec![UUID, "p", "1p", "pp1", "p1x"],
    ] {
        assert_eq!(of(&ids), Vec::<String>::new(), "{ids:?}");
    }
    // One in a hundred may be a mistake of one record.
    let many: Vec<String> = (0..99).map(|number| format!("p{number}")).collect();
    let rare = |count: usize| {
        let mut ids: Vec<&str> = many.iter().take(count).map(String::as_str).collect();
        ids.push(UUID);
        let rows: Vec<[&str; 6]> = ids.iter().map(|id| [*id, "student", "", "", "", ""]).collect();
        said(&with_users(&rows), "mixed-id-schemes")
    };
    assert_eq!(rare(99), ["users.csv sourcedId -/info/- x1"]);
    assert_eq!(rare(98), ["users.csv sourcedId -/warning/- x1"]);
}

#[test]
fn agents_are_parents_and_guardians() {
    let of = |role: &str, agents: &str| messages(&with_users(&[["x1", role, "x", "1", "", agents]]), "agent-role");
    assert!(of("student", "teacher1")[0].contains("points to a person with the role teacher"));
    assert_eq!(of("student", "\"teacher1,teacher1\"").len(), 2);
    assert!(of("teacher", "student1")[0].contains("This person has the role teacher"));
    for role in ["student", "parent", "guardian"] {
        assert_eq!(of(role, "student1"), Vec::<String>::new(), "{role}");
    }
    assert_eq!(of("student", "nobody"), Vec::<String>::new(), "another rule speaks of an id that is not there");
}

/// The base package with other rows of enrollments.csv: id, class, user, role, primary, begin, end.
fn with_enrollments(rows: &[[&str; 7]]) -> TestPackage {
    let mut package = TestPackage::base();
    let header = package.text("enrollments.csv").unwrap().lines().next().unwrap().to_owned();
    let rows: String = rows
        .iter()
        .map(|[id, class, user, role, primary, begin, end]| {
            format!("{id},,,{class},school1,{user},{role},{primary},{begin},{end}\n")
        })
        .collect::<Vec<_>>()
        .concat();
    package.set("enrollments.csv", (header + "\n" + &rows).into_bytes());
    package
}

#[test]
fn one_teacher_of_a_class_is_primary() {
    let mut package = with_enrollments(&[
        ["e1", "class1", "student1", "student", "", "", ""],
        ["e2", "class1", "teacher1", "teacher", "true", "", ""],
        ["e3", "class1", "teacher2", "teacher", "true", "", ""],
        ["e4", "class1", "teacher1", "teacher", "true", "", ""],
        ["e5", "class1", "teacher2", "proctor", "true", "", ""],
        ["e6", "class1", "teacher2", "teacher", "false", "", ""],
    ]);
    let users = package.text("users.csv").unwrap().to_owned()
        + "teacher2,,,true,school1,teacher,t2,,T,Two,,2,t2@school.example,,,,,\n";
    package.set("users.csv", users.into_bytes());
    assert_eq!(messages(&package, "two-primary-teachers").len(), 1);
    assert!(messages(&package, "two-primary-teachers")[0].contains("line 3"));
    // The proctor: only a teacher can be primary.
    assert_eq!(messages(&package, "primary-non-teacher").len(), 1);
    assert!(messages(&package, "primary-non-teacher")[0].contains("is proctor"));
}

#[test]
fn a_class_with_students_needs_a_teacher() {
    let of = |rows: &[[&str; 7]]| messages(&with_enrollments(rows), "class-without-teacher").len();
    let student = ["e1", "class1", "student1", "student", "", "", ""];
    assert_eq!(of(&[student]), 1);
    assert_eq!(of(&[student, ["e2", "class1", "teacher1", "aide", "", "", ""]]), 1);
    assert_eq!(of(&[student, ["e2", "class1", "teacher1", "teacher", "", "", ""]]), 0);
    // Miscased: another rule speaks of it.
    assert_eq!(of(&[student, ["e2", "class1", "teacher1", " Teacher", "", "", ""]]), 0);
    assert_eq!(of(&[["e2", "class1", "teacher1", "proctor", "", "", ""]]), 0, "nobody to be taught");
}

#[test]
fn people_in_no_class() {
    let of = |rows: &[[&str; 7]]| {
        let package = with_enrollments(rows);
        let told = |rule| said(&package, rule).len();
        [told("student-without-enrollment"), told("teacher-without-enrollment")]
    };
    let student = ["e1", "class1", "student1", "student", "", "", ""];
    let teacher = ["e2", "class1", "teacher1", "teacher", "", "", ""];
    assert_eq!(of(&[student, teacher]), [0, 0]);
    assert_eq!(of(&[student]), [0, 1]);
    assert_eq!(of(&[teacher]), [1, 0]);
    // As many ids lead nowhere as people are missed: they may be the same people.
    let other = ["e3", "class1", "student404", "student", "", "", ""];
    assert_eq!(of(&[teacher, other]), [0, 0]);
    let aide = with_users(&[["x1", "aide", "x", "1", "", ""]]);
    assert_eq!(said(&aide, "teacher-without-enrollment"), Vec::<String>::new());
}

#[test]
fn an_enrollment_lies_within_the_sessions_of_its_class() {
    // The base package: term1, from 2026-08-01 to 2026-12-20.
    let of = |begin: &str, end: &str| {
        let row = ["e1", "class1", "student1", "student", "", begin, end];
        messages(&with_enrollments(&[row]), "enrollment-outside-sessions")
    };
    assert_eq!(of("2026-08-01", "2026-12-20"), Vec::<String>::new());
    assert_eq!(of("", ""), Vec::<String>::new());
    assert!(of("2026-07-31", "2026-12-20")[0].contains("begin on 2026-08-01"));
    assert!(of("2026-08-01", "2026-12-21")[0].contains("end on 2026-12-20"));
    assert_eq!(of("2026-07-31", "2026-12-21").len(), 2);
    assert_eq!(of("31.07.2026", "2026-12-20"), Vec::<String>::new(), "another rule speaks of a wrong date");
}

#[test]
fn things_that_end_before_they_begin() {
    let enrollment = |begin: &str, end: &str| {
        messages(&with_enrollments(&[["e1", "class1", "student1", "student", "", begin, end]]), "end-before-start")
            .len()
    };
    assert_eq!(enrollment("2026-09-02", "2026-09-01"), 1);
    assert_eq!(enrollment("2026-09-01", "2026-09-01"), 0, "a day in a class is a day");
    let session = |begin: &str, end: &str| {
        let package =
            with(&[("academicSessions.csv", 1, "startDate", begin), ("academicSessions.csv", 1, "endDate", end)]);
        messages(&package, "end-before-start").join("")
    };
    assert!(session("2026-09-02", "2026-09-01").contains("before it starts"));
    assert!(session("2026-09-01", "2026-09-01").contains("so it has no days"));
    assert_eq!(session("2026-09-01", "2026-09-02"), "");
    assert_eq!(session("", "2026-09-02"), "");
}

#[test]
fn damage_in_a_shared_value_is_not_told_as_sharing() {
    let mut package = TestPackage::base();
    let text = package.text("users.csv").unwrap().replace("ada.okafor", "a\"b").replace("lena.brook,", "a\"b,");
    package.set("users.csv", text.into_bytes());
    assert_eq!(messages(&package, "stray-quote").len(), 2);
    assert_eq!(messages(&package, "repeated-username"), Vec::<String>::new());
}

#[test]
fn an_age_that_no_student_has() {
    // On 2026-11-22.
    let of = |birth: &str| of_cell("implausible-birth-date", "demographics.csv", 0, "birthDate", birth);
    assert!(of("2026-11-23").contains("2026-11-23"));
    assert!(of("1912-03-14").contains("114 years"));
    assert_eq!(of("2015-03-14"), "");
    assert!(of("2026-01-01").contains("0 years") || of("2026-01-01").contains("year"), "{}", of("2026-01-01"));
    assert!(of("2025-11-01").contains("1 year old"), "{}", of("2025-11-01"));
    let teacher =
        with(&[("demographics.csv", 0, "birthDate", "1912-03-14"), ("demographics.csv", 0, "sourcedId", "teacher1")]);
    assert_eq!(messages(&teacher, "implausible-birth-date"), Vec::<String>::new());
}

#[test]
fn private_terms_are_words_of_1_2_only() {
    // Binding 1.2: a vendor's own term begins with ext:. 1.1 has no such terms.
    let of = |package| messages(&changed(package, &[("orgs.csv", 0, "type", "ext:campus")]), "unknown-token").len();
    assert_eq!(of(TestPackage::base_1_2()), 0);
    assert_eq!(of(TestPackage::base()), 1);
    let bare = changed(TestPackage::base_1_2(), &[("orgs.csv", 0, "type", "ext:")]);
    assert_eq!(messages(&bare, "unknown-token").len(), 1);
    let flag = changed(TestPackage::base_1_2(), &[("users.csv", 0, "enabledUser", "ext:maybe")]);
    assert_eq!(messages(&flag, "unknown-token").len(), 1, "true and false are all there is");
}

#[test]
fn a_deletion_is_told_at_the_record_with_the_rows_that_refer_to_it() {
    // An org that the orgs below it, people, courses, classes and enrollments hang on.
    let package = changed(delta(), &[("orgs.csv", 0, "status", "tobedeleted")]);
    let told = messages(&package, "reference-to-deleted");
    assert_eq!(
        told,
        [
            "This row deletes the org, but 1 row of courses.csv, 1 row of classes.csv, 2 rows of users.csv, and 2 rows of \
          enrollments.csv still point to it."
        ]
    );
    let package = changed(
        delta(),
        &[("orgs.csv", 1, "status", "tobedeleted"), ("users.csv", 0, "orgSourcedIds", "district1,district1")],
    );
    assert_eq!(
        messages(&package, "reference-to-deleted"),
        ["This row deletes the org, but 1 row of orgs.csv and 1 row of users.csv still point to it."]
    );
    // Thousands of rows are one finding; a deleted user, on whom no org unit hangs, is told at the rows.
    let mut package =
        changed(delta(), &[("classes.csv", 0, "status", "tobedeleted"), ("users.csv", 1, "status", "tobedeleted")]);
    let mut table = Table::parse(package.text("enrollments.csv").unwrap());
    let row = table.rows[0].clone();
    for number in 0..3000 {
        let mut row = row.clone();
        row[0] = format!("more{number}");
        table.rows.push(row);
    }
    package.set("enrollments.csv", table.text());
    assert_eq!(
        said(&package, "reference-to-deleted"),
        ["enrollments.csv userSourcedId warning/-/warning x1", "classes.csv status warning/-/error x1"]
    );
    let report = package.report();
    let finding = report.findings.iter().find(|it| it.message.contains("3,002 rows of enrollments.csv")).unwrap();
    assert_eq!((finding.line, finding.record, finding.source_id.as_deref()), (Some(2), Some(1), Some("class1")));
}

#[test]
fn rows_that_repeat_each_other_are_counted_each() {
    let rows: Vec<String> = (0..300).map(|number| format!("e{number}")).collect();
    let rows: Vec<[&str; 7]> =
        rows.iter().map(|id| [id.as_str(), "class1", "student1", "student", "true", "2026-13-01", ""]).collect();
    let package = with_enrollments(&rows);
    assert_eq!(said(&package, "primary-non-teacher"), ["enrollments.csv primary warning/-/- x300"]);
    // More than two hundred of one column stay findings of that column.
    assert_eq!(said(&package, "bad-date"), ["enrollments.csv beginDate error/error/error x300"]);
}

#[test]
fn null_and_spaces_are_as_bad_as_the_column_needs_a_value() {
    let of = |package: &TestPackage, rule: &str| said(package, rule);
    for column in ["status", "dateLastModified"] {
        let package = changed(delta(), &[("orgs.csv", 0, column, "NULL")]);
        assert_eq!(of(&package, "null-text"), [format!("orgs.csv {column} error/warning/error x1")]);
        let package = changed(delta(), &[("orgs.csv", 0, column, " ")]);
        assert_eq!(of(&package, "spaces-only-cell"), [format!("orgs.csv {column} error/warning/error x1")]);
        // The fix does not ask for the empty cell that blank-in-delta would speak of.
        let fixes = package.report().findings.into_iter().filter(|it| it.rule == "spaces-only-cell");
        assert!(fixes.map(|it| it.fix).all(|fix| fix.starts_with("Fill ")));
    }
    for (file, column, severities) in [
        ("users.csv", "middleName", "warning/warning/error"),
        ("users.csv", "status", "error/warning/error"),
        ("users.csv", "dateLastModified", "error/warning/error"),
        ("users.csv", "agentSourcedIds", "error/warning/error"),
        ("orgs.csv", "parentSourcedId", "error/warning/error"),
        ("enrollments.csv", "beginDate", "error/warning/error"),
        ("enrollments.csv", "primary", "error/warning/error"),
        ("users.csv", "givenName", "error/error/error"),
    ] {
        let package = with(&[(file, 0, column, "  ")]);
        assert_eq!(of(&package, "spaces-only-cell"), [format!("{file} {column} {severities} x1")]);
    }
}

#[test]
fn a_row_of_commas_lacks_what_it_needs() {
    let mut package = TestPackage::base();
    let orgs = package.text("orgs.csv").unwrap().to_owned();
    package.set("orgs.csv", format!("{orgs},,,,,,\n"));
    assert_eq!(messages(&package, "blank-row"), [""; 0]);
    let told = said(&package, "required-value");
    let columns = ["sourcedId", "name", "type"].map(|column| format!("orgs.csv {column} error/error/error x1"));
    assert!(columns.iter().all(|column| told.contains(column)), "{told:?}");
    package.set("orgs.csv", format!("{orgs}\n{}", orgs.lines().nth(1).unwrap().replace("school1", "school2")));
    assert_eq!(said(&package, "blank-row").len(), 1, "an empty line between records is blank");
}

#[test]
fn every_character_that_brightspace_refuses_is_named_with_its_places() {
    let of = |column: &str, cell: &str| {
        let file = if column == "username" { "users.csv" } else { "classes.csv" };
        ["unsupported-code-character", "unsupported-name-character", "unsupported-username-character"]
            .map(|rule| of_cell(rule, file, 0, column, cell))
            .concat()
    };
    let told = of("classCode", "A&B: é&\u{2019}");
    assert!(
        told.ends_with("characters that Brightspace doesn't support: ampersand at places 2 and 7, colon at place 4, closing single quote at place 8."),
        "{told}"
    );
    let told = of("title", "é: Arts & Crafts");
    assert!(
        told.ends_with("characters that Brightspace may refuse: colon at place 2, ampersand at place 9."),
        "{told}"
    );
    let told = of("username", "é/o'b;");
    assert!(told.ends_with("may refuse: slash at place 2, apostrophe at place 4, semicolon at place 6."), "{told}");
    let told = of("classCode", "A:B");
    assert!(told.contains("a character that") && told.ends_with(": colon at place 2."), "{told}");
    let told = of("classCode", &"&".repeat(20));
    assert!(told.ends_with("ampersand at 20 places."), "{told}");
}

#[test]
fn a_space_in_a_value_of_the_manifest_is_told_as_that() {
    for (from, to, rule) in [
        ("manifest.version,1.0", "manifest.version, 1.0", "wrong-manifest-version"),
        ("oneroster.version,1.1", "oneroster.version,1.1 ", "unknown-oneroster-version"),
        ("file.users,bulk", "file.users, bulk", "bad-file-mode"),
    ] {
        let package = with_manifest(from, to);
        assert_eq!(said(&package, rule), ["manifest.csv value error/error/error x1"], "{to}");
        let report = package.report();
        let finding = report.findings.iter().find(|it| it.rule == rule).unwrap();
        assert!(finding.fix.contains("space"), "{}", finding.fix);
        assert_eq!(report.package.oneroster_version, Some("1.1"));
    }
    let package = with_manifest("oneroster.version,1.1", "oneroster.version, 1.2");
    assert!(messages(&package, "unknown-oneroster-version")[0].contains("a space before or after 1.2"));
    assert_eq!(said(&package, "version-not-accepted").len(), 1);
    for name in ["file.systemName", "source_systemName", "systemName", "Source.SystemName"] {
        let package = with_manifest("source.systemName,", &format!("{name},"));
        let told = messages(&package, "unknown-manifest-property");
        assert!(told.len() == 1 && told[0].contains("source.systemName"), "{name}: {told:?}");
    }
}

#[test]
fn orgs_of_a_user_are_counted_once() {
    let of = |orgs: &str| of_cell("many-orgs", "users.csv", 1, "orgSourcedIds", orgs);
    assert_eq!(of("school1,school1,school1,school1,school1,school1,district1"), "");
    assert_eq!(of("a,b,c,d,e"), "");
    assert!(of("a,b,c,d,e,f,f,a").contains("6 orgs"));
}

/// The base package with these orgs, each with its parent.
fn with_orgs(orgs: &[[&str; 2]]) -> TestPackage {
    let mut package = TestPackage::base();
    let mut table = Table::parse(package.text("orgs.csv").unwrap());
    for [id, parent] in orgs {
        let mut row = table.rows[0].clone();
        let (name, identifier) = (format!("School {id}"), format!("20{id}"));
        for (place, cell) in [(0, *id), (3, &name), (5, &identifier), (6, parent)] {
            cell.clone_into(&mut row[place]);
        }
        table.rows.push(row);
    }
    package.set("orgs.csv", table.text());
    package
}

#[test]
fn a_circle_of_parents_is_told_once() {
    let of = |orgs: &[[&str; 2]]| messages(&with_orgs(orgs), "circle-of-parents");
    assert_eq!(of(&[["a", "district1"], ["b", "a"], ["c", "b"], ["d", "a"]]), [""; 0], "a tree");
    assert_eq!(of(&[["a", "missing"], ["b", "a"]]), [""; 0], "a parent that is not there");
    assert_eq!(
        of(&[["a", "a"], ["b", "a"]]),
        ["This record is its own parent. parentSourcedId contains “a”, the sourcedId of the same row."]
    );
    let two = of(&[["x", "b"], ["a", "b"], ["b", "c"], ["c", "a"], ["d", "e"], ["e", "d"]]);
    assert_eq!(
        two,
        [
            "The parents of 3 records form a circle: lines 5, 6, and 7.",
            "The parents of 2 records form a circle: lines 8 and 9."
        ]
    );
    let session = with(&[("academicSessions.csv", 0, "parentSourcedId", "term1")]);
    assert_eq!(said(&session, "circle-of-parents"), ["academicSessions.csv parentSourcedId error/error/error x1"]);
    let chain: Vec<[String; 2]> = (0..5000).map(|id| [id.to_string(), ((id + 1) % 5000).to_string()]).collect();
    let chain: Vec<[&str; 2]> = chain.iter().map(|[id, parent]| [id.as_str(), parent.as_str()]).collect();
    assert!(of(&chain)[0].contains("parents of 5,000 records") && of(&chain)[0].contains("and 4,990 more"));
}

#[test]
fn what_is_no_id_at_all_is_one_finding() {
    for cell in [r#"[{"sourcedId":"school1"},{"sourcedId":"district1"}]"#, r#"["school1","district1"]"#, "[9101, 9102]"]
    {
        let package = with(&[("users.csv", 0, "orgSourcedIds", cell)]);
        assert_eq!(said(&package, "ids-in-other-notation"), ["users.csv orgSourcedIds error/error/error x1"], "{cell}");
        assert_eq!(said(&package, "unknown-reference"), [""; 0], "{cell}");
    }
    let package = with(&[("users.csv", 0, "grades", r#"["09"]"#)]);
    assert_eq!(said(&package, "ids-in-other-notation"), ["users.csv grades warning/warning/- x1"]);
    assert_eq!(said(&package, "unknown-grade"), [""; 0]);
    let package = with(&[("classes.csv", 0, "schoolSourcedId", r#"{"href":"/orgs/school1"}"#)]);
    assert_eq!(said(&package, "ids-in-other-notation"), ["classes.csv schoolSourcedId error/error/error x1"]);
    assert_eq!(said(&package, "unknown-reference"), [""; 0]);
    // Ids in braces are ids of many databases: what is wrong with them is their character.
    let guid = "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}";
    let package = changed(with_orgs(&[[guid, "district1"]]), &[("users.csv", 0, "orgSourcedIds", guid)]);
    assert_eq!(said(&package, "ids-in-other-notation"), [""; 0]);
    assert_eq!(said(&package, "bad-sourced-id").len(), 1);
}

#[test]
fn a_second_primary_role_is_told_with_its_record() {
    let mut package = TestPackage::base_1_2();
    let roles = package.text("roles.csv").unwrap().to_owned();
    package.set("roles.csv", format!("{roles}\nrole3,,,student1,primary,aide,,,school1,\n"));
    let report = package.report();
    let finding = report.findings.iter().find(|it| it.rule == "several-primary-roles").unwrap();
    assert_eq!((finding.line, finding.record), (Some(5), Some(3)));
}

/// The base package as OneRoster 1.0 has it: seven files, no manifest.
fn oneroster_1_0() -> TestPackage {
    let mut package = TestPackage::base();
    package.remove("manifest.csv");
    let renamed =
        [("grades", "grade"), ("termSourcedIds", "termSourcedId"), ("birthDate", "birthdate"), ("userIds", "userId")];
    for table in Version::V1_0.tables() {
        let name = table.id.file();
        let mut old = Table::parse(package.text(name).unwrap());
        for cell in &mut old.header {
            if let Some((_, to)) = renamed.iter().find(|(from, _)| cell == from) {
                (*to).clone_into(cell);
            }
        }
        if name == "demographics.csv" {
            "userSourcedId".clone_into(&mut old.header[0]);
        }
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        package.set(name, old.with_columns(&columns).text());
    }
    package
}

#[test]
fn the_rows_of_oneroster_1_0_are_checked_as_far_as_its_tables_are_public() {
    let of = |package: &TestPackage| -> Vec<String> {
        let checked = package.check();
        let told = checked.findings.totals().iter().filter(|total| total.group.rule.name != "file-not-processed");
        told.map(|total| {
            let file = total.group.file.map_or("", |file| checked.findings.file_name(file));
            let column = total.group.column.map_or("", |column| checked.findings.column_name(column));
            format!("{} {file} {column}", total.group.rule.name)
        })
        .collect()
    };
    let base = oneroster_1_0();
    assert_eq!(of(&base), ["oneroster-1-0  "]);
    // What is not public could not be checked, so nobody is told that it is ready.
    assert!(base.readiness().iter().all(|(_, ready)| !ready));
    let report = base.report();
    assert_eq!((report.package.oneroster_version, report.not_checked.len()), (Some("1.0"), 1));
    for (file, row, column, cell, expected) in [
        ("classes.csv", 0, "courseSourcedId", "nobody", "unknown-reference classes.csv courseSourcedId"),
        ("classes.csv", 0, "termSourcedId", "term1,nobody", "unknown-reference classes.csv termSourcedId"),
        ("demographics.csv", 0, "userSourcedId", "nobody", "unknown-reference demographics.csv userSourcedId"),
        ("users.csv", 0, "role", "pupil", "unknown-token users.csv role"),
        ("users.csv", 0, "status", "gone", "unknown-token users.csv status"),
        ("users.csv", 0, "familyName", "", "required-value users.csv familyName"),
        ("orgs.csv", 0, "type", "School", "miscased-token orgs.csv type"),
        ("academicSessions.csv", 0, "startDate", "08/17/2026", "bad-date academicSessions.csv startDate"),
        ("enrollments.csv", 1, "sourcedId", "enrollment1", "duplicate-sourced-id enrollments.csv sourcedId"),
    ] {
        let package = changed(oneroster_1_0(), &[(file, row, column, cell)]);
        assert_eq!(of(&package), ["oneroster-1-0  ", expected], "{file} {column}");
    }
    // Words of 1.0, and what may be written in several ways.
    let fine = [
        ("users.csv", 0, "status", "inactive"),
        ("users.csv", 0, "dateLastModified", "2026-08-01"),
        ("demographics.csv", 0, "sex", "Female"),
        ("demographics.csv", 0, "asian", "TRUE"),
        ("enrollments.csv", 0, "primary", "1"),
    ];
    assert_eq!(of(&changed(oneroster_1_0(), &fine)), ["oneroster-1-0  "]);
    let mut package = oneroster_1_0();
    let text = package.text("users.csv").unwrap().replace("familyName", "family");
    package.set("users.csv", text);
    assert!(of(&package).iter().any(|told| told.contains("users.csv family")), "{:?}", of(&package));
    package.remove("orgs.csv");
    assert!(of(&package).contains(&"missing-file orgs.csv ".into()), "{:?}", of(&package));
}
