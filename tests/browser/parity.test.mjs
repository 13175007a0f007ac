// The command and the page give the same report, byte for byte.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { checkedByCommand, withoutCommand as skip } from "./command.mjs";
import { choose, desk, downloaded, launch, open, places, timeless, verdict } from "./browser.mjs";
import { clean, faulty, manyFaults } from "./rosters.mjs";
import { zip } from "./zip.mjs";

let browser, at, table;

before(async () => {
  [browser, at, table] = [await launch(), await places(), desk()];
});
after(async () => {
  await browser?.close();
  await at?.close();
  table?.clear();
});

function changed(files, changes) {
  const all = { ...files };
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete all[name];
    else all[name] = change(all[name] ?? "");
  }
  return all;
}

const packages = {
  clean: zip(clean()),
  faulty: zip(faulty(300)),
  "more than is listed": zip(manyFaults(2500)),
  "unclosed quote": zip(changed(clean(), { "users.csv": (text) => text.replace("Given3", '"Given3') })),
  "wrong bytes": zip(changed(clean(), { "users.csv": (text) => Buffer.from(text.replace("Given4", "Jos\u00e9"), "latin1") })),
  "unseen letters": zip(changed(clean(), { "users.csv": (text) => text.replaceAll("p5,", "p5\u200b,") })),
  "no manifest": zip(changed(clean(), { "manifest.csv": null })),
  "in a folder": zip(Object.fromEntries(Object.entries(clean()).map(([name, text]) => [`export/${name}`, text]))),
  empty: zip({}),
  cut: zip(clean()).subarray(0, 900),
  "no zip": Buffer.from("%PDF-1.7\nThis is no roster.\n"),
};

async function todayOf(page) {
  return page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  });
}

async function compare(page, path, profiles) {
  const today = await todayOf(page);
  await verdict(page);
  assert.equal(timeless((await downloaded(page, /JSON/)).text), checkedByCommand(path, today, "masked", profiles));
  await page.getByRole("checkbox", { name: /Include values/ }).check();
  assert.equal(timeless((await downloaded(page, /JSON/)).text), checkedByCommand(path, today, "shown", profiles));
}

for (const [name, bytes] of Object.entries(packages)) {
  test(`the same report: ${name}`, { skip }, async () => {
    const path = table.put(`${name.replaceAll(" ", "-")}.zip`, bytes);
    const page = await open(browser, at.file);
    await choose(page, path);
    await compare(page, path, []);
    await page.context().close();
  });
}

test("the same report: one receiver", { skip }, async () => {
  const path = table.put("one-receiver.zip", zip(faulty()));
  const page = await open(browser, `${at.http}?profile=infinite-campus`);
  await choose(page, path);
  await compare(page, path, ["infinite-campus"]);
  await page.context().close();
});

test("the same report: a folder", { skip }, async () => {
  const path = join(table.path, "folder");
  for (const [name, text] of Object.entries({ ...faulty(), "old/users.csv": "sourcedId\r\n" })) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const page = await open(browser, at.http);
  await choose(page, path, "Choose a folder");
  await compare(page, path, []);
  await page.context().close();
});

test("the same report: without limits", { skip }, async () => {
  const path = table.put("many-files.zip", zip({ ...faulty(), ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`${n}.txt`, "x"])) }));
  const page = await open(browser, at.file);
  await choose(page, path);
  await page.getByRole("button", { name: "Check again without the limits" }).first().click();
  await page.getByText("Checked without the limits").waitFor();
  const { text } = await downloaded(page, /JSON/);
  assert.equal(timeless(text), checkedByCommand(path, await todayOf(page), "masked", [], ["--no-limits"]));
  await page.context().close();
});
