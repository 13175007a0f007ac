// What a person does with the page, over http and from a folder.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { choose, chooseEndless, desk, downloaded, drop, launch, open, places, verdict } from "./browser.mjs";
import { clean, faulty, manyFaults } from "./rosters.mjs";
import { zip } from "./zip.mjs";

let browser, at, table, page;

before(async () => {
  [browser, at, table] = [await launch(), await places(), desk()];
  table.put("clean.zip", zip(clean()));
  table.put("faulty.zip", zip(faulty()));
  table.put("many.zip", zip(manyFaults()));
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

const on = (name) => join(table.path, name);

for (const place of ["http", "file"]) {
  describe(`the page over ${place}`, () => {
    test("a clean package is ready for both receivers", async () => {
      page = await open(browser, at[place]);
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready to send/);
      for (const receiver of ["DESSA", "Brightspace"]) {
        const item = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: new RegExp(receiver) }) });
        assert.match(await item.first().textContent(), /Ready/);
      }
      const users = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "users.csv" }) });
      assert.equal(await users.getByRole("cell").first().textContent(), "13");
    });

    test("a dropped package with faults shows where and what to do", async () => {
      page = await open(browser, at[place]);
      await drop(page, [on("faulty.zip")]);
      assert.match(await verdict(page), /^Not ready/);
      assert.equal(await page.evaluate(() => document.activeElement.id), "result-heading");
      const finding = page
        .getByRole("listitem")
        .filter({ has: page.getByRole("heading", { level: 4, name: /^Error/ }) })
        .filter({ hasText: "enrollments.csv" })
        .filter({ hasText: "userSourcedId" });
      assert.match(await finding.textContent(), /What to do/);
      // The header is line 1, the teacher line 2, twelve students, then the enrollment of nobody.
      assert.match(await finding.textContent(), /line 15,/);
      assert.match(await finding.textContent(), /nobody/);
    });

    test("loose CSV files are one package", async () => {
      page = await open(browser, at[place]);
      const paths = Object.entries(clean()).map(([name, text]) => table.put(name, text));
      await choose(page, paths);
      assert.match(await verdict(page), /^Ready to send/);
    });

    test("a folder is a package, by button and by drop", async () => {
      const folder = on(`folder-${place}`);
      mkdirSync(folder);
      for (const [name, text] of Object.entries(faulty())) writeFileSync(join(folder, name), text);
      page = await open(browser, at[place]);
      await choose(page, folder, "Choose a folder");
      assert.match(await verdict(page), /^Not ready/);
      const chosen = await downloaded(page, /JSON/);
      await page.getByRole("button", { name: "Check another package" }).click();
      await drop(page, [folder]);
      await verdict(page);
      assert.equal((await downloaded(page, /JSON/)).text, chosen.text);
    });

    test("the sample shows findings", async () => {
      page = await open(browser, at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      assert.match(await verdict(page), /^Not ready/);
      assert.ok((await page.getByRole("heading", { level: 4, name: /^Error/ }).count()) > 1);
    });

    test("a check is cancelled at once, and the next one runs", async () => {
      page = await open(browser, at[place]);
      await chooseEndless(page);
      await page.getByText(/rows? so far/).waitFor();
      const seen = [];
      for (let look = 0; look < 5; look += 1) {
        seen.push(await page.getByRole("progressbar").evaluate((bar) => bar.value));
        await page.waitForTimeout(100);
      }
      assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("heading", { name: "The check was cancelled." }).waitFor();
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready to send/);
    });

    test("a damaged zip and a file of another kind are said to be that", async () => {
      const whole = zip(clean());
      table.put("damaged.zip", whole.subarray(0, whole.length - 300));
      table.put("letter.pdf", "%PDF-1.7\nThis is no roster.\n");
      page = await open(browser, at[place]);
      for (const name of ["damaged.zip", "letter.pdf"]) {
        await choose(page, on(name));
        assert.match(await verdict(page), /could not be checked$|^Not ready/);
        assert.ok((await page.getByRole("heading", { level: 4, name: /^Error/ }).count()) > 0);
        await page.getByRole("button", { name: "Check another package" }).click();
      }
    });

    test("a file that is gone is not the program's fault", async () => {
      const path = table.put("gone.zip", zip(clean()));
      page = await open(browser, at[place]);
      await choose(page, path);
      await verdict(page);
      rmSync(path);
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByRole("heading", { name: "gone.zip could not be read" }).waitFor();
    });

    test("check again checks the same package", async () => {
      page = await open(browser, at[place]);
      await choose(page, on("faulty.zip"));
      const first = await verdict(page);
      const before = await downloaded(page, /JSON/);
      await page.getByRole("button", { name: "Check again" }).click();
      assert.equal(await verdict(page), first);
      assert.equal((await downloaded(page, /JSON/)).text, before.text);
    });

    test("rows come a page at a time", async () => {
      page = await open(browser, at[place]);
      await choose(page, on("many.zip"));
      await verdict(page);
      const finding = page
        .getByRole("listitem")
        .filter({ has: page.getByRole("button", { name: /^Show the 120 rows/ }) });
      await finding.getByRole("button", { name: /^Show the 120 rows/ }).click();
      for (const showing of ["1 to 25", "26 to 50", "51 to 75", "76 to 100", "101 to 120"]) {
        await finding.getByText(`Showing ${showing} of 120`).waitFor();
        const next = finding.getByRole("button", { name: "Next rows" });
        if (await next.isEnabled()) await next.click();
      }
      assert.equal(await finding.getByRole("rowheader").count(), 20);
      // After the header, the teacher and two students come the 120 enrollments of nobody.
      const last = finding.getByRole("row").last();
      assert.equal((await last.getByRole("rowheader").textContent()).trim(), "124");
      assert.match(await last.textContent(), /nobody120/);
    });

    test("the address chooses the receiver, and what it does not know is passed over", async () => {
      const boxes = async (query) => {
        page = await open(browser, at[place] + query);
        const ticked = [];
        for (const name of [/DESSA/, /Brightspace/]) ticked.push(await page.getByRole("checkbox", { name }).isChecked());
        const troubles = page.troubles;
        await page.context().close();
        assert.deepEqual(troubles, []);
        return ticked;
      };
      assert.deepEqual(await boxes(""), [true, true]);
      assert.deepEqual(await boxes("?profile=d2l-brightspace"), [false, true]);
      assert.deepEqual(await boxes("?profile=infinite-campus&x=%3Cscript%3E"), [true, false]);
      assert.deepEqual(await boxes("?profile=somebody"), [true, true]);
    });

    test("only the chosen receiver is judged", async () => {
      page = await open(browser, `${at[place]}?profile=d2l-brightspace`);
      await choose(page, on("clean.zip"));
      await verdict(page);
      assert.equal(await page.getByRole("heading", { name: /^Send to .*DESSA/ }).count(), 0);
      assert.equal(await page.getByRole("heading", { name: /^Send to .*Brightspace/ }).count(), 1);
    });

    test("a finding leads to the page of its rule and back to where one was", async () => {
      page = await open(browser, at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const link = page.getByRole("link", { name: /^About this rule/ }).nth(4);
      const id = await link.getAttribute("id");
      await link.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Why it matters" }).waitFor();
      const heading = page.locator("#rule-heading");
      assert.match(page.url(), /#rule\/[a-z-]+$/);
      assert.equal(await page.title(), `${await heading.textContent()} – rostercheck`);
      assert.equal(await page.evaluate(() => document.activeElement.id), "rule-heading");
      for (const link of await page.locator("main a[href^=http]").all()) {
        assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
      }
      await page.getByRole("link", { name: "Back to the result" }).first().click();
      await page.locator("#result-heading").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), id);
      assert.ok((await page.evaluate(() => scrollY)) > 0);
      await page.goBack();
      await page.getByRole("heading", { name: "Why it matters" }).waitFor();
    });

    test("a link to a rule opens it; a rule that does not exist is one sentence; a check goes on from there", async () => {
      page = await open(browser, `${at[place]}?profile=d2l-brightspace#rule/unknown-reference`);
      await page.getByRole("heading", { level: 2, name: "A reference leads nowhere" }).waitFor();
      await page.getByText("enrollment1,student404").waitFor();
      for (const name of ["no-such-rule", "%E0%A4%A", "<img src=x>"]) {
        await page.evaluate((hash) => (location.hash = `#rule/${hash}`), name);
        await page.getByText(/^This version of rostercheck has no rule named/).waitFor();
      }
      assert.equal(await page.locator("main img").count(), 0);
      await page.getByRole("link", { name: "Check a package" }).first().click();
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready to send/);
      assert.equal(new URL(page.url()).hash, "");
    });

    test("filters leave what was asked for", async () => {
      page = await open(browser, at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const all = await page.getByRole("heading", { level: 4, name: /^(Error|Warning|Note)/ }).count();
      await page.getByRole("combobox", { name: "Severity" }).selectOption({ label: "errors only" });
      const errors = await page.getByRole("heading", { level: 4, name: /^Error/ }).count();
      assert.ok(errors > 0 && errors < all);
      assert.equal(await page.getByRole("heading", { level: 4, name: /^(Warning|Note)/ }).count(), 0);
      await page.getByRole("combobox", { name: "Severity" }).selectOption({ label: "all" });
      assert.equal(await page.getByRole("heading", { level: 4, name: /^(Error|Warning|Note)/ }).count(), all);
    });

    test("downloads hold no values unless somebody asks for them", async () => {
      page = await open(browser, at[place]);
      await choose(page, on("faulty.zip"));
      await verdict(page);
      for (const button of [/CSV/, /JSON/]) {
        const { name, text } = await downloaded(page, button);
        assert.match(name, /^faulty-findings\.(csv|json)$/);
        assert.ok(text.includes("userSourcedId"));
        assert.ok(!text.includes("nobody"), `${name} holds a value`);
        assert.ok(!text.includes("p12"), `${name} holds a value`);
      }
      await page.getByRole("checkbox", { name: /Include the values/ }).check();
      assert.ok((await downloaded(page, /JSON/)).text.includes("nobody"));
      await page.getByRole("button", { name: "Check again" }).click();
      await verdict(page);
      assert.equal(await page.getByRole("checkbox", { name: /Include the values/ }).isChecked(), false);
    });

    test("what is chosen wrongly is said in one sentence", async () => {
      page = await open(browser, at[place]);
      await choose(page, [on("clean.zip"), on("faulty.zip")]);
      await page.getByText(/Check one zip at a time/).first().waitFor();
    });
  });
}
