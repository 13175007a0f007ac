//! Signatures of what wasm-bindgen exports, as the page sees them.

use std::collections::HashMap;
use std::fmt::Write;

use syn::{
    Attribute, Expr, FnArg, ForeignItem, GenericArgument, ImplItem, Item, Lit, Meta, PathArguments, ReturnType, Type,
};

/// Functions and classes for the page, by the files of the worker.
pub(super) struct Signatures {
    /// Names of types in Rust, and for the page.
    names: HashMap<String, String>,
    classes: String,
    functions: String,
}

/// What wasm-bindgen itself adds.
const LOADING: &str = "    function initSync(input: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };\n";

impl Signatures {
    pub(super) fn new(names: &[(&'static str, String)]) -> Self {
        let names = names.iter().map(|(rust, name)| ((*rust).to_owned(), name.clone())).collect();
        Self { names, classes: String::new(), functions: String::new() }
    }

    /// Learns the types that a file names for JavaScript's own.
    pub(super) fn named(&mut self, file: &syn::File) {
        let blocks =
            file.items.iter().filter_map(|item| if let Item::ForeignMod(block) = item { Some(block) } else { None });
        for item in blocks.flat_map(|block| &block.items) {
            let ForeignItem::Type(item) = item else { continue };
            let told =
                of_bindgen(&item.attrs, "typescript_type").expect("a type for JavaScript has a `typescript_type`");
            self.names.insert(item.ident.to_string(), told);
        }
    }

    /// Adds what a file exports.
    pub(super) fn exported(&mut self, file: &syn::File) {
        for item in &file.items {
            match item {
                Item::Fn(function) if is_exported(&function.attrs) => {
                    let text = self.function(&function.attrs, &function.sig, "function ");
                    self.functions.push_str(&text);
                }
                Item::Struct(class) if is_exported(&class.attrs) => {
                    let (words, name) = (words_of(&class.attrs, "    "), &class.ident);
                    let _ = writeln!(self.classes, "{words}    class {name} {{");
                    self.methods(file, &name.to_string());
                    self.classes.push_str("      free(): void;\n    }\n");
                }
                _ => {}
            }
        }
    }

    fn methods(&mut self, file: &syn::File, class: &str) {
        for item in &file.items {
            let Item::Impl(block) = item else { continue };
            if !is_exported(&block.attrs) || last_of(&block.self_ty).is_none_or(|name| name != class) {
                continue;
            }
            for item in &block.items {
                let ImplItem::Fn(method) = item else { continue };
                if !matches!(method.vis, syn::Visibility::Public(_)) {
                    continue;
                }
                let text = self.function(&method.attrs, &method.sig, "");
                for line in text.lines() {
                    let _ = writeln!(self.classes, "  {line}");
                }
            }
        }
    }

    fn function(&self, attributes: &[Attribute], signature: &syn::Signature, word: &str) -> String {
        let parameters: Vec<String> = signature.inputs.iter().filter_map(|input| self.parameter(input)).collect();
        let (words, parameters) = (words_of(attributes, "    "), parameters.join(", "));
        if attributes.iter().any(|attribute| arguments(attribute).contains("constructor")) {
            return format!("{words}    constructor({parameters});\n");
        }
        let returned = match &signature.output {
            ReturnType::Default => "void".into(),
            ReturnType::Type(_, returned) => self.type_of(returned, false),
        };
        format!("{words}    {word}{}({parameters}): {returned};\n", signature.ident)
    }

    fn parameter(&self, input: &FnArg) -> Option<String> {
        let FnArg::Typed(input) = input else { return None };
        let syn::Pat::Ident(name) = &*input.pat else { panic!("a parameter for the page has a name") };
        let told = of_bindgen(&input.attrs, "unchecked_param_type").unwrap_or_else(|| self.type_of(&input.ty, false));
        Some(format!("{}: {told}", name.ident))
    }

    /// A type as the page sees it; in JSON, nothing is null.
    fn type_of(&self, of: &Type, in_json: bool) -> String {
        match of {
            Type::Reference(reference) => return self.type_of(&reference.elem, in_json),
            Type::Slice(slice) => {
                return list_of(&self.type_of(&slice.elem, in_json), last_of(&slice.elem).as_deref(), "", in_json);
            }
            Type::Tuple(tuple) if tuple.elems.is_empty() => return "void".into(),
            _ => {}
        }
        let name = last_of(of).unwrap_or_default();
        let inner = first_argument(of);
        let told = |inner: Option<&Type>, in_json| inner.map(|inner| self.type_of(inner, in_json)).unwrap_or_default();
        match name.as_str() {
            "str" | "String" => "string".into(),
            "bool" => "boolean".into(),
            "u8" | "u32" | "usize" | "f64" => "number".into(),
            "ArrayBuffer" => name,
            "Result" => told(inner, in_json),
            "Json" => format!("Json<{}>", told(inner, true)),
            "Option" if in_json => format!("{} | null", told(inner, true)),
            "Option" => {
                let told = told(inner, false);
                if told.contains("=>") { format!("({told}) | undefined") } else { format!("{told} | undefined") }
            }
            "Vec" => list_of(&told(inner, in_json), inner.and_then(last_of).as_deref(), "<ArrayBuffer>", in_json),
            _ => self.names.get(name.as_str()).cloned().unwrap_or_else(|| {
                panic!("the page does not know the type {name} yet: derive TS for it, and add it to `types` in src/worker_types.rs")
            }),
        }
    }

    pub(super) fn text(&self) -> String {
        format!("declare global {{\n  namespace wasm_bindgen {{\n{}{}{LOADING}  }}\n}}\n", self.classes, self.functions)
    }
}

/// A list; numbers travel outside of JSON as bytes or words of memory.
fn list_of(told: &str, name: Option<&str>, memory: &str, in_json: bool) -> String {
    match name {
        Some("u8") if !in_json => format!("Uint8Array{memory}"),
        Some("u32") if !in_json => format!("Uint32Array{memory}"),
        _ => format!("{told}[]"),
    }
}

/// The last name of a path.
fn last_of(of: &Type) -> Option<String> {
    let Type::Path(path) = of else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn first_argument(of: &Type) -> Option<&Type> {
    let Type::Path(path) = of else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| if let GenericArgument::Type(of) = argument { Some(of) } else { None })
}

fn is_exported(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("wasm_bindgen"))
}

/// What stands in the parentheses of `#[wasm_bindgen(...)]`.
fn arguments(attribute: &Attribute) -> String {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("wasm_bindgen") => list.tokens.to_string(),
        _ => String::new(),
    }
}

/// The text of an argument of wasm-bindgen.
fn of_bindgen(attributes: &[Attribute], key: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wasm_bindgen")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.input.peek(syn::Token![=]) {
                let value: Expr = meta.value()?.parse()?;
                if let (true, Expr::Lit(literal)) = (meta.path.is_ident(key), value)
                    && let Lit::Str(text) = literal.lit
                {
                    found = Some(text.value());
                }
            }
            Ok(())
        });
    }
    found
}

/// The words above an item, as a comment for the page.
fn words_of(attributes: &[Attribute], indent: &str) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(words_in).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines = lines.iter().fold(String::new(), |text, line| format!("{text}{indent} * {line}\n"));
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}

fn words_in(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &meta.value else { return None };
    let Lit::Str(text) = &literal.lit else { return None };
    meta.path.is_ident("doc").then(|| text.value().trim().to_owned())
}
