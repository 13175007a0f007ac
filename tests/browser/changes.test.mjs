// Beside the check: what changed since the package that was sent before.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at, on, page, part, setUp, verdict, visit } from "./browser.mjs";
import { clean, files, rows } from "./rosters.mjs";
import { zip } from "./zip.mjs";

/** Nine of the twelve students are gone. */
function smaller() {
  const of = rows(3);
  return files(of);
}

setUp({
  "before.zip": zip(clean()),
  "now.zip": zip(smaller()),
});

async function give(button, file) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(on(file));
}

async function checked(place, file) {
  await visit(`${at[place]}?profile=infinite-campus`);
  page.setDefaultTimeout(20_000);
  await give("Choose a zip or CSV files", file);
  await verdict(page);
}

async function kept(button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

for (const place of ["http", "file"]) {
  test(`who would be removed is told by name, against the package sent before: ${place}`, async () => {
    await checked(place, "now.zip");
    await part(page, "since");
    await give("Choose the package sent before", "before.zip");
    await page.locator("#changes-status").filter({ hasText: "Compared with before.zip" }).waitFor();
    const section = page.locator(".changes");
    // Nine students, with their enrollments and demographics.
    assert.match(await page.locator("#changes-status").textContent(), /27 records gone, 0 new/);
    await section.getByText("Given12 Family12").first().waitFor();
    await section.getByLabel("Search by name or id").fill("given11 ");
    assert.equal(await section.locator("tbody tr", { hasText: "Given11 Family11" }).count(), 1);
    assert.equal(await section.locator("tbody tr", { hasText: "Given12 Family12" }).count(), 0);
    // What leaves the screen is masked, unless somebody chooses otherwise.
    const masked = await kept("Download as CSV");
    assert.doesNotMatch(masked.bytes.toString(), /p12/);
    await section.getByLabel("With names and ids as they are").check();
    const shown = await kept("Download as CSV");
    assert.match(shown.bytes.toString(), /users\.csv,gone,p12/);
  });
}
