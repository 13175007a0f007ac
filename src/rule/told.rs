//! What the words of a rule are told about a finding, by name and type, so that words stand apart from detection.

use std::borrow::Cow;

use super::finding::{Arg, Kept};

/// Something that a finding keeps for its words.
pub(crate) trait Told: Sized {
    /// As it is kept.
    fn keep(self) -> Option<Arg>;

    /// As it was kept. What is not there, or of another type, is as if nothing was said.
    fn recall(kept: Option<&Arg>) -> Self;
}

impl Told for u64 {
    fn keep(self) -> Option<Arg> {
        Some(Arg::Number(self))
    }

    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Number(number)) => *number,
            _ => 0,
        }
    }
}

impl Told for bool {
    fn keep(self) -> Option<Arg> {
        u64::from(self).keep()
    }

    fn recall(kept: Option<&Arg>) -> Self {
        u64::recall(kept) == 1
    }
}

/// A word that is never personal.
impl Told for Cow<'static, str> {
    fn keep(self) -> Option<Arg> {
        Some(Arg::Word(self))
    }

    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Word(word)) => word.clone(),
            _ => Self::default(),
        }
    }
}

/// Text out of the package that may be personal: [`Said::cell`](super::Said::cell) says it.
impl Told for Kept {
    fn keep(self) -> Option<Arg> {
        Some(Arg::Cell(self))
    }

    fn recall(kept: Option<&Arg>) -> Self {
        match kept {
            Some(Arg::Cell(cell)) => cell.clone(),
            _ => Self::new(b""),
        }
    }
}

/// Only the last of several can be left out.
impl<T: Told> Told for Option<T> {
    fn keep(self) -> Option<Arg> {
        self.and_then(T::keep)
    }

    fn recall(kept: Option<&Arg>) -> Self {
        kept.map(|kept| T::recall(Some(kept)))
    }
}

/// Declares a struct of what the words of a rule are told: `Args::value(cell).told(Orgs { count })` where it is found, and
/// `let Orgs { count } = Orgs::of(said)` in its words.
macro_rules! told {
    ($(#[$doc:meta])* struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        struct $name {
            $($(#[$about])* $field: $type,)*
        }

        impl From<$name> for Vec<$crate::rule::Arg> {
            fn from(told: $name) -> Self {
                [$($crate::rule::Told::keep(told.$field)),*].into_iter().flatten().collect()
            }
        }

        impl $name {
            #[allow(dead_code, reason = "a test may only build it")]
            fn of(said: &$crate::rule::Said) -> Self {
                Self::kept(said.more())
            }

            #[allow(dead_code, reason = "few are read by others than their words")]
            fn kept(kept: &[$crate::rule::Arg]) -> Self {
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
        enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// The word that is kept, which may be said as it is.
            #[allow(dead_code, reason = "many enums are only matched on")]
            const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::rule::Told for $name {
            fn keep(self) -> Option<$crate::rule::Arg> {
                Some($crate::rule::Arg::Word(self.word().into()))
            }

            fn recall(kept: Option<&$crate::rule::Arg>) -> Self {
                match kept {
                    $(Some($crate::rule::Arg::Word(word)) if word == $word => Self::$variant,)*
                    // Only what `keep` wrote is kept: this is the first of them.
                    _ => [$(Self::$variant),*][0],
                }
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

    #[test]
    fn what_is_kept_is_recalled() {
        assert!(bool::recall(true.keep().as_ref()));
        assert_eq!(u64::recall(7.keep().as_ref()), 7);
        assert_eq!(Why::recall(Why::Short.keep().as_ref()), Why::Short);
        assert_eq!(Kept::recall(Kept::new(b"a").keep().as_ref()), Kept::new(b"a"));
        assert_eq!(Option::<u64>::recall(None::<u64>.keep().as_ref()), None);
        assert_eq!(Option::<u64>::recall(Some(3).keep().as_ref()), Some(3));
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
