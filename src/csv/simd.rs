//! Where the bytes that matter stand among sixty-four: one bit for each byte. The only file with `unsafe` in it.
//!
//! Each machine has its own few instructions for the same answer; [`scalar`] is what they must agree with, and what
//! every other machine runs.

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// The places of each kind of byte in a block; bit 0 is the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) quotes: u64,
    pub(super) delimiters: u64,
    pub(super) line_feeds: u64,
    pub(super) carriage_returns: u64,
    /// Bytes that are not ASCII.
    pub(super) not_ascii: u64,
}

/// Something worth compiling twice: for every machine, and for those with more instructions. What it calls must be
/// `#[inline(always)]`, so that it is compiled along.
pub(super) trait Work {
    fn run(self);
}

/// Does the work with the best instructions that this machine has.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "whether the machine has the instructions is asked before they are used")]
pub(super) fn at_best(work: impl Work) {
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn newer(work: impl Work) {
        work.run();
    }
    let has_newer = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt");
    if has_newer {
        // SAFETY: the machine has just said that it has them.
        unsafe { newer(work) }
    } else {
        work.run();
    }
}

/// Does the work; this machine has but one set of instructions.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn at_best(work: impl Work) {
    work.run();
}

/// The same as the others, in plain words.
#[cfg(any(test, not(any(target_arch = "x86_64", target_arch = "aarch64", target_feature = "simd128"))))]
pub(super) fn scalar(block: &[u8; BLOCK], delimiter: u8) -> Places {
    let places = |is_wanted: &dyn Fn(u8) -> bool| {
        block.iter().rev().fold(0, |places, byte| places << 1 | u64::from(is_wanted(*byte)))
    };
    Places {
        quotes: places(&|byte| byte == b'"'),
        delimiters: places(&|byte| byte == delimiter),
        line_feeds: places(&|byte| byte == b'\n'),
        carriage_returns: places(&|byte| byte == b'\r'),
        not_ascii: places(&|byte| byte >= 0x80),
    }
}

/// Where two blocks differ, in plain words.
#[cfg(any(test, not(any(target_arch = "x86_64", target_arch = "aarch64", target_feature = "simd128"))))]
pub(super) fn scalar_differing(one: &[u8; BLOCK], other: &[u8; BLOCK]) -> u64 {
    one.iter().zip(other).rev().fold(0, |places, (one, other)| places << 1 | u64::from(one != other))
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", target_feature = "simd128")))]
pub(super) use {scalar as places, scalar_differing as differing};

/// SSE2, which every x86-64 machine has.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "the instructions know signed bytes only")]
#[allow(clippy::cast_ptr_alignment, reason = "this load asks for no alignment")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn places(block: &[u8; BLOCK], delimiter: u8) -> Places {
    use std::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8};
    let (quarters, _) = block.as_chunks::<16>();
    // SAFETY: a chunk is sixteen bytes long, and the load asks for no alignment.
    let load = |quarter: &[u8; 16]| unsafe { _mm_loadu_si128(quarter.as_ptr().cast::<__m128i>()) };
    // SAFETY: SSE2 is part of x86-64; these instructions touch no memory.
    let equal = |quarter, byte: u8| unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(quarter, _mm_set1_epi8(byte as i8))) };
    // SAFETY: as above.
    let high = |quarter| unsafe { _mm_movemask_epi8(quarter) };
    let mut places = Places { quotes: 0, delimiters: 0, line_feeds: 0, carriage_returns: 0, not_ascii: 0 };
    for (quarter, shift) in quarters.iter().zip([0, 16, 32, 48]) {
        let quarter = load(quarter);
        places.quotes |= u64::from(equal(quarter, b'"') as u32) << shift;
        places.delimiters |= u64::from(equal(quarter, delimiter) as u32) << shift;
        places.line_feeds |= u64::from(equal(quarter, b'\n') as u32) << shift;
        places.carriage_returns |= u64::from(equal(quarter, b'\r') as u32) << shift;
        places.not_ascii |= u64::from(high(quarter) as u32) << shift;
    }
    places
}

/// The same for where two blocks differ.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[allow(clippy::cast_sign_loss, reason = "the instructions know signed bytes only")]
#[allow(clippy::cast_ptr_alignment, reason = "this load asks for no alignment")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn differing(one: &[u8; BLOCK], other: &[u8; BLOCK]) -> u64 {
    use std::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8};
    // SAFETY: a chunk is sixteen bytes long, and the load asks for no alignment.
    let load = |quarter: &[u8; 16]| unsafe { _mm_loadu_si128(quarter.as_ptr().cast::<__m128i>()) };
    // SAFETY: SSE2 is part of x86-64; these instructions touch no memory.
    let equal = |one, other| unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(load(one), load(other))) };
    let quarters = one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0);
    let same = quarters.rev().fold(0, |same, (one, other)| same << 16 | u64::from(equal(one, other) as u32));
    !same
}

/// The 128-bit instructions of WebAssembly.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[allow(clippy::cast_ptr_alignment, reason = "this load asks for no alignment")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn places(block: &[u8; BLOCK], delimiter: u8) -> Places {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128, v128_load};
    let (quarters, _) = block.as_chunks::<16>();
    // SAFETY: a chunk is sixteen bytes long, and the load asks for no alignment.
    let load = |quarter: &[u8; 16]| unsafe { v128_load(quarter.as_ptr().cast::<v128>()) };
    let equal = |quarter, byte| u64::from(u8x16_bitmask(u8x16_eq(quarter, u8x16_splat(byte))));
    let mut places = Places { quotes: 0, delimiters: 0, line_feeds: 0, carriage_returns: 0, not_ascii: 0 };
    for (quarter, shift) in quarters.iter().zip([0, 16, 32, 48]) {
        let quarter = load(quarter);
        places.quotes |= equal(quarter, b'"') << shift;
        places.delimiters |= equal(quarter, delimiter) << shift;
        places.line_feeds |= equal(quarter, b'\n') << shift;
        places.carriage_returns |= equal(quarter, b'\r') << shift;
        places.not_ascii |= u64::from(u8x16_bitmask(quarter)) << shift;
    }
    places
}

/// The same for where two blocks differ.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[allow(clippy::cast_ptr_alignment, reason = "this load asks for no alignment")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn differing(one: &[u8; BLOCK], other: &[u8; BLOCK]) -> u64 {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_ne, v128, v128_load};
    // SAFETY: a chunk is sixteen bytes long, and the load asks for no alignment.
    let load = |quarter: &[u8; 16]| unsafe { v128_load(quarter.as_ptr().cast::<v128>()) };
    let quarters = one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0);
    quarters
        .rev()
        .fold(0, |differing, (one, other)| differing << 16 | u64::from(u8x16_bitmask(u8x16_ne(load(one), load(other)))))
}

/// NEON, which every aarch64 machine has.
#[cfg(target_arch = "aarch64")]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn places(block: &[u8; BLOCK], delimiter: u8) -> Places {
    use std::arch::aarch64::{vceqq_u8, vcgeq_u8, vdupq_n_u8};
    let all = neon::quarters(block);
    // SAFETY: NEON is part of aarch64; these instructions touch no memory.
    let equal = |byte: u8| neon::gather(all.map(|quarter| unsafe { vceqq_u8(quarter, vdupq_n_u8(byte)) }));
    Places {
        quotes: equal(b'"'),
        delimiters: equal(delimiter),
        line_feeds: equal(b'\n'),
        carriage_returns: equal(b'\r'),
        // SAFETY: as above.
        not_ascii: neon::gather(all.map(|quarter| unsafe { vcgeq_u8(quarter, vdupq_n_u8(0x80)) })),
    }
}

/// The same for where two blocks differ.
#[cfg(target_arch = "aarch64")]
#[allow(unsafe_code, reason = "these instructions are always there")]
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
pub(super) fn differing(one: &[u8; BLOCK], other: &[u8; BLOCK]) -> u64 {
    use std::arch::aarch64::vceqq_u8;
    let (one, other) = (neon::quarters(one), neon::quarters(other));
    // SAFETY: NEON is part of aarch64; these instructions touch no memory.
    !neon::gather(std::array::from_fn(|place| unsafe { vceqq_u8(one[place], other[place]) }))
}

/// What NEON lacks: an instruction that gathers the highest bits. The bytes of a comparison keep one bit each, by their
/// place, and are added up pair by pair.
#[cfg(target_arch = "aarch64")]
#[allow(unsafe_code, reason = "a load of sixteen bytes takes a pointer")]
#[allow(clippy::inline_always, reason = "see Work")]
mod neon {
    use std::arch::aarch64::{uint8x16_t, vandq_u8, vgetq_lane_u64, vld1q_u8, vpaddq_u8, vreinterpretq_u64_u8};

    use super::BLOCK;

    const PLACES: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

    #[inline(always)]
    fn load(bytes: &[u8; 16]) -> uint8x16_t {
        // SAFETY: NEON is part of aarch64, and the load reads sixteen bytes of an array that is as long.
        unsafe { vld1q_u8(bytes.as_ptr()) }
    }

    /// The four quarters of a block.
    #[inline(always)]
    pub(super) fn quarters(block: &[u8; BLOCK]) -> [uint8x16_t; 4] {
        let quarter = |from: usize| load(&std::array::from_fn(|place| block[from + place]));
        [quarter(0), quarter(16), quarter(32), quarter(48)]
    }

    /// One bit for each byte that is all ones.
    #[inline(always)]
    pub(super) fn gather(found: [uint8x16_t; 4]) -> u64 {
        let bits = load(&PLACES);
        // SAFETY: NEON is part of aarch64; these instructions touch no memory.
        unsafe {
            let [one, two, three, four] = found.map(|quarter| vandq_u8(quarter, bits));
            let sum = vpaddq_u8(vpaddq_u8(one, two), vpaddq_u8(three, four));
            vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        // Under Miri each step takes a thousand times as long: the bytes that matter, their neighbours and some others.
        let step = if cfg!(miri) { 11 } else { 1 };
        let bytes = (0..=u8::MAX).step_by(step).chain([b'"', b',', b'\n', b'\r', 0x7F, 0x80, 0xFF]);
        for byte in bytes {
            for place in (0..BLOCK).step_by(if cfg!(miri) { 5 } else { 1 }) {
                let mut block = [b'x'; BLOCK];
                block[place] = byte;
                for delimiter in [b',', b';', b'\t', b'|'] {
                    assert_eq!(places(&block, delimiter), scalar(&block, delimiter), "{byte} at {place}");
                }
            }
        }
    }

    #[test]
    fn blocks_of_all_sorts() {
        // A plain generator: each block differs from the others, and every run makes the same ones.
        let mut state = 1u64;
        for _ in 0..if cfg!(miri) { 50 } else { 10_000 } {
            let block = std::array::from_fn(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *[b'"', b',', b'\n', b'\r', b'a', 0xC3, 0x80, 0x7F, b';'].get((state >> 40) as usize % 9).unwrap()
            });
            assert_eq!(places(&block, b','), scalar(&block, b','));
            let other = block.map(|byte| if byte == b'a' { b'b' } else { byte });
            assert_eq!(differing(&block, &other), scalar_differing(&block, &other));
            assert_eq!(differing(&block, &block), 0);
        }
    }
}
