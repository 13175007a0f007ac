//! How values cross between the page and the core, with the types that the page sees.

use std::marker::PhantomData;

use js_sys::{Array, Function};
use serde::Serialize;
use wasm_bindgen::convert::{IntoWasmAbi, OptionIntoWasmAbi};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Files with their paths in the package.
    #[wasm_bindgen(extends = Array, typescript_type = "readonly { path: string; file: File }[]")]
    pub type Files;

    /// How the page wants a check to be made.
    #[wasm_bindgen(typescript_type = "CheckOptions")]
    pub type PageOptions;

    /// Told how far it is.
    #[wasm_bindgen(extends = Function, typescript_type = "(now: Progress) => void")]
    #[derive(Clone)]
    pub type Listener;

    /// Asks the second worker for a piece of an entry, in a buffer that is spare, if there is one.
    #[wasm_bindgen(extends = Function, typescript_type = "(reading: number, entry: number, spare: ArrayBuffer | undefined) => void")]
    pub type Ask;

    /// Takes a part of a copy, by its number; one that has changed comes again.
    #[wasm_bindgen(extends = Function, typescript_type = "(part: number, bytes: Uint8Array) => void")]
    #[derive(Clone)]
    pub type Take;
}

/// A value as JSON. The page sees which.
pub struct Json<T: ?Sized> {
    text: String,
    of: PhantomData<T>,
}

impl<T: Serialize + ?Sized> Json<T> {
    pub(crate) fn new(value: &T) -> Result<Self, JsError> {
        Ok(Self { text: serde_json::to_string(value)?, of: PhantomData })
    }

    /// As it was written already.
    pub(crate) fn written(text: String) -> Self {
        Self { text, of: PhantomData }
    }
}

impl<T: ?Sized> WasmDescribe for Json<T> {
    fn describe() {
        String::describe();
    }
}

impl<T: ?Sized> IntoWasmAbi for Json<T> {
    type Abi = <String as IntoWasmAbi>::Abi;

    fn into_abi(self) -> Self::Abi {
        self.text.into_abi()
    }
}

impl<T: ?Sized> OptionIntoWasmAbi for Json<T> {
    fn none() -> Self::Abi {
        String::none()
    }
}
