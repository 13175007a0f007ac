//! What is the same for every package: version, rules, their pages.

use rostercheck::receivers::{Described, from_link};
use rostercheck::report::steps;
use rostercheck::rules::{Rule, book};
use wasm_bindgen::prelude::*;

/// Version of rostercheck.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Every rule, as JSON.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    Ok(serde_json::to_string(&book())?)
}

/// What is to be done, in steps, as JSON.
#[wasm_bindgen]
pub fn steps_of(text: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&steps(text))?)
}

/// The page of a rule, in Markdown; empty for an unknown one.
#[wasm_bindgen]
pub fn explain(rule: &str) -> String {
    Rule::from_name(rule).map_or_else(String::new, Rule::page_text)
}

/// A receiver that somebody described, in a link or as JSON: its description and what it asks for in sentences, as JSON.
/// Refused with the sentence that says why.
#[wasm_bindgen]
pub fn receiver(text: &str, is_link: bool) -> Result<String, JsError> {
    let described = if is_link { from_link(text) } else { Described::read(text.as_bytes()) }?;
    let words = described.in_words()?;
    Ok(serde_json::to_string(&Told { described: &described, words })?)
}

#[derive(serde::Serialize)]
struct Told<'a> {
    described: &'a Described,
    words: Vec<String>,
}
