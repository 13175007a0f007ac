// The worker of a browser. A page may make it itself: `new Worker(new URL("rostercheck/worker", …), { type: "module" })`.

import { begin, work } from "./work.js";

const ready = load();

async function load() {
  const response = await fetch(new URL("./core_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(`the core could not be loaded: ${response.status}`);
  // Not every server knows the type that compiling from a stream asks for.
  begin(await WebAssembly.compile(await response.arrayBuffer()));
}

self.onmessage = ({ data }) => {
  ready.then(
    () => work(data, (said) => self.postMessage(said)),
    (error) => self.postMessage({ kind: "failed", message: String(error?.message ?? error) }),
  );
};
