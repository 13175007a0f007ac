// Nothing leaves: the page and its worker are made to try, and a second server counts what arrives.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { built, choose, chooseEndless, desk, downloaded, launch, open, places, serve, verdict, workers } from "./browser.mjs";
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

/** Tries everything that sends from a page; runs in the page. */
async function sendFromPage(to) {
  const settled = (promise) => promise.catch(() => undefined);
  const attempts = [
    () => fetch(`${to}/page-fetch`, { mode: "no-cors" }),
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = resolve;
        request.open("GET", `${to}/page-xhr`);
        request.send();
      }),
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${to.replace("http", "ws")}/page-websocket`);
        socket.onerror = socket.onclose = resolve;
      }),
    () =>
      new Promise((resolve) => {
        const events = new EventSource(`${to}/page-events`);
        events.onerror = () => (events.close(), resolve());
      }),
    async () => navigator.sendBeacon(`${to}/page-beacon`, "x"),
    () =>
      new Promise((resolve) => {
        const image = new Image();
        image.onload = image.onerror = resolve;
        image.src = `${to}/page-image`;
      }),
    () =>
      new Promise((resolve) => {
        const link = document.createElement("link");
        link.onload = link.onerror = resolve;
        link.rel = "stylesheet";
        link.href = `${to}/page-style`;
        document.head.append(link);
      }),
    () => new FontFace("x", `url(${to}/page-font)`).load(),
    () =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.onload = frame.onerror = resolve;
        frame.src = `${to}/page-frame`;
        document.body.append(frame);
        setTimeout(resolve, 500);
      }),
    () =>
      new Promise((resolve) => {
        const form = document.createElement("form");
        const frame = document.createElement("iframe");
        frame.name = "away";
        form.target = "away";
        form.method = "post";
        form.action = `${to}/page-form`;
        document.body.append(frame, form);
        form.submit();
        setTimeout(resolve, 500);
      }),
    () => import(`${to}/page-import`),
  ];
  for (const attempt of attempts) {
    // What the policy refuses throws at once, or comes back as an error, or never comes back.
    try {
      await Promise.race([settled(attempt()), new Promise((resolve) => setTimeout(resolve, 1000))]);
    } catch {}
  }
}

/** The same inside a worker. */
async function sendFromWorker(to) {
  const settled = (promise) => promise.catch(() => undefined);
  const attempts = [
    () => fetch(`${to}/worker-fetch`, { mode: "no-cors" }),
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = resolve;
        request.open("GET", `${to}/worker-xhr`);
        request.send();
      }),
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${to.replace("http", "ws")}/worker-websocket`);
        socket.onerror = socket.onclose = resolve;
      }),
    async () => importScripts(`${to}/worker-import-scripts`),
    () => new FontFace("x", `url(${to}/worker-font)`).load(),
    async () => {
      const script = `fetch("${to}/nested-worker-fetch", { mode: "no-cors" })`;
      new Worker(URL.createObjectURL(new Blob([script])));
      await new Promise((resolve) => setTimeout(resolve, 500));
    },
  ];
  for (const attempt of attempts) {
    try {
      await Promise.race([settled(attempt()), new Promise((resolve) => setTimeout(resolve, 1000))]);
    } catch {}
  }
}

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
  assert.deepEqual([...new Set(canary.asked)].sort(), [
    "/nested-worker-fetch",
    "/page-beacon",
    "/page-events",
    "/page-fetch",
    "/page-font",
    "/page-form",
    "/page-frame",
    "/page-image",
    "/page-import",
    "/page-style",
    "/page-websocket",
    "/page-xhr",
    "/worker-fetch",
    "/worker-font",
    "/worker-import-scripts",
    "/worker-websocket",
    "/worker-xhr",
  ]);
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
      await page.getByRole("button", { name: "Check again" }).click();
      await verdict(page);
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
