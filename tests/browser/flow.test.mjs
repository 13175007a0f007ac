// The whole way of a person at a district office: from the link in an article to a package that is good to send.
// For both receivers, over http and from a disk, on a wide window and on a phone, with a pointer and by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { at, on, page, setUp, verdict, visit } from "./browser.mjs";
import { clean, faulty } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "faulty.zip": zip(faulty()), "clean.zip": zip(clean()) });

const RECEIVERS = [
  { id: "infinite-campus", name: /DESSA/, other: /Brightspace/ },
  { id: "d2l-brightspace", name: /Brightspace/, other: /DESSA/ },
];

const WINDOWS = {
  wide: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** Presses what has this name. */
const BY = {
  pointer: (role, name) => page.getByRole(role, { name }).first().click(),
  async keyboard(role, name) {
    const wanted = await page.getByRole(role, { name }).first().elementHandle();
    for (let presses = 0; presses < 300; presses += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) {
        await page.keyboard.press("Enter");
        return;
      }
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${name}`);
  },
};

async function give(press, button, file) {
  const chooser = page.waitForEvent("filechooser");
  await press("button", button);
  await (await chooser).setFiles(on(file));
}

for (const { id, name, other } of RECEIVERS) {
  for (const [place, window, means] of [
    ["http", "wide", "pointer"],
    ["http", "phone", "pointer"],
    ["http", "wide", "keyboard"],
    ["file", "wide", "pointer"],
    ["file", "phone", "pointer"],
    ["file", "wide", "keyboard"],
  ]) {
    test(`from a link for ${id} to a package that is good to send: ${place}, ${window}, ${means}`, async () => {
      const press = BY[means];
      await visit(`${at[place]}?profile=${id}`, WINDOWS[window]);
      page.setDefaultTimeout(15_000);
      await give(press, "Choose a zip or CSV files", "faulty.zip");
      assert.match(await verdict(page), /^Not ready for/);
      assert.match(await verdict(page), name);
      assert.doesNotMatch(await page.locator(".others").textContent(), other);
      // What to do stands with the first problem; its rule says more, and leads back.
      await press("button", "Start with problem 1");
      await page.getByRole("heading", { name: "How to fix it" }).waitFor();
      await press("link", "About this rule");
      await page.getByRole("heading", { name: "How to fix" }).first().waitFor();
      await press("link", /^Back/);
      await verdict(page);
      // The export was made anew.
      await press("button", "Check another package");
      await give(press, "Choose a zip or CSV files", "clean.zip");
      assert.match(await verdict(page), /^Ready for/);
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      assert.ok((scrollWidth ?? 0) <= (clientWidth ?? 0), "nothing is wider than the window");
    });
  }
}
