// Times the parts of `cargo xtask bench` inside Chromium: one fresh worker for each measurement.
//
//   node bench.mjs FOLDER TIMES PACKAGE.zip ...
//
// FOLDER holds what wasm-bindgen made of bench-worker; ROSTERCHECK_BENCH_PARTS names some of the parts. Writes one line of JSON per package and part.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "./browser.mjs";

const [folder, times, ...packages] = process.argv.slice(2);
const script = readFileSync(join(folder, "bench-worker.js"), "utf8");
const core = readFileSync(join(folder, "bench-worker_bg.wasm")).toString("base64");
const parts = process.env["ROSTERCHECK_BENCH_PARTS"]?.split(",") ?? ["inflate", "floor", "csv-crate", "check"];

const server = await serve({ "/": "<!doctype html><title>bench</title><input type=file>" });
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
for (const path of packages) {
  await page.locator("input").setInputFiles(path);
  for (const part of parts) {
    const result = await page.evaluate(
      ([script, core, part, times]) => {
        const code = `${script}
onmessage = async ({ data: { bytes, part, file, times } }) => {
  try {
    const { memory } = await wasm_bindgen({ module_or_path: bytes });
    const seconds = [];
    let amount;
    for (let time = 0; time < times; time++) {
      const start = performance.now();
      amount = wasm_bindgen.measure(part, file);
      seconds.push((performance.now() - start) / 1000);
    }
    const [inflated, rows, items] = amount;
    postMessage({ part, seconds, bytes: inflated, rows, items, peak_bytes: memory.buffer.byteLength });
  } catch (error) {
    postMessage({ part, failure: String(error) });
  }
};`;
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
        const bytes = Uint8Array.from(atob(core), (letter) => letter.charCodeAt(0)).buffer;
        return new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage({ bytes, part, file: document.querySelector("input").files[0], times });
        });
      },
      [script, core, part, Number(times)],
    );
    if (result.failure !== undefined) throw new Error(`${part} of ${path}: ${result.failure}`);
    process.stdout.write(`${JSON.stringify({ package: path, ...result })}\n`);
  }
}
await browser.close();
await server.close();
