// A copy without people: nobody is named in it, another one differs, and it is downloaded by a press.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { test } from "node:test";
import { at, on, page, part, setUp, verdict, visit } from "./browser.mjs";
import { clean } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "roster.zip": zip(clean()) });

/** The files of a zip, by its directory. */
function unzipped(bytes) {
  const found = {};
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (let left = bytes.readUInt16LE(bytes.length - 12); left > 0; left -= 1) {
    const [packed, nameLength, extra, comment, local] = [20, 28, 30, 32, 42].map((field) => (field === 20 || field === 42 ? bytes.readUInt32LE(at + field) : bytes.readUInt16LE(at + field)));
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    found[name] = (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString("utf8");
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

async function kept() {
  const press = page.locator("section", { has: page.locator("#masked-heading") }).getByRole("button", { name: "Download the copy" });
  const [download] = await Promise.all([page.waitForEvent("download"), press.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function made(button) {
  await page.getByRole("button", { name: button }).click();
  await page.locator("#masked-status").filter({ hasText: "The copy is ready" }).waitFor();
  return kept();
}

for (const place of ["http", "file"]) {
  test(`a copy without people names nobody, and another one differs: ${place}`, async () => {
    await visit(`${at[place]}?profile=infinite-campus`);
    page.setDefaultTimeout(20_000);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose a zip or CSV files" }).click();
    await (await chooser).setFiles(on("roster.zip"));
    await verdict(page);
    await part(page, "copies");
    const one = await made("Make a copy without people");
    const other = await made("Make another copy without people");
    assert.equal(one.name, "masked-roster.zip");
    assert.notDeepEqual(one.bytes, other.bytes);
    const before = clean();
    const [first, second] = [unzipped(one.bytes), unzipped(other.bytes)];
    assert.deepEqual(Object.keys(first).sort(), Object.keys(before).sort());
    for (const [name, text] of Object.entries(before)) {
      const [was, is] = [text, first[name]].map((all) => String(all).trimEnd().split(/\r?\n/));
      assert.equal(is.length, was.length, `${name} has as many rows`);
      assert.equal(is[0], was[0], `${name} has the same header`);
    }
    for (const named of ["Given12", "Family12", "example.org"]) assert.ok(!first["users.csv"].includes(named), named);
    assert.notEqual(first["users.csv"], second["users.csv"]);
    // Names of schools stay for whoever wants them.
    const schools = before["orgs.csv"].trim().split(/\r?\n/).slice(1).map((row) => row.split(",")[3]);
    assert.ok(schools.every((school) => school.length > 3 && !first["orgs.csv"].includes(school)), "names of schools are replaced");
    await page.getByLabel("Keep the names of schools").check();
    const named = unzipped((await made("Make a copy without people")).bytes);
    assert.ok(schools.every((school) => named["orgs.csv"].includes(school)));
  });
}
