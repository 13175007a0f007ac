// Measures the page in Chromium: time until it is ready, time from choosing a package to its verdict, memory.
//
//   npm run measure -- PACKAGE.zip ...
//
// Times are wall clock on this machine: compare them within one run only. Memory is the resident memory of the largest
// process of the browser, sampled every 20 ms (Linux only).

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { launch, lines, opened, places } from "./browser.mjs";
import { manyFaults } from "./rosters.mjs";
import { zip } from "./zip.mjs";

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
  // Nobody finds a file in less than a second; until then the core is there, and warm.
  await page.getByText(/^rostercheck \d/).waitFor();
  await page.waitForTimeout(1000);
  const before = largestProcess();
  await page.evaluate(() => {
    window.longest = 0;
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.moved += entry.hadRecentInput ? 0 : entry.value;
    }).observe({ type: "layout-shift", buffered: true });
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
  // The rest is drawn a moment after the answer.
  await page.locator("#problems-heading").waitFor();
  await page.waitForTimeout(300);
  const [time, longest, moved, heading] = await page.evaluate(() => [
    window.ended - window.began,
    window.longest,
    window.moved,
    document.getElementById("result-heading").textContent,
  ]);
  await context.close();
  return { time, longest, moved, before, peak, heading: heading.trim() };
}

/** The longest task of the page while somebody filters, searches, opens and scrolls a list of 100,000 findings. */
async function smoothness(browser, address) {
  const faults = manyFaults(100_000);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const path = join(tmpdir(), `rostercheck-many-${process.pid}.zip`);
  writeFileSync(path, zip(faults));
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click();
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  const longest = {};
  const step = async (name, act) => {
    await page.evaluate(() => (window.tasks.length = 0));
    await act();
    await page.waitForTimeout(300);
    longest[name] = Math.round(Math.max(0, ...(await page.evaluate(() => window.tasks))));
  };
  await step("check", async () => {
    await (await chooser).setFiles(path);
    await page.locator("#result-heading").waitFor({ timeout: 120_000 });
  });
  await step("open", async () => {
    await opened(page, { rule: "unknown-reference" });
    await page.getByRole("button", { name: "List all 100,000 rows" }).waitFor();
  });
  await step("list all", async () => {
    await page.getByRole("button", { name: "List all 100,000 rows" }).click();
    await page.getByText("100,000 rows", { exact: true }).first().waitFor({ timeout: 120_000 });
  });
  const list = page.locator(".row-list").first();
  await step("scroll", async () => {
    await list.evaluate(async (of) => {
      window.gaps = [];
      let last = performance.now();
      for (let top = 0; top < 120; top += 1) {
        of.scrollTop = (of.scrollHeight * top) / 120;
        await new Promise(requestAnimationFrame);
        window.gaps.push(performance.now() - last);
        last = performance.now();
      }
    });
  });
  const gaps = (await page.evaluate(() => window.gaps)).sort((one, other) => one - other);
  await step("filter", () => page.getByRole("button", { name: /^DESSA \d/ }).click());
  await step("search", async () => {
    await page.getByRole("searchbox").fill("nobody999");
    await page.getByText(/with “nobody999”/).waitFor({ timeout: 120_000 });
  });
  if ((await lines(page, { rule: "unknown-reference" }).count()) !== 1) throw new Error("the search lost its problem");
  await step("close", () => page.locator(".row[aria-expanded=true]").first().click());
  await step("data", async () => {
    await page.locator('.parts a[href="#data"]').click();
    await page.locator("#data-heading").waitFor();
  });
  await context.close();
  rmSync(path);
  return { longest, gap: gaps[Math.floor(gaps.length * 0.95)] };
}

const at = await places();
const browser = await launch();
for (const slowdown of [1, 4]) {
  const times = [];
  for (let run = 0; run < 5; run += 1) times.push(await readiness(browser, at.http, slowdown));
  times.sort((one, other) => one - other);
  console.log(`ready, CPU ${slowdown} x slower: median ${times[2].toFixed(0)} ms of 5`);
}
const { longest, gap } = await smoothness(browser, at.http);
const told = Object.entries(longest).map(([name, time]) => `${name} ${time} ms`);
console.log(`100,000 findings, longest main-thread task (0: below 50): ${told.join(", ")}; 95 % of the frames while scrolling within ${gap.toFixed(0)} ms`);
for (const path of process.argv.slice(2)) {
  const runs = [];
  for (let run = 0; run < 3; run += 1) runs.push(await check(browser, at.http, path));
  runs.sort((one, other) => one.time - other.time);
  const { time, longest, moved, before, peak, heading } = runs[1];
  console.log(
    `${basename(path)} (${(statSync(path).size / 1e6).toFixed(1)} MB): ${heading}; median ${time.toFixed(0)} ms of 3, ` +
      `longest main-thread task ${longest.toFixed(0)} ms, layout shift ${moved.toFixed(3)}, largest process ${before.toFixed(0)} -> ${peak.toFixed(0)} MiB`,
  );
}
await browser.close();
await at.close();
