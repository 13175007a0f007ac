//! Sorting where it is rare and lists are short: one body for all types. The library's own has one for each, and those
//! were a twentieth of the page's core.

use std::cmp::Ordering;

/// Sorts a list; what is equal keeps its order.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..list.len()).collect();
    {
        let of = |place: usize| list.get(place);
        sort_places(&mut places, &|one, other| match (of(one), of(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        });
    }
    // Each place is filled from where its item was, around one circle after the other.
    for start in 0..places.len() {
        let mut at = start;
        while let Some(place) = places.get_mut(at) {
            let from = std::mem::replace(place, at);
            if from == start {
                break;
            }
            list.swap(at, from);
            at = from;
        }
    }
}

/// Sorts a list by what is told of each item; what is equal keeps its order.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list.
pub(crate) fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

#[inline(never)]
fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_by_key};

    /// Numbers that look random, the same ones each time.
    fn numbers(count: usize, most: u64) -> Vec<u64> {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % most
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn lists_of_any_length_are_sorted_as_the_library_sorts_them() {
        for count in (0..70).chain([1000]) {
            for most in [2, 10, u64::MAX] {
                let mut list: Vec<(u64, usize)> = numbers(count, most).into_iter().zip(0..).collect();
                let mut expected = list.clone();
                expected.sort_by_key(|(number, _)| *number);
                sort_by_key(&mut list, |(number, _)| *number);
                assert_eq!(list, expected);
            }
            let mut texts: Vec<String> = numbers(count, 100).iter().map(u64::to_string).collect();
            let mut expected = texts.clone();
            expected.sort();
            sort(&mut texts);
            assert_eq!(texts, expected);
        }
    }
}
