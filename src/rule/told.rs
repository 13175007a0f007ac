//! What the words of a rule are told about a finding, by name and type, so that words stand apart from detection.

use std::borrow::Cow;

use super::finding::{Arg, Kept};

/// Something that a finding keeps for its words.
pub(crate) trait Told: Sized {
    /// Adds it to what is kept.
    fn keep(self, kept: &mut Vec<Arg>);

    /// As it was kept. What is not there, or of another type, is as if nothing was said.
    fn recall(kept: Option<&Arg>) -> Self;
}

// Nothing of this is in a hurry, and ninety rules use it: one body for all of them keeps the page small.

impl Told for u64 {
    #[inline(never)]
    fn keep(self, kept: &mut Vec<Arg>) {
        kept.push(Arg::Number(self));
    }

    #[inline(never)]
    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Number(number)) => *number,
            _ => 0,
        }
    }
}

impl Told for bool {
    fn keep(self, kept: &mut Vec<Arg>) {
        u64::from(self).keep(kept);
    }

    fn recall(kept: Option<&Arg>) -> Self {
        u64::recall(kept) == 1
    }
}

/// A word that is never personal.
impl Told for Cow<'static, str> {
    #[inline(never)]
    fn keep(self, kept: &mut Vec<Arg>) {
        kept.push(Arg::Word(self));
    }

    #[inline(never)]
    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Word(word)) => word.clone(),
            _ => Self::default(),
        }
    }
}

/// Text out of the package that may be personal: [`Said::cell`](super::Said::cell) says it.
impl Told for Kept {
    #[inline(never)]
    fn keep(self, kept: &mut Vec<Arg>) {
        kept.push(Arg::Cell(self));
    }

    #[inline(never)]
    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Cell(cell)) => cell.clone(),
            _ => Self::new(b""),
        }
    }
}

/// Only the last of several can be left out.
impl<T: Told> Told for Option<T> {
    fn keep(self, kept: &mut Vec<Arg>) {
        if let Some(one) = self {
            one.keep(kept);
        }
    }

    fn recall(kept: Option<&Arg>) -> Self {
        kept.map(|kept| T::recall(Some(kept)))
    }
}

/// Which of some words was kept; the first of them if it is none.
#[inline(never)]
pub(crate) fn which(kept: Option<&Arg>, words: &[&str]) -> usize {
    let Some(Arg::Word(kept)) = kept else { return 0 };
    words.iter().position(|word| word == kept).unwrap_or(0)
}

/// Declares a struct of what the words of a rule are told: `Args::value(cell).told(Orgs { count })` where it is found, and
/// `let Orgs { count } = Orgs::of(said)` in its words.
macro_rules! told {
    ($(#[$doc:meta])* $vis:vis struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        $vis struct $name {
            $($(#[$about])* $vis $field: $type,)*
        }

        impl From<$name> for Vec<$crate::rule::Arg> {
            fn from(told: $name) -> Self {
                let mut kept = Vec::new();
                $($crate::rule::Told::keep(told.$field, &mut kept);)*
                kept
            }
        }

        impl $name {
            #[allow(dead_code, reason = "a test may only build it")]
            $vis fn of(said: &$crate::rule::Said) -> Self {
                Self::kept(said.more())
            }

            #[allow(dead_code, reason = "few are read by others than their words")]
            $vis fn kept(kept: &[$crate::rule::Arg]) -> Self {
                let mut kept = kept.iter();
                Self { $($field: $crate::rule::Told::recall(kept.next()),)* }
            }
        }
    };
}

/// Declares one of several things that words are told, as an enum with the word that is kept for each.
macro_rules! one_of {
    ($(#[$doc:meta])* enum $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            const ALL: &[Self] = &[$(Self::$variant),*];
            const WORDS: &[&str] = &[$($word),*];

            /// The word that is kept, which may be said as it is.
            #[allow(dead_code, reason = "many enums are only matched on")]
            const fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }

        impl $crate::rule::Told for $name {
            fn keep(self, kept: &mut Vec<$crate::rule::Arg>) {
                std::borrow::Cow::Borrowed(self.word()).keep(kept);
            }

            fn recall(kept: Option<&$crate::rule::Arg>) -> Self {
                Self::ALL[$crate::rule::which(kept, Self::WORDS)]
            }
        }
    };
}

pub(crate) use one_of;
pub(crate) use told;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Args;

    one_of! {
        /// Why.
        enum Why {
            /// Too long.
            Long = "long",
            /// Too short.
            Short = "short",
        }
    }

    fn again<T: Told>(told: T) -> T {
        let mut kept = Vec::new();
        told.keep(&mut kept);
        T::recall(kept.first())
    }

    #[test]
    fn what_is_kept_is_recalled() {
        assert!(again(true));
        assert_eq!(again(7u64), 7);
        assert_eq!(again(Why::Short), Why::Short);
        assert_eq!(again(Kept::new(b"a")), Kept::new(b"a"));
        assert_eq!(again(None::<u64>), None);
        assert_eq!(again(Some(3u64)), Some(3));
    }

    told! {
        /// Everything.
        struct All {
            why: Why,
            count: u64,
            name: Cow<'static, str>,
            cell: Kept,
            rest: Option<u64>,
        }
    }

    #[test]
    fn arguments_are_in_the_order_of_the_fields() {
        let all = All { why: Why::Long, count: 2, name: "n".into(), cell: Kept::new(b"c"), rest: None };
        assert_eq!(Args::none().told(all), Args::none().word("long").number(2).word("n").cell(b"c"));
    }
}
