//! What is the same for every package: version, rules, their pages.

use rostercheck::receivers::{Described, from_link, to_link};
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

/// The described receiver in a link, as JSON; why it is refused, otherwise.
#[wasm_bindgen(js_name = receiverFromLink)]
pub fn receiver_from_link(text: &str) -> Result<String, JsError> {
    Ok(from_link(text)?.to_json())
}

/// What a link has behind `#receiver=` for a description in JSON; why it is refused, otherwise.
#[wasm_bindgen(js_name = receiverLink)]
pub fn receiver_link(json: &str) -> Result<String, JsError> {
    Ok(to_link(&Described::read(json.as_bytes())?)?)
}

/// What a description asks for, as a JSON list of sentences; why it is refused, otherwise.
#[wasm_bindgen(js_name = receiverInWords)]
pub fn receiver_in_words(json: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&Described::read(json.as_bytes())?.in_words()?)?)
}

/// The receivers and senders that are known, as JSON.
#[wasm_bindgen]
pub fn receivers() -> Result<String, JsError> {
    Ok(serde_json::to_string(&rostercheck::receivers::book())?)
}
