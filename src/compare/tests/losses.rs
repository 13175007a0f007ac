//! Who is missing, and what that follows from.

use super::*;

const HEAD: &str = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName,familyName,email\n";

/// So many people of a role: ids, names and usernames by number.
fn people(role: &str, numbers: impl IntoIterator<Item = u32>, id: &str) -> String {
    let row = |number| format!("{id}{number},,,s1,{role},{role}{number},G{number},F{number},\n");
    numbers.into_iter().map(row).collect()
}

fn enrollments(students: impl IntoIterator<Item = u32>, id: &str) -> String {
    let head = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\n".to_owned();
    students.into_iter().fold(head, |text, it| text + &format!("{id}e{it},,,c1,s1,{id}{it},student\n"))
}

fn messages(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let compared = with_limits(&package(old), &package(new), Limits::default());
    let findings = compared.findings(&[Receiver::DESSA, Receiver::D2L_BRIGHTSPACE], Sender::OTHER, 10);
    let [old, new] = ["old", "new"].map(|name| Input { name: name.to_owned(), bytes: 0, sha256: None });
    let told = Changes::new(&compared, old, new, &findings, Values::Shown);
    let is_root = |rule: &str| told.totals.iter().any(|total| total.rule == rule && total.caused_by.is_none());
    told.findings.iter().filter(|it| is_root(it.rule)).map(|it| it.message.clone()).collect()
}

#[test]
fn new_ids_explain_no_more_than_the_people_who_have_them() {
    let students = people("student", 0..1000, "u");
    let before = format!("{HEAD}{students}{}", people("teacher", 0..20, "t"));
    // Nineteen of a thousand students have new ids; nineteen of twenty teachers are gone for good.
    let some = people("student", 0..19, "n") + &people("student", 19..1000, "u");
    let after = format!("{HEAD}{some}{}", people("teacher", 0..1, "t"));
    let told = messages(&[("users.csv", &before)], &[("users.csv", &after)]);
    assert!(told.iter().any(|it| it.starts_with("19 people have a different sourcedId")), "{told:#?}");
    assert!(told.iter().any(|it| it.starts_with("19 of the 20 records with the role teacher")), "{told:#?}");
    // One student was created again, and nearly all enrollments are gone.
    let [old, new] = [
        format!("{HEAD}{students}"),
        format!("{HEAD}{}{}", people("student", 0..1, "n"), people("student", 1..1000, "u")),
    ];
    let told = messages(
        &[("users.csv", &old), ("enrollments.csv", &enrollments(0..1000, "u"))],
        &[("users.csv", &new), ("enrollments.csv", &enrollments(950..1000, "u"))],
    );
    assert!(told.iter().any(|it| it.starts_with("950 of the 1,000 records in the older enrollments.csv")), "{told:#?}");
    // Half of those who are gone are known again.
    let old = format!("{HEAD}{}", people("student", 0..100, "u"));
    let new = format!("{HEAD}{}{}", people("student", 0..30, "n"), people("student", 60..100, "u"));
    let told = messages(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert!(told.iter().any(|it| it.starts_with("60 of the 100 records")), "{told:#?}");
    // All of them are.
    let new = format!("{HEAD}{}{}", people("student", 0..60, "n"), people("student", 60..100, "u"));
    let told = messages(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert!(told.len() == 1 && told[0].starts_with("60 people have a different sourcedId"), "{told:#?}");
}

#[test]
fn an_address_alone_makes_no_person() {
    let sibling = |id: &str, number: u32, name: &str| {
        format!("{id}{number},,,s1,student,{name}{number},{name}{number},Fay{number},family{number}@x.example\n")
    };
    let rest = people("student", 0..100, "r");
    let all = |id, name| (0..8).fold(format!("{HEAD}{rest}"), |text, it| text + &sibling(id, it, name));
    assert!(messages(&[("users.csv", &all("u", "Ann"))], &[("users.csv", &all("n", "Bo"))]).is_empty());
    let told = messages(&[("users.csv", &all("u", "Ann"))], &[("users.csv", &all("n", "Ann"))]);
    assert!(told[0].starts_with("8 people have a different sourcedId"), "{told:#?}");
}

#[test]
fn another_role_is_a_loss_for_the_role() {
    let rest = people("student", 0..100, "u");
    let [old, new] = [(0, 20), (19, 20)]
        .map(|(of, to)| format!("{HEAD}{rest}{}{}", people("student", 0..of, "t"), people("teacher", of..to, "t")));
    let told = messages(&[("users.csv", &old)], &[("users.csv", &new)]);
    let said = "19 of the 20 records with the role teacher in the older users.csv have another role in the newer one, or are \
                missing from it (95%).";
    assert_eq!(told, [said]);
    let told = of(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert!((told.most_removed().unwrap().0 - 95.0).abs() < 0.01);
    // The same word in other letters is the same role.
    let other = old.replace(",student,", ",Student,");
    assert!(messages(&[("users.csv", &old)], &[("users.csv", &other)]).iter().all(|it| !it.contains("has none")));
}

#[test]
fn classes_are_counted_once_for_each_record_and_only_where_both_files_tell() {
    let old = enrollments(0..30, "u");
    let twice = enrollments(0..25, "u") + &enrollments(0..25, "u").replace("sourcedId,", "x,");
    let class = |told: &Comparison| {
        let groups = told.tables.iter().flat_map(|table| &table.groups);
        groups.filter(|group| group.by == "class").map(|group| (group.old, group.new)).next()
    };
    let repeated = twice.lines().filter(|line| !line.starts_with("x,")).collect::<Vec<_>>().join("\n") + "\n";
    for limits in
        [Limits::default(), Limits { records: 7, ..Limits::default() }, Limits { waiting: 0, ..Limits::default() }]
    {
        let packages = [&old, &repeated].map(|text| package(&[("enrollments.csv", text.as_str())]));
        let told = with_limits(&packages[0], &packages[1], limits).comparison;
        assert_eq!(class(&told), Some((30, 25)), "{limits:?}");
    }
    let deleting = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\n\
        ue0,tobedeleted,2026-11-27,c1,s1,u0,student\n";
    let delta = [("manifest.csv", "propertyName,value\nfile.enrollments,delta\n"), ("enrollments.csv", deleting)];
    assert_eq!(class(&of(&[("enrollments.csv", &repeated)], &delta)), Some((25, 24)));
    let without_role: String =
        enrollments(0..27, "u").lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    assert_eq!(class(&of(&[("enrollments.csv", &old)], &[("enrollments.csv", &without_role)])), None);
    assert!(
        messages(&[("enrollments.csv", &old)], &[("enrollments.csv", &without_role)])
            .iter()
            .all(|it| !it.contains("class"))
    );
}

#[test]
fn a_later_year_excuses_nothing_where_nothing_of_it_has_come() {
    let sessions = |years: &[u32]| {
        let head =
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n".to_owned();
        years.iter().fold(head, |text, year| {
            text + &format!("y{year},,,{year},schoolYear,{0}-08-01,{year}-06-30,,{year}\n", year - 1)
        })
    };
    let classes = |numbers: std::ops::Range<u32>| {
        let head =
            "sourcedId,status,dateLastModified,title,courseSourcedId,classCode,classType,location,grades,subjects,\
            schoolSourcedId,termSourcedIds,subjectCodes,periods\n"
                .to_owned();
        numbers.fold(head, |text, it| text + &format!("c{it},,,C{it},k1,,scheduled,,,,s1,y2027,,\n"))
    };
    let (all, none) = (enrollments(0..100, "u"), enrollments(0..0, "u"));
    let told = messages(
        &[("academicSessions.csv", &sessions(&[2027])), ("classes.csv", &classes(0..10)), ("enrollments.csv", &all)],
        &[
            ("academicSessions.csv", &sessions(&[2027, 2028])),
            ("classes.csv", &classes(0..4)),
            ("enrollments.csv", &none),
        ],
    );
    assert!(told.iter().any(|it| it.starts_with("100 of the 100 records in the older enrollments.csv")), "{told:#?}");
    assert!(told.iter().all(|it| !it.contains("2028")), "{told:#?}");
}
