//! What is the same for every package: version, rules, their pages.

use rostercheck::receivers::{Described, from_link};
use rostercheck::report::steps::{Step, steps};
use rostercheck::rules::{BookEntry, Rule, book};
use wasm_bindgen::prelude::*;

use crate::crossing::Json;
use crate::protocol::Told;

/// Version of rostercheck.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Every rule.
#[wasm_bindgen]
pub fn rules() -> Result<Json<Vec<BookEntry>>, JsError> {
    Json::new(&book())
}

/// What is to be done, in steps.
#[wasm_bindgen]
pub fn steps_of(text: &str) -> Result<Json<Vec<Step>>, JsError> {
    Json::new(&steps(text))
}

/// The page of a rule, in Markdown; empty for an unknown one.
#[wasm_bindgen]
pub fn explain(rule: &str) -> String {
    Rule::from_name(rule).map_or_else(String::new, Rule::page_text)
}

/// A receiver that somebody described, in a link or as JSON: its description and what it asks for in sentences.
/// Refused with the sentence that says why.
#[wasm_bindgen]
pub fn receiver(text: &str, is_link: bool) -> Result<Json<Told>, JsError> {
    let described = if is_link { from_link(text) } else { Described::read(text.as_bytes()) }?;
    let words = described.in_words()?;
    Json::new(&Told { described, words })
}
