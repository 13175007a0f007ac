/**
 * Puts the core's code together. It lies in the page taken apart (apart.ts): what instructions do, which variables they
 * use, which numbers they hold, each kind of bytes by itself. So it packs 34 kB smaller, because like stands beside like.
 *
 * Source: WebAssembly Core Specification 2.0, section 5 (binary format). The build puts together what it has taken apart
 * and compares.
 */

import { tables } from "./tables";

/** The kinds of bytes of the code: what begins a function, what it calls, and so on. In this order they pack best. */
const HEAD = 0;
const CALL = 1;
const OFFSET = 2;
const LONG_NUMBER = 3;
const NUMBER = 4;
export const VARIABLE = 5;
/** The instructions, and whatever else stands beside them. */
const REST = 6;
export const KINDS = 7;

/** Bytes of the numbers before all parts. */
export const HEADER = 4 * (KINDS + 9);

/** More variables than this no function has. */
const MOST_VARIABLES = 50_000;

export function damaged(): never {
  throw new Error("the core's code is not understood");
}

/** Reads and writes a number as WebAssembly writes it: seven bits in each byte, the lowest first. */
export function number(next: () => number): number {
  let [found, scale] = [0, 1];
  for (;;) {
    const byte = next();
    found += (byte % 128) * scale;
    if (byte < 128) return found;
    scale *= 128;
  }
}

export function putNumber(value: number, put: (byte: number) => void): void {
  for (; value >= 128; value = Math.floor(value / 128)) put(128 + (value % 128));
  put(value);
}

/** Moves the code of a core from where it lies to where it goes. */
export abstract class Mover {
  /** The variables of a function, the one that was used last first: what is used again soon has a small number. */
  readonly #recent = Uint16Array.from({ length: MOST_VARIABLES }, (_, place) => place);
  #used = 0;

  /** Moves one byte, and gives it. */
  protected abstract byte(kind: number): number;
  /** Moves the number of a variable. */
  protected abstract variable(): void;
  /** Where the code is that has been moved. */
  protected abstract moved(): number;

  /** Moves all functions. */
  functions(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const size = this.#number(HEAD);
      const end = this.moved() + size;
      for (let groups = this.#number(HEAD); groups > 0; groups -= 1) {
        this.#number(HEAD);
        this.byte(HEAD);
      }
      for (; this.#used > 0; this.#used -= 1) this.#recent[this.#used] = this.#used;
      this.#recent[0] = 0;
      while (this.moved() < end) this.#instruction();
      if (this.moved() !== end) damaged();
    }
  }

  protected placeOf(variable: number): number {
    return this.#recent.indexOf(variable);
  }

  /** Gives the variable at a place, and moves it to the front. */
  protected take(place: number): number {
    const variable = this.#recent[place] ?? damaged();
    for (let at = place; at > 0; at -= 1) this.#recent[at] = this.#recent[at - 1] ?? 0;
    this.#recent[0] = variable;
    if (place > this.#used) this.#used = place;
    return variable;
  }

  #number(kind: number): number {
    let [found, scale] = [0, 1];
    for (;;) {
      const byte = this.byte(kind);
      found += (byte % 128) * scale;
      if (byte < 128) return found;
      scale *= 128;
    }
  }

  #raw(count: number): void {
    for (let left = count; left > 0; left -= 1) this.byte(REST);
  }

  #address(): void {
    this.#number(REST);
    this.#number(OFFSET);
  }

  /** Moves what belongs to one instruction. */
  #instruction(): void {
    const code = this.byte(REST);
    if (code >= 0x28 && code <= 0x3e) return this.#address();
    switch (code) {
      case 0x20:
      case 0x21:
      case 0x22:
        return this.variable();
      case 0x10:
        return void this.#number(CALL);
      case 0x41:
        return void this.#number(NUMBER);
      case 0x42:
        return void this.#number(LONG_NUMBER);
      case 0x43:
        return this.#raw(4);
      case 0x44:
        return this.#raw(8);
      // A block, a jump, a global, the size of the memory, a reference.
      case 0x02:
      case 0x03:
      case 0x04:
      case 0x0c:
      case 0x0d:
      case 0x23:
      case 0x24:
      case 0x25:
      case 0x26:
      case 0x3f:
      case 0x40:
      case 0xd0:
      case 0xd2:
        return void this.#number(REST);
      case 0x0e:
        for (let left = this.#number(REST); left >= 0; left -= 1) this.#number(REST);
        return;
      case 0x11:
        this.#number(REST);
        return void this.#number(REST);
      case 0x1c:
        for (let left = this.#number(REST); left > 0; left -= 1) this.#number(REST);
        return;
      case 0xfc:
        return this.#long(this.#number(REST));
      case 0xfd:
        return this.#vector(this.#number(REST));
    }
    // The rest have nothing beside them: arithmetic, comparisons, conversions, ends of blocks, returns.
    const isPlain =
      code <= 0x01 || code === 0x05 || code === 0x0b || code === 0x0f || code === 0x1a || code === 0x1b || (code >= 0x45 && code <= 0xc4) || code === 0xd1;
    if (!isPlain) damaged();
  }

  #long(code: number): void {
    if (code > 17) damaged();
    if (code >= 8) this.#number(REST);
    if (code === 8 || code === 10 || code === 12 || code === 14) this.#number(REST);
  }

  #vector(code: number): void {
    const isLane = code >= 84 && code <= 91;
    if (code <= 11 || isLane || code === 92 || code === 93) this.#address();
    if (code === 12 || code === 13) this.#raw(16);
    if (isLane || (code >= 21 && code <= 34)) this.#raw(1);
  }
}

class Joiner extends Mover {
  readonly #kinds: readonly Uint8Array[];
  readonly #places = new Uint32Array(KINDS);
  readonly #out: Uint8Array;
  #length: number;

  constructor(kinds: readonly Uint8Array[], out: Uint8Array, length: number) {
    super();
    this.#kinds = kinds;
    this.#out = out;
    this.#length = length;
  }

  moved(): number {
    return this.#length;
  }

  protected byte(kind: number): number {
    const byte = this.#take(kind);
    this.#put(byte);
    return byte;
  }

  protected variable(): void {
    const place = number(() => this.#take(VARIABLE));
    putNumber(this.take(place), (byte) => this.#put(byte));
  }

  #take(kind: number): number {
    const place = this.#places[kind] ?? 0;
    this.#places[kind] = place + 1;
    return this.#kinds[kind]?.[place] ?? damaged();
  }

  #put(byte: number): void {
    this.#out[this.#length] = byte;
    this.#length += 1;
  }
}

/**
 * Puts a core together. Before the parts stand the sizes of all, the number of functions, the size of the whole, and where
 * the tables belong that are calculated; none is at the start.
 */
export function joined(apart: Uint8Array): Uint8Array<ArrayBuffer> {
  const sizes = new DataView(apart.buffer, apart.byteOffset, HEADER);
  const size = (place: number): number => sizes.getUint32(4 * place, true);
  let at = sizes.byteLength;
  const part = (place: number): Uint8Array => apart.subarray(at, (at += size(place)));
  const before = part(0);
  const kinds = Array.from({ length: KINDS }, (_, kind) => part(kind + 1));
  const out = new Uint8Array(size(KINDS + 3));
  out.set(before);
  const joiner = new Joiner(kinds, out, before.byteLength);
  joiner.functions(size(KINDS + 2));
  out.set(part(KINDS + 1), joiner.moved());
  tables().forEach((table, each) => {
    const place = size(KINDS + 4 + each);
    if (place > 0) out.set(table, place);
  });
  return out;
}
