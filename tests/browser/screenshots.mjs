// Pictures of the page in each of its states: node screenshots.mjs FOLDER

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { choose, chooseEndless, desk, launch, open, places, serve, site, verdict } from "./browser.mjs";
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

const WIDE = { width: 1100, height: 800 };
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
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByRole("heading", { name: "Moved.zip could not be read" }).waitFor();
  },
  overview: async (page) => {
    await choose(page, oddZip);
    await verdict(page);
    await page.getByRole("button", { name: /^1 ?: show the rows: none/ }).click();
    await page.getByText("1 row of classes.csv").waitFor();
    await page.locator(".overview").scrollIntoViewIfNeeded();
  },
  offline: async (page) => {
    await page.goto(`${whole.address}/offline.html`);
    await page.getByRole("button", { name: "Keep it in this browser" }).click();
    await page.getByText("It is kept in this browser.").waitFor();
  },
  "checked-itself": async (page) => {
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
    await page.getByRole("button", { name: /^Show the/ }).first().click();
    await page.getByText(/^[\d,]+ rows$/).first().waitFor();
  },
  printed: async (page) => {
    await choose(page, manyZip);
    await verdict(page);
    await page.evaluate(() => (window.print = () => dispatchEvent(new Event("beforeprint"))));
    await page.getByRole("button", { name: "Print or save as PDF" }).click();
    await page.getByText(/^The first 50 of/).first().waitFor();
  },
  rows: async (page) => {
    await choose(page, manyZip);
    await verdict(page);
    await page.getByRole("button", { name: /^Show the/ }).first().click();
    await page.getByText(/^The first 1,000 of/).waitFor();
    await page.locator(".row-list").getByRole("button").nth(2).click();
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
  const page = await open(browser, `${at.http}?profile=infinite-campus`, { viewport: { width: 800, height: 700 } });
  await choose(page, oddZip);
  await verdict(page);
  await page.mouse.move(0, 0);
  await page.locator("#findings-heading").evaluate((heading) => heading.scrollIntoView());
  await page.getByRole("button", { name: /^Show the 3 rows/ }).first().click();
  await page.locator(".file-rows").first().waitFor();
  await page.locator("li.finding").first().screenshot({ path: join(folder, "readme-finding.png") });
  const chart = await page.locator(".overview").boundingBox();
  const scrolled = await page.evaluate(() => scrollY);
  await page.screenshot({ path: join(folder, "readme-data.png"), fullPage: true, clip: { x: 0, y: chart.y + scrolled, width: 800, height: 860 } });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, "readme-answer.png"), clip: { x: 0, y: 0, width: 800, height: 480 } });
  await page.context().close();
} finally {
  await browser.close();
  await at.close();
  await whole.close();
  table.clear();
}
