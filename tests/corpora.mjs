// Every file of the corpora through the WebAssembly of the built page, in Node.js: an answer within five seconds and
// 300 MiB, and the same report, byte for byte, as the command gives (where ROSTERCHECK_COMMAND names it).
//
// `node tests/corpora.mjs` after `cargo xtask build`. The corpora are not part of the project: ROSTERCHECK_CORPORA, or
// ../shared/corpora beside it.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import vm from "node:vm";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const corpora = process.env["ROSTERCHECK_CORPORA"] ?? join(root, "../shared/corpora");
const page = process.env["ROSTERCHECK_PAGE"] ?? join(root, "dist/index.html");
const command = process.env["ROSTERCHECK_COMMAND"];
const MOST_SECONDS = 5;
const MOST_BYTES = 300 << 20;
const TODAY = "2026-11-22";
/** The names under which a CSV file is checked. */
const ROSTER_FILES = ["users.csv", "orgs.csv", "enrollments.csv", "manifest.csv"];

for (const [what, path] of [["corpora", corpora], ["built page", page]]) {
  if (!existsSync(path)) {
    console.log(`\n*** not run: there are no ${what} at ${path} ***\n`);
    process.exit(0);
  }
}

const opened = await import(pathToFileURL(join(root, "www/.bundle/packed.mjs")));
const html = readFileSync(page, "utf8");
const element = (id) => new RegExp(`<script type="text/plain" id="${id}">([^]*?)</script>`).exec(html)?.[1];
const core = opened.core(Buffer.from(element("core"), "base64"));

/** What the core asks of a browser: files, and their bytes at once. */
class File {
  constructor(bytes) {
    this.bytes = bytes;
  }
  get size() {
    return this.bytes.length;
  }
  slice(from, to) {
    return new File(this.bytes.subarray(from, to));
  }
}
class FileReaderSync {
  readAsArrayBuffer(file) {
    return Uint8Array.from(file.bytes).buffer;
  }
}

/** A fresh core: memory that one check took must not count for the next. */
async function fresh() {
  // Only wasm-bindgen's part of the worker; ours waits for messages of a page.
  const [glue] = element("worker-script").split('"use strict";(()=>{');
  const context = vm.createContext({ File, Blob: File, FileReaderSync, WebAssembly, TextDecoder, TextEncoder, URL, console, Uint8Array, Array, Object, Error });
  vm.runInContext(`${glue}\n;globalThis.wasm_bindgen = wasm_bindgen;`, context);
  const instance = await context.wasm_bindgen({ module_or_path: await WebAssembly.compile(core) });
  return { Checker: context.wasm_bindgen.Checker, memory: () => instance.memory.buffer.byteLength };
}

function* filesOf(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesOf(path);
    else yield path;
  }
}

const slowest = { seconds: 0, what: "" };
const largest = { bytes: 0, what: "" };
let { Checker, memory } = await fresh();
let checks = 0;
let compared = 0;
const wrong = [];

/** A report without the moment at which it was made. */
const timeless = (json) => json.trim().replace(/"checked_at": ("[^"]*"|null)/, '"checked_at": 0');

async function check(what, name, files) {
  const before = performance.now();
  let json;
  try {
    const checker = new Checker();
    checker.check(name, files, { profiles: ["infinite-campus", "d2l-brightspace"], today: TODAY }, () => {});
    while (checker.fingerprint() === undefined);
    json = timeless(checker.write("json", "shown"));
    checker.free();
  } catch (error) {
    wrong.push(`${what}: the core failed: ${error}`);
    ({ Checker, memory } = await fresh());
    return undefined;
  }
  const seconds = (performance.now() - before) / 1000;
  checks += 1;
  if (seconds > slowest.seconds) Object.assign(slowest, { seconds, what });
  if (memory() > largest.bytes) Object.assign(largest, { bytes: memory(), what });
  if (seconds > MOST_SECONDS) wrong.push(`${what}: ${seconds.toFixed(1)} s`);
  if (memory() > MOST_BYTES) wrong.push(`${what}: ${memory() >> 20} MiB`);
  if (memory() > 64 << 20) ({ Checker, memory } = await fresh());
  return json;
}

const folder = mkdtempSync(join(tmpdir(), "rostercheck-"));
try {
  for (const set of ["zip", "longsight", "roster"]) {
    for (const path of existsSync(join(corpora, set)) ? filesOf(join(corpora, set)) : []) {
      // A name that ends so is what makes the page take a file for a zip.
      const name = basename(path).replace(/(\.zip)?$/, ".zip");
      const bytes = readFileSync(path);
      const json = await check(path, name, [{ path: name, file: new File(bytes) }]);
      if (!command || json === undefined) continue;
      writeFileSync(join(folder, name), bytes);
      let told;
      try {
        told = execFileSync(command, ["check", join(folder, name), "--format", "json", "--values", "shown", "--max-per-rule", "all", "--today", TODAY, "--fail-on", "never"], { maxBuffer: 1 << 30 });
      } catch (error) {
        told = error.stdout;
      }
      rmSync(join(folder, name));
      compared += 1;
      if (timeless(told.toString("utf8")) !== json) wrong.push(`${path}: the command reports something else`);
    }
  }
  for (const set of ["csv", "utf8"]) {
    for (const path of filesOf(join(corpora, set))) {
      const bytes = readFileSync(path);
      for (const name of ROSTER_FILES) await check(`${path} as ${name}`, "folder", [{ path: name, file: new File(bytes) }]);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${checks} checks; slowest ${slowest.seconds.toFixed(2)} s (${basename(slowest.what)}), most memory ${largest.bytes >> 20} MiB (${basename(largest.what)}); ${compared} reports compared with the command's`);
for (const line of wrong.slice(0, 40)) console.error(line);
if (wrong.length > 0) {
  console.error(`${wrong.length} wrong`);
  process.exit(1);
}
