// Senders and receivers as they are chosen, and a receiver that somebody describes in a link.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { again, at, choose, downloaded, lines, on, opened, page, serve, setUp, verdict, visit } from "./browser.mjs";
import { clean } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "clean.zip": zip(clean()) });

const MAPLE = {
  schema: 1,
  id: "maple-math",
  title: "Maple Math",
  written_on: "2026-11-28",
  versions: ["1.1"],
  needs: ["users.csv"],
  columns: [{ file: "users.csv", column: "middleName", ask: "filled", severity: "error" }],
  sources: [{ title: "Maple Math: rosters", link: "https://help.maple.example/rosters" }],
};

const letters = (bytes) => Buffer.from(bytes).toString("base64url");
const linkOf = (described) => letters(deflateRawSync(JSON.stringify(described)));
const reportOf = async () => JSON.parse((await downloaded(page, /JSON/)).text);

for (const place of ["http", "file"]) {
  describe(`over ${place}`, () => {
    test("sender and receivers are chosen apart, and only the address remembers them", async () => {
      await visit(at[place]);
      const boxes = page.getByRole("group", { name: "Where will you send it?" }).getByRole("checkbox", { includeHidden: true });
      assert.equal(await boxes.count(), 7);
      assert.equal(await page.getByRole("radio").count(), 3);
      await page.getByRole("radio", { name: "Aeries" }).check();
      for (const name of [/DESSA/, /Brightspace/]) await page.getByRole("checkbox", { name }).uncheck();
      await page.getByText("More receivers").click();
      await page.getByRole("checkbox", { name: "HMH" }).check();
      assert.match(page.url(), /\?from=aeries&to=hmh$/);
      await page.reload();
      assert.ok(await page.getByRole("radio", { name: "Aeries" }).isChecked());
      assert.ok(await page.getByRole("checkbox", { name: "HMH" }).isChecked());
      assert.ok(!(await page.getByRole("checkbox", { name: /DESSA/ }).isChecked()));
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /HMH/);
      const report = await reportOf();
      assert.equal(report.sender, "aeries");
      assert.deepEqual(report.verdicts.map(({ profile }) => profile), ["oneroster", "hmh"]);
      assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
    });

    test("each receiver is chosen by its id, in the order of the report", async () => {
      const ids = ["dessa", "d2l-brightspace", "classlink", "great-minds", "hmh", "naviance", "managebac"];
      await visit(`${at[place]}?${ids.map((id) => `to=${id}`).join("&")}`);
      await choose(page, on("clean.zip"));
      await verdict(page);
      const { verdicts, sender } = await reportOf();
      assert.equal(sender, "other");
      const profiles = ["infinite-campus", ...ids.slice(1)];
      assert.deepEqual(verdicts.map(({ profile }) => profile), ["oneroster", ...profiles]);
    });

    test("a Brightspace district on Infinite Campus gets the steps of Campus, a DESSA district on Aeries none", async () => {
      await visit(`${at[place]}?from=infinite-campus&to=d2l-brightspace`);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      await opened(page, { rule: "too-many-cells" });
      assert.ok((await page.locator(".item .crumbs").count()) > 0);
      await page.goto("about:blank");
      await page.goto(`${at[place]}?from=aeries&to=dessa`);
      await page.getByRole("button", { name: "Try a sample" }).click();
      await verdict(page);
      await opened(page, { rule: "too-many-cells" });
      assert.equal(await page.locator(".item .crumbs").count(), 0);
    });

    test("receivers are changed beside a report, and count from the next check on", async () => {
      await visit(`${at[place]}?from=other&to=dessa`);
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /DESSA/);
      await page.getByText("Change the sender or receivers").first().click();
      await page.getByRole("checkbox", { name: /Brightspace/ }).check();
      const before = await page.locator("#result-heading").elementHandle();
      await page.locator(".change-choice").getByRole("button", { name: /^Check again/ }).click();
      await page.waitForFunction((heading) => !heading.isConnected, before);
      assert.match(await verdict(page), /DESSA and Brightspace/);
    });

    test("a receiver in the link is named, its rules are shown in words, and the check goes by them", async () => {
      await visit(`${at[place]}#receiver=${linkOf(MAPLE)}`);
      const notice = page.getByRole("region", { name: "Rules for Maple Math" });
      await notice.getByText(/came with the link you opened\. They were not written by rostercheck/).waitFor();
      await notice.getByText("What these rules say").click();
      await notice.getByText("middleName in users.csv must not be empty; otherwise a problem.").waitFor();
      await notice.getByText("https://help.maple.example/rosters").waitFor();
      assert.equal(await notice.getByRole("link").count(), 0, "its addresses lead nowhere");
      assert.ok(await page.getByRole("checkbox", { name: /Maple Math/ }).isChecked());
      assert.ok(!(await page.getByRole("checkbox", { name: /DESSA/ }).isChecked()));
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /Not ready for Maple Math/);
      await page.getByText("The rules for Maple Math came with the link and were not written by rostercheck.").waitFor();
      assert.equal(await lines(page, { text: "middleName" }).count(), 1);
      const { verdicts } = await reportOf();
      assert.deepEqual(verdicts.map(({ profile, ready }) => [profile, ready]), [["oneroster", true], ["maple-math", false]]);
      assert.match(verdicts[1].remark, /not written by rostercheck/);
      await again(page);
      assert.match(await verdict(page), /Maple Math/);
      // Back leads to the start, with the receiver still there.
      await page.getByRole("button", { name: "Check another package" }).click();
      assert.ok(await page.getByRole("checkbox", { name: /Maple Math/ }).isChecked());
      // So it is when the page is loaded again, though the address names a part of the report by then.
      await choose(page, on("clean.zip"));
      await verdict(page);
      assert.ok(!page.url().includes("receiver="), page.url());
      await page.reload();
      await page.getByRole("region", { name: "Rules for Maple Math" }).waitFor();
      assert.ok(await page.getByRole("checkbox", { name: /Maple Math/ }).isChecked());
    });

    test("a package that is given before the link was read waits for it", async () => {
      await visit(at[place]);
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `receiver=${linkOf(MAPLE)}`);
      await page.getByRole("button", { name: "Try a sample" }).click();
      assert.match(await verdict(page), /Maple Math/);
    });

    test("hostile links are refused with a sentence, and nothing of them is run or shown as markup", async () => {
      const hostile = [
        ["cut", linkOf(MAPLE).slice(0, -7), /incomplete or damaged/],
        ["no link", "%00<script>alert(1)</script>", /incomplete or damaged/],
        ["too long", "A".repeat(8193), /too long: at most 8192 characters/],
        ["a bomb", letters(deflateRawSync(" ".repeat(4_000_000))), /too long: at most 65536 bytes/],
        ["markup", linkOf({ ...MAPLE, title: "<img src=x onerror=alert(1)>" }), /contains a character of markup/],
        ["a direction mark", linkOf({ ...MAPLE, title: "Maple \u202Ehtam" }), /isn't visible/],
        ["Cyrillic letters", linkOf({ ...MAPLE, title: "\u041D\u041C\u041D" }), /looks like “HMH”/],
        ["a built-in id", linkOf({ ...MAPLE, id: "dessa" }), /looks like “DESSA System”/],
        ["an unknown field", linkOf({ ...MAPLE, script: "x" }), /isn't a description of a receiver: unknown field/],
        ["depth", letters(deflateRawSync(`{"schema":${"[".repeat(20_000)}`)), /isn't a description of a receiver/],
        ["a rule that says what could not be read", linkOf({ ...MAPLE, severities: [{ rule: "unreadable-package", severity: null }] }), /can't be changed/],
        ["a script as an address", linkOf({ ...MAPLE, sources: [{ title: "x", link: "javascript:alert(1)" }] }), /begins with https/],
      ];
      await visit(at[place]);
      for (const [name, link, why] of hostile) {
        await page.goto("about:blank");
        await page.goto(`${at[place]}#receiver=${link}`);
        const refused = page.getByRole("region", { name: "The receiver in this link can't be used" });
        await refused.waitFor();
        assert.match(await refused.textContent(), why, name);
        assert.equal(await refused.locator("img, script, a").count(), 0, name);
        assert.equal(await page.getByRole("checkbox", { name: /Maple/ }).count(), 0, name);
        await page.getByText("No receiver is selected").waitFor();
      }
    });

    test("an author describes a receiver in the form, tries it on the sample, and gets the link and the file", async () => {
      await visit(`${at[place]}#authors`);
      await page.getByText("Describe a receiver of your own").click();
      await page.getByText("Enter the product name to get the link.").waitFor();
      await page.getByRole("textbox", { name: "Product name" }).fill("Maple Math");
      await page.getByRole("checkbox", { name: "users.csv" }).check();
      await page.getByRole("textbox", { name: "Name of the zip" }).fill("Maple.zip");
      await page.getByRole("textbox", { name: "Address of your help page" }).fill("http://maple.example");
      await page.getByText(/sources.link isn't an address that begins with https/).waitFor();
      await page.getByRole("textbox", { name: "Address of your help page" }).fill("https://maple.example/help");
      await page.getByRole("button", { name: "Add a column" }).click();
      const rule = page.getByRole("group", { name: "Column rule 1" });
      await rule.getByRole("textbox", { name: "Column" }).fill("familyNames");
      await page.getByText(/names a column that the file doesn't have/).waitFor();
      await rule.getByRole("textbox", { name: "Column" }).fill("familyName");
      await rule.getByRole("combobox", { name: "Rule" }).selectOption("longest");
      await rule.getByRole("spinbutton", { name: "Number" }).or(rule.getByRole("textbox", { name: "Number" })).fill("3");
      await page.getByText("familyName in users.csv has at most 3 characters; otherwise a problem.").waitFor();
      const link = await page.getByRole("textbox", { name: "Link", exact: true }).inputValue();
      assert.ok(link.startsWith(`${at[place]}#receiver=`), link);
      assert.ok(link.length < 8192);
      assert.ok((await page.getByRole("textbox", { name: /^Frame/ }).inputValue()).includes(link.split("#")[1]));
      await page.getByRole("button", { name: "Preview on the sample" }).click();
      await page.getByRole("heading", { name: "Not ready for Maple Math" }).waitFor();
      assert.match(await page.locator(".preview").textContent(), /users\.csv, familyName/);
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the JSON file" }).click()]);
      assert.equal(download.suggestedFilename(), "maple-math.json");
      const described = JSON.parse(readFileSync(await download.path(), "utf8"));
      assert.deepEqual(described.columns, [{ file: "users.csv", column: "familyName", ask: { longest: 3 }, severity: "error" }]);
      // The link opens what was described.
      await page.goto("about:blank");
      await page.goto(link);
      await page.getByRole("region", { name: "Rules for Maple Math" }).waitFor();
    });
  });
}

test("a link with a receiver works in a frame, which tells its height and nothing else", async () => {
  const inner = `${at.http}?embed=1#receiver=${linkOf(MAPLE)}`;
  const outer = await serve({
    "/": `<!doctype html><title>Help</title><link rel="icon" href="data:,"><script>window.told = []; addEventListener("message", (event) => told.push(event.data));</script>
      <iframe src="${inner}" title="Check" width="600" height="300"></iframe>`,
  });
  try {
    await visit(outer.address);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("region", { name: "Rules for Maple Math" }).waitFor();
    const start = (await page.waitForFunction(() => window.told.at(-1)).then((found) => found.jsonValue())).rostercheck.height;
    await frame.getByRole("button", { name: "Try a sample" }).click();
    await frame.locator("#result-heading").waitFor();
    await page.waitForFunction((before) => window.told.at(-1).rostercheck.height !== before, start);
    const told = await page.evaluate(() => window.told);
    for (const message of told) {
      assert.deepEqual(Object.keys(message), ["rostercheck"]);
      assert.deepEqual(Object.keys(message.rostercheck), ["height"]);
      assert.ok(Number.isInteger(message.rostercheck.height));
    }
    const real = await page.frames()[1].evaluate(() => Math.ceil(document.getElementById("page").getBoundingClientRect().bottom + scrollY));
    await page.waitForFunction((height) => window.told.at(-1).rostercheck.height === height, real);
  } finally {
    await outer.close();
  }
});

test("a page that is no frame, or not asked to be one, tells nobody its height", async () => {
  const outer = await serve({
    "/": `<!doctype html><title>Help</title><link rel="icon" href="data:,"><script>window.told = []; addEventListener("message", (event) => told.push(event.data));</script>
      <iframe src="${at.http}" title="Check" width="600" height="300"></iframe>`,
  });
  try {
    await visit(outer.address);
    await page.frameLocator("iframe").getByText(/^rostercheck \d/).waitFor();
    assert.deepEqual(await page.evaluate(() => window.told), []);
  } finally {
    await outer.close();
  }
});
