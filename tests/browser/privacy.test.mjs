// Nothing leaves: the page and its worker are made to try, and a second server counts what arrives.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { again, built, choose, chooseEndless, desk, downloaded, launch, open, places, serve, verdict, workers } from "./browser.mjs";
import { ARRIVING, sendFromPage, sendFromWorker } from "./canary.mjs";
import { withCores } from "./faults.mjs";
import { faulty } from "./rosters.mjs";
import { zip } from "./zip.mjs";

let browser, at, table, canary;

before(async () => {
  [browser, at, table, canary] = [await launch(), await places(), desk(), await serve({})];
  table.put("faulty.zip", zip(faulty()));
});
after(async () => {
  await browser?.close();
  await at?.close();
  await canary?.close();
  table?.clear();
});

test("where no policy forbids it, every attempt arrives", async () => {
  const bare = await serve({
    "/": `<!doctype html><script>
      window.worker = new Worker(URL.createObjectURL(new Blob(["onmessage = (event) => postMessage(event.data)"])));
    </script>`,
  });
  const page = await open(browser, bare.address);
  const [worker] = page.workers().length > 0 ? page.workers() : [await page.waitForEvent("worker")];
  canary.asked.length = 0;
  await page.evaluate(sendFromPage, canary.address);
  await worker.evaluate(sendFromWorker, canary.address);
  await page.waitForTimeout(500);
  assert.deepEqual([...new Set(canary.asked)].sort(), ARRIVING);
  await page.context().close();
  await bare.close();
});

for (const place of ["http", "file"]) {
  describe(`privacy over ${place}`, () => {
    test("nothing that the page or its worker sends arrives", async () => {
      const page = await open(browser, at[place]);
      await choose(page, join(table.path, "faulty.zip"));
      await verdict(page);
      const [worker] = await workers(page, 1);
      assert.match(worker.url(), /^blob:/);
      canary.asked.length = 0;
      await page.evaluate(sendFromPage, canary.address);
      await worker.evaluate(sendFromWorker, canary.address);
      await page.waitForTimeout(1000);
      assert.deepEqual(canary.asked, []);
      await page.context().close();
    });

    test("nothing that the second worker of a long check sends arrives", async () => {
      const page = await open(browser, at[place]);
      await withCores(page, 2);
      await page.reload();
      await chooseEndless(page);
      const [, second] = await workers(page, 2);
      canary.asked.length = 0;
      assert.match(second.url(), /^blob:/);
      await second.evaluate(sendFromWorker, canary.address);
      await page.waitForTimeout(1000);
      assert.equal(page.workers().length, 2);
      assert.deepEqual(canary.asked, []);
      await page.context().close();
    });

    test("a check makes no network event, works offline, and leaves nothing behind", async () => {
      const page = await open(browser, at[place]);
      await page.getByText(/^rostercheck \d/).waitFor();
      const events = [];
      page.context().on("request", (request) => events.push(request.url()));
      page.on("websocket", (socket) => events.push(socket.url()));
      await page.context().setOffline(true);
      await choose(page, join(table.path, "faulty.zip"));
      await verdict(page);
      await page.getByRole("button", { name: "Start with problem 1" }).click();
      await again(page);
      await downloaded(page, /CSV/);
      // A new worker and a download have an address, but one inside the browser.
      assert.deepEqual(events.filter((address) => !address.startsWith("blob:")), []);
      const kept = await page.evaluate(async () => ({
        address: location.href,
        local: localStorage.length,
        session: sessionStorage.length,
        cookies: document.cookie,
        databases: location.protocol === "file:" ? 0 : (await indexedDB.databases()).length,
        caches: location.protocol === "file:" ? 0 : (await caches.keys()).length,
      }));
      assert.deepEqual(kept, { address: `${at[place]}#share`, local: 0, session: 0, cookies: "", databases: 0, caches: 0 });
      await page.context().close();
    });
  });
}

describe("check it yourself", () => {
  // Every name ending in .invalid leads to this door, so that a connection that gets through is seen.
  let door, led;
  let arrivals = 0;
  before(async () => {
    door = createServer((socket) => {
      arrivals += 1;
      socket.destroy();
    });
    await new Promise((resolve) => door.listen(0, "127.0.0.1", resolve));
    led = await launch([`--host-resolver-rules=MAP *.invalid 127.0.0.1:${door.address().port}`]);
  });
  after(async () => {
    await led?.close();
    await new Promise((resolve) => door.close(resolve));
  });
  const attempt = async (address) => {
    const page = await open(led, `${address}#about`);
    arrivals = 0;
    const answers = [];
    page.context().on("response", (response) => answers.push(response.url()));
    await page.getByRole("button", { name: "Try to connect" }).click();
    await page.getByRole("status").getByText(/The worker that reads files tried/).waitFor();
    const told = await page.getByRole("status").filter({ hasText: "tried" }).innerText();
    await page.waitForTimeout(500);
    await page.context().close();
    return { told, answers: answers.filter((url) => !url.startsWith("blob:")) };
  };

  for (const place of ["http", "file"]) {
    test(`both are refused and nothing arrives, over ${place}`, async () => {
      const { told, answers } = await attempt(at[place]);
      assert.equal(told.match(/Refused/g)?.length, 2);
      assert.match(told, /What it does not prove/);
      assert.deepEqual(answers, []);
      assert.equal(arrivals, 0);
    });
  }

  test("without the policy both arrive, and the page does not claim that they were refused", async () => {
    const page = readFileSync(built, "utf8").replace(/connect-src 'none'/, "connect-src *");
    const open = await serve({ "/": page });
    const { told } = await attempt(open.address);
    assert.doesNotMatch(told, /Refused|What this proves/);
    assert.match(told, /Disconnect from the network/);
    assert.ok(arrivals >= 2, `${arrivals} arrived`);
    await open.close();
  });
});

test("the site is one file that points nowhere", () => {
  // Beside it lies only what keeps it in the browser for those who ask for that; it starts none of it itself.
  assert.deepEqual(readdirSync(dirname(built)).filter((name) => name.endsWith(".js") || name.endsWith(".wasm")), ["service-worker.js"]);
  const page = readFileSync(built, "utf8");
  // What stands inside the scripts is no markup: one of them holds the text of a frame, for authors of help pages.
  const markup = page.replace(/(<script\b[^>]*>)[\s\S]*?(<\/script>)/g, "$1$2");
  const pointing = markup.match(/<script[^>]*\ssrc=|<link[^>]*\shref="(?!data:)|<(?:img|iframe|object|embed)\b/gi) ?? [];
  assert.deepEqual(pointing, []);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|'self'|https?:|\*/);
  for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "worker-src blob:"]) {
    assert.ok(policy.split("; ").includes(part), part);
  }
});
