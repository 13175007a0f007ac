// A look at the data: what the charts say, what stands out, and that each mark leads to its rows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { at, choose, downloaded, on, page, part, setUp, table, verdict, visit } from "./browser.mjs";
import { clean, files, odd, rows } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "clean.zip": zip(clean()), "odd.zip": zip(odd()) });

const view = () => page.getByRole("region", { name: "The data" });
const chart = (name) => view().getByRole("table", { name, exact: true });
/** What is seen of an element. */
const text = async (locator) =>
  locator.evaluate((element) => {
    const seen = element.cloneNode(true);
    for (const hidden of seen.querySelectorAll(".visually-hidden")) hidden.remove();
    const words = [];
    const walker = document.createTreeWalker(seen, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) words.push(walker.currentNode.data);
    return words.join(" ").replace(/\s+/g, " ").trim();
  });
const bar = (name, label) => chart(name).getByRole("row").filter({ has: page.getByRole("rowheader", { name: label }) });

for (const place of ["http", "file"]) {
  describe(`a look at the data over ${place}`, () => {
    test("what is there is counted, and what is odd is said in words", async () => {
      await visit(at[place]);
      await choose(page, on("odd.zip"));
      await verdict(page);
      await part(page, "data");
      assert.match(await text(bar("Schools", /Empty School/)), /no students no teachers no classes 0 0 0/);
      assert.match(await text(bar("Schools", /Example School/)), /^Example School 70 1 1$/);
      // What stands out comes first.
      assert.match(await text(chart("Schools").getByRole("row").nth(1)), /Birch Academy no teachers 20 0 2/);
      assert.equal(await text(bar("People by role", "student")), "student 90");
      assert.equal(await text(bar("Students by grade", "07")), "07 70");
      assert.equal(await text(bar("Students by grade", /without a grade/)), "without a grade missing 3");
      assert.equal(await text(bar("Students by grade", /another grade code/)), "with another grade code not a word of OneRoster 3");
      assert.equal(await text(bar("Class sizes", /^none/)), "none nobody enrolled 1");
      assert.equal(await text(bar("Class sizes", /^61 to 100/)), "61 to 100 very large 1");
      assert.equal(await text(bar("Class sizes", /^21 to 25/)), "21 to 25 1");
      await view().getByText("1 class has students and no teacher.").waitFor();
      assert.match(await view().getByRole("img").getAttribute("aria-label"), /in 6 months: most in August 2026 \(90\).*1 session\./);
      await view().getByText("1 student enrollment is outside the months of the sessions.").waitFor();
    });

    test("a mark leads to its rows, and back", async () => {
      await visit(at[place]);
      await choose(page, on("odd.zip"));
      await verdict(page);
      await part(page, "data");
      const looks = [
        [bar("Class sizes", /^none/), "1 row of classes.csv", ["4"], "k3"],
        [bar("Students by grade", /without a grade/), "3 rows of users.csv", ["90", "91", "92"], "q18"],
        [bar("People by role", "teacher"), "1 row of users.csv", ["2"], "Ada"],
        [bar("Schools", /Example School/).getByRole("cell").first(), "The first 10 of 70 rows of users.csv", ["3", "4"], "Given1"],
      ];
      for (const [mark, says, lines, holds] of looks) {
        const button = mark.getByRole("button").last();
        await button.focus();
        await page.keyboard.press("Enter");
        await view().getByText(says).waitFor();
        const shown = view().locator(".look").getByRole("row");
        assert.deepEqual((await shown.getByRole("rowheader").allInnerTexts()).slice(0, lines.length), lines);
        assert.ok((await text(shown.nth(1))).includes(holds));
        assert.equal(await button.getAttribute("aria-expanded"), "true");
        await view().getByRole("button", { name: "Close" }).click();
        assert.equal(await button.evaluate((one) => one === document.activeElement), true);
      }
      await view().getByRole("button", { name: /^Show them/ }).click();
      await view().getByText("1 row of classes.csv").waitFor();
      assert.match(await text(view().locator(".look").getByRole("row").nth(1)), /k2/);
    });

    test("a chart leads to what was found in its cells", async () => {
      await visit(at[place]);
      await choose(page, on("odd.zip"));
      await verdict(page);
      await part(page, "data");
      await view().getByRole("button", { name: "See what was found in users.csv, column grades" }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "problems-heading");
      const found = page.locator(".item");
      assert.ok((await found.count()) > 0);
      for (const each of await found.all()) assert.match(await each.textContent(), /users\.csv · grades/);
    });

    test("a print shows it without buttons and names no school", async () => {
      await visit(at[place]);
      await choose(page, on("odd.zip"));
      await verdict(page);
      await part(page, "data");
      await page.evaluate(() => (window.print = () => dispatchEvent(new Event("beforeprint"))));
      await part(page, "share");
      await page.getByRole("button", { name: "Print or save as PDF" }).click();
      await page.getByText(/Values are hidden; only their kind is shown/).first().waitFor();
      assert.equal(await view().getByRole("button").count(), 0);
      const printed = await text(view());
      assert.match(printed, /row 3 of orgs\.csv no students/);
      assert.doesNotMatch(printed, /Birch Academy|Semester 1/);
    });
  });
}

test("a downloaded report counts the same, and names no school unless values are asked for", async () => {
  await visit(at.file);
  await choose(page, on("odd.zip"));
  await verdict(page);
  const masked = JSON.parse((await downloaded(page, /JSON/)).text);
  assert.equal(masked.overview.schools[2].students, 20);
  assert.ok(!JSON.stringify(masked.overview).includes("Birch"));
  assert.ok(!(await downloaded(page, /HTML/)).text.includes("Birch"));
  await page.getByRole("checkbox", { name: /Include values/ }).check();
  assert.equal(JSON.parse((await downloaded(page, /JSON/)).text).overview.schools[2].name, "Birch Academy");
});

test("of many schools the first are shown, and all when asked for", async () => {
  const many = rows(3);
  for (let n = 2; n <= 60; n += 1) many.orgs.push(`s${n},,,School ${n},school,S${n},d1`);
  await visit(at.http);
  await choose(page, table.put("many-schools.zip", zip(files(many))));
  await verdict(page);
  await part(page, "data");
  await chart("Schools").getByRole("rowheader").first().waitFor();
  assert.equal(await chart("Schools").getByRole("rowheader").count(), 12);
  await view().getByRole("button", { name: "Show all 60 schools and offices" }).click();
  assert.equal(await chart("Schools").getByRole("rowheader").count(), 60);
});

test("where nothing was counted nothing is shown", async () => {
  await visit(at.http);
  await choose(page, table.put("letter.pdf", "%PDF-1.7\nThis is no roster.\n"));
  await verdict(page);
  assert.equal(await view().count(), 0);
});
