// Nothing leaves, in any browser: the page, the worker that reads files and the second worker are made to try. The page
// is the built one, but for what its workers do first when they are asked to work.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { built, desk, serve } from "./browser.mjs";
import { ARRIVING, sendFromPage, sendFromWorker } from "./canary.mjs";
import { BROWSERS, LACKS, launch, skipped } from "./drivers/all.mjs";
import { long } from "./rosters.mjs";
import { walker } from "./walk.mjs";
import { zip } from "./zip.mjs";

/** What arrives of what the second worker tries. */
const SECOND = ARRIVING.filter((path) => path.includes("worker-")).map((path) => `/second${path}`);

/** Runs in a worker, before its own script. Whoever asks it to try to connect, or to read ahead, makes it try all; or to start. */
function tryAll(sendFromWorker, to, atStart) {
  addEventListener("message", (event) => {
    const { kind } = event.data;
    if (kind === "connect") {
      event.stopImmediatePropagation();
      void sendFromWorker(to).then(() => self.postMessage({ kind: "attempted", attempt: "unanswered" }));
    }
    if (kind === "start" && atStart) {
      event.stopImmediatePropagation();
      void sendFromWorker(to);
    }
    // It says nothing to the first worker, which waits some seconds and goes on alone.
    if (kind === "read") {
      event.stopImmediatePropagation();
      void sendFromWorker(`${to}/second`);
    }
  });
}

for (const name of Object.keys(BROWSERS)) {
  describe(`nothing leaves ${name}`, { skip: skipped(name) }, () => {
    let browser, canary, table, server, at;
    before(async () => {
      [browser, canary, table] = [await launch(name), await serve({}), desk()];
      const script = '<script type="text/plain" id="worker-script">';
      const page = readFileSync(built, "utf8");
      assert.equal(page.split(script).length, 2);
      const trying = (atStart) => page.replace(script, () => `${script}(${tryAll})(${sendFromWorker}, ${JSON.stringify(canary.address)}, ${atStart});\n`);
      const free = (page) => page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
      assert.notEqual(free(page), page);
      server = await serve({ "/": trying(false), "/free": free(trying(false)) });
      const onDisk = trying(LACKS[name].disk ?? false);
      at = {
        http: { page: `${server.address}/`, free: `${server.address}/free` },
        file: { page: `file://${table.put("page.html", onDisk)}`, free: `file://${table.put("free.html", free(onDisk))}` },
      };
      table.put("long.zip", zip(long(120_000)));
    });
    after(async () => {
      await browser?.close();
      await canary?.close();
      await server?.close();
      table?.clear();
    });

    /** Everything that arrives of everything that is tried. */
    async function arrived(address, canCheck) {
      canary.asked.length = 0;
      const person = walker(await browser.visit(`${address}#about`));
      // Where the page cannot check, its worker tries when it is made, and has said nothing since.
      if (!canCheck) await wait(4000);
      else {
        // The page's own attempt comes with it, to an address of nobody.
        await person.press("Try to connect");
        await person.see("The worker that reads files tried");
        await person.page.go(address);
        await person.give(`${table.path}/long.zip`);
        await person.verdict();
      }
      await person.page.run(sendFromPage, canary.address);
      await wait(1000);
      await person.page.close();
      return [...new Set(canary.asked)].sort();
    }

    for (const place of ["http", "file"]) {
      const canCheck = !(place === "file" && LACKS[name].disk);

      test(`of what is tried, nothing arrives over ${place}`, async () => {
        assert.deepEqual(await arrived(at[place].page, canCheck), []);
      });

      test(`where no rule forbids it, all of it arrives over ${place}`, async () => {
        // What a browser does not have at all cannot arrive.
        const all = [...ARRIVING, ...(canCheck ? SECOND : [])].filter((path) => !LACKS[name].ways?.[place].includes(path));
        assert.deepEqual(await arrived(at[place].free, canCheck), all.sort());
      });
    }
  });
}
