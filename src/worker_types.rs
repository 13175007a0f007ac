//! The types of the page beside those of the report: what it hands the core and gets from it, and what the core exports.
//!
//! The signatures are read from the sources of the worker: wasm-bindgen writes types, too, but only of a core that was
//! built, and of an answer in JSON only that it is text.

#[path = "bin/worker/protocol.rs"]
#[allow(dead_code, unreachable_pub, reason = "only the types are looked at")]
mod protocol;
mod signatures;

use std::fmt::Write;
use std::{env, fs};

use ts_rs::TS;

use self::signatures::Signatures;
use crate::check::{affected, excerpt};
use crate::receivers::described::form::*;
use crate::report::{self, steps};
use crate::{codes, repair, rules};

/// Declarations for the page.
struct Types {
    config: ts_rs::Config,
    text: String,
    /// Names of types in Rust, and for the page.
    names: Vec<(&'static str, String)>,
    /// Those of them that are declared in another file.
    elsewhere: Vec<String>,
}

impl Types {
    fn known<T: TS>(&mut self) -> String {
        let path = std::any::type_name::<T>().split('<').next().unwrap_or_default();
        let name = T::ident(&self.config);
        self.names.push((path.rsplit("::").next().unwrap_or_default(), name.clone()));
        name
    }

    fn add<T: TS>(&mut self) {
        self.known::<T>();
        let _ = writeln!(self.text, "export {}\n", T::decl(&self.config));
    }

    /// One that `report.ts` declares.
    fn of_report<T: TS>(&mut self) {
        let name = self.known::<T>();
        self.elsewhere.push(name);
    }
}

/// The names that a text uses.
fn used<'a>(names: impl IntoIterator<Item = &'a String>, text: &str) -> String {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut used: Vec<&str> = names.into_iter().map(String::as_str).filter(|name| words.contains(name)).collect();
    used.sort_unstable();
    used.join(", ")
}

fn types() -> Types {
    let config = ts_rs::Config::default().with_large_int("number");
    let mut types = Types { config, text: String::new(), names: Vec::new(), elsewhere: Vec::new() };
    types.of_report::<report::Report>();
    types.of_report::<report::Finding>();
    types.of_report::<report::Format>();
    types.of_report::<steps::Step>();
    types.of_report::<excerpt::Excerpt>();
    types.of_report::<affected::Affected>();
    types.of_report::<crate::compare::Changes>();
    types.add::<rules::Values>();
    types.add::<protocol::Reached>();
    types.add::<protocol::CheckOptions>();
    types.add::<protocol::Progress<'static>>();
    types.add::<rules::BookSource>();
    types.add::<rules::BookEntry>();
    types.add::<codes::Problem>();
    types.add::<codes::Code>();
    types.add::<codes::FileCodes>();
    types.add::<codes::Codes>();
    types.add::<protocol::ComparedTold>();
    types.add::<protocol::MaskedTold>();
    types.add::<protocol::Offered>();
    types.add::<repair::Side>();
    types.add::<repair::ReceiptRepair>();
    types.add::<repair::ReceiptEdit>();
    types.add::<repair::Left>();
    types.add::<repair::Receipt>();
    types.add::<protocol::PlanTold>();
    types.add::<DescribedVersion>();
    types.add::<DescribedMode>();
    types.add::<DescribedSeverity>();
    types.add::<DescribedZip>();
    types.add::<DescribedWhere>();
    types.add::<DescribedAsk>();
    types.add::<DescribedColumn>();
    types.add::<DescribedOutcome>();
    types.add::<DescribedMissing>();
    types.add::<DescribedRule>();
    types.add::<DescribedPage>();
    types.add::<Described>();
    types.add::<protocol::Told>();
    types
}

#[test]
fn the_types_of_the_worker_are_fresh() {
    let types = types();
    let imported = used(&types.elsewhere, &types.text);
    let model = format!(
        "// Made from src/bin/worker/protocol.rs and what it uses by `cargo xtask bless`.\n\n\
         import type {{ {imported} }} from \"./report\";\n\n{}",
        types.text
    );
    is_fresh("www/src/model/core.ts", &model);

    let mut signatures = Signatures::new(&types.names);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/worker");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files: Vec<_> = paths.iter().map(|path| syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap()).collect();
    // What is exported may name what stands in a file that comes later.
    for file in &files {
        signatures.named(file);
    }
    for file in &files {
        signatures.exported(file);
    }
    let text = signatures.text();
    let own = types.names.iter().map(|(_, name)| name).filter(|name| !types.elsewhere.contains(name));
    let exports = format!(
        "// What src/bin/worker exports, as a classic script that defines one global name. Made by `cargo xtask bless`.\n\n\
         import type {{ {} }} from \"../model/core\";\n\
         import type {{ {} }} from \"../model/report\";\n\
         import type {{ Json }} from \"./json\";\n\n{text}",
        used(own, &text),
        used(&types.elsewhere, &text)
    );
    is_fresh("www/src/worker/exports.ts", &exports);
}

fn is_fresh(path: &str, text: &str) {
    let file = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, text).unwrap();
    }
    let is_fresh = fs::read_to_string(&file).is_ok_and(|there| there == text);
    assert!(is_fresh, "{path} is stale: run `cargo xtask bless`, then `cargo xtask lint` tells what does not fit");
}
