/** Takes the core's code apart, for the build: streams.ts puts it together again. */

import { damaged, HEADER, KINDS, Mover, number, putNumber, VARIABLE } from "./streams";
import { tables } from "./tables";

class Splitter extends Mover {
  readonly kinds: readonly number[][] = Array.from({ length: KINDS }, () => []);
  readonly #whole: Uint8Array;
  #at: number;

  constructor(whole: Uint8Array, at: number) {
    super();
    this.#whole = whole;
    this.#at = at;
  }

  moved(): number {
    return this.#at;
  }

  protected byte(kind: number): number {
    const byte = this.#next();
    this.kinds[kind]?.push(byte);
    return byte;
  }

  protected variable(): void {
    const place = this.placeOf(number(() => this.#next()));
    this.take(place);
    putNumber(place, (byte) => this.kinds[VARIABLE]?.push(byte));
  }

  #next(): number {
    return this.#whole[this.#at++] ?? damaged();
  }
}

/** Where some bytes stand in others. */
function placeOf(part: Uint8Array, whole: Uint8Array): number {
  for (let at = whole.indexOf(part[0] ?? 0); at >= 0; at = whole.indexOf(part[0] ?? 0, at + 1)) {
    if (part.every((byte, place) => byte === whole[at + place])) return at;
  }
  return 0;
}

/** Takes a core apart. */
export function apart(original: Uint8Array): Uint8Array {
  const whole = Uint8Array.from(original);
  const places = tables().map((table) => {
    const place = placeOf(table, whole);
    if (place > 0) whole.fill(0, place, place + table.byteLength);
    return place;
  });
  let at = 8;
  const byte = (): number => whole[at++] ?? damaged();
  for (;;) {
    const section = byte();
    const size = number(byte);
    if (section === 10) break;
    at += size;
  }
  const count = number(byte);
  const splitter = new Splitter(whole, at);
  splitter.functions(count);
  const kinds = splitter.kinds.map((kind) => Uint8Array.from(kind));
  const parts = [whole.subarray(0, at), ...kinds, whole.subarray(splitter.moved())];
  const sizes = new DataView(new ArrayBuffer(HEADER));
  const numbers = [...parts.map(({ byteLength }) => byteLength), count, whole.byteLength, ...places];
  numbers.forEach((each, place) => sizes.setUint32(4 * place, each, true));
  const all = [new Uint8Array(sizes.buffer), ...parts];
  const out = new Uint8Array(all.reduce((sum, { byteLength }) => sum + byteLength, 0));
  all.reduce((length, each) => (out.set(each, length), length + each.byteLength), 0);
  return out;
}
