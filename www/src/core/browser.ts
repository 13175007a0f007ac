/** Whether this browser has what a check needs. */

import type { Need } from "../model/protocol";

/** The smallest module with an instruction of the fast kind: one function that gives `i8x16.popcnt(i8x16.splat(0))`. */
const WITH_SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** What is missing here, as far as the page itself can see. */
export function lacking(): Need[] {
  if (typeof Worker !== "function") return ["workers"];
  if (typeof WebAssembly !== "object" || typeof WebAssembly.validate !== "function") return ["webassembly"];
  return WebAssembly.validate(Uint8Array.from(WITH_SIMD)) ? [] : ["simd"];
}
