//! The secret of one masked copy, and the permutation that it makes.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

/// Rounds of the Feistel network: an even number, so that both halves are changed as often.
const ROUNDS: usize = 6;

/// A random number of 128 bits. Whoever has it could undo the copy, so it is never written anywhere, and goes with the
/// program's memory.
pub struct Key {
    halves: [u64; 2],
    /// For each class and round a key of its own, made from the secret.
    rounds: [[OfNumber; ROUNDS]; CLASSES],
    /// By how much a single digit is moved, by its class and base: there are many, such as the letter before a number.
    single: [[u8; BASES]; CLASSES],
}

/// Stands where a round would, for single digits.
const SINGLE: u8 = 6;

/// Kinds of digits, and bases, from 0 on.
const CLASSES: usize = 7;
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
        let mut key = Self { halves, rounds: [[OfNumber::default(); ROUNDS]; CLASSES], single: [[0; BASES]; CLASSES] };
        for class in [Class::Letters, Class::Digits, Class::Hex, Class::Bytes, Class::Score, Class::Days] {
            for round in 0..ROUNDS {
                let own = [0, 1].map(|half| key.hash(class, u8::try_from(round).unwrap_or(0), &[b'k', half]));
                if let Some(of_round) = key.rounds.get_mut(class as usize).and_then(|it| it.get_mut(round)) {
                    *of_round = OfNumber(own);
                }
            }
            for base in 2..BASES {
                let base = u8::try_from(base).unwrap_or(0);
                let by = 1 + below(&mut key.hash(class, SINGLE, &[base]), base - 1);
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
        if let Some((one, other)) = Number::of(left, left_bases).zip(Number::of(right, right_bases)) {
            let (one, other) = self.permute_numbers(class, half, one, other);
            one.write(left, left_bases);
            other.write(right, right_bases);
            return;
        }
        for round in 0..ROUNDS {
            let number = u8::try_from(round).unwrap_or(0);
            if round % 2 == 0 {
                self.shift(class, number, left, left_bases, right);
            } else {
                self.shift(class, number, right, right_bases, left);
            }
        }
    }

    /// The same, where each half fits into a number: then it is moved as a whole.
    fn permute_numbers(&self, class: Class, half: usize, mut one: Number, mut other: Number) -> (Number, Number) {
        let Some(rounds) = self.rounds.get(class as usize) else { return (one, other) };
        // Halves of different lengths have nothing in common.
        let length = (half as u64) << 58;
        for pair in rounds.chunks_exact(2) {
            if let [first, second] = pair {
                one.move_by(first.of(other.value ^ length));
                other.move_by(second.of(one.value ^ length));
            }
        }
        (one, other)
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

/// SipHash-1-3 of a number of eight bytes, with this key: the same as the `siphasher` crate makes, without what it needs for
/// texts of any length.
#[derive(Clone, Copy, Default)]
struct OfNumber([u64; 2]);

impl OfNumber {
    #[inline]
    fn of(self, number: u64) -> u64 {
        let [one, two] = self.0;
        let mut state = [
            one ^ 0x736f_6d65_7073_6575,
            two ^ 0x646f_7261_6e64_6f6d,
            one ^ 0x6c79_6765_6e65_7261,
            two ^ 0x7465_6462_7974_6573,
        ];
        // The number, and how long it is.
        for block in [number, 8 << 56] {
            state[3] ^= block;
            Self::mix(&mut state);
            state[0] ^= block;
        }
        state[2] ^= 0xFF;
        for _ in 0..3 {
            Self::mix(&mut state);
        }
        state[0] ^ state[1] ^ state[2] ^ state[3]
    }

    #[inline]
    fn mix([a, b, c, d]: &mut [u64; 4]) {
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32).wrapping_add(*d);
        *c = c.wrapping_add(*b);
        *d = d.rotate_left(21) ^ *a;
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }
}

/// The number that some digits are.
#[derive(Clone, Copy)]
struct Number {
    value: u64,
    /// How many numbers there are, and how many that have the same digits in the first half.
    size: u64,
    lower: u64,
}

impl Number {
    /// How many numbers half of the digits may be at most, so that digits are found without division. Of a hash, six bits
    /// are left for an even distribution.
    const MOST: u64 = 1 << 29;

    /// None if the number is too large.
    fn of(digits: &[u8], bases: &[u8]) -> Option<Self> {
        let middle = digits.len() / 2;
        let (high, low) = digits.split_at(middle);
        let (high_bases, low_bases) = bases.split_at(middle.min(bases.len()));
        let (high, higher) = Self::half(high, high_bases)?;
        let (low, lower) = Self::half(low, low_bases)?;
        Some(Self { value: high * lower + low, size: higher * lower, lower })
    }

    fn half(digits: &[u8], bases: &[u8]) -> Option<(u64, u64)> {
        let (mut value, mut size) = (0, 1u64);
        for (digit, base) in digits.iter().zip(bases) {
            let base = u64::from(*base).max(1);
            size *= base;
            if size > Self::MOST {
                return None;
            }
            value = value * base + u64::from(*digit);
        }
        Some((value, size))
    }

    /// Adds a random number, and begins again at 0 where the numbers end.
    fn move_by(&mut self, random: u64) {
        let below = u128::from(random) * u128::from(self.size);
        #[allow(clippy::cast_possible_truncation, reason = "the upper half is below the size")]
        let sum = self.value + (below >> 64) as u64;
        self.value = if sum >= self.size { sum - self.size } else { sum };
    }

    /// Writes the digits.
    fn write(self, digits: &mut [u8], bases: &[u8]) {
        let middle = digits.len() / 2;
        let (high, low) = digits.split_at_mut(middle);
        let (high_bases, low_bases) = bases.split_at(middle.min(bases.len()));
        let halves = [(self.value / self.lower, high, high_bases), (self.value % self.lower, low, low_bases)];
        for (mut rest, digits, bases) in halves {
            for (digit, base) in digits.iter_mut().zip(bases).rev() {
                let above = (rest * PARTS_OF_ONE[usize::from(*base) % PARTS_OF_ONE.len()]) >> PART_BITS;
                *digit = u8::try_from(rest - above * u64::from(*base)).unwrap_or(0);
                rest = above;
            }
        }
    }
}

/// Bits behind the point of [`PARTS_OF_ONE`].
const PART_BITS: u32 = 35;

/// One, divided by each base and rounded up. For what is below [`Number::MOST`] it divides exactly: the error is less than a
/// base times 2^29 in 2^35, which is no more than a base has room for.
const PARTS_OF_ONE: [u64; 65] = {
    let mut parts = [0; 65];
    let mut base = 1;
    while base < parts.len() {
        parts[base] = (1u64 << PART_BITS).div_ceil(base as u64);
        base += 1;
    }
    parts
};

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
    fn a_number_is_hashed_as_its_bytes() {
        for number in [0, 1, 42, u64::MAX, 0x0123_4567_89ab_cdef] {
            for own in [[0, 0], [7, u64::MAX], [0x0102_0304_0506_0708, 0x90a0_b0c0_d0e0_f000]] {
                let theirs = SipHasher13::new_with_keys(own[0], own[1]).hash(&number.to_le_bytes());
                assert_eq!(OfNumber(own).of(number), theirs);
            }
        }
    }

    #[test]
    fn long_digits_are_permuted_one_to_one() {
        let key = Key::new(*b"fedcba9876543210");
        for bases in
            [vec![10; 32], vec![26; 20], vec![64; 8], vec![10; 60], vec![26; 41], vec![64; 30], vec![6, 10, 20, 64]]
        {
            let mut seen = std::collections::BTreeSet::new();
            for number in 0..500usize {
                let mut digits: Vec<u8> = (0..bases.len())
                    .map(|place| {
                        u8::try_from((number >> (place % 9)) * (place + 1) % usize::from(bases[place])).unwrap()
                    })
                    .collect();
                digits[0] = u8::try_from(number % usize::from(bases[0])).unwrap();
                let before = digits.clone();
                key.permute(Class::Hex, &mut digits, &bases);
                assert!(digits.iter().zip(&bases).all(|(digit, base)| digit < base));
                seen.insert((before, digits));
            }
            let (before, after): (std::collections::BTreeSet<_>, std::collections::BTreeSet<_>) =
                seen.into_iter().unzip();
            assert_eq!(before.len(), after.len(), "{bases:?}");
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
