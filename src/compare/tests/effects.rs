//! What is said of receivers.

use super::*;

/// What is told of receivers: each effect, or that there is none.
fn effects_of(receivers: &[Receiver], old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let [old, new] = [package(old), package(new)];
    let compared = compare(&old, &new, receivers, &Options::default(), &mut { TODAY }).unwrap();
    let findings = compared.findings(receivers, Sender::OTHER, 10);
    let [old, new] = ["old", "new"].map(|name| Input { name: name.to_owned(), bytes: 0, sha256: None });
    let changes = Changes::new(&compared, old, new, &findings, Values::Shown);
    let effects = changes.receivers.iter().flat_map(|receiver| &receiver.effects);
    effects.map(|effect| effect.detail.clone()).chain(changes.all_clear().map(Into::into)).collect()
}

#[test]
fn nobody_is_told_to_be_safe_who_may_not_be() {
    let named = |name: &str| Receiver::all().find(|it| it.declaration().id == name).unwrap();
    let students = "sourcedId,role,username\nu1,student,ann\n";
    let enrollments = "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\ne2,c1,u2,student\n";
    let older = [("users.csv", USERS), ("enrollments.csv", enrollments)];
    let newer = [("users.csv", students), ("enrollments.csv", "sourcedId,classSourcedId,userSourcedId,role\n")];
    let told = |name, new: &[(&str, &str)]| effects_of(&[named(name)], &older, new);
    // It is not known what becomes of them.
    assert_eq!(
        told("naviance", &newer),
        [
            "PowerSchool Naviance doesn't say what it does with 2 records of users.csv and 2 records of enrollments.csv that are missing from the newer \
          package."
        ]
    );
    assert_eq!(told("managebac", &newer)[0], "ManageBac would remove 1 student and 1 educator.");
    assert_eq!(
        told("d2l-brightspace", &newer)[0],
        "D2L Brightspace would remove 2 enrollments: people lose their places in classes."
    );
    // What is published is about files that are sent.
    assert_eq!(
        told("d2l-brightspace", &newer[..1]),
        [
            "D2L Brightspace would keep 2 records of users.csv that are missing from the newer package.",
            "D2L Brightspace doesn't say what it does with 2 records of enrollments.csv that are missing from the newer package."
        ]
    );
    // What a file of changes names is not just missing, and need not be in the older package.
    let delta = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName\n\
        u1,tobedeleted,2026-11-27,s1,student,ann,Ann\nu8,tobedeleted,2026-11-27,s1,student,yan,Yan\n\
        u8,tobedeleted,2026-11-27,s1,student,yan,Yan\n";
    let changes = [("manifest.csv", MANIFEST_DELTA), ("users.csv", delta), older[1]];
    assert_eq!(told("managebac", &changes), ["The newer package tells ManageBac to delete 2 records of users.csv."]);
    // To whom takes no changes they are everything.
    assert_eq!(
        told("dessa", &changes),
        [
            "The DESSA System doesn't take files of changes, and users.csv contains changes only: it could remove everything that \
          isn't in it."
        ]
    );
    // A file that a receiver does not read is nothing to it.
    let results = [("results.csv", "sourcedId,score\nr1,1\n")];
    assert_eq!(
        effects_of(&[Receiver::DESSA], &[results[0], older[0]], &[older[0]]),
        ["No receiver would remove anything."]
    );
    // Where not everything could be compared, it is said.
    let damaged = [("users.csv", USERS), ("enrollments.csv", "a,b\n1,2\n")];
    assert_eq!(
        effects_of(&[Receiver::DESSA], &older, &damaged),
        ["As far as the packages could be compared, no receiver would remove anything."]
    );
    assert_eq!(effects_of(&[Receiver::DESSA], &older, &[("users.csv", "a,b\n1,2\n"), damaged[1]]), [] as [&str; 0]);
    // Schools are told apart by their types, where both files have them.
    let orgs = "sourcedId,name,type\no1,Oak,school\no2,Elm,district\n";
    let untyped = "sourcedId,name\n";
    assert_eq!(
        effects_of(&[Receiver::DESSA], &[("orgs.csv", orgs)], &[("orgs.csv", untyped)]),
        ["The DESSA System would remove 2 records of orgs.csv."]
    );
    assert_eq!(effects_of(&[Receiver::ONEROSTER], &older, &newer), [] as [&str; 0]);
}

#[test]
fn what_nobody_can_tell_is_told() {
    let why = |old: &[(&str, &str)], new: &[(&str, &str)]| {
        let told = of(old, new);
        let all: Vec<_> = told.not_compared.iter().map(NotCompared::new).collect();
        (told.outcome, all.iter().map(|it| format!("{}: {}, {}", it.package, it.what, it.why)).collect::<Vec<_>>())
    };
    let delta = ("manifest.csv", MANIFEST_DELTA);
    let deleting =
        "sourcedId,status,dateLastModified,orgSourcedIds,role,username\nx1,tobedeleted,2026-11-27,s1,student,x\n";
    assert_eq!(
        why(&[("users.csv", USERS)], &[delta, ("users.csv", deleting)]),
        ("partial", vec!["new: 1 record of users.csv, named for deletion, but not in the older package".to_owned()])
    );
    assert_eq!(
        why(&[delta, ("users.csv", USERS)], &[("users.csv", USERS)]),
        (
            "partial",
            vec!["old: users.csv, it contains changes only, so nobody can tell what is missing from it".to_owned()]
        )
    );
    let absent =
        ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,absent\n");
    let said = "new: users.csv, the manifest says that it is absent, so a receiver skips or refuses it";
    assert_eq!(why(&[("users.csv", USERS)], &[absent, ("users.csv", USERS)]), ("partial", vec![said.to_owned()]));
    // Another zip altogether.
    assert_eq!(why(&[("readme.txt", "x")], &[("users.csv", USERS)]), ("unreadable", vec![]));
    assert_eq!(why(&[("users.csv", USERS)], &[("readme.txt", "x")]), ("unreadable", vec![]));
}
