// Times the parts of `cargo xtask bench` inside Chromium: one fresh worker for each measurement.
//
//   node bench.mjs FOLDER TIMES PACKAGE.zip PARTS ...
//
// FOLDER holds what wasm-bindgen made of bench-worker; the check by two workers is that of the page as it was built.
// drop-to-comparison tells two marks of the page itself: from the drop of a package to its verdict, and from the drop of the
// one of the day before to the comparison.
// PARTS names what is done with a package, with commas; ROSTERCHECK_BENCH_PARTS names some of them, for all packages.
// Writes one line of JSON per package and part.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { built, launch, serve } from "./browser.mjs";

const [folder, times, ...given] = process.argv.slice(2);
const script = readFileSync(join(folder, "bench-worker.js"), "utf8");
const core = readFileSync(join(folder, "bench-worker_bg.wasm")).toString("base64");
const some = process.env["ROSTERCHECK_BENCH_PARTS"]?.split(",");
const packages = given.flatMap((path, at) => (at % 2 === 0 ? [{ path, parts: given[at + 1].split(",") }] : []));
const html = readFileSync(built, "utf8");
const partOf = (id) => new RegExp(`<script type="text/plain" id="${id}">([^]*?)</script>`).exec(html)[1];
const ofPage = { script: partOf("worker-script"), core: partOf("core") };

/** The whole check as the page has it done: by a worker that is there, and a second one that is made for it. */
async function byTwo({ script, core, times }) {
  const counting = `const Plain = WebAssembly.Instance;
WebAssembly.Instance = class extends Plain {
  constructor(...given) {
    super(...given);
    self.memory = this.exports.memory;
  }
};
addEventListener("message", (event) => {
  if (event.data !== "memory") return;
  event.stopImmediatePropagation();
  postMessage({ kind: "memory", bytes: self.memory.buffer.byteLength });
});
`;
  const make = () => new Worker(URL.createObjectURL(new Blob([counting, script], { type: "text/javascript" })));
  const answer = (worker, kind) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.addEventListener("message", ({ data }) => {
        if (data.kind === kind) resolve(data);
        if (data.kind === "failed") reject(new Error(JSON.stringify(data.failure)));
      });
    });
  const held = async (worker) => (worker.postMessage("memory"), (await answer(worker, "memory")).bytes);
  const file = document.querySelector("input").files[0];
  const given = { name: file.name, files: [{ path: file.name, file }] };
  const options = { profiles: ["infinite-campus", "d2l-brightspace"], today: "2026-11-22", max_per_rule: 1000, no_limits: false, until: null };
  const first = make();
  first.postMessage({ kind: "start", core: { packed: core } });
  const { module } = await answer(first, "ready");
  const seconds = [];
  let peak = 0;
  let head;
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    const second = make();
    const { port1, port2 } = new MessageChannel();
    second.postMessage({ kind: "read", core: { module }, package: given, no_limits: false }, [port2]);
    first.postMessage({ kind: "check", package: given, options }, [port1]);
    ({ head } = await answer(first, "checked"));
    seconds.push((performance.now() - start) / 1000);
    peak = (await held(first)) + (await held(second));
    second.terminate();
  }
  first.terminate();
  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  const rows = sum(head.files.map((file) => file.rows + 1));
  const bytes = sum(head.files.map((file) => file.bytes));
  return { part: "check-by-two", seconds, bytes, rows, items: sum(head.totals.map(({ count }) => count)), peak_bytes: peak };
}

/** How long the page itself takes with a package that is chosen, until its verdict and until a comparison is there. */
async function onPage(browser, address, path, next, times) {
  const seconds = { verdict: [], compared: [] };
  for (let time = 0; time < times; time++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    // Nobody finds a file in less than a second; until then the core is there, and warm.
    await page.getByText(/^rostercheck \d/).waitFor();
    await page.waitForTimeout(1000);
    await page.evaluate(() => {
      window.took = {};
      let began;
      const look = () => {
        const end = (what, is) => {
          if (is && window.took[what] === undefined) window.took[what] = (performance.now() - began) / 1000;
        };
        end("verdict", document.getElementById("result-heading") !== null);
        end("compared", document.getElementById("changes-status")?.textContent.trim().startsWith("Compared with"));
      };
      document.addEventListener("change", () => (began = performance.now()), { capture: true });
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    const give = async (button, file) => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: button }).click();
      await (await chooser).setFiles(file);
    };
    await give("Choose a zip or CSV files", next);
    await page.locator("#problems-heading").waitFor();
    await page.locator('.parts a[href="#since"]').click();
    await give("Choose the package sent before", path);
    await page.waitForFunction(() => window.took.compared !== undefined);
    const took = await page.evaluate(() => window.took);
    for (const [what, all] of Object.entries(seconds)) all.push(took[what]);
    await context.close();
  }
  return seconds;
}

const server = await serve({ "/page": html, "/": "<!doctype html><title>bench</title><input type=file multiple>" });
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
for (const { path, parts } of packages) {
  // The package of the next day stands beside it, if there is one: it is what is compared and copied.
  const next = path.replace(/zip$/, "next-day.zip");
  const hasNext = existsSync(next);
  await page.locator("input").setInputFiles(hasNext ? [path, next] : [path]);
  for (const part of parts) {
    if (some !== undefined && !some.includes(part)) continue;
    if (part === "drop-to-comparison") {
      const { verdict, compared } = await onPage(browser, `${server.address}/page`, path, next, Number(times));
      for (const [part, seconds] of [["drop-to-verdict", verdict], ["drop-to-comparison", compared]]) {
        const nothing = { bytes: 0, rows: 0, items: 0, peak_bytes: 0 };
        process.stdout.write(`${JSON.stringify({ package: path, part, seconds, ...nothing })}\n`);
      }
      continue;
    }
    if (part === "check-by-two") {
      const result = await page.evaluate(byTwo, { ...ofPage, times: Number(times) });
      process.stdout.write(`${JSON.stringify({ package: path, ...result })}\n`);
      continue;
    }
    const result = await page.evaluate(
      ([script, core, part, times]) => {
        const code = `${script}
onmessage = async ({ data: { bytes, part, file, next, times } }) => {
  try {
    const { memory } = await wasm_bindgen({ module_or_path: bytes });
    const seconds = [];
    let amount;
    for (let time = 0; time < times; time++) {
      const start = performance.now();
      amount = wasm_bindgen.measure(part, file, next);
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
          const [file, next] = document.querySelector("input").files;
          worker.postMessage({ bytes, part, file, next, times });
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
