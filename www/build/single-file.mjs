// After Trunk has built: puts the policy, the style sheet, the scripts and the WebAssembly into index.html, and takes
// away everything else. The result is the whole site: it runs from any web server and from a folder.

import lzma from "@blu3r4y/lzma";
import { createHash } from "node:crypto";
import { transform } from "esbuild";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const www = dirname(dirname(fileURLToPath(import.meta.url)));
const staging = process.env["TRUNK_STAGING_DIR"];
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set; Trunk sets it for its hooks");

const bundle = (name) => readFileSync(join(www, ".bundle", name), "utf8");
const built = readdirSync(staging);

function only(ending) {
  const found = built.filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`expected one file *${ending} from Trunk, found: ${found.join(", ") || "none"}`);
  return readFileSync(join(staging, found[0]));
}

/** What stands inside an element ends at its end tag, so that must not occur in it. */
function inert(text, tag) {
  if (new RegExp(`</${tag}|<!--`, "i").test(text)) throw new Error(`a ${tag} element cannot hold this text`);
  return text;
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const style = inert(bundle("style.css").trim(), "style");
const script = inert(bundle("page.js").trim(), "script");
// wasm-bindgen's glue first: it defines the global that our part speaks to, whose name is kept.
const { code: glue } = await transform(only("worker.js").toString("utf8"), { minify: true, target: "es2022" });
const worker = inert(`${glue.trim()}\n${bundle("worker.js").trim()}\n`, "script");
const { apart } = await import(pathToFileURL(join(www, ".bundle/apart.mjs")));
const { sum } = await import(pathToFileURL(join(www, ".bundle/lzma.mjs")));
const opened = await import(pathToFileURL(join(www, ".bundle/packed.mjs")));
const wasm = only("_bg.wasm");
// Packed before base64, which a web server's own compression could no longer do well.
const core = pack(wasm).toString("base64");

/**
 * Packs with LZMA, a quarter smaller than deflate, after the core was taken apart: a fifteenth less. That takes some
 * seconds, so the last result is kept.
 */
function pack(bytes) {
  const parts = apart(bytes);
  const name = `core-${createHash("sha256").update(parts).digest("hex")}.lzma`;
  const kept = join(www, ".bundle", name);
  const sealed = existsSync(kept) ? readFileSync(kept) : seal(bytes, parts);
  if (!bytes.equals(opened.core(sealed))) throw new Error("the core was not packed well");
  for (const old of readdirSync(join(www, ".bundle"))) if (/^core-.*\.lzma$/.test(old) && old !== name) rmSync(join(www, ".bundle", old));
  writeFileSync(kept, sealed);
  return sealed;
}

function seal(bytes, parts) {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(sum(bytes));
  return Buffer.concat([checksum, Buffer.from(Int8Array.from(lzma.compress(parts, 5)).buffer)]);
}

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "img-src data:",
  // A worker made from a blob inherits this policy; one made from an address would not.
  "worker-src blob:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html rostercheck",
].join("; ");

let page = readFileSync(join(staging, "index.html"), "utf8");

function replace(pattern, text) {
  if (page.split(pattern).length !== 2) throw new Error(`index.html should hold ${pattern} once`);
  page = page.split(pattern).join(text);
}

// Trunk leaves hints to the browser to fetch what now lies inside.
page = page.replace(/<link\s[^>]*rel="?(?:modulepreload|preload)"?[^>]*>/g, "");
page = page.replace(/<!--[\s\S]*?-->/g, "").replace(/\n\s*\n/g, "\n");
replace('<meta charset="utf-8">', `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`);
replace("</head>", `  <style>${style}</style>\n  </head>`);
// The page draws first; the worker's script and the core are data to it, and the browser never runs them as they stand.
replace(
  "</body>",
  [
    `  <script>${script}</script>`,
    `    <script type="text/plain" id="worker-script">${worker}</script>`,
    `    <script type="text/plain" id="core">${core}</script>`,
    "  </body>",
  ].join("\n"),
);
if (/<link[^>]*data-trunk|<script[^>]*\ssrc=/i.test(page)) throw new Error("index.html still points outside itself");

// Written as a browser writes it out, so that a page that saves itself is this file again, byte for byte.
page = `<!DOCTYPE html>${page.replace(/^\s*<!doctype html>\s*/i, "").replace(/^(<html[^>]*>)\s*<head>/, "$1<head>").replace(/<\/head>\s*<body>/, "</head><body>").replace(/\s*<\/body>\s*<\/html>\s*$/, "</body></html>")}`;

// Beside it: a page that keeps it in the browser, for those who ask for it. Its policy allows a service worker and it
// opens no roster; so the page above need not allow one.
const offline = inert(bundle("offline.js").trim(), "script");
const offlinePolicy = [
  "default-src 'none'",
  `script-src ${hash(offline)}`,
  `style-src ${hash(style)}`,
  "img-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html rostercheck",
].join("; ");
const offlinePage = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${offlinePolicy}">
    <title>rostercheck</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <link rel="icon" href="icon.svg">
    <link rel="manifest" href="manifest.webmanifest">
    <style>${style}</style>
  </head>
  <body>
    <div id="page"></div>
    <script>${offline}</script>
  </body>
</html>
`;
const icon = readFileSync(join(www, "icon.svg"), "utf8");
const manifest = readFileSync(join(www, "manifest.webmanifest"), "utf8");
const kept = createHash("sha256").update(page).update(offlinePage).update(icon).update(manifest).digest("hex");
const serviceWorker = bundle("service-worker.js").replace("the-version", kept.slice(0, 16));
if (!serviceWorker.includes(kept.slice(0, 16))) throw new Error("the service worker has no place for its version");

for (const name of built) if (name !== "index.html") rmSync(join(staging, name), { recursive: true });
const files = { "index.html": page, "offline.html": offlinePage, "service-worker.js": serviceWorker, "manifest.webmanifest": manifest, "icon.svg": icon };
for (const [name, text] of Object.entries(files)) writeFileSync(join(staging, name), text);

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;
const gzipped = gzipSync(page, { level: 9 }).length;
const parts = { core: wasm, script, worker, style };
console.log(`index.html: ${kilobytes(Buffer.byteLength(page))}, ${kilobytes(gzipped)} gzipped`);
console.log(`  before packing: ${Object.entries(parts).map(([name, part]) => `${name} ${kilobytes(Buffer.byteLength(part))}`).join(", ")}`);
// What somebody at the end of a slow line is asked to wait for.
// What was promised; the aim is 520 kB: see docs/performance.md.
const MOST = 560_000;
if (gzipped > MOST) throw new Error(`index.html has ${gzipped} bytes gzipped, more than the ${MOST} that were promised`);
