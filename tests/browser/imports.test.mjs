// What the core can ask of the browser is its import list, and nothing else: WebAssembly has no other way out. This pins
// the list of the built page, so that "it cannot connect" is a property of the binary and every new import is a decision.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
// What the page unpacks its core with; the build has made it.
import { core as opened } from "../../www/.bundle/packed.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const page = readFileSync(process.env["ROSTERCHECK_PAGE"] ?? join(here, "../../dist/index.html"), "utf8");

const core = () => {
  const text = /<script type="text\/plain" id="core">([^<]*)<\/script>/.exec(page)?.[1];
  assert.ok(text, "the page holds the core");
  return Buffer.from(opened(Buffer.from(text, "base64")));
};

/** The names that a WebAssembly module imports: section 2 of the binary format. */
function imports(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const name = () => {
    const length = number();
    return bytes.toString("utf8", at, (at += length));
  };
  const found = [];
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 2) {
      for (let left = number(); left > 0; left--) {
        const module = name();
        const field = name();
        assert.equal(bytes[at++], 0, `${module} ${field} is a function: no memory or table is shared`);
        number();
        found.push({ module, field });
      }
    }
    at = end;
  }
  return found;
}

/** The name without the hash that wasm-bindgen puts behind it. */
const plain = (name) => name.replace(/_[0-9a-f]{16}$/, "");

// Every one, and what it is there for.
const reasons = {
  // The file, in slices: nothing else of the browser's is reached.
  __wbg_instanceof_File: "the page hands over a File and nothing else",
  __wbg_size: "length of the file",
  __wbg_slice: "a slice of the file, not read yet",
  __wbg_readAsArrayBuffer: "reads the slice (FileReaderSync)",
  __wbg_prototypesetcall: "copies the bytes into the module's memory (Uint8Array.prototype.set)",
  // Objects that it makes. wasm-bindgen names constructors of all kinds `new`; what they make is looked at below.
  __wbg_new: "FileReaderSync, ArrayBuffer, Uint8Array, Object and Error",
  // What one worker hands to the other: pieces of a file, in a buffer.
  __wbg_byteLength: "whether a spare buffer is long enough",
  __wbg_new_with_byte_offset_and_length: "the numbers and the bytes in a buffer",
  // Talk with the page: progress goes out, options and the list of files come in.
  __wbg_call: "calls the listener for progress that the page gave, and asks the second worker for a piece",
  __wbg_set: "puts numbers into the progress",
  __wbg_get: "reads the options and the list of files",
  __wbg_get_unchecked: "reads the list of files",
  __wbg_isArray: "reads the options",
  __wbg_length: "length of a list or of bytes",
  __wbg_new_from_slice: "a part of a copy, handed to the page as it is written",
  __wbg_getRandomValues: "the zip library would encrypt with it, which nothing here asks for; numbers come in, nothing goes out",
  __wbg_Error: "an error for the page",
  // wasm-bindgen's own handling of values.
  __wbg___wbindgen_is_null: "kind of a value",
  __wbg___wbindgen_is_undefined: "kind of a value",
  __wbg___wbindgen_string_get: "content of a text",
  __wbg___wbindgen_number_get: "content of a number",
  __wbg___wbindgen_boolean_get: "content of a truth value",
  __wbg___wbindgen_throw: "the program itself failed: throws an error with the place in its source",
  __wbindgen_object_drop_ref: "lets go of a value",
  __wbindgen_object_clone_ref: "keeps a value",
  __wbindgen_generic: "turns a number, a large number or a text into a value",
};

test("the core imports what is listed here, each for a reason, and nothing that connects", () => {
  const found = imports(core());
  assert.ok(found.length > 0);
  assert.deepEqual([...new Set(found.map((one) => one.module))], ["./worker_bg.js"]);
  const names = [...new Set(found.map((one) => plain(one.field)))].sort();
  const unknown = names.filter((name) => !(name in reasons));
  assert.deepEqual(unknown, [], "a new import: say here what it is for, and that nothing can be sent through it");
  const gone = Object.keys(reasons).filter((name) => !names.includes(name));
  assert.deepEqual(gone, [], "no longer imported: take it off the list");
});

test("the code that serves those imports names nothing that connects", () => {
  const worker = /<script type="text\/plain" id="worker-script">([\s\S]*?)<\/script>/.exec(page)?.[1];
  assert.ok(worker, "the page holds the worker's script");
  // wasm-bindgen's own loader can fetch a module from an address; the page gives it bytes, and the policy forbids the
  // rest (privacy.test.mjs tries it). Nothing else may name a way out.
  const ways = /\b(?:XMLHttpRequest|WebSocket|EventSource|WebTransport|sendBeacon|importScripts|RTCPeerConnection|indexedDB|localStorage|caches|BroadcastChannel|SharedWorker)\b/g;
  // "Check it yourself" asks for one fixed address, in a worker that is given no file, to show that it is refused.
  const proof = /\[\(\)=>new EventSource\(([\w$]+)\),\(\)=>new WebSocket\(\1\.replace\("https:","wss:"\)\)\]/;
  const [both, address] = proof.exec(worker) ?? [];
  assert.ok(both && worker.includes(`${address}="https://example.invalid/"`), "the self-check names two more ways, with its one address");
  const rest = worker.replace(both, "");
  assert.deepEqual(rest.match(ways) ?? [], []);
  const selfCheck = /\bfetch\("https:\/\/example\.invalid\/"|\bfetch\(([\w$]+),\{mode:"no-cors",cache:"no-store",credentials:"omit"\}\)/;
  const [own, name] = selfCheck.exec(worker) ?? [];
  assert.ok(own && (!name || worker.includes(`${name}="https://example.invalid/"`)), "the self-check asks for one fixed address");
  assert.ok((worker.replace(own, "").match(/\bfetch\s*\(/g) ?? []).length <= 1, "only the loader of wasm-bindgen names fetch");
  const made = [...rest.matchAll(/\bnew\s+([A-Za-z_$][\w$]*)/g)].map((match) => match[1]);
  // What is made holds numbers, bytes or text. Response and URL are wasm-bindgen's loader.
  const harmless = [
    "Array", "ArrayBuffer", "Blob", "Checker", "DataView", "Error", "File", "FileReaderSync", "FinalizationRegistry",
    "Map", "Object", "Promise", "Response", "Set", "TextDecoder", "TextEncoder", "URL", "Uint16Array", "Uint32Array", "Uint8Array", "WebAssembly", "wasm_bindgen",
  ];
  // A class of the script's own, whatever it is called once it is minified, can do what the rest of the script can.
  const isOwn = (name) => new RegExp(`\\bclass ${name.replaceAll("$", "\\$")}\\b|[\\s,;]${name.replaceAll("$", "\\$")}=class\\b`).test(worker);
  assert.deepEqual([...new Set(made)].filter((name) => !harmless.includes(name) && !isOwn(name)), []);
});
