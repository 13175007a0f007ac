#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::*;
use crate::receivers::json::parse;
use crate::receivers::reading::Read;

#[test]
fn the_schema_is_fresh() {
    let schema = schemars::schema_for!(Described);
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/receiver.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    assert!(known == text, "{path} is stale: UPDATE_GOLDEN=1 cargo test --lib the_schema_is_fresh");
}
/// With every kind of field and every ask.
const WHOLE: &str = r#"{
  "schema": 1, "id": "maple-math", "title": "Maplé \u00e9 \ud83c\udf41 \"Math\"", "written_on": "2026-11-28",
  "versions": ["1.1", "1.2"], "modes": ["bulk", "delta"], "reads": ["users.csv", "orgs.csv"], "needs": ["users.csv"],
  "reads_manifest": false, "zip": {"name": "OneRoster.zip", "case_matters": false, "most_megabytes": 20},
  "columns": [
    {"file": "users.csv", "column": "email", "ask": "filled", "severity": "error"},
    {"file": "users.csv", "column": "email", "ask": "unique_without_case", "severity": "info"},
    {"file": "users.csv", "column": "email", "severity": "warning",
     "ask": {"filled_where": {"column": "role", "word": "student"}}},
    {"file": "users.csv", "column": "email", "ask": {"longest": 50}, "severity": "error"},
    {"file": "users.csv", "column": "email", "ask": {"characters": ["a-z", "@"]}, "severity": "error"},
    {"file": "users.csv", "column": "role", "ask": {"words": ["student"]}, "severity": "error"}],
  "ids_unique_over_files": "error",
  "missing_records": [{"file": "users.csv", "outcome": "kept"}, {"file": "orgs.csv", "outcome": "unenrolled"}],
  "severities": [{"rule": "unknown-column", "severity": null}, {"rule": "unknown-column", "severity": "info"}],
  "sources": [{"title": "Guide", "link": "https://example.org/"}], "not_checked": ["Logins"]
}"#;

/// What the tables and what the derived reader make of a text.
fn agree(json: &[u8]) -> Option<Described> {
    let derived: Option<Described> = serde_json::from_slice(json).ok();
    let read: Option<Described> = parse(json).and_then(Read::read).ok();
    assert_eq!(read, derived, "{}", String::from_utf8_lossy(json));
    read
}

#[test]
fn the_tables_read_what_the_types_say() {
    let whole = agree(WHOLE.as_bytes()).unwrap();
    assert_eq!(whole.title, "Maplé é 🍁 \"Math\"");
    assert_eq!(agree(whole.to_json().as_bytes()), Some(whole));
    // Every byte of it left out or another.
    for place in 0..WHOLE.len() {
        let (before, rest) = WHOLE.as_bytes().split_at(place);
        agree(&[before, &rest[1..]].concat());
        agree(before);
        for other in *b"\"\\{],0\n\xC3" {
            agree(&[before, &[other], &rest[1..]].concat());
        }
    }
}

#[test]
fn the_tables_take_and_refuse_each_value_as_the_types_do() {
    let others = [
        "null",
        "true",
        "0",
        "255",
        "256",
        "4294967295",
        "4294967296",
        "18446744073709551616",
        "-1",
        "-0",
        "1.0",
        "1e2",
        "01",
        "\"\"",
        "\"1.1\"",
        "\"filled\"",
        "\"longest\"",
        "\"error\"",
        "\"\\ud83c\"",
        "\"\\u+123\"",
        "{}",
        "{\"filled\":null}",
        "{\"filled\":1}",
        "{\"longest\":null}",
        "{\"longest\":1,\"longest\":1}",
        "{\"words\":[\"a\",null]}",
        "[\"1.1\"]",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"script\":1}",
        "tru",
        "nulll",
    ];
    let whole: serde_json::Value = serde_json::from_str(WHOLE).unwrap();
    let mut places = vec![String::new()];
    let mut seen = 0;
    while let Some(place) = places.pop() {
        let mut one = whole.clone();
        match one.pointer_mut(&place).unwrap() {
            serde_json::Value::Object(fields) => {
                let names: Vec<String> = fields.keys().cloned().collect();
                for name in &names {
                    places.push(format!("{place}/{name}"));
                    let mut less = whole.clone();
                    less.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(name);
                    agree(less.to_string().as_bytes());
                }
            }
            serde_json::Value::Array(items) => {
                places.extend((0..items.len()).map(|item| format!("{place}/{item}")));
            }
            _ => {}
        }
        // Where an object belongs, the derived reader takes a list of its values too; the schema doesn't.
        let is_object = one.pointer(&place).unwrap().is_object();
        for other in others.into_iter().filter(|other| !is_object || !other.starts_with('[')) {
            *one.pointer_mut(&place).unwrap() = serde_json::Value::String("the other".into());
            agree(one.to_string().replace("\"the other\"", other).as_bytes());
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let why = |from: &str, to: &str| Described::read(WHOLE.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
    for (from, to, said) in [
        ("\"schema\": 1,", "", "missing field `schema` at line 1 column 1."),
        (
            "\"schema\": 1",
            "\"schema\": 300",
            "expected a whole number up to 255 instead of a number at line 2 column 13.",
        ),
        ("[\"1.1\"", "[\"1.3\"", "unknown word `1.3` (expected one of 1.1, 1.2) at line 3 column 16."),
        (
            "{\"longest\": 50}",
            "\"longest\"",
            "expected a whole number up to 4294967295 instead of null at line 10 column 53.",
        ),
        (
            "\"file\"",
            "\"fille\"",
            "unknown field `fille` (expected one of file, column, ask, severity) at line 6 column 6.",
        ),
        ("\"needs\"", "\"reads\"", "duplicate field `reads` at line 3 column 95."),
        ("false", "\"no\"", "expected true or false instead of a text at line 4 column 21."),
        ("\"Guide\",", "\"Guide\"", "expected `,` at line 16 column 33."),
        ("[\"Logins\"]\n}", "[\"Logins\"", "it ends too early at line 16 column 92."),
    ] {
        assert_eq!(why(from, to), format!("This isn't a description of a receiver: {said}"));
    }
}
