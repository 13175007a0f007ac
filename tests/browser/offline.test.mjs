// Without a network: the page saved as a file, and the page kept in the browser.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { at, browser, built, choose, expectRefusals, on, open, page, serve, setUp, site, table, verdict, visit } from "./browser.mjs";
import { clean, faulty } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "clean.zip": zip(clean()), "faulty.zip": zip(faulty()) });

/** Why nothing leaves this computer, and how to keep the page, stands on a page of its own. */
async function toSafety() {
  await page.getByRole("link", { name: "How do I know?" }).click();
  await page.locator("#about-heading").waitFor();
}

for (const place of ["http", "file"]) {
  test(`the page saves itself as the file it came from, over ${place}`, async () => {
    await visit(`${at[place]}?profile=d2l-brightspace`);
    // Also with a report on the screen, and with what an extension of the browser may have put there.
    await choose(page, on("faulty.zip"));
    await verdict(page);
    await page.evaluate(() => document.body.append(document.createElement("aside")));
    await toSafety();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save this page" }).click()]);
    const [name, text] = [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
    assert.equal(name, "rostercheck.html");
    assert.ok(text === readFileSync(built, "utf8"), "the saved page is not the built one");
    const other = await open(browser, pathToFileURL(table.put(name, text)).href);
    await choose(other, on("clean.zip"));
    assert.match(await verdict(other), /^Ready for/);
    assert.deepEqual(other.troubles, []);
    await other.context().close();
  });
}

for (const place of ["http", "file"]) {
  test(`the page shows its own fingerprint and what others made of it, over ${place}`, async () => {
    await visit(at[place]);
    await choose(page, on("faulty.zip"));
    await verdict(page);
    await toSafety();
    await page.getByText(/^rostercheck [0-9.]+: which page this is/).click();
    const sum = createHash("sha256").update(readFileSync(built)).digest("hex");
    await page.getByText(`SHA-256 ${sum}`).waitFor();
    await page.getByText(/^flate2 [0-9.]+: MIT OR Apache-2.0$/).waitFor();
  });
}

describe("kept in the browser", () => {
  let server, pages;
  before(async () => {
    pages = site();
    server = await serve(pages);
  });
  after(() => server?.close());

  const keep = async () => {
    await visit(`${server.address}/`);
    await toSafety();
    await page.getByRole("link", { name: "open it without a network, or install it" }).click();
    await page.getByRole("button", { name: "Keep it in this browser" }).click();
    await page.getByText("It is kept in this browser.").waitFor();
  };

  test("the page opens and checks without a network, and asks for nothing", async () => {
    await keep();
    server.asked.length = 0;
    await page.context().setOffline(true);
    await page.goto(`${server.address}/?profile=infinite-campus`);
    await choose(page, on("faulty.zip"));
    assert.match(await verdict(page), /^Not ready/);
    await choose(await again(), on("clean.zip"));
    assert.match(await verdict(page), /^Ready for/);
    await page.context().setOffline(false);
    // Neither the page nor its worker gets to the network by way of the service worker.
    const attempt = (to) => fetch(to).then(() => "connected", () => "refused");
    assert.equal(await page.evaluate(attempt, `${server.address}/?leak=page`), "refused");
    assert.equal(await page.workers().find((worker) => worker.url().startsWith("blob:")).evaluate(attempt, `${server.address}/?leak=worker`), "refused");
    assert.deepEqual(server.asked.filter((asked) => asked.includes("leak")), []);
    expectRefusals();
  });

  const again = async () => {
    await page.getByRole("button", { name: "Check another package" }).click();
    return page;
  };

  test("nothing but the page is kept, and it can be removed", async () => {
    await keep();
    await page.goto(`${server.address}/`);
    await choose(page, on("faulty.zip"));
    await verdict(page);
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
        return all.flat().sort();
      });
    assert.deepEqual(await kept(), ["/", "/icon.svg", "/manifest.webmanifest", "/offline.html"]);
    await page.goto(`${server.address}/offline.html`);
    await page.getByRole("button", { name: "Remove it from this browser" }).click();
    await page.getByText("It is not kept now.").waitFor();
    assert.deepEqual(await kept(), []);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  });

  test("a newer version is told, and is there when the page is loaded again", async () => {
    await keep();
    const newer = pages["/"].toString("utf8").replace("<title>rostercheck</title>", "<title>rostercheck </title>");
    const worker = pages["/service-worker.js"].toString("utf8");
    const before = { ...pages };
    Object.assign(pages, { "/": newer, "/service-worker.js": worker.replace(/[0-9a-f]{16}/, "0123456789abcdef") });
    try {
      await page.goto(`${server.address}/`);
      await page.getByRole("status").getByText("A newer version of this page is ready.").waitFor();
      assert.ok(!(await page.evaluate(() => document.documentElement.outerHTML)).includes("<title>rostercheck </title>"));
      await page.getByRole("button", { name: "Load it now" }).click();
      await page.getByRole("button", { name: "Choose a zip or CSV files" }).waitFor();
      await page.context().setOffline(true);
      const answer = await page.goto(`${server.address}/`);
      assert.ok((await answer.text()).includes("<title>rostercheck </title>"));
    } finally {
      Object.assign(pages, before);
    }
  });

  test("the page that keeps it has a policy of its own, which connects to nothing", async () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(pages["/offline.html"].toString("utf8"))?.[1] ?? "";
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:|\*/);
    for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "worker-src 'self'", "manifest-src 'self'"]) {
      assert.ok(policy.split("; ").includes(part), part);
    }
    await visit(`${server.address}/offline.html`);
    assert.equal(await page.evaluate(() => fetch("/").then(() => "connected", () => "refused")), "refused");
    const manifest = JSON.parse(pages["/manifest.webmanifest"]);
    assert.equal(manifest.display, "standalone");
    expectRefusals();
  });
});
