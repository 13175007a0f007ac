//! The WebAssembly worker of the page: files come in as `File` objects, the report goes out as text. A second one may read
//! long files ahead of the first.
//!
//! It runs inside a worker made from a blob, which inherits the page's policy that nothing may connect anywhere.
#![cfg_attr(target_arch = "wasm32", allow(unreachable_pub, reason = "what wasm-bindgen exports is public to the page"))]

#[cfg(target_arch = "wasm32")]
mod book;
#[cfg(target_arch = "wasm32")]
mod checker;
#[cfg(target_arch = "wasm32")]
mod codes;
#[cfg(target_arch = "wasm32")]
mod compare;
#[cfg(target_arch = "wasm32")]
mod copies;
#[cfg(target_arch = "wasm32")]
mod crossing;
#[cfg(target_arch = "wasm32")]
mod file;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod piece;
#[cfg(target_arch = "wasm32")]
mod protocol;
#[cfg(target_arch = "wasm32")]
mod reader;
#[cfg(target_arch = "wasm32")]
mod second;

fn main() {}
