// Writes out the core of a built page, to look into it: node www/build/core.mjs index.html core.wasm

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [page, target] = process.argv.slice(2);
if (page === undefined || target === undefined) throw new Error("usage: node www/build/core.mjs index.html core.wasm");
const text = /<script type="text\/plain" id="core">([^<]*)<\/script>/.exec(readFileSync(page, "utf8"))?.[1];
if (text === undefined) throw new Error(`${page} holds no core`);

// What the page itself opens it with.
const www = dirname(dirname(fileURLToPath(import.meta.url)));
const outfile = join(www, ".bundle/packed.mjs");
await build({ entryPoints: [join(www, "src/worker/packed.ts")], outfile, bundle: true, format: "esm", logLevel: "warning" });
const { core } = await import(pathToFileURL(outfile));
writeFileSync(target, core(Buffer.from(text, "base64")));
