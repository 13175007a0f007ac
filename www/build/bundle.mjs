// Before Trunk builds: makes one classic script of the page's modules, one of the worker's, and one style sheet.
// They are read again by single-file.mjs.

import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const www = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = join(www, ".bundle");

// Templates are indented as code is; browsers collapse that, and it weighs a kilobyte.
const notIndented = {
  name: "not-indented",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]www[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/\n[ \t]+/g, "\n"),
      loader: "ts",
    })),
};

await build({
  entryPoints: {
    page: join(www, "src/app.ts"),
    worker: join(www, "src/worker/worker.ts"),
    offline: join(www, "src/offline/offline.ts"),
    "service-worker": join(www, "src/offline/service-worker.ts"),
    style: join(www, "styles/page.css"),
  },
  outdir,
  bundle: true,
  plugins: [notIndented],
  // Module scripts do not run in a page that is opened as a file.
  format: "iife",
  target: ["chrome111", "edge111", "firefox115", "safari16.4"],
  minify: true,
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
});

// What opens a packed core, and what takes one apart: the build tries the one out on what it has made with the other.
await build({
  entryPoints: ["packed", "apart", "lzma"].map((name) => join(www, `src/worker/${name}.ts`)),
  outdir,
  bundle: true,
  outExtension: { ".js": ".mjs" },
  format: "esm",
  logLevel: "warning",
});
