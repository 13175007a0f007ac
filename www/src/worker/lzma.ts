/**
 * Unpacks LZMA, in which the core lies in the page: a quarter smaller than what browsers can inflate themselves.
 *
 * Follows the decoder of the LZMA specification by Igor Pavlov, which is in the public domain. The build unpacks what it
 * has packed with this very function and compares.
 */

const PROBABILITY_BITS = 11;
const MOVE_BITS = 5;
const TOP = 2 ** 24;
const LEAST_MATCH = 2;
const STATES = 12;
const MOST_POSITION_STATES = 16;
const END_OF_POSITION_MODEL = 14;
const FULL_DISTANCES = 128;

// Where each kind of probability begins in the one list that holds them all.
const IS_MATCH = 0;
const IS_REPEATED = IS_MATCH + STATES * MOST_POSITION_STATES;
const IS_REPEATED_0 = IS_REPEATED + STATES;
const IS_REPEATED_1 = IS_REPEATED_0 + STATES;
const IS_REPEATED_2 = IS_REPEATED_1 + STATES;
const IS_LONG_0 = IS_REPEATED_2 + STATES;
const SLOT = IS_LONG_0 + STATES * MOST_POSITION_STATES;
const DISTANCE = SLOT + 4 * 64;
const ALIGN = DISTANCE + 1 + FULL_DISTANCES - END_OF_POSITION_MODEL;
const LENGTH = ALIGN + 16;
const LENGTH_SIZE = 2 + 2 * MOST_POSITION_STATES * 8 + 256;
const REPEATED_LENGTH = LENGTH + LENGTH_SIZE;
const LITERAL = REPEATED_LENGTH + LENGTH_SIZE;

/** The checksum Adler-32: what came out is what went in. */
export function sum(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

/** Unpacks a stream with the header of the `.lzma` format that names its size; throws when it is damaged. */
export function unpack(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const damaged = (): never => {
    throw new Error("the packed core is damaged");
  };
  const header = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const properties = header.getUint8(0);
  const literalBits = properties % 9;
  const literalMask = 2 ** (Math.floor(properties / 9) % 5) - 1;
  const positionMask = 2 ** Math.floor(properties / 45) - 1;
  const size = header.getUint32(5, true);
  if (properties >= 225 || header.getUint32(9, true) !== 0) damaged();

  const out = new Uint8Array(size);
  const chances = new Uint16Array(LITERAL + 0x300 * 2 ** literalBits * (literalMask + 1)).fill(1 << (PROBABILITY_BITS - 1));
  let at = 18;
  let range = 0xffffffff;
  let code = header.getUint32(14);

  const normalize = (): void => {
    if (range >= TOP) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | (packed[at] ?? damaged())) >>> 0;
    at += 1;
  };
  const bit = (place: number): number => {
    const chance = chances[place] ?? damaged();
    const bound = (range >>> PROBABILITY_BITS) * chance;
    let found = 0;
    if (code < bound) {
      range = bound;
      chances[place] = chance + (((1 << PROBABILITY_BITS) - chance) >> MOVE_BITS);
    } else {
      range -= bound;
      code -= bound;
      chances[place] = chance - (chance >> MOVE_BITS);
      found = 1;
    }
    normalize();
    return found;
  };
  const direct = (bits: number): number => {
    let found = 0;
    for (let left = bits; left > 0; left -= 1) {
      range >>>= 1;
      const one = code >= range ? 1 : 0;
      if (one) code -= range;
      normalize();
      found = found * 2 + one;
    }
    return found;
  };
  const tree = (from: number, bits: number): number => {
    let node = 1;
    for (let left = bits; left > 0; left -= 1) node = node * 2 + bit(from + node);
    return node - (1 << bits);
  };
  const treeFromTheEnd = (from: number, bits: number): number => {
    let node = 1;
    let found = 0;
    for (let place = 0; place < bits; place += 1) {
      const one = bit(from + node);
      node = node * 2 + one;
      found += one << place;
    }
    return found;
  };
  const lengthFrom = (from: number, position: number): number => {
    if (bit(from) === 0) return tree(from + 2 + position * 8, 3);
    if (bit(from + 1) === 0) return 8 + tree(from + 2 + (MOST_POSITION_STATES + position) * 8, 3);
    return 16 + tree(from + 2 + 2 * MOST_POSITION_STATES * 8, 8);
  };
  const distanceFor = (length: number): number => {
    const slot = tree(SLOT + Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const distance = (2 | (slot & 1)) * 2 ** bits;
    if (slot < END_OF_POSITION_MODEL) return distance + treeFromTheEnd(DISTANCE + distance - slot, bits);
    return distance + direct(bits - 4) * 16 + treeFromTheEnd(ALIGN, 4);
  };

  let written = 0;
  let state = 0;
  let [back0, back1, back2, back3] = [0, 0, 0, 0];
  while (written < size) {
    const position = written & positionMask;
    if (bit(IS_MATCH + state * MOST_POSITION_STATES + position) === 0) {
      const before = written > 0 ? (out[written - 1] ?? 0) : 0;
      const from = LITERAL + 0x300 * (((written & literalMask) << literalBits) + (before >> (8 - literalBits)));
      let symbol = 1;
      if (state >= 7) {
        // After a match the byte that would have gone on with it is probably wrong; it leads the way until it is.
        let other = out[written - back0 - 1] ?? 0;
        while (symbol < 0x100) {
          const expected = (other >> 7) & 1;
          other <<= 1;
          const found = bit(from + ((1 + expected) << 8) + symbol);
          symbol = symbol * 2 + found;
          if (found !== expected) break;
        }
      }
      while (symbol < 0x100) symbol = symbol * 2 + bit(from + symbol);
      out[written] = symbol - 0x100;
      written += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length: number;
    if (bit(IS_REPEATED + state) === 0) {
      [back3, back2, back1] = [back2, back1, back0];
      length = lengthFrom(LENGTH, position);
      state = state < 7 ? 7 : 10;
      back0 = distanceFor(length);
    } else {
      if (bit(IS_REPEATED_0 + state) === 0) {
        if (bit(IS_LONG_0 + state * MOST_POSITION_STATES + position) === 0) {
          if (back0 >= written) damaged();
          out[written] = out[written - back0 - 1] ?? 0;
          written += 1;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else if (bit(IS_REPEATED_1 + state) === 0) {
        [back0, back1] = [back1, back0];
      } else if (bit(IS_REPEATED_2 + state) === 0) {
        [back0, back1, back2] = [back2, back0, back1];
      } else {
        [back0, back1, back2, back3] = [back3, back0, back1, back2];
      }
      length = lengthFrom(REPEATED_LENGTH, position);
      state = state < 7 ? 8 : 11;
    }
    const end = written + length + LEAST_MATCH;
    if (back0 >= written || end > size) damaged();
    for (; written < end; written += 1) out[written] = out[written - back0 - 1] ?? 0;
  }
  return out;
}
