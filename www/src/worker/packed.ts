/** The core as it lies in the page: a checksum of four bytes, then LZMA of the core taken apart. */

import { sum, unpack } from "./lzma";
import { joined } from "./streams";

/** Gives the core itself; throws when it is damaged. */
export function core(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = joined(unpack(packed.subarray(4)));
  const header = new DataView(packed.buffer, packed.byteOffset);
  if (sum(bytes) !== header.getUint32(0)) throw new Error("the packed core is damaged");
  return bytes;
}
