// Beside the check: the codes that rows would get in D2L Brightspace.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at, on, page, part, setUp, verdict, visit } from "./browser.mjs";
import { files, rows } from "./rosters.mjs";
import { zip } from "./zip.mjs";

/** More courses than are listed at once. The last has a code that is cut and holds a character that is refused. */
function coded() {
  const of = rows();
  for (let n = 2; n <= 150; n += 1) of.courses.push(`c${n},,,y1,Course ${n},CODE${n},07,s1,Mathematics,02052`);
  of.courses.push(`c151,,,y1,Course 151,${"LONG-CODE-".repeat(6)}%,07,s1,Mathematics,02052`);
  return files(of);
}

setUp({ "codes.zip": zip(coded()) });

async function kept(button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path()).toString() };
}

async function checked(address) {
  await visit(address);
  page.setDefaultTimeout(20_000);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click();
  await (await chooser).setFiles(on("codes.zip"));
  await verdict(page);
  await part(page, "effects");
}

for (const place of ["http", "file"]) {
  test(`the codes that Brightspace would give are listed by row: ${place}`, async () => {
    await checked(`${at[place]}?to=d2l-brightspace`);
    await page.getByRole("button", { name: "List the codes" }).click();
    const courses = page.locator("details", { has: page.locator("summary", { hasText: "courses.csv: 151 course templates, 1 code has a problem" }) });
    await courses.waitFor();
    await page.locator("summary", { hasText: "orgs.csv: 2 org units" }).waitFor();
    await courses.getByText("The first 100 of 151 are listed.").waitFor();
    assert.equal(await courses.locator("tbody tr").count(), 100);
    const first = courses.locator("tbody tr").first();
    assert.deepEqual(await first.locator("td").allTextContents().then((cells) => cells.map((cell) => cell.trim())), ["2", "c1", "ALG1", "all of it", ""]);
    // Only those with a problem.
    await page.getByLabel("Only codes with a problem").check();
    await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 1);
    const bad = await courses.locator("tbody tr td").allTextContents();
    assert.equal(bad[1].trim(), "c151");
    assert.equal(bad[3].trim().length, 50);
    assert.match(bad[4], /too long; not supported: .*percent/i);
    // What leaves the screen is masked, unless somebody chooses otherwise; and it has all of them.
    const masked = await kept("Download as CSV");
    assert.equal(masked.name, "codes of codes.csv");
    assert.doesNotMatch(masked.text, /CODE150/);
    await page.getByLabel("With codes and IDs as they are").check();
    const shown = await kept("Download as CSV");
    assert.match(shown.text, /courses\.csv,151,c150,courseCode,CODE150,/);
    assert.equal(shown.text.split("\n").filter((line) => line.startsWith("courses.csv,")).length, 151);
  });
}

test("only Brightspace gets codes", async () => {
  await checked(`${at.http}?to=dessa`);
  assert.equal(await page.getByRole("button", { name: "List the codes" }).count(), 0);
});
