/**
 * Tables of numbers that the core's libraries hold: they are random to whoever packs them, and can be calculated. They are
 * left out of the page, which makes it 31 kB smaller. The build compares: a table that is another one stays where it is.
 */

/**
 * Remainders of the checksum CRC-32: of each byte, moved on by so many bits. The crate `crc32fast` has a list for each byte
 * of sixteen, `zlib-rs` several for each byte of a word.
 */
function remainders(...bits: number[]): Uint8Array {
  return bytesOf(bits.length * 1024, (view) => {
    bits.forEach((steps, list) => {
      for (let byte = 0; byte < 256; byte += 1) {
        let value = byte;
        for (let step = 0; step < steps; step += 1) value = (value >>> 1) ^ ((value & 1) * 0xedb88320);
        view.setUint32(1024 * list + 4 * byte, value, true);
      }
    });
  });
}

/**
 * The first 128 bits of the powers of five from -342 to 308, with which the standard library of Rust reads decimal numbers.
 *
 * Source: rust-lang/rust, `src/etc/dec2flt_table.py`.
 */
function powersOfFive(): Uint8Array {
  const least = -342;
  const count = 651;
  return bytesOf(count * 16, (view) => {
    for (let place = 0; place < count; place += 1) {
      const exponent = place + least;
      const power = 5n ** BigInt(Math.abs(exponent));
      let value = power;
      if (exponent < 0) {
        const bits = BigInt(power.toString(2).length);
        value = (1n << (exponent >= -27 ? bits + 127n : 2n * bits + 128n)) / power + 1n;
      }
      const surplus = BigInt(value.toString(2).length - 128);
      value = surplus < 0n ? value << -surplus : value >> surplus;
      view.setBigUint64(16 * place, value >> 64n, true);
      view.setBigUint64(16 * place + 8, value & 0xffff_ffff_ffff_ffffn, true);
    }
  });
}

function bytesOf(size: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  fill(new DataView(bytes.buffer));
  return bytes;
}

/** All of them, always in the same order: one that another begins with comes after it. */
export const tables = (): Uint8Array[] => [
  remainders(...Array.from({ length: 16 }, (_, byte) => 8 * (byte + 1))),
  remainders(160, 152, 144, 136),
  remainders(32, 24, 16, 8),
  remainders(8),
  powersOfFive(),
];
