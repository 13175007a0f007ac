//! Reads the types of a description by tables: what fields they have, and what becomes of one that is missing.

use super::json::{Field, Json, Value, Wrong};

/// What can be read from JSON.
pub(super) trait Read: Sized {
    /// Reads it.
    fn read(json: Json) -> Result<Self, Wrong>;

    /// What it is where nothing is said, if it may be missing.
    fn missing() -> Option<Self> {
        None
    }
}

impl Json {
    fn is_not(&self, expected: &str) -> Wrong {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Whole(_) | Value::OtherNumber => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        };
        Wrong::new(self.at, format!("expected {expected} instead of {found}"))
    }

    /// A whole number up to this one.
    fn whole(&self, most: u32) -> Result<u32, Wrong> {
        match self.value {
            Value::Whole(number) if number <= u64::from(most) => Ok(u32::try_from(number).unwrap_or(most)),
            _ => Err(self.is_not(&format!("a whole number up to {most}"))),
        }
    }
}

impl Read for String {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json.value {
            Value::Text(text) => Ok(text),
            _ => Err(json.is_not("a text")),
        }
    }
}

impl Read for bool {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json.value {
            Value::Bool(is) => Ok(is),
            _ => Err(json.is_not("true or false")),
        }
    }
}

impl Read for u8 {
    fn read(json: Json) -> Result<Self, Wrong> {
        json.whole(u32::from(Self::MAX)).map(|number| Self::try_from(number).unwrap_or(Self::MAX))
    }
}

impl Read for u32 {
    fn read(json: Json) -> Result<Self, Wrong> {
        json.whole(Self::MAX)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json) -> Result<Self, Wrong> {
        if matches!(json.value, Value::Null) { Ok(None) } else { T::read(json).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json.value {
            Value::List(items) => items.into_iter().map(T::read).collect(),
            _ => Err(json.is_not("a list")),
        }
    }
}

/// The fields of an object, of which each is taken once.
pub(super) struct Fields {
    at: usize,
    fields: Vec<Field>,
}

impl Fields {
    /// Refuses fields that have no such name, and those that are there twice.
    pub(super) fn of(json: Json, names: &[&str]) -> Result<Self, Wrong> {
        let Json { at, value } = json;
        let Value::Object(fields) = value else { return Err(Json { at, value }.is_not("an object")) };
        for (place, Field { name, at, .. }) in fields.iter().enumerate() {
            if !names.contains(&name.as_str()) {
                return Err(unknown(*at, "field", name, names));
            }
            if fields.iter().take(place).any(|other| other.name == *name) {
                return Err(Wrong::new(*at, format!("duplicate field `{name}`")));
            }
        }
        Ok(Self { at, fields })
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        let place = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.swap_remove(place).json)
    }

    /// A field, or what it is where it is missing.
    pub(super) fn field<T: Read>(&mut self, name: &str, missing: Option<T>) -> Result<T, Wrong> {
        match self.take(name) {
            Some(json) => T::read(json),
            None => missing.or_else(T::missing).ok_or_else(|| self.lacks(name)),
        }
    }

    fn lacks(&self, name: &str) -> Wrong {
        Wrong::new(self.at, format!("missing field `{name}`"))
    }
}

/// Which of these words it is.
pub(super) fn word_of(json: &Json, words: &[&str]) -> Result<usize, Wrong> {
    match &json.value {
        Value::Text(text) => place_of(json.at, text, words),
        _ => Err(json.is_not("a text")),
    }
}

/// Which of these names the one field of an object has, with its value; a text is a field without one.
pub(super) fn one_of(json: Json, names: &[&str]) -> Result<(usize, Json), Wrong> {
    let Json { at, value } = json;
    match value {
        Value::Text(name) => Ok((place_of(at, &name, names)?, Json { at, value: Value::Null })),
        Value::Object(mut fields) => match (fields.pop(), fields.pop()) {
            (Some(Field { name, at, json }), None) => Ok((place_of(at, &name, names)?, json)),
            _ => Err(Wrong::new(at, "expected an object with one field")),
        },
        value => Err(Json { at, value }.is_not("a text or an object")),
    }
}

/// Refuses a value where there is none to be.
pub(super) fn nothing(json: &Json) -> Result<(), Wrong> {
    if matches!(json.value, Value::Null) { Ok(()) } else { Err(json.is_not("null")) }
}

fn place_of(at: usize, word: &str, words: &[&str]) -> Result<usize, Wrong> {
    words.iter().position(|known| *known == word).ok_or_else(|| unknown(at, "word", word, words))
}

fn unknown(at: usize, what: &str, word: &str, words: &[&str]) -> Wrong {
    let word: String = word.chars().take(40).collect();
    let mut likely: Vec<&str> = words.to_vec();
    likely.truncate(8);
    let more = if likely.len() < words.len() { ", …" } else { "" };
    Wrong::new(at, format!("unknown {what} `{word}` (expected one of {}{more})", likely.join(", ")))
}

/// Says what fields a type has, and what each is where it is missing.
macro_rules! read_fields {
    ($($type:ident { $($field:ident $(= $missing:expr)?),+ })+) => {$(
        impl $crate::receivers::reading::Read for $type {
            fn read(json: $crate::receivers::json::Json) -> Result<Self, $crate::receivers::json::Wrong> {
                let mut fields = $crate::receivers::reading::Fields::of(json, &[$(stringify!($field)),+])?;
                Ok(Self { $($field: fields.field(stringify!($field), read_fields!(@ $($missing)?))?),+ })
            }
        }
    )+};
    (@) => { None };
    (@ $missing:expr) => { Some($missing) };
}
pub(super) use read_fields;

/// Says what words a type has.
macro_rules! read_words {
    ($($type:ident { $($word:literal = $variant:ident),+ })+) => {$(
        impl $crate::receivers::reading::Read for $type {
            fn read(json: $crate::receivers::json::Json) -> Result<Self, $crate::receivers::json::Wrong> {
                let variants = [$(Self::$variant),+];
                let place = $crate::receivers::reading::word_of(&json, &[$($word),+])?;
                // There are as many of them.
                Ok(variants.get(place).copied().unwrap_or(variants[0]))
            }
        }
    )+};
}
pub(super) use read_words;
