/** The second worker: reads a long package ahead of the first, piece by piece, as that one asks. */

import type { Package } from "../model/protocol";

/**
 * What the first worker asks of the second: one more piece of an entry. `reading` counts the files that were begun. A
 * buffer that is not needed any more comes back with it: a new one for each piece would cost a quarter of the time.
 */
export interface Wanted {
  reading: number;
  entry: number;
  spare: ArrayBuffer | undefined;
}

/** What it answers; no piece at the end of the file. */
export type Read = { reading: number; piece: ArrayBuffer | undefined } | "failed";

/** Whatever fails here is read once more by who asked, who then says what is wrong: nothing is told from here. */
export function readFor(port: MessagePort, module: WebAssembly.Module, { files }: Package, noLimits: boolean): void {
  const say = (read: Read, owned: Transferable[] = []): void => port.postMessage(read, owned);
  let reader: wasm_bindgen.Reader | null = null;
  try {
    wasm_bindgen.initSync({ module });
    reader = new wasm_bindgen.Reader(files, noLimits);
  } catch {
    return say("failed");
  }
  const reading = reader;
  port.onmessage = ({ data }: MessageEvent<Wanted>): void => {
    try {
      const piece = reading.piece(data.reading, data.entry, data.spare);
      say({ reading: data.reading, piece }, piece ? [piece] : []);
    } catch {
      say("failed");
    }
  };
}
