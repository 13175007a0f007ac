// The npm package, installed as anybody would: in Node.js, in a browser, and the element that shows the page. `cargo xtask test
// --only packages` installs it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, extname, join, sep } from "node:path";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { desk, launch, timeless } from "./browser.mjs";
import { checkedByCommand } from "./command.mjs";
import { clean, faulty, long } from "./rosters.mjs";
import { zip } from "./zip.mjs";

const installed = process.env["ROSTERCHECK_NPM"];
const TODAY = "2026-11-28";

describe("the npm package", { skip: installed === undefined ? "it is not installed here" : false }, () => {
  let table;
  const on = {};
  before(() => {
    table = desk();
    for (const [name, files] of Object.entries({ clean: clean(), faulty: faulty(), long: long(120_000) })) on[name] = table.put(`${name}.zip`, zip(files));
  });
  after(() => table?.clear());

  describe("in Node.js", () => {
    let core;
    before(async () => {
      core = await import(pathToFileURL(join(installed, "node.js")).href);
    });

    test("gives the command's report, byte for byte, masked and not, of a zip and of bytes", async () => {
      for (const path of Object.values(on)) {
        const masked = await core.write(path, "json", { today: TODAY });
        assert.equal(timeless(masked), checkedByCommand(path, TODAY, "masked"));
        const shown = await core.write({ name: path.split(sep).at(-1), files: [{ path: path.split(sep).at(-1), file: readFileSync(path) }] }, "json", { today: TODAY, values: "shown" });
        assert.equal(timeless(shown), checkedByCommand(path, TODAY, "shown"));
      }
    });

    test("a folder is a package too", async () => {
      const { mkdirSync, writeFileSync } = await import("node:fs");
      const folder = join(table.path, "export");
      mkdirSync(folder);
      for (const [name, text] of Object.entries(faulty())) writeFileSync(join(folder, name), text);
      assert.equal(timeless(await core.write(folder, "json", { today: TODAY })), checkedByCommand(folder, TODAY, "masked"));
    });

    test("one receiver, every form, the progress and what differs", async () => {
      const heard = [];
      const report = await core.check(on.long, { receivers: ["dessa"], today: TODAY, onProgress: (progress) => heard.push(progress) });
      assert.deepEqual(report.verdicts.map(({ profile }) => profile).sort(), ["infinite-campus", "oneroster"]);
      assert.ok(heard.length > 2, `${heard.length} times`);
      const shares = heard.map(({ packedDone, packedTotal }) => packedDone / packedTotal);
      assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
      assert.ok(shares.at(-1) > 0.9 && shares.at(-1) <= 1, `${shares.at(-1)}`);
      for (const format of ["jsonl", "csv", "html", "sarif", "text"]) {
        const text = await core.write(on.faulty, format);
        assert.ok(text.includes("users.csv"), format);
        assert.ok(!text.includes("nobody"), `${format} shows a value`);
      }
      const changes = await core.compare(on.clean, on.faulty);
      assert.ok(changes.records.length > 0);
      assert.match(await core.explain("unknown-reference"), /Why it matters/);
      assert.ok((await core.rules()).length > 100);
      assert.equal(await core.version(), JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).version);
    });

    test("what is wrong is an error, and a check that is not wanted any more ends", async () => {
      await assert.rejects(core.check(join(table.path, "none.zip")), /ENOENT/);
      await assert.rejects(core.check(on.clean, { receivers: ["nobody"] }), /not known/);
      await assert.rejects(core.write(on.clean, "pdf"), TypeError);
      const abort = new AbortController();
      const ended = core.check(on.long, { signal: abort.signal, onProgress: () => abort.abort() });
      await assert.rejects(ended, { name: "AbortError" });
    });
  });

  describe("in a browser", () => {
    let browser, server, address, page;
    before(async () => {
      browser = await launch();
      const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
      const pages = {
        "/": `<!doctype html><title>somebody's page</title><input type="file" multiple>
          <script type="module">import { check, write } from "./rostercheck/browser.js"; Object.assign(window, { check, write, there: true });</script>`,
        "/element": `<!doctype html><title>somebody's help</title><script type="module" src="./rostercheck/element.js"></script>
          <roster-check receiver="infinite-campus" height="500" label="Check your export"></roster-check>`,
      };
      server = createServer((request, response) => {
        const path = new URL(request.url, "http://localhost").pathname;
        const inside = /^\/rostercheck\/([\w.-]+)$/.exec(path)?.[1];
        const content = pages[path] ?? (inside ? readFileSync(join(installed, inside)) : undefined);
        response.writeHead(content === undefined ? 404 : 200, { "content-type": types[extname(path)] ?? "text/html; charset=utf-8" });
        response.end(content);
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      address = `http://127.0.0.1:${server.address().port}`;
      page = await browser.newPage();
    });
    after(async () => {
      await browser?.close();
      await new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
    });

    test("gives the command's report, byte for byte", async () => {
      await page.goto(`${address}/`);
      await page.waitForFunction(() => window.there);
      for (const path of [on.faulty, on.long]) {
        await page.locator("input").setInputFiles(path);
        const text = await page.evaluate((today) => window.write(document.querySelector("input").files[0], "json", { today }), TODAY);
        assert.equal(timeless(text), checkedByCommand(path, TODAY, "masked"));
      }
      const heard = await page.evaluate(async () => {
        const heard = [];
        await window.check(document.querySelector("input").files, { onProgress: (progress) => heard.push(progress) });
        return heard.length;
      });
      assert.ok(heard > 2, `${heard} times`);
    });

    test("<roster-check> shows the page, with its receiver and height, and it checks", async () => {
      await page.goto(`${address}/element`);
      const frame = page.locator("roster-check").locator("iframe");
      assert.equal(await frame.getAttribute("title"), "Check your export");
      assert.equal((await frame.boundingBox()).height, 502);
      const inside = page.frameLocator("roster-check >> iframe");
      const chooser = page.waitForEvent("filechooser");
      await inside.getByRole("button", { name: "Choose a zip or CSV files" }).click();
      await (await chooser).setFiles(on.faulty);
      assert.equal((await inside.locator("#result-heading").textContent()).trim(), "Not ready for DESSA");
      const asked = new URL(await frame.getAttribute("src"));
      assert.deepEqual([dirname(asked.pathname), asked.searchParams.get("profile"), asked.searchParams.get("embed")], ["/rostercheck", "infinite-campus", "1"]);
      await page.locator("roster-check").evaluate((element) => element.setAttribute("rule", "unknown-reference"));
      await inside.getByRole("heading", { name: "An ID points to a record that isn't in the package" }).waitFor();
    });
  });
});
