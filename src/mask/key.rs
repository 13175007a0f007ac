//! The secret of one masked copy, and the permutation that it makes.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

/// Rounds of the Feistel network: an even number, so that both halves are changed as often.
const ROUNDS: u8 = 6;

/// A random number of 128 bits. Whoever has it could undo the copy, so it is never written anywhere, and goes with the
/// program's memory.
pub struct Key {
    halves: [u64; 2],
    /// By how much a single digit is moved, by its class and base: there are many, such as the letter before a number.
    single: [[u8; BASES]; CLASSES],
}

/// Kinds of digits, and bases, from 0 on.
const CLASSES: usize = 5;
const BASES: usize = 65;

/// What is permuted, so that the same digits of two kinds have nothing in common.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum Class {
    Letters = 1,
    Digits,
    Hex,
    Bytes,
    Score,
    Days,
}

impl Key {
    /// From bytes of a generator that is made for secrets.
    pub fn new(random: [u8; 16]) -> Self {
        let number = u128::from_le_bytes(random);
        #[allow(clippy::cast_possible_truncation, reason = "both halves are taken")]
        let halves = [number as u64, (number >> 64) as u64];
        let mut key = Self { halves, single: [[0; BASES]; CLASSES] };
        for class in [Class::Letters, Class::Digits, Class::Hex, Class::Bytes] {
            for base in 2..BASES {
                let base = u8::try_from(base).unwrap_or(0);
                let by = 1 + below(&mut key.hash(class, ROUNDS, &[base]), base - 1);
                if let Some(single) = key.single.get_mut(class as usize).and_then(|it| it.get_mut(usize::from(base))) {
                    *single = by;
                }
            }
        }
        key
    }

    /// A number that only the key tells.
    pub(super) fn hash(&self, class: Class, round: u8, of: &[u8]) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.halves[0], self.halves[1]);
        hasher.write(&[class as u8, round]);
        hasher.write(of);
        hasher.finish()
    }

    /// Replaces digits, each below the base at its place, by others: a permutation of all such numbers. It is a Feistel
    /// network: one half of the digits is moved by what a keyed hash makes of the other half, and the other way round.
    /// A single digit always becomes another one.
    pub(super) fn permute(&self, class: Class, digits: &mut [u8], bases: &[u8]) {
        if let ([digit], [base]) = (&mut *digits, bases) {
            let by = self.single.get(class as usize).and_then(|it| it.get(usize::from(*base)));
            *digit = add(*digit, by.copied().unwrap_or(0), *base);
            return;
        }
        let half = digits.len() / 2;
        let (left, right) = digits.split_at_mut(half);
        let (left_bases, right_bases) = bases.split_at(half.min(bases.len()));
        for round in 0..ROUNDS {
            if round % 2 == 0 {
                self.shift(class, round, left, left_bases, right);
            } else {
                self.shift(class, round, right, right_bases, left);
            }
        }
    }

    fn shift(&self, class: Class, round: u8, digits: &mut [u8], bases: &[u8], by: &[u8]) {
        /// Eighths of a bit that are taken of a hash; the rest is for an even distribution.
        const BITS: u32 = 56 * 8;
        let seed = self.hash(class, round, by);
        let (mut number, mut bits) = (seed, BITS);
        for (place, (digit, base)) in digits.iter_mut().zip(bases).enumerate() {
            let cost = match base {
                0..=2 => 8,
                3..=6 => 21,
                7..=10 => 27,
                11..=26 => 38,
                _ => 48,
            };
            if bits < cost {
                number = self.hash(class, round, &[&seed.to_le_bytes()[..], &(place as u64).to_le_bytes()].concat());
                bits = BITS;
            }
            bits -= cost;
            *digit = add(*digit, below(&mut number, *base), *base);
        }
    }
}

/// Takes a number below `base` off a random number.
fn below(number: &mut u64, base: u8) -> u8 {
    let wide = u128::from(*number) * u128::from(base);
    #[allow(clippy::cast_possible_truncation, reason = "the lower half stays, the upper is below the base")]
    {
        *number = wide as u64;
        (wide >> 64) as u8
    }
}

/// The sum of two digits below a base, without what is carried.
fn add(digit: u8, by: u8, base: u8) -> u8 {
    let (sum, base) = (u16::from(digit) + u16::from(by), u16::from(base));
    let rest = if sum >= base { sum - base } else { sum };
    u8::try_from(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_permutation() {
        let key = Key::new(*b"0123456789abcdef");
        for bases in [&[9u8][..], &[26], &[9, 10], &[9, 10, 10], &[26, 30, 26], &[1, 26], &[2, 1, 3, 5], &[1]] {
            let count: usize = bases.iter().map(|base| usize::from(*base)).product();
            let mut seen = std::collections::BTreeSet::new();
            let mut same = 0;
            for number in 0..count {
                let mut rest = number;
                let mut digits: Vec<u8> = bases
                    .iter()
                    .map(|base| {
                        let digit = rest % usize::from(*base);
                        rest /= usize::from(*base);
                        u8::try_from(digit).unwrap()
                    })
                    .collect();
                let before = digits.clone();
                key.permute(Class::Letters, &mut digits, bases);
                assert!(digits.iter().zip(bases).all(|(digit, base)| digit < base));
                same += usize::from(digits == before);
                seen.insert(digits);
            }
            assert_eq!(seen.len(), count, "{bases:?}");
            assert!(same * 10 <= count + 9, "{same} of {count} stay: {bases:?}");
            assert!(bases.len() > 1 || bases == [1] || same == 0);
        }
    }

    #[test]
    fn keys_and_classes_differ() {
        let masked = |random, class| {
            let mut digits = *b"\x01\x02\x03\x04\x05\x06\x07\x08";
            Key::new(random).permute(class, &mut digits, &[26; 8]);
            digits
        };
        let one = masked([1; 16], Class::Letters);
        assert_ne!(one, masked([2; 16], Class::Letters));
        assert_ne!(one, masked([1; 16], Class::Digits));
        assert_eq!(one, masked([1; 16], Class::Letters));
    }
}
