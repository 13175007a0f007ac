// A corrected copy: planned, chosen, made, checked, downloaded.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at, on, page, part, setUp, verdict, visit } from "./browser.mjs";
import { clean, files, rows } from "./rosters.mjs";
import { zip } from "./zip.mjs";

/** Grades and a date that have one right answer. */
function mendable() {
  const of = rows();
  of.users = of.users.map((row) => row.replace(/,07,$/, ",7,"));
  of.academicSessions[1] = of.academicSessions[1].replace("2027-01-15", "1/15/2027");
  return files(of);
}

/** Nobody can tell the days of these sessions from their months; and an org of no district. */
function undecided() {
  const of = rows();
  of.academicSessions = of.academicSessions.map((row) => row.replace(/(\d{4})-\d\d-\d\d/g, "03/04/$1"));
  return files(of);
}

setUp({
  "mendable.zip": zip(mendable()),
  "undecided.zip": zip(undecided()),
  "clean.zip": zip(clean()),
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
  await part(page, "copies");
}

async function kept(button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const made = () => page.locator("#corrected-status").filter({ hasText: "The copy is ready" }).waitFor();

for (const place of ["http", "file"]) {
  test(`a corrected copy has what has one right answer repaired, and is checked: ${place}`, async () => {
    await checked(place, "mendable.zip");
    await page.getByRole("button", { name: "See what can be repaired" }).click();
    await page.locator('[data-repair="grades"] input:checked').waitFor();
    assert.match(await page.locator('[data-repair="grades"]').textContent(), /12 changes/);
    // Before and after, as they stand in the file.
    const dates = page.locator('[data-repair="dates"]');
    await dates.getByText("First changes").click();
    assert.deepEqual(await dates.locator("tbody td:not(:first-child)").allTextContents(), ["1/15/2027", "2027-01-15"]);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SUMMARY");
    await page.getByRole("button", { name: "Make the corrected copy" }).click();
    await made();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "corrected-status");
    const copy = await kept("Download the copy");
    assert.equal(copy.name, "corrected-mendable.zip");
    assert.equal(copy.bytes.readUInt32LE(0), 0x04034b50);
    const receipt = JSON.parse((await kept("Receipt as JSON")).bytes.toString());
    const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
    assert.equal(receipt.input.sha256, sha256(readFileSync(on("mendable.zip"))));
    assert.equal(receipt.output.sha256, sha256(copy.bytes));
    assert.equal(receipt.repairs.find(({ name }) => name === "grades").count, 12);
    assert.equal(receipt.edits.length, 13);
    assert.ok(receipt.edits.every(({ before }) => before !== "1/15/2027"), "a receipt is masked");
    assert.match((await kept("Receipt as a web page")).bytes.toString(), /^<!doctype html>/i);
    assert.match(await page.locator(".copies").first().textContent(), /Fix the source too/);
    await page.getByRole("button", { name: "See the check of the copy" }).click();
    await page.locator("#result-heading").filter({ hasText: /^Ready/ }).waitFor();
  });

  test(`what cannot be known is chosen, and of two answers only one: ${place}`, async () => {
    await checked(place, "undecided.zip");
    await page.getByRole("button", { name: "See what can be repaired" }).click();
    const [month, day] = ["month-first-dates", "day-first-dates"].map((name) => page.locator(`[data-repair="${name}"]`));
    const box = (of) => of.getByRole("checkbox");
    await box(month).check();
    await month.getByText(/\d+ changes?\./).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "checkbox", "the place is kept while it is counted");
    await month.getByText("First changes").click();
    assert.match(await month.locator("tbody").textContent(), /-03-04/);
    await box(day).check();
    await day.getByText(/\d+ changes?\./).waitFor();
    assert.equal(await box(month).isChecked(), false);
    await page.getByRole("button", { name: "Make the corrected copy" }).click();
    await made();
    const { bytes } = await kept("Receipt as JSON");
    assert.ok(JSON.parse(bytes.toString()).repairs.some(({ name }) => name === "day-first-dates"));
  });
}

test("a package without repairs says so, and a plan can be canceled", async () => {
  await checked("file", "clean.zip");
  await page.getByRole("button", { name: "See what can be repaired" }).click();
  await page.locator("#corrected-status").filter({ hasText: "Nothing in this package can be repaired" }).waitFor();
  await checked("file", "mendable.zip");
  await page.getByRole("button", { name: "See what can be repaired" }).click();
  await page.getByRole("button", { name: "Make the corrected copy" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "corrected-begin");
});
