// Chromium, the built page, and the two ways to open it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const built = process.env["ROSTERCHECK_PAGE"] ?? join(here, "../../dist/index.html");

export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env["ROSTERCHECK_CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** The whole site as it was built, by path. */
export function site() {
  const beside = ["offline.html", "service-worker.js", "manifest.webmanifest", "icon.svg"];
  const files = beside.map((name) => [`/${name}`, readFileSync(join(dirname(built), name))]);
  return { "/": readFileSync(built), ...Object.fromEntries(files) };
}

/** Serves pages by path on a free port and keeps what it was asked for. */
export async function serve(pages) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const { pathname } = new URL(request.url, "http://localhost");
    const body = pages[pathname];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": TYPES[extname(pathname)] ?? TYPES[".html"] });
    response.end(body ?? "");
  });
  server.on("upgrade", (request, socket) => {
    asked.push(request.url);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    asked,
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

/** The page as it is reached from a web server and from a folder. */
export async function places() {
  const server = await serve({ "/": readFileSync(built) });
  return {
    http: `${server.address}/`,
    file: pathToFileURL(built).href,
    close: server.close,
  };
}

/** A folder for the files of one test run. */
export function desk() {
  const path = mkdtempSync(join(tmpdir(), "rostercheck-page-"));
  return {
    path,
    put(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    clear: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Opens the page and makes sure of two things everywhere: nothing is refused by its policy, nothing breaks. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(message.text());
  });
  // From the first listener on, the browser asks us instead of opening a dialogue; that takes a moment to take effect.
  page.on("filechooser", () => {});
  await page.goto(address);
  return page;
}

/** Chooses files by the button, as a person does. */
export async function choose(page, paths, button = "Choose a zip or CSV files") {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(paths);
}

/** Drops what lies at these paths on the page, with the events that a real drag makes. */
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const box = await page.getByRole("region", { name: "Choose your package" }).boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + 40 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  }
}

/**
 * Chooses a CSV of many gigabytes that exists only as a promise of the browser's: some megabytes, named again and again.
 * A check of it goes on until it is cancelled, on any machine.
 */
export async function chooseEndless(page) {
  await page.evaluate(() => {
    const header =
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\r\n";
    const line = "e1,,,k1,s1,p1,student,,2026-08-17,2027-06-04\r\n";
    const part = new Blob([line.repeat(Math.ceil(16_000_000 / line.length))]);
    const file = new File([header, ...Array.from({ length: 2_000 }, () => part)], "enrollments.csv");
    const transfer = new DataTransfer();
    transfer.items.add(file);
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
  });
}

/** Waits until the page has so many workers, and gives them. */
export async function workers(page, count) {
  for (let left = 600; page.workers().length !== count; left -= 1) {
    assert.ok(left > 0, `${page.workers().length} workers instead of ${count}`);
    await page.waitForTimeout(50);
  }
  return page.workers();
}

/** Waits for the report and gives its heading. */
export async function verdict(page) {
  const heading = page.locator("#result-heading");
  await heading.waitFor();
  return heading.textContent();
}

/** Checks again, and gives the heading of the new report: the one before stays on the screen until the check begins. */
export async function again(page) {
  const before = await page.locator("#result-heading").elementHandle();
  await page.getByRole("button", { name: "Check again", exact: true }).click();
  await page.waitForFunction((heading) => !heading.isConnected, before);
  return verdict(page);
}

/** Goes to a part of the report, where its parts are told apart: `problems`, `share`. */
export async function part(page, name) {
  const link = page.locator(`.parts a[href="#${name}"]`);
  if ((await link.count()) > 0 && (await link.getAttribute("aria-current")) === null) {
    await link.click();
    // The page follows its address a moment later.
    await page.locator(`.parts a[href="#${name}"][aria-current]`).waitFor();
  }
  if (name !== "share") return;
  await page.locator("#share-heading").waitFor();
  await page.locator(".downloads details").evaluate((details) => (details.open = true));
}

/** The lines of the list of what was found, by what they say or are. */
export function lines(page, { severity = "error", rule, text } = {}) {
  const line = page.locator(`.item${severity === "any" ? "" : `[data-severity="${severity}"]`}${rule ? `[data-rule="${rule}"]` : ""}`);
  return text === undefined ? line : line.filter({ hasText: text });
}

/** Opens a line of the list, if it is closed. */
export async function opened(page, which) {
  const line = lines(page, which).first();
  const row = line.locator(".row");
  if (!(await row.isVisible())) await line.locator("xpath=ancestor::section[1]").locator(".fold").click();
  if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
  await line.getByRole("link", { name: /^About this rule/ }).waitFor();
  return line;
}

/** A report in JSON but for the moment at which it was made. */
export const timeless = (json) => json.replace(/"checked_at": ("[^"]*"|null)/, '"checked_at": 0');

export async function downloaded(page, button) {
  await part(page, "share");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** What the tests of one file share, once `setUp` has been called: they import these names. */
export let browser, at, table, page;

/**
 * Before the tests of a file: a browser, the two addresses of the page, a folder with these files in it. After each test
 * its page is closed, and nothing may have broken or been refused unnoticed.
 */
export function setUp(files) {
  before(async () => {
    [browser, at, table] = [await launch(), await places(), desk()];
    for (const [name, content] of Object.entries(files)) table.put(name, content);
  });
  after(async () => {
    await browser?.close();
    await at?.close();
    table?.clear();
  });
  afterEach(async () => {
    const troubles = page?.troubles ?? [];
    await page?.context().close();
    page = undefined;
    assert.deepEqual(troubles, []);
  });
}

/** Opens the page that a test is about; it is closed after the test. */
export async function visit(address, options) {
  page = await open(browser, address, options);
  return page;
}

/** What the page's policy has refused is no trouble where a test tried it. */
export function expectRefusals() {
  page.troubles = page.troubles.filter((trouble) => !trouble.includes("Content Security Policy"));
}

/** Path of a file in the folder. */
export const on = (name) => join(table.path, name);
