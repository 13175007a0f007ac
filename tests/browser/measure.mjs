// Measures the page in Chromium: time until it is ready, time from choosing a package to its verdict, memory.
//
//   npm run measure -- PACKAGE.zip ...
//
// Times are wall clock on this machine: compare them within one run only. Memory is the resident memory of the largest
// process of the browser, sampled every 20 ms (Linux only).

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { launch, places } from "./browser.mjs";

/** Resident memory in MiB of the largest process below this one. */
function largestProcess() {
  const parents = new Map();
  const resident = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      parents.set(id, /^PPid:\s+(\d+)/m.exec(status)?.[1]);
      resident.set(id, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // The process ended while it was looked at.
    }
  }
  const isBelow = (id) => id === String(process.pid) || (parents.has(id) && isBelow(parents.get(id)));
  return Math.max(0, ...[...resident].filter(([id]) => id !== String(process.pid) && isBelow(id)).map(([, size]) => size));
}

async function readiness(browser, address, slowdown) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const start = performance.now();
  await page.goto(address);
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click({ trial: true });
  const time = performance.now() - start;
  await context.close();
  return time;
}

async function check(browser, address, path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click({ trial: true });
  const before = largestProcess();
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
    }).observe({ type: "longtask" });
    document.querySelector("input[type=file]").addEventListener("change", () => (window.began = performance.now()), {
      capture: true,
    });
    new MutationObserver(() => {
      const heading = document.getElementById("result-heading");
      if (heading !== null && window.ended === undefined) window.ended = performance.now();
    }).observe(document.body, { childList: true, subtree: true });
  });
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, largestProcess())), 20);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click();
  await (await chooser).setFiles(path);
  await page.locator("#result-heading").waitFor({ timeout: 600_000 });
  clearInterval(sampling);
  const [time, longest, heading] = await page.evaluate(() => [
    window.ended - window.began,
    window.longest,
    document.getElementById("result-heading").textContent,
  ]);
  await context.close();
  return { time, longest, before, peak, heading: heading.trim() };
}

const at = await places();
const browser = await launch();
for (const slowdown of [1, 4]) {
  const times = [];
  for (let run = 0; run < 5; run += 1) times.push(await readiness(browser, at.http, slowdown));
  times.sort((one, other) => one - other);
  console.log(`ready, CPU ${slowdown} x slower: median ${times[2].toFixed(0)} ms of 5`);
}
for (const path of process.argv.slice(2)) {
  const runs = [];
  for (let run = 0; run < 3; run += 1) runs.push(await check(browser, at.http, path));
  runs.sort((one, other) => one.time - other.time);
  const { time, longest, before, peak, heading } = runs[1];
  console.log(
    `${basename(path)} (${(statSync(path).size / 1e6).toFixed(1)} MB): ${heading}; median ${time.toFixed(0)} ms of 3, ` +
      `longest main-thread task ${longest.toFixed(0)} ms, largest process ${before.toFixed(0)} -> ${peak.toFixed(0)} MiB`,
  );
}
await browser.close();
await at.close();
