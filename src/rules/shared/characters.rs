//! Characters that a receiver does not support, with their places.

use std::borrow::Cow;

use super::*;

told! {
    /// The characters that were found.
    pub(crate) struct Characters {
        with_places: Cow<'static, str>,
        names: Cow<'static, str>,
        count: u64,
    }
}

impl Characters {
    /// Those with these names, at these places.
    pub(crate) fn at(found: &[(&'static str, usize)]) -> Self {
        let (with_places, names) = told(found);
        Self { with_places: with_places.into(), names: names.into(), count: found.len() as u64 }
    }
}

/// Characters with their places, for a message: `colon at place 4, comma at places 6 and 9`; and their names, for a fix.
pub(crate) fn told(found: &[(&'static str, usize)]) -> (String, String) {
    /// Of each kind so many places are told.
    const MOST: usize = 10;
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in found {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let with_places: Vec<String> = names
        .iter()
        .map(|name| {
            let all: Vec<String> =
                found.iter().filter(|(other, _)| other == name).map(|(_, at)| at.to_string()).collect();
            match all.as_slice() {
                [at] => format!("{name} at place {at}"),
                _ if all.len() > MOST => format!("{name} at {} places", all.len()),
                _ => format!("{name} at places {}", listed(&all, "and")),
            }
        })
        .collect();
    (with_places.join(", "), listed(&names, "and"))
}
