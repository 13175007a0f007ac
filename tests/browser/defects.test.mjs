// What new users stumbled over on the page, each as they met it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { at, choose, downloaded, lines, on, opened, page, part, setUp, verdict, visit } from "./browser.mjs";
import { clean, faulty, mixed, odd } from "./rosters.mjs";
import { zip } from "./zip.mjs";

const inFolder = (of) => Object.fromEntries(Object.entries(of).map(([name, text]) => [`OneRoster/${name}`, text]));
const semicolons = { ...clean(), "users.csv": clean()["users.csv"].replaceAll(",", ";") };

setUp({
  "clean.zip": zip(clean()),
  "faulty.zip": zip(faulty()),
  "odd.zip": zip(odd()),
  "mixed.zip": zip(mixed()),
  "folder.zip": zip(inFolder(semicolons)),
  "manifest.zip": zip({ ...clean(), "manifest.csv": clean()["manifest.csv"].replace("manifest.version,1.0", "manifest.version,1") }),
});

const sample = async () => {
  await page.getByRole("button", { name: "Try a sample" }).click();
  return verdict(page);
};

/** As a drag over the page makes them. */
const drag = (type, name = "clean.zip") =>
  page.evaluate(
    ([event, file]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["x"], file));
      window.dispatchEvent(new DragEvent(event, { dataTransfer: transfer, cancelable: true, bubbles: true }));
    },
    [type, name],
  );

for (const place of ["http", "file"]) {
  describe(`over ${place}`, () => {
    test("1: each value has its count and its own fix, and no fix is told for all", async () => {
      await visit(at[place]);
      await choose(page, on("mixed.zip"));
      await verdict(page);
      const told = async (rule) => {
        const problem = await opened(page, { severity: "any", rule });
        assert.equal(await problem.getByRole("heading", { name: "How to fix it" }).count(), 0, "the values have said it");
        return (await problem.locator(".values li").allInnerTexts()).map((text) => text.split(/\s*\n\s*/));
      };
      assert.deepEqual(await told("unknown-token"), [
        ["F · 3 rows", "Write female instead."],
        ["M · 2 rows", "Write male instead."],
        ["X · 1 row", "Use one of the values that sex allows."],
      ]);
      const grades = await told("unknown-grade");
      assert.deepEqual(grades.map(([value]) => value), ["9 · 2 rows", "1st · 1 row", "zz · 1 row"]);
      assert.deepEqual(grades.map(([, fix]) => /^Write 0\d/.exec(fix)?.[0]), ["Write 09", "Write 01", undefined]);
    });

    test("2: who is affected is told by name, both rows of a duplicate, and those rows can be taken along", async () => {
      await visit(at[place]);
      await choose(page, on("faulty.zip"));
      await verdict(page);
      const problem = await opened(page, { rule: "duplicate-sourced-id" });
      const row = problem.locator("table.rows tbody tr");
      await row.getByText("also line 14").waitFor();
      await row.getByRole("cell", { name: "Given12 Family12" }).waitFor();
      const cells = await row.getByRole("cell").allInnerTexts();
      assert.deepEqual(cells.map((text) => text.split(/\s*\n\s*/)), [["Given12 Family12", "Given12 Family12"], ["Example School", "Example School"], ["p12"]]);
      await row.getByRole("button", { name: /^15/ }).click();
      assert.equal(await problem.locator(".look tbody tr").count(), 2, "both rows, whole");
      await problem.locator(".look").getByText("student12@example.org").first().waitFor();
      const download = page.waitForEvent("download");
      await problem.getByRole("button", { name: "Download these rows" }).click();
      await problem.getByRole("group", { name: "Download these rows" }).locator("button.primary").click();
      const text = readFileSync(await (await download).path(), "utf8");
      const all = faulty()["users.csv"].split("\r\n");
      assert.deepEqual(text.split("\r\n"), [all[0], all[13], all[14], ""], "the header and both rows, as they are in the file");
    });

    test("8: the verdict, the list, the parts, the filters, the message, and the HTML report count alike", async () => {
      await visit(at[place]);
      await choose(page, on("mixed.zip"));
      await verdict(page);
      const hero = await page.locator("main").getByText(/problems? to fix, in/).first().innerText();
      const [, problems, places, warnings] = /^(\d+) problems? to fix, in (\d+) places?\. (\d+) warnings?\.$/.exec(hero).map(Number);
      const shown = await lines(page).count();
      assert.deepEqual([problems, places, warnings], [shown, 6, 1]);
      const rowCounts = await lines(page).locator(".row").allInnerTexts();
      const inList = rowCounts.map((text) => Number(/(\d+) rows?$/.exec(text.trim())[1]));
      assert.equal(inList.reduce((sum, count) => sum + count, 0), places);
      const part = (name) => page.locator(`.parts a[href="#${name}"]`).innerText();
      assert.match(await part("problems"), new RegExp(`Problems\\s+${problems}$`));
      assert.match(await part("warnings"), new RegExp(`Warnings\\s+${warnings}$`));
      await page.getByRole("button", { name: `All ${problems}`, exact: true }).waitFor();
      await page.locator('.parts a[href="#share"]').click();
      const message = await page.getByRole("textbox", { name: "Message" }).inputValue();
      assert.match(message, new RegExp(`\\b${problems} problem`), message);
      const { text } = await downloaded(page, /HTML/);
      assert.match(text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "), new RegExp(`\\b${problems} problem.*\\b${warnings} warning`));
      const report = JSON.parse((await downloaded(page, /JSON/)).text);
      assert.equal(report.totals.filter((total) => total.severity === "error" && total.caused_by === null).length, problems);
    });

    test("22: what is closed says that it opens, what is open that it closes; a school year without classes is normal", async () => {
      await visit(at[place]);
      await choose(page, on("odd.zip"));
      await verdict(page);
      const fold = page.getByRole("button", { name: /2 warnings/ });
      assert.equal(await fold.getAttribute("aria-expanded"), "false");
      await fold.click();
      assert.equal(await fold.getAttribute("aria-expanded"), "true");
      await fold.click();
      assert.equal(await fold.getAttribute("aria-expanded"), "false");
      await page.locator('.parts a[href="#data"]').click();
      await page.locator("#data-heading").waitFor();
      assert.doesNotMatch(await page.locator("main").innerText(), /sessions? (has|have) no classes/i);
      // A part is called by one name where it is chosen and where it begins.
      for (const link of await page.locator(".parts a").all()) {
        const name = (await link.innerText()).split("\n")[0].trim();
        await link.click();
        const id = (await link.getAttribute("href")).slice(1);
        // The list has its own heading; of the two copies each has one.
        if (["problems", "warnings", "copies"].includes(id)) continue;
        const heading = (await page.locator(`#${id}-heading`).innerText()).trim();
        assert.ok(heading.startsWith(name), `${name}: ${heading}`);
      }
    });

    test("6: a line to paste is alone in its box, ends without a full stop, and is copied as it is", async () => {
      await visit(`${at[place]}?from=infinite-campus`);
      await choose(page, on("manifest.zip"));
      await verdict(page);
      const problem = await opened(page, { severity: "any", rule: "wrong-manifest-version" });
      const line = (await problem.locator(".code code").first().textContent()).trim();
      assert.equal(line, "EXEC extract_V1P1OneRosterManifest @type = 'bulk'");
      await page.evaluate(() => (navigator.clipboard.writeText = async (text) => void (window.copied = text)));
      await problem.getByRole("button", { name: /^Copy ?: EXEC/ }).click();
      assert.equal(await page.evaluate(() => window.copied), line);
      // The way there is told screen by screen.
      assert.ok((await problem.locator(".crumbs b").count()) >= 3);
      assert.equal(await problem.locator(".crumbs").getByText(">").count(), 0);
    });

    test("15: a drag shows where to drop while a report is there, and the report before can be had again", async () => {
      await visit(at[place]);
      await choose(page, on("faulty.zip"));
      assert.match(await verdict(page), /^Not ready/);
      await drag("dragenter");
      await page.locator(".overlay").getByText("Drop to check it").waitFor();
      const [overlay, view] = [await page.locator(".overlay").boundingBox(), page.viewportSize()];
      assert.ok(overlay.width >= view.width - 1 && overlay.height >= view.height - 1, "it covers the page");
      await drag("drop");
      await page.locator(".overlay").waitFor({ state: "detached" });
      await page.locator(".parts .file").getByText("clean.zip").waitFor();
      await page.getByRole("button", { name: "Back to the report before" }).click();
      await page.locator(".parts .file").getByText("faulty.zip").waitFor();
      assert.match(await verdict(page), /^Not ready/);
    });

    test("18: without a receiver the page says what is checked, and judges by the standard alone", async () => {
      await visit(at[place]);
      for (const name of [/DESSA/, /Brightspace/]) await page.getByRole("checkbox", { name }).uncheck();
      await page.getByRole("status").getByText("No receiver is selected, so only the OneRoster rules are checked.").waitFor();
      await choose(page, on("faulty.zip"));
      assert.equal(await verdict(page), "Doesn't follow the OneRoster standard");
      await page.getByRole("button", { name: "Check another package" }).click();
      await choose(page, on("clean.zip"));
      assert.equal(await verdict(page), "Follows the OneRoster standard");
    });

    test("21: a step in the sender names the file, not the folder in the zip", async () => {
      await visit(`${at[place]}?from=infinite-campus`);
      await choose(page, on("folder.zip"));
      await verdict(page);
      const { totals } = JSON.parse((await downloaded(page, /JSON/)).text);
      const steps = totals.flatMap(({ fixes }) => fixes.map(({ fix_campus: step }) => step)).filter((step) => step?.includes(" extract"));
      assert.ok(steps.some((step) => step.includes("users.csv extract")), JSON.stringify(steps));
      for (const step of steps) assert.doesNotMatch(step, /OneRoster\/\w+\.csv/);
    });

    test("the first problem is in view without scrolling, and nothing moves while the report comes", async () => {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
        for (const query of ["", "?profile=infinite-campus", "?profile=d2l-brightspace"]) {
          await visit(at[place] + query, { viewport });
          await page.evaluate(() => {
            window.moved = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) window.moved += entry.hadRecentInput ? 0 : entry.value;
            }).observe({ type: "layout-shift", buffered: true });
          });
          await sample();
          await part(page, "problems");
          const title = await page.locator('.item[data-severity="error"] .title').first().boundingBox();
          assert.equal(await page.evaluate(() => scrollY), 0);
          assert.ok(title.y + title.height <= viewport.height, `${JSON.stringify(viewport)} ${query}: ${title.y + title.height}`);
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          assert.ok(height <= (viewport.width > 1000 ? 2500 : 3500), `${height} px`);
          assert.ok((await page.evaluate(() => window.moved)) < 0.01);
          assert.deepEqual(page.troubles, []);
          await page.context().close();
        }
      }
    });
  });
}

test("17: what is said of a masked report is true: counts remain, and the words say so", async () => {
  await visit(at.http);
  await choose(page, on("odd.zip"));
  await verdict(page);
  const { overview } = JSON.parse((await downloaded(page, /JSON/)).text);
  assert.ok(overview.grades.some(({ count }) => count > 0 && count < 5) || overview.grades.length > 0, "small groups are told");
  const said = await page.locator("#values-hint").textContent();
  assert.match(said, /Counts remain, such as students by grade/);
  assert.doesNotMatch(await page.locator(".downloads").textContent(), /safe to share|no student data/i);
});

test("19: a print begins with the answer and the problems; effects and data follow, and no heading is left alone", async () => {
  await visit(at.http);
  await choose(page, on("faulty.zip"));
  await verdict(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const top = async (id) => (await page.locator(`#${id}`).boundingBox()).y;
  const order = [];
  for (const id of ["result-heading", "problems-heading", "effects-heading", "files-heading"]) order.push(await top(id));
  assert.deepEqual(order, [...order].sort((one, other) => one - other));
  assert.ok(order[1] < 1000, "the problems begin on the first page");
  for (const gone of [".parts", ".change-choice", "footer", "input[type=search]"]) assert.equal(await page.locator(gone).filter({ visible: true }).count(), 0, gone);
  const breaks = await page.locator("h2, h3").evaluateAll((all) => all.map((each) => getComputedStyle(each).breakAfter));
  assert.ok(breaks.length > 3 && breaks.every((each) => each === "avoid"));
  const pdf = await page.pdf({ format: "Letter" });
  assert.ok(pdf.length > 10_000);
});

test("23: no heading promises what is not so", async () => {
  await visit(at.http);
  await choose(page, on("faulty.zip"));
  assert.match(await verdict(page), /^Not ready/);
  for (const name of ["problems", "effects", "since", "data", "files", "share"]) {
    await part(page, name);
    const headings = await page.getByRole("heading").allTextContents();
    for (const heading of headings) assert.doesNotMatch(heading.trim(), /^(Send to|Ready)|if you send it/, `${name}: ${heading}`);
  }
  await part(page, "effects");
  await page.getByRole("heading", { name: "What will happen after you fix the problems" }).waitFor();
});
