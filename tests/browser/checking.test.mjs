// What a person does with the page, over http and from a folder.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { again, at, browser, choose, chooseEndless, downloaded, drop, lines, on, open, opened, page, part, serve, setUp, table, timeless, verdict, visit } from "./browser.mjs";
import { clean, faulty, manyFaults } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "clean.zip": zip(clean()), "faulty.zip": zip(faulty()), "many.zip": zip(manyFaults()) });

for (const place of ["http", "file"]) {
  describe(`the page over ${place}`, () => {
    test("a clean package is ready for both receivers", async () => {
      await visit(at[place]);
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready for/);
      for (const receiver of ["DESSA", "Brightspace"]) assert.match(await page.locator(".others").textContent(), new RegExp(`${receiver}: ready`));
      assert.match(await page.locator(".others").textContent(), /\d+ checks passed/);
      await part(page, "files");
      const users = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "users.csv" }) });
      assert.equal(await users.getByRole("cell").first().textContent(), "13");
    });

    test("a dropped package with faults shows where and what to do", async () => {
      await visit(at[place]);
      await drop(page, [on("faulty.zip")]);
      assert.match(await verdict(page), /^Not ready/);
      assert.equal(await page.evaluate(() => document.activeElement.id), "result-heading");
      const finding = await opened(page, { severity: "error", text: "enrollments.csv · userSourcedId" });
      assert.match(await finding.textContent(), /How to fix it/);
      // The header is line 1, the teacher line 2, twelve students, then the enrollment of nobody.
      assert.match(await finding.textContent(), /line 15/);
      assert.match(await finding.textContent(), /nobody/);
    });

    test("loose CSV files are one package", async () => {
      await visit(at[place]);
      const paths = Object.entries(clean()).map(([name, text]) => table.put(name, text));
      await choose(page, paths);
      assert.match(await verdict(page), /^Ready for/);
    });

    test("a folder is a package, by button and by drop", async () => {
      const folder = on(`folder-${place}`);
      mkdirSync(folder);
      for (const [name, text] of Object.entries(faulty())) writeFileSync(join(folder, name), text);
      await visit(at[place]);
      await choose(page, folder, "Choose a folder");
      assert.match(await verdict(page), /^Not ready/);
      const chosen = await downloaded(page, /JSON/);
      await page.getByRole("button", { name: "Check another package" }).click();
      await drop(page, [folder]);
      await verdict(page);
      assert.equal(timeless((await downloaded(page, /JSON/)).text), timeless(chosen.text));
    });

    test("the sample shows findings", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      assert.match(await verdict(page), /^Not ready/);
      assert.ok((await lines(page).count()) > 1);
    });

    test("a check is cancelled at once, and the next one runs", async () => {
      await visit(at[place]);
      await chooseEndless(page);
      await page.getByText(/rows? so far/).waitFor();
      const seen = [];
      for (let look = 0; look < 5; look += 1) {
        seen.push(await page.getByRole("progressbar").evaluate((bar) => bar.value));
        await page.waitForTimeout(100);
      }
      assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("heading", { name: "The check was canceled." }).waitFor();
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready for/);
    });

    test("a damaged zip and a file of another kind are said to be that", async () => {
      const whole = zip(clean());
      table.put("damaged.zip", whole.subarray(0, whole.length - 300));
      table.put("letter.pdf", "%PDF-1.7\nThis is no roster.\n");
      await visit(at[place]);
      for (const name of ["damaged.zip", "letter.pdf"]) {
        await choose(page, on(name));
        assert.match(await verdict(page), /could not be checked$|^Not ready/);
        assert.ok((await lines(page).count()) > 0);
        await page.getByRole("button", { name: "Check another package" }).click();
      }
    });

    test("where a limit stopped it, going on is offered beside the answer and beside the finding", async () => {
      // A line that no roster has, and so often that the file unpacks to hundreds of times its size in the zip.
      const large = clean();
      large["users.csv"] += `p1,,,true,s1,student,${"a".repeat(1000)}\r\n`.repeat(70_000);
      await visit(at[place]);
      await choose(page, table.put("large.zip", zip(large, 9)));
      assert.match(await verdict(page), /^Not ready/);
      const lift = page.getByRole("button", { name: "Check again without the limits" });
      await page.getByText("rostercheck stopped at one of its own limits").waitFor();
      const { rule, file } = JSON.parse((await downloaded(page, /JSON/)).text).limits.stopped[0];
      await part(page, "problems");
      const finding = await opened(page, { severity: "error", rule, text: file });
      await finding.getByText("more than 200 times its size in the zip").first().waitFor();
      await finding.getByText("Nothing leaves this computer.").waitFor();
      assert.ok((await lift.count()) >= 2);
      await finding.getByRole("button", { name: "Check again without the limits" }).click();
      await page.getByText("Checked without the limits on sizes and counts.").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "result-heading");
      assert.equal(await lift.count(), 0);
      assert.equal(await lines(page, { rule, text: file }).count(), 0);
      await part(page, "files");
      const users = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "users.csv" }) });
      assert.equal(await users.getByRole("cell").first().textContent(), "70,013");
      const report = JSON.parse((await downloaded(page, /JSON/)).text);
      assert.deepEqual(report.limits, { lifted: true, stopped: [] });
      // It was asked for once.
      await again(page);
      await page.getByText("rostercheck stopped at one of its own limits").waitFor();
    });

    test("a zip of too many files can be opened all the same", async () => {
      const many = { ...clean() };
      for (let n = 1; n <= 1100; n += 1) many[`notes/${n}.txt`] = "x";
      await visit(at[place]);
      await choose(page, table.put("many-files.zip", zip(many)));
      assert.equal(await verdict(page), "This package could not be checked");
      await page.getByRole("button", { name: "Check again without the limits" }).first().click();
      await page.getByRole("heading", { level: 2, name: /^Ready for/ }).waitFor();
    });

    test("what is damaged is not offered to be checked without limits", async () => {
      await visit(at[place]);
      await choose(page, table.put("cut.zip", zip(clean()).subarray(0, 900)));
      await verdict(page);
      assert.equal(await page.getByRole("button", { name: "Check again without the limits" }).count(), 0);
    });

    test("a file that is gone takes no report away", async () => {
      const path = table.put("gone.zip", zip(clean()));
      await visit(at[place]);
      await choose(page, path);
      await verdict(page);
      rmSync(path);
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByText("gone.zip has changed since you chose it.").first().waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "choose-again");
      assert.match(await verdict(page), /^Ready for/);
    });

    test("check again checks the same package", async () => {
      await visit(at[place]);
      await choose(page, on("faulty.zip"));
      const first = await verdict(page);
      const before = await downloaded(page, /JSON/);
      assert.equal(await again(page), first);
      assert.equal(timeless((await downloaded(page, /JSON/)).text), timeless(before.text));
    });

    test("all rows stand in a list that draws what is seen of it", async () => {
      await visit(at[place]);
      await choose(page, on("many.zip"));
      await verdict(page);
      const finding = await opened(page, { severity: "error", rule: "unknown-reference" });
      assert.equal(await finding.getAttribute("data-count"), "120");
      const list = finding.locator(".row-list");
      await list.waitFor();
      assert.equal(await list.getAttribute("aria-rowcount"), "121");
      // After the header, the teacher and two students come the 120 enrollments of nobody.
      const seen = new Set();
      const missing = () => Array.from({ length: 120 }, (_, at) => String(at + 5)).some((line) => !seen.has(line));
      // On a busy machine a part may be drawn later than it is looked at: then the list is gone through once more.
      for (let step = 0; step < 240 && missing(); step += 1) {
        await list.evaluate((of, top) => (of.scrollTop = top), (step % 60) * 300);
        await page.waitForTimeout(30);
        for (const line of await list.getByRole("rowheader").allInnerTexts()) seen.add(/^\d+/.exec(line)?.[0]);
      }
      await list.evaluate((of) => (of.scrollTop = of.scrollHeight));
      await list.getByText("nobody120").last().waitFor();
      for (let line = 5; line <= 124; line += 1) assert.ok(seen.has(String(line)), `line ${line}`);
      assert.ok((await list.getByRole("row").count()) < 40);
      // A row in full, with its neighbours in the file.
      await list.getByRole("button", { name: /^124/ }).click();
      const whole = finding.locator(".look");
      const row = whole.getByRole("row").nth(1);
      await row.waitFor();
      assert.match(await row.textContent(), /124\s*x120(empty)*k1s1nobody120student/);
      assert.equal((await row.locator(".marked").textContent()).trim(), "nobody120");
      await whole.getByRole("button", { name: "Close" }).click();
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^\s*124/);
    });

    test("the first rows stand as in the file, the cell in question marked", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const finding = await opened(page, { severity: "error", text: "demographics.csv · birthDate" });
      // The person behind the row, from users.csv and orgs.csv.
      const who = finding.locator("table.rows");
      await who.getByRole("cell", { name: /School/ }).first().waitFor();
      assert.equal(await who.locator("td.hit").innerText(), "03/22/2012");
      await who.getByRole("button", { name: /^3/ }).click();
      const table = finding.locator(".look table");
      await table.waitFor();
      const names = (await table.getByRole("columnheader").allInnerTexts()).map((name) => name.split("\n")[0]);
      assert.deepEqual(names.slice(0, 6), ["Line", "sourcedId", "status", "dateLastModified", "birthDate", "sex"]);
      assert.equal(await table.locator("td.marked").first().innerText(), "03/22/2012");
      assert.equal(await table.getByRole("rowheader").first().innerText(), "3");
    });

    test("more rows than are listed are listed when asked for, and searched, and downloaded", async () => {
      await visit(at[place]);
      await choose(page, table.put("more.zip", zip(manyFaults(2500))));
      await verdict(page);
      const finding = await opened(page, { severity: "error", rule: "unknown-reference" });
      await finding.getByText("The first 1,000 of 2,500 rows are listed.").waitFor();
      await finding.getByRole("button", { name: "List all 2,500 rows" }).click();
      const list = finding.locator(".row-list");
      await page.locator('.row-list[aria-rowcount="2501"]').waitFor();
      await list.evaluate((of) => (of.scrollTop = of.scrollHeight));
      await list.getByText("nobody2500").first().waitFor();
      await page.getByRole("searchbox").fill("nobody2499");
      await page.getByRole("status").getByText("2 places with “nobody2499”").waitFor();
      await page.locator("table.rows").getByRole("row").filter({ hasText: "nobody2499" }).waitFor();
      const { text } = await downloaded(page, /CSV/);
      assert.ok(text.split("\n").length > 2500);
      assert.ok(!text.includes("nobody"));
    });

    test("the parts of a report are reached by links", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const links = page.getByRole("navigation", { name: "Parts of this report" }).getByRole("link");
      for (const link of [...(await links.all()).slice(1), links.first()]) {
        const name = (await link.getAttribute("href")).slice(1);
        await link.click();
        await page.waitForFunction((id) => document.activeElement.id === `${id}-heading`, name);
        assert.ok((await page.locator(`#${name}-heading`).boundingBox()).y < 720, name);
        assert.equal(await page.locator("#result-heading").count(), 1);
        await page.evaluate(() => scrollTo(0, 0));
      }
      assert.ok((await links.count()) >= 5);
      // Back stays inside the page.
      await page.goBack();
      await page.goBack();
      assert.match(await verdict(page), /^Not ready/);
      assert.ok((await page.locator("#data-heading, #files-heading").count()) > 0);
    });

    test("the steps in Campus can be ticked off", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      await page.getByRole("button", { name: "Start with problem 1" }).click();
      const steps = page.locator(".tick-list").first().getByRole("checkbox");
      for (const step of await steps.all()) await step.check();
      await page.getByText(/^\s*1 of \d+ done/).waitFor();
      // It outlives whatever else is drawn meanwhile.
      await page.getByRole("button", { name: /^DESSA \d/ }).click();
      await page.getByRole("link", { name: /^About this rule/ }).first().click();
      await page.getByRole("link", { name: "Back to the result" }).first().click();
      assert.equal(await steps.first().isChecked(), true);
      await again(page);
      // What was done is done, where the problem is still there.
      await page.getByText(/^\s*1 of \d+ done/).waitFor();
      assert.equal(await page.locator(".item.is-done").count(), 1);
    });

    test("the address chooses the receiver, and what it does not know is passed over", async () => {
      const boxes = async (query) => {
        await visit(at[place] + query);
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
      await visit(`${at[place]}?profile=d2l-brightspace`);
      await choose(page, on("clean.zip"));
      await verdict(page);
      assert.equal(await page.locator(".others").getByText(/DESSA/).count(), 0);
      assert.match(await page.locator("#result-heading").textContent(), /Brightspace/);
    });

    test("a finding leads to the page of its rule and back to where one was", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const link = (await opened(page, { severity: "error", text: "birthDate" })).getByRole("link", { name: /^About this rule/ });
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
      await visit(`${at[place]}?profile=d2l-brightspace#rule/unknown-reference`);
      await page.getByRole("heading", { level: 2, name: "An ID points to a record that isn't in the package" }).waitFor();
      await page.getByText("enrollment1,student404").waitFor();
      for (const name of ["no-such-rule", "%E0%A4%A", "<img src=x>"]) {
        await page.evaluate((hash) => (location.hash = `#rule/${hash}`), name);
        await page.getByText(/^This version of rostercheck has no rule named/).waitFor();
      }
      assert.equal(await page.locator("main img").count(), 0);
      await page.getByRole("link", { name: "Check a package" }).first().click();
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready for/);
      assert.equal(new URL(page.url()).hash, "#problems");
    });

    test("a search looks into what is listed, and the rows are those it found", async () => {
      await visit(at[place]);
      await choose(page, on("many.zip"));
      await verdict(page);
      const box = page.getByRole("searchbox", { name: "Search" });
      await opened(page, { severity: "error", rule: "unknown-reference" });
      await page.locator(".row-list").waitFor();
      await box.fill("NOBODY11");
      const status = page.locator(".tools").getByRole("status");
      await status.getByText("22 places with “NOBODY11”").waitFor();
      // The note about the same rows is found too.
      assert.equal(await lines(page).count(), 1);
      assert.equal(await page.locator(".item").count(), 2);
      await page.locator("table.rows").waitFor();
      const rows = page.locator("table.rows").getByRole("row").filter({ hasText: "nobody" });
      assert.equal(await rows.count(), 11);
      for (const row of await rows.allTextContents()) assert.match(row, /nobody11/);
      // A line of the file; a column; what is nowhere.
      await box.fill("124");
      await status.getByText(/with “124”/).waitFor();
      await page.waitForFunction(() => document.querySelectorAll("table.rows tbody tr").length === 1);
      assert.match(await rows.last().textContent(), /nobody120/);
      await box.fill("usersourcedid");
      await status.getByText("120 places").waitFor();
      await box.fill("<b>no such thing</b>");
      await page.getByText("Nothing matches.").waitFor();
      await page.getByRole("button", { name: "Show all", exact: true }).click();
      assert.equal(await box.inputValue(), "");
      assert.ok((await page.locator(".item").count()) > 1);
    });

    test("a print shows everything, the answer first, and no values", async () => {
      await visit(at[place]);
      await choose(page, on("many.zip"));
      await verdict(page);
      const print = async () => {
        await part(page, "share");
        await page.getByRole("button", { name: "Print or save as PDF" }).click();
        await page.waitForFunction(() => window.asked);
        await page.evaluate(() => (window.asked = false));
        // As the browser prints it.
        await page.pdf();
        return page.evaluate(() => window.printed);
      };
      await page.evaluate(() => {
        window.print = () => (window.asked = true);
        addEventListener("beforeprint", () => (window.printed = document.getElementById("page").innerText));
      });
      const printed = await print();
      assert.ok(printed.indexOf("Not ready for") < printed.indexOf("Problems, in the order"));
      assert.match(printed, /The first 50 of 120; the rest is in the CSV download\./);
      assert.match(printed, /Why it matters\. /);
      assert.doesNotMatch(printed, /nobody\d/);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.getByRole("button").filter({ visible: true }).and(page.locator(":not(.row):not(.fold)")).count(), 0);
      await page.emulateMedia({ media: "screen" });
      assert.equal(await page.getByText("The first 50 of 120").count(), 0);
      await page.getByRole("checkbox", { name: /Include values/ }).check();
      assert.ok((await print()).includes("nobody50"));
    });

    test("the message for support names rules and counts, and no values", async () => {
      await visit(at[place]);
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => {});
      await choose(page, on("faulty.zip"));
      await verdict(page);
      await part(page, "share");
      await page.waitForFunction(() => /SHA-256/.test(document.getElementById("message").value));
      const message = await page.getByRole("textbox", { name: "Message" }).inputValue();
      assert.match(message, /^Not ready for DESSA and Brightspace\.\nrostercheck [\d.]+ checked faulty\.zip on \w+ \d+, \d{4}, \d+:\d\d.[AP]M\.\nSHA-256 of the file: [0-9a-f]{64}\n/);
      assert.match(message, /\n {3}Fix: /);
      assert.match(message, /1 place in enrollments\.csv, column userSourcedId \(rule unknown-reference\)/);
      assert.ok(!message.includes("nobody") && !message.includes("p12"));
      await page.getByRole("button", { name: "Copy the message" }).click();
      await page.getByRole("status").getByText("Message: copied.").waitFor();
      const field = page.getByRole("textbox", { name: "Message" });
      await field.evaluate((at) => {
        at.readOnly = false;
        at.value = "";
        at.focus();
      });
      await page.keyboard.press("Control+V");
      assert.equal(await field.inputValue(), message);
    });

    test("the compact form does the same and leads to the full one", async () => {
      await visit(`${at[place]}?embed=1&profile=d2l-brightspace`);
      assert.equal(await page.getByRole("heading", { name: "Is this safe for student data?" }).count(), 0);
      const full = await page.getByRole("link", { name: /^Why this is safe/ }).getAttribute("href");
      assert.equal(full, `${at[place]}?from=other&to=d2l-brightspace`);
      await choose(page, on("faulty.zip"));
      assert.match(await verdict(page), /^Not ready/);
      await opened(page, { severity: "error" });
      await page.getByRole("link", { name: /^About this rule/ }).first().click();
      await page.getByRole("link", { name: "Back to the result" }).first().click();
      assert.match(await verdict(page), /^Not ready/);
      assert.match(page.url(), /\?embed=1&profile=d2l-brightspace#problems$/);
    });

    test("authors get a link and a frame that do what was chosen", async () => {
      await visit(at[place]);
      await page.getByRole("link", { name: "Make a link to this page, or show it in yours" }).click();
      await page.getByRole("heading", { level: 2, name: "Show this check in your help pages" }).waitFor();
      await page.getByRole("combobox", { name: "Sender" }).selectOption({ label: "Infinite Campus" });
      await page.getByRole("combobox", { name: "Receiver" }).selectOption({ label: "DESSA System" });
      await page.getByRole("combobox", { name: "Open at a rule" }).selectOption("unknown-reference");
      await page.getByRole("checkbox", { name: "Compact form" }).check();
      const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
      assert.equal(link, `${at[place]}?from=infinite-campus&to=dessa&embed=1#rule/unknown-reference`);
      assert.equal(await page.getByRole("link", { name: /^Preview/ }).getAttribute("href"), link);
      await page.getByRole("button", { name: "Copy the link" }).click();
      await page.getByRole("status").getByText("Link: copied.").waitFor();
      const frame = await page.getByRole("textbox", { name: /^Frame/ }).inputValue();
      if (place === "http") {
        // The frame in somebody else's page, from another origin.
        const host = await serve({ "/": `<!doctype html><title>Help</title>${frame}` });
        const help = await open(browser, host.address);
        const inside = help.frameLocator("iframe");
        await inside.getByRole("heading", { name: "An ID points to a record that isn't in the package" }).waitFor();
        await inside.getByRole("link", { name: "Check a package" }).first().click();
        const chooser = help.waitForEvent("filechooser");
        await inside.getByRole("button", { name: "Choose a zip or CSV files" }).click();
        await (await chooser).setFiles(on("clean.zip"));
        assert.match(await inside.locator("#result-heading").textContent(), /^Ready for/);
        await inside.getByRole("link", { name: "Share or save" }).click();
        await inside.getByRole("button", { name: "Copy the message" }).click();
        await inside.getByRole("status").getByText("Message: copied.").waitFor();
        await help.context().close();
        await host.close();
      }
    });

    test("what will happen is told for the chosen receivers, with a word where something is to be fixed first", async () => {
      await visit(at[place]);
      await choose(page, on("clean.zip"));
      await verdict(page);
      await page.getByRole("link", { name: "What will happen" }).last().click();
      await page.getByRole("heading", { level: 2, name: "What will happen if you send it" }).waitFor();
      const effects = page.getByRole("region", { name: /^What will happen/ });
      for (const name of [/DESSA/, /Brightspace/]) await effects.getByRole("heading", { level: 3, name }).waitFor();
      const seen = effects.getByRole("listitem").filter({ visible: true });
      const before = await seen.count();
      assert.ok(before >= 8);
      await effects.getByText(/^\d+ more/).last().click();
      assert.ok((await seen.count()) > before);
      await page.goto(`${at[place]}?profile=d2l-brightspace`);
      await choose(page, on("faulty.zip"));
      await verdict(page);
      await part(page, "effects");
      assert.equal(await effects.getByText(/DESSA/).count(), 0);
      await effects.getByRole("heading", { level: 2, name: "What will happen after you fix the problems" }).waitFor();
      assert.ok((await seen.count()) > 0);
    });

    test("filters leave what was asked for", async () => {
      await visit(at[place]);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      const all = await lines(page).count();
      const chips = page.getByRole("group", { name: "Show problems for" }).getByRole("button");
      const counts = [];
      for (const chip of await chips.all()) {
        await chip.click();
        // The number on it is the number of lines.
        const told = Number(/\d+$/.exec(await chip.textContent())[0]);
        assert.equal(await lines(page).count(), told);
        counts.push(told);
      }
      assert.equal(counts[0], all);
      assert.ok(counts.slice(1).some((count) => count < all));
      await chips.first().click();
      assert.equal(await lines(page).count(), all);
    });

    test("downloads hold no values unless somebody asks for them", async () => {
      await visit(at[place]);
      await choose(page, on("faulty.zip"));
      await verdict(page);
      for (const button of [/CSV/, /JSON/, /HTML/, /SARIF/]) {
        const { name, text } = await downloaded(page, button);
        assert.match(name, /^faulty-findings\.(csv|json|html|sarif)$/);
        assert.ok(text.includes("userSourcedId"));
        assert.ok(!text.includes("nobody"), `${name} holds a value`);
        assert.ok(!text.includes("p12"), `${name} holds a value`);
      }
      await page.getByRole("checkbox", { name: /Include values/ }).check();
      assert.ok((await downloaded(page, /JSON/)).text.includes("nobody"));
      await again(page);
      await part(page, "share");
      assert.equal(await page.getByRole("checkbox", { name: /Include values/ }).isChecked(), false);
    });

    test("what is chosen wrongly is said in one sentence", async () => {
      await visit(at[place]);
      await choose(page, [on("clean.zip"), table.put("users.csv", "sourcedId\n")]);
      await page.getByText(/Choose only zips/).first().waitFor();
    });

    test("several zips are checked one after the other, and each has its report", async () => {
      await visit(at[place]);
      await choose(page, [on("many.zip"), on("clean.zip"), on("faulty.zip")]);
      await page.getByRole("heading", { level: 2, name: "3 packages checked" }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "batch-heading");
      const items = page.getByRole("table", { name: "3 packages checked" }).locator("tbody tr");
      assert.deepEqual(await items.getByRole("rowheader").allInnerTexts(), ["clean.zip", "faulty.zip", "many.zip"]);
      // A column for each receiver: nothing is added up over them.
      const heads = await page.getByRole("columnheader").allInnerTexts();
      assert.deepEqual(heads, ["Package", "DESSA", "Brightspace", "OneRoster standard"]);
      for (const cell of [0, 1, 2]) {
        assert.match(await items.nth(0).getByRole("cell").nth(cell).innerText(), /^\s*Ready/);
        assert.match(await items.nth(1).getByRole("cell").nth(cell).innerText(), /^\s*Not ready, 2 problems$/);
      }
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download as a table (CSV)" }).click();
      assert.equal((await saved).suggestedFilename(), "packages.csv");
      await items.nth(2).getByRole("button", { name: /^Open the report/ }).click();
      assert.match(await verdict(page), /^Not ready/);
      await page.locator(".parts .file").getByText("many.zip").waitFor();
      assert.equal(await lines(page, { rule: "unknown-reference" }).getAttribute("data-count"), "120");
      await page.getByRole("button", { name: "Back to the list of packages" }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "package-2");
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByRole("heading", { level: 2, name: "3 packages checked" }).waitFor();
      await page.getByRole("button", { name: "Check another package" }).click();
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready for/);
      assert.equal(await page.getByRole("button", { name: "Back to the list of packages" }).count(), 0);
    });

    test("files are taken from the clipboard", async () => {
      await visit(at[place]);
      const bytes = [...zip(faulty())];
      await page.evaluate((all) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(all)], "pasted.zip"));
        window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer }));
      }, bytes);
      assert.match(await verdict(page), /^Not ready/);
      await page.locator(".parts .file").getByText("pasted.zip").waitFor();
    });

    test("what was dropped is checked again as it is then, and compared", async () => {
      const path = table.put(`anew-${place}.zip`, zip(faulty()));
      await visit(at[place]);
      await drop(page, [path]);
      assert.match(await verdict(page), /^Not ready/);
      writeFileSync(path, zip(clean()));
      assert.match(await again(page), /^Ready for/);
      await page.locator('.parts a[href="#since"]').click();
      await page.getByText("Down from 2 problems to 0.").waitFor();
      await page.getByRole("heading", { name: "Fixed (2)" }).waitFor();
    });

    test("what was chosen by the button is asked for once more when it has changed", async () => {
      const path = table.put(`chosen-${place}.zip`, zip(faulty()));
      await visit(at[place]);
      await choose(page, path);
      await verdict(page);
      writeFileSync(path, zip(clean()));
      utimesSync(path, new Date(), new Date(Date.now() + 60_000));
      await page.getByRole("button", { name: "Check again" }).click();
      // The report stays, and the file is one press away.
      await page.getByText(`chosen-${place}.zip has changed since you chose it.`).first().waitFor();
      assert.match(await verdict(page), /^Not ready/);
      await choose(page, path, "Choose it again");
      await page.getByRole("heading", { level: 2, name: /^Ready for/ }).waitFor();
    });
  });
}
