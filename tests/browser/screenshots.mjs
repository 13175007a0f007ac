// Pictures of the page in each of its states: node screenshots.mjs FOLDER

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { again, choose, chooseEndless, desk, launch, open, opened, part, places, serve, site, verdict } from "./browser.mjs";
import { clean, faulty, manyFaults, odd } from "./rosters.mjs";
import { zip } from "./zip.mjs";

const folder = process.argv[2];
if (!folder) throw new Error("say where the pictures go: npm run screenshots -- FOLDER");
mkdirSync(folder, { recursive: true });

const [browser, at, table, whole] = [await launch(), await places(), desk(), await serve(site())];
const cleanZip = table.put("OneRoster.zip", zip(clean()));

const manyZip = table.put("OneRoster-new.zip", zip(manyFaults(2500)));

const oddZip = table.put("Riverbend.zip", zip(odd()));
const faultyZip = table.put("Maple.zip", zip(faulty()));

/** A receiver as it is written in a link. */
const DESCRIBED = deflateRawSync(
  JSON.stringify({
    schema: 1, id: "maple-math", title: "Maple Math", written_on: "2026-11-28", versions: ["1.1"], needs: ["users.csv"],
    columns: [{ file: "users.csv", column: "middleName", ask: "filled", severity: "error" }],
    sources: [{ title: "Maple Math: rosters", link: "https://help.maple.example/rosters" }],
  }),
).toString("base64url");

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Each state, and how a person comes to it. */
const states = {
  empty: async () => {},
  running: async (page) => {
    await chooseEndless(page);
    await page.getByText(/rows? so far/).waitFor();
    await page.waitForTimeout(3500);
  },
  cancelled: async (page) => {
    await chooseEndless(page);
    await page.getByRole("button", { name: "Cancel" }).click();
  },
  clean: async (page) => {
    await choose(page, cleanZip);
    await verdict(page);
  },
  errors: async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).click();
    await verdict(page);
  },
  several: async (page) => {
    await choose(page, [cleanZip, faultyZip, manyZip]);
    await page.getByRole("heading", { name: "3 packages checked" }).waitFor();
  },
  gone: async (page) => {
    const path = table.put("Moved.zip", zip(clean()));
    await choose(page, path);
    await verdict(page);
    rmSync(path);
    await page.getByRole("button", { name: "Check again", exact: true }).click();
    await page.locator("#choose-again").waitFor();
  },
  overview: async (page) => {
    await choose(page, oddZip);
    await verdict(page);
    await part(page, "data");
    await page.getByRole("button", { name: /^1 ?: show the rows: none/ }).click();
    await page.getByText("1 row of classes.csv").waitFor();
  },
  offline: async (page) => {
    await page.goto(`${whole.address}/offline.html`);
    await page.getByRole("button", { name: "Keep it in this browser" }).click();
    await page.getByText("It is kept in this browser.").waitFor();
  },
  "checked-itself": async (page) => {
    await page.goto(`${at.http}#about`);
    await page.getByRole("button", { name: "Try to connect" }).click();
    await page.getByText(/What this proves/).waitFor();
  },
  rule: async (page) => {
    await page.goto(`${at.http}#rule/unsupported-code-character`);
    await page.getByRole("heading", { name: "How to fix" }).waitFor();
  },
  authors: async (page) => {
    await page.goto(`${at.http}#authors`);
    await page.getByRole("combobox", { name: "Open at a rule" }).selectOption("unknown-reference");
    await page.getByRole("button", { name: "Copy the frame" }).click();
  },
  embed: async (page) => {
    await page.goto(`${at.http}?embed=1&profile=infinite-campus`);
  },
  searched: async (page) => {
    await choose(page, manyZip);
    await verdict(page);
    await page.getByRole("searchbox").fill("nobody11");
    await page.getByText(/with “nobody11”/).waitFor();
    await opened(page, { rule: "unknown-reference" });
    await page.locator("table.rows, .row-list").first().waitFor();
  },
  effects: async (page) => {
    await choose(page, cleanZip);
    await verdict(page);
    await part(page, "effects");
  },
  since: async (page) => {
    await choose(page, faultyZip);
    await verdict(page);
    await again(page);
    await page.locator('.parts a[href="#since"]').click();
    await page.getByRole("heading", { name: /^Still there/ }).waitFor();
  },
  files: async (page) => {
    await choose(page, faultyZip);
    await verdict(page);
    await part(page, "files");
  },
  share: async (page) => {
    await choose(page, faultyZip);
    await verdict(page);
    await part(page, "share");
  },
  receivers: async (page) => {
    await page.getByText("More receivers").click();
  },
  linked: async (page) => {
    await page.goto("about:blank");
    await page.goto(`${at.http}#receiver=${DESCRIBED}`);
    await page.getByText("What these rules say").click();
  },
  "linked-report": async (page) => {
    await states.linked(page);
    await choose(page, cleanZip);
    await verdict(page);
  },
  refused: async (page) => {
    await page.goto("about:blank");
    await page.goto(`${at.http}#receiver=AAAA`);
    await page.locator("#linked-heading").waitFor();
  },
  describing: async (page) => {
    await page.goto(`${at.http}#authors`);
    await page.getByText("Describe a receiver of your own").click();
    await page.getByRole("textbox", { name: "Product name" }).fill("Maple Math");
    await page.getByRole("checkbox", { name: "users.csv" }).check();
    await page.getByRole("button", { name: "Add a column" }).click();
    await page.getByRole("textbox", { name: "Column", exact: true }).fill("email");
    await page.getByRole("button", { name: "Preview on the sample" }).click();
    await page.locator(".preview h3").waitFor();
  },
  printed: async (page) => {
    await choose(page, manyZip);
    await verdict(page);
    await page.evaluate(() => (window.print = () => dispatchEvent(new Event("beforeprint"))));
    await part(page, "share");
    await page.getByRole("button", { name: "Print or save as PDF" }).click();
    await page.getByText(/^The first 50 of/).first().waitFor();
  },
  rows: async (page) => {
    await choose(page, manyZip);
    await verdict(page);
    await opened(page, { rule: "unknown-reference" });
    await page.getByText(/^The first 1,000 of/).first().waitFor();
    await page.locator(".row-list").first().getByRole("button").nth(2).click();
    await page.locator(".look").getByRole("row").nth(1).waitFor();
  },
};

async function picture(name, state, options) {
  const page = await open(browser, at.http, { viewport: WIDE, ...options });
  await states[state](page);
  if (options.media) await page.emulateMedia(options.media);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  // A refused connection is what "check it yourself" is about.
  if (page.troubles.length > 0 && state !== "checked-itself") console.error(name, page.troubles);
  await page.context().close();
}

try {
  for (const state of Object.keys(states).filter((name) => name !== "printed")) {
    await picture(state, state, {});
    await picture(`${state}-dark`, state, { colorScheme: "dark" });
    await picture(`${state}-phone`, state, { viewport: PHONE, deviceScaleFactor: 2 });
  }
  // Zoom makes the page's own pixels fewer and larger.
  await picture("errors-zoom-200", "errors", { viewport: { width: 550, height: 400 }, deviceScaleFactor: 2 });
  await picture("errors-zoom-400", "errors", { viewport: { width: 320, height: 256 }, deviceScaleFactor: 2 });
  await picture("errors-print", "printed", { media: { media: "print" }, viewport: { width: 740, height: 1000 } });
  await picture("overview-zoom-400", "overview", { viewport: { width: 320, height: 256 }, deviceScaleFactor: 2 });
  await picture("overview-forced-colours", "overview", { forcedColors: "active" });
  await picture("rows-forced-colours", "rows", { forcedColors: "active" });
  await picture("errors-forced-colours", "errors", { forcedColors: "active" });
  // Those in README.md.
  const page = await open(browser, `${at.http}?from=infinite-campus&to=dessa`, { viewport: { width: 900, height: 760 }, deviceScaleFactor: 2 });
  await choose(page, faultyZip);
  await verdict(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, "readme-answer.png") });
  const line = await opened(page, { rule: "unknown-reference" });
  await line.locator("table.rows, .row-list").first().waitFor();
  await page.mouse.move(0, 0);
  await line.screenshot({ path: join(folder, "readme-finding.png") });
  await page.context().close();
} finally {
  await browser.close();
  await at.close();
  await whole.close();
  table.clear();
}
