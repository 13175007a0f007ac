// The worker of Node.js, where a file is read as a browser would hand it over: in slices, at once.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { begin, work } from "./work.js";

/** Bytes in memory, or a file that stays open while the worker lives. */
class Source {
  constructor({ at, bytes }) {
    this.bytes = bytes;
    this.open = bytes === undefined ? openSync(at, "r") : undefined;
    this.size = bytes === undefined ? fstatSync(this.open).size : bytes.length;
  }

  slice(start, end) {
    return { read: () => this.read(start, Math.min(end, this.size)) };
  }

  read(start, end) {
    if (this.bytes !== undefined) return this.bytes.slice(start, end).buffer;
    const part = new Uint8Array(end - start);
    let done = 0;
    while (done < part.length) {
      const count = readSync(this.open, part, done, part.length - done, start + done);
      if (count === 0) throw new Error("the file has become shorter");
      done += count;
    }
    return part.buffer;
  }

  close() {
    if (this.open !== undefined) closeSync(this.open);
  }
}

// The core asks for these by their names in browsers; they are names of this worker only.
globalThis.File = Source;
globalThis.FileReaderSync = class {
  readAsArrayBuffer(part) {
    return part.read();
  }
};

begin(new WebAssembly.Module(readFileSync(new URL("./core_bg.wasm", import.meta.url))));

parentPort.on("message", (task) => {
  const opened = [];
  const say = (said) => parentPort.postMessage(said);
  const open = (given) => {
    const files = given.files.map(({ path, ...source }) => {
      const file = new Source(source);
      opened.push(file);
      return { path, file };
    });
    return { name: given.name, files };
  };
  try {
    const packages = Object.fromEntries(["given", "before"].filter((name) => task[name]).map((name) => [name, open(task[name])]));
    work({ ...task, ...packages }, say);
  } catch (error) {
    say({ kind: "failed", message: error.message });
  } finally {
    for (const file of opened) file.close();
  }
});
