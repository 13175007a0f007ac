// The whole way of a person through the page, in every browser that can be had, from a web server and from a disk.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { desk, places, serve, site, timeless } from "./browser.mjs";
import { BROWSERS, LACKS, launch, skipped } from "./drivers/all.mjs";
import { checkedByCommand, withoutCommand } from "./command.mjs";
import { clean, faulty, long, manyFaults } from "./rosters.mjs";
import { walker } from "./walk.mjs";
import { zip } from "./zip.mjs";

for (const name of Object.keys(BROWSERS)) {
  describe(name, { skip: skipped(name) }, () => {
    let browser, at, table;
    const on = {};
    before(async () => {
      [browser, at, table] = [await launch(name), await places(), desk()];
      const packages = { clean: clean(), faulty: faulty(), many: manyFaults(), long: long(120_000) };
      for (const [package_, files] of Object.entries(packages)) on[package_] = table.put(`${package_}.zip`, zip(files));
    });
    after(async () => {
      await browser?.close();
      await at?.close();
      table?.clear();
    });
    const walk = async (address) => walker(await browser.visit(address));
    const ended = async (person) => {
      await person.calm();
      await person.page.close();
    };

    for (const place of ["http", "file"]) {
      if (place === "file" && LACKS[name].disk) {
        test("opened from a disk, the page says that this browser cannot read files there", async () => {
          const person = await walk(at.file);
          await person.see("This browser cannot run the check");
          await person.see("reading a file in the background of a page that is opened from a disk; from a web address this page works here");
          assert.equal(await person.shows("Choose a zip or CSV files"), false);
          await ended(person);
        });
        continue;
      }

      test(`a link, a check, a finding, its rule, a check of the new export, a download, over ${place}`, async () => {
        const path = table.put(`walk-${place}.zip`, zip(faulty()));
        const person = await walk(`${at[place]}?profile=infinite-campus`);
        await person.give(path);
        assert.equal(await person.verdict(), "Not ready for DESSA");
        // The first problem is open, or is opened, and leads to its rule.
        await person.page.press(() => document.querySelector('.item[data-rule="unknown-reference"] .row'));
        // What is read again from the file comes last, and moves what is below it.
        await person.see("Download these rows");
        await person.press("About this rule");
        await person.until(() => location.hash === "#rule/unknown-reference");
        await person.press("Back to the result");
        assert.equal(await person.verdict(), "Not ready for DESSA");
        assert.equal(await person.again(), "Not ready for DESSA");
        await person.part("share");
        const csv = await person.download("For a spreadsheet (CSV)");
        assert.equal(csv.name, `walk-${place}-findings.csv`);
        assert.match(csv.text, /unknown-reference/);
        assert.doesNotMatch(csv.text, /nobody/);
        await person.press("Check another package");
        writeFileSync(path, zip(clean()));
        await person.give(path);
        assert.match(await person.verdict(), /^Ready for DESSA/);
        await ended(person);
      });

      test(`several zips, each with its report, over ${place}`, async () => {
        const person = await walk(at[place]);
        await person.give([on.many, on.clean, on.faulty]);
        await person.see("3 packages checked");
        const rows = await person.page.run(() => [...document.querySelectorAll("tbody tr")].map((row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent.replace(/\s+/g, " ").trim())));
        assert.deepEqual(rows.map(([file]) => file), ["clean.zip", "faulty.zip", "many.zip"]);
        assert.match(rows[0][1], /^Ready/);
        assert.equal(rows[1][1], "Not ready, 2 problems");
        await person.page.press(() => document.querySelectorAll("tbody tr")[2].querySelector("button"));
        assert.match(await person.verdict(), /^Not ready/);
        await person.press("Back to the list of packages");
        await person.see("3 packages checked");
        await ended(person);
      });

      test(`a check is canceled at once, and the next one runs, over ${place}`, async () => {
        const person = await walk(at[place]);
        await person.page.run(dropEndless);
        await person.see("rows so far");
        await person.press("Cancel");
        await person.see("The check was canceled.");
        await person.give(on.clean);
        assert.match(await person.verdict(), /^Ready for/);
        await ended(person);
      });

      test(`what is wrong with a file is said, and a lost worker leaves the report, over ${place}`, async () => {
        const whole = zip(clean());
        const person = await walk(at[place]);
        for (const path of [table.put("damaged.zip", whole.subarray(0, whole.length - 300)), table.put("letter.pdf", "%PDF-1.7\nNo roster.\n")]) {
          await person.give(path);
          assert.match(await person.verdict(), /could not be checked$|^Not ready/);
          await person.press("Check another package");
        }
        await person.give([on.clean, table.put("users.csv", "sourcedId\n")]);
        await person.see("Choose only zips");
        await person.page.run(rememberWorkers);
        await person.give(on.faulty);
        await person.verdict();
        await person.again();
        await person.page.run(() => window.made.at(-1).dispatchEvent(new ErrorEvent("error", { message: "gone", cancelable: true })));
        await person.see("What is on the screen is still right");
        assert.match(await person.verdict(), /^Not ready/);
        assert.match(await person.again(), /^Not ready/);
        await ended(person);
      });

      test(`the report is the command's, byte for byte, and with a second worker too, over ${place}`, { skip: withoutCommand }, async () => {
        for (const path of [on.faulty, on.clean, on.many, on.long]) {
          const person = await walk(at[place]);
          await person.page.run(rememberWorkers);
          await person.give(path);
          await person.verdict();
          // The first worker was there before they were remembered.
          const reads = await person.page.run(() => window.made.length);
          const cores = await person.page.run(() => navigator.hardwareConcurrency);
          assert.equal(reads, path === on.long && cores > 1 ? 1 : 0);
          await person.part("share");
          const today = await person.page.run(() => {
            const now = new Date();
            return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
          });
          assert.equal(timeless((await person.download("For programs (JSON)")).text), checkedByCommand(path, today, "masked"));
          await person.press("Include values (student data)");
          assert.equal(timeless((await person.download("For programs (JSON)")).text), checkedByCommand(path, today, "shown"));
          await ended(person);
        }
      });

      test(`the page and its worker are refused by its rule, as the page itself finds out, over ${place}`, async () => {
        const person = await walk(`${at[place]}#about`);
        await person.press("Try to connect");
        await person.see("The worker that reads files tried");
        await person.see("What this proves");
        assert.equal(await person.page.run(() => document.querySelectorAll(".attempts .good").length), 2);
        // The browser told of them, which is what was wanted; of nothing else.
        for (const trouble of await person.page.troubles()) assert.match(trouble, /example\.invalid|connect-src/);
        await person.page.close();
      });
    }

    test("where no rule forbids it, the page does not claim that it was refused", async () => {
      const open = await serve({ "/": readFileSync(new URL(at.file), "utf8").replace(/connect-src 'none'/, "connect-src *") });
      const person = await walk(`${open.address}/#about`);
      await person.press("Try to connect");
      await person.see("The worker that reads files tried");
      assert.equal(await person.shows("Refused"), false);
      await person.see("Disconnect from the network");
      await person.page.close();
      await open.close();
    });

    test("once it is loaded, or kept, the page needs no server", async () => {
      const server = await serve(site());
      const person = await walk(`${server.address}/`);
      const { name: saved, bytes } = await (async () => {
        await person.press("How do I know?");
        return person.page.saved(() => person.press("Save this page"));
      })();
      assert.equal(saved, "rostercheck.html");
      assert.ok(bytes.equals(readFileSync(new URL(at.file))), "the saved page is the one that was served");
      await person.press("open it without a network, or install it");
      await person.press("Keep it in this browser");
      await person.see("It is kept in this browser.");
      await server.close();
      await person.page.go(`${server.address}/?profile=infinite-campus`);
      await person.give(on.faulty);
      assert.equal(await person.verdict(), "Not ready for DESSA");
      await person.again();
      await ended(person);
    });
  });
}

/** In the page: a CSV of many gigabytes, which exists only as a promise of the browser's. */
function dropEndless() {
  const header = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\r\n";
  const line = "e1,,,k1,s1,p1,student,,2026-08-17,2027-06-04\r\n";
  const part = new Blob([line.repeat(Math.ceil(16_000_000 / line.length))]);
  const transfer = new DataTransfer();
  transfer.items.add(new File([header, ...Array.from({ length: 2_000 }, () => part)], "enrollments.csv"));
  window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
}

/** In the page: keeps the workers that are made from now on. */
function rememberWorkers() {
  const Plain = Worker;
  window.made = [];
  window.Worker = class extends Plain {
    constructor(address) {
      super(address);
      window.made.push(this);
    }
  };
}
