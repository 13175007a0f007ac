// Each way in which a check can fail, provoked: what it says, whose fault it is, what it keeps, and what to do next.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { again, at, built, choose, downloaded, expectRefusals, on, opened, page, part, serve, setUp, table, verdict, visit } from "./browser.mjs";
import { inWorkers, misread, rememberLastWorker, withCores } from "./faults.mjs";
import { clean, faulty, long } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "clean.zip": zip(clean()), "faulty.zip": zip(faulty()), "long.zip": zip(long()), ...long() });

/** The same as loose files, in which a place is easily named. */
const loose = () => Object.keys(long(1)).map(on);

const heading = (name) => page.getByRole("heading", { level: 2, name, exact: true });
const focused = () => page.evaluate(() => document.activeElement.id);

/** No answer anywhere, and what was found is marked as a part. */
async function expectSoFar() {
  await page.getByText("The check stopped before the end. This is what it had found so far.").waitFor();
  assert.equal(await page.getByText(/^Ready|^Send to/).count(), 0);
  assert.equal(await page.locator(".hero").count(), 0);
  const problem = await opened(page, { severity: "error", rule: "unknown-token", text: "line 4" });
  await problem.getByText("wizard").first().waitFor();
  assert.doesNotMatch(await page.title(), /[Rr]eady/);
}

async function expectNoValues() {
  const told = await page.getByRole("region", { name: "Text to report" }).textContent();
  assert.match(told, /^rostercheck \d+\.\d+\.\d+: /);
  assert.doesNotMatch(told, /wizard|Willow|nobody|example\.org|long(er)?\.zip|users\.csv/);
  return told;
}

for (const place of ["http", "file"]) {
  describe(`a failure over ${place}`, () => {
    test("a panic of the core keeps what was found, and promises nothing", async () => {
      await visit(at[place]);
      await inWorkers(page, misread, "panic");
      await choose(page, loose());
      await heading("rostercheck itself failed").waitFor();
      assert.equal(await focused(), "failed-heading");
      await page.getByText("This is what it had found so far.").waitFor();
      // Whoever was reading goes on reading.
      assert.equal(await focused(), "failed-heading");
      await expectSoFar();
      assert.match(await page.locator("#announcement").textContent(), /What it had found so far is shown below/);
      assert.match(await expectNoValues(), /failed at .*\.rs:\d+/);
      await page.getByText("the check stopped before it got there").first().waitFor();
      const { text } = await downloaded(page, /JSON/);
      const report = JSON.parse(text);
      assert.equal(report.outcome, "partial");
      assert.ok(report.verdicts.every(({ ready }) => !ready));
      assert.ok(report.totals.some(({ rule }) => rule === "unknown-token"));
      assert.doesNotMatch(text, /wizard/);
      assert.doesNotMatch(await page.getByRole("textbox", { name: "Message" }).inputValue(), /[Rr]eady to send|: ready/);
      await page.getByRole("button", { name: "Try again" }).click();
      // The report before had a line open.
      await page.locator('.row[aria-expanded="true"]').waitFor({ state: "detached" });
      await expectSoFar();
    });

    test("where memory runs out, the memory is named, and what was found is kept", async () => {
      await visit(at[place]);
      // The core as it is, but for a maximum of its memory: the browser then refuses to let it grow, as a full one does.
      await inWorkers(page, (pages) => {
        const compile = WebAssembly.compile;
        WebAssembly.compile = (bytes) => {
          const number = (at) => {
            let [value, shift, end] = [0, 0, at];
            for (;;) {
              value |= (bytes[end] & 127) << shift;
              shift += 7;
              if (bytes[end++] < 128) return { value, end };
            }
          };
          const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
          for (let at = 8; at < bytes.length; ) {
            const size = number(at + 1);
            if (bytes[at] === 5) {
              const least = number(size.end + 2);
              const body = [1, 1, ...varint(least.value), ...varint(Math.max(least.value, pages))];
              const after = bytes.subarray(size.end + size.value);
              const whole = new Uint8Array([...bytes.subarray(0, at), 5, ...varint(body.length), ...body, ...after]);
              return compile(whole);
            }
            at = size.end + size.value;
          }
          throw new Error("a module without a memory");
        };
      }, 215);
      await choose(page, table.put("large.zip", zip(long(200_000))));
      await heading("There was not enough memory for this check").waitFor();
      await page.getByText("Your file may be fine.").waitFor();
      await page.getByText("Close other tabs and programs").waitFor();
      await page.getByText("command-line program").first().waitFor();
      await expectSoFar();
      assert.match(await expectNoValues(), /unreachable, with \d+ MiB/);
    });

    test("a worker that dies in the middle is the program's failure, and what was found is kept", async () => {
      await visit(at[place]);
      await rememberLastWorker(page);
      // The first worker is there already; the second check makes a new one.
      await choose(page, on("clean.zip"));
      await verdict(page);
      await page.getByRole("button", { name: "Check another package" }).click();
      await page.evaluate(() => {
        let words = 0;
        const first = window.last;
        first.addEventListener("message", ({ data }) => {
          // Behind users.csv.
          if (data.kind !== "progress" || data.progress.rows < 20_000 || (words += 1) > 1) return;
          first.dispatchEvent(new ErrorEvent("error", { message: "the process is gone", cancelable: true }));
        });
      });
      // So long that progress is told more than once on the way, also by a fast machine.
      await choose(page, table.put("longer.zip", zip(long(300_000))));
      await heading("rostercheck itself failed").waitFor();
      await expectSoFar();
      assert.match(await expectNoValues(), /the process is gone/);
      await page.getByRole("button", { name: "Try again" }).click();
      assert.match(await verdict(page), /^Not ready/);
    });

    test("a worker that says nothing is noticed, and stopped by choice", async () => {
      await visit(at[place]);
      await page.clock.install();
      await inWorkers(page, misread, "silence");
      await choose(page, loose());
      const amount = page.getByText(/rows? so far/);
      await amount.waitFor();
      // Until its last word has come.
      for (let [was, is] = ["", await amount.textContent()]; was !== is; [was, is] = [is, await amount.textContent()]) {
        await page.waitForTimeout(1500);
      }
      await page.clock.runFor(12_000);
      assert.equal(await page.getByText("has not responded").count(), 0);
      await page.clock.runFor(12_000);
      await page.locator(".notice").getByText(/has not responded for 2\d seconds/).waitFor();
      assert.match(await page.locator("#announcement").textContent(), /has not responded/);
      await page.getByRole("button", { name: "Stop, and show what was found so far" }).click();
      await heading("The check stopped responding").waitFor();
      assert.equal(await focused(), "failed-heading");
      await page.clock.runFor(1000);
      await expectSoFar();
      assert.match(await expectNoValues(), /no response for 2\d seconds/);
    });

    test("where it fails in the same way before that place, it says that nothing could be kept", async () => {
      await visit(at[place]);
      await inWorkers(page, misread, "panic");
      // The second worker fails at once.
      await page.evaluate(() => {
        const Plain = Worker;
        window.Worker = class extends Plain {
          constructor(address) {
            super(address);
            queueMicrotask(() => this.dispatchEvent(new ErrorEvent("error", { message: "once more", cancelable: true })));
          }
        };
      });
      await choose(page, loose());
      await heading("rostercheck itself failed").waitFor();
      await page.getByText(/^It could not be kept/).first().waitFor();
      assert.match(await expectNoValues(), /failed at/);
    });

    test("a file that is changed while it is read keeps what was found, and is asked for again", async () => {
      const header = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\r\n";
      const line = "e1,,,k1,s1,p1,wizard,,2026-08-17,2027-06-04\r\n";
      const part = table.put(`part-${place}.csv`, line.repeat(20_000));
      await visit(at[place]);
      await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "own" })));
      await page.locator("#own").setInputFiles(part);
      // A file of many gigabytes that stands on the disk as one of a megabyte.
      await page.evaluate((first) => {
        const own = document.getElementById("own").files[0];
        const file = new File([first, ...Array.from({ length: 5000 }, () => own)], "enrollments.csv");
        const transfer = new DataTransfer();
        transfer.items.add(file);
        window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
      }, header);
      await page.getByText(/\d,\d{3} rows so far/).waitFor();
      table.put(`part-${place}.csv`, "changed");
      await heading("enrollments.csv could not be read").waitFor();
      assert.equal(await focused(), "failed-heading");
      await page.getByText("The check stopped before the end. This is what it had found so far.").waitFor();
      await (await opened(page, { severity: "error", rule: "unknown-token" })).getByText("wizard").first().waitFor();
      assert.equal(await page.locator(".hero").count(), 0);
      await page.getByRole("button", { name: "Choose it again" }).waitFor();
      assert.equal(await page.getByText("rostercheck itself failed").count(), 0);
    });

    test("a core that fails while it reads once more leaves the report on the screen", async () => {
      await visit(at[place]);
      await withCores(page, 1);
      await inWorkers(page, misread, "panic later");
      await choose(page, loose());
      assert.match(await verdict(page), /^Not ready/);
      // Its names are read from the file again.
      await opened(page, { severity: "any", text: /20,00\d rows/ });
      await page.getByText("What is on the screen is still right").waitFor();
      assert.equal(await focused(), "lost-heading");
      assert.match(await expectNoValues(), /failed at .*\.rs:\d+/);
      assert.match(await verdict(page), /^Not ready/);
      await again(page);
      await page.getByText("What is on the screen is still right").waitFor({ state: "detached" });
      await page.locator(".hero").first().waitFor();
    });

    test("a worker that fails after the check leaves the report on the screen", async () => {
      await visit(at[place]);
      await rememberLastWorker(page);
      await choose(page, on("faulty.zip"));
      await verdict(page);
      await again(page);
      await part(page, "share");
      await page.evaluate(() => window.last.dispatchEvent(new ErrorEvent("error", { message: "gone", cancelable: true })));
      await page.getByText("What is on the screen is still right").waitFor();
      assert.equal(await focused(), "lost-heading");
      assert.match(await verdict(page), /^Not ready/);
      await page.getByRole("button", { name: /For a spreadsheet/ }).click();
      await page.getByText(/The file could not be made/).waitFor();
      await part(page, "problems");
      await opened(page, { severity: "error" });
      await page.getByRole("link", { name: /^About this rule/ }).first().click();
      await page.getByRole("heading", { name: "Why it matters" }).waitFor();
      await page.getByRole("link", { name: "Back to the result" }).first().click();
      assert.match(await again(page), /^Not ready/);
      assert.equal(await page.getByText("What is on the screen is still right").count(), 0);
    });
  });

  describe(`a browser that lacks something, over ${place}`, () => {
    const lacks = {
      "web workers": () => delete window.Worker,
      "WebAssembly, in which": () => delete window.WebAssembly,
      SIMD: () => (WebAssembly.validate = () => false),
    };
    for (const [named, take] of Object.entries(lacks)) {
      test(`it is named: ${named}`, async () => {
        await visit("about:blank");
        await page.addInitScript(take);
        await page.goto(at[place]);
        await heading("This browser cannot run the check").waitFor();
        await page.getByRole("listitem").filter({ hasText: named }).waitFor();
        await expectAdvice();
      });
    }

    test("it is named: FileReaderSync", async () => {
      await visit(at[place]);
      await inWorkers(page, () => delete self.FileReaderSync);
      await heading("This browser cannot run the check").waitFor();
      await page.getByRole("listitem").filter({ hasText: "FileReaderSync" }).waitFor();
      await expectAdvice();
    });

    async function expectAdvice() {
      await page.getByText(/^This says nothing about your file/).first().waitFor();
      await page.getByText(/a current version of Edge, Chrome, Firefox, or Safari/).first().waitFor();
      await page.getByText(/command-line program rostercheck/).first().waitFor();
      assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
      assert.equal(await page.getByText("itself failed").count(), 0);
    }

    test("without Trusted Types the check works", async () => {
      await visit("about:blank");
      await page.addInitScript(() => {
        delete window.trustedTypes;
      });
      // A browser that has no Trusted Types does not know the policy's word for them either.
      const address = place === "http" ? await withoutTypes() : table.put("untyped.html", untyped());
      await page.goto(place === "http" ? address : `file://${address}`);
      await choose(page, on("clean.zip"));
      assert.match(await verdict(page), /^Ready for/);
    });
  });
}

const untyped = () => readFileSync(built, "utf8").replace(/; require-trusted-types-for [^"]*/, "");

async function withoutTypes() {
  const server = await serve({ "/": untyped() });
  page.on("close", () => void server.close());
  return server.address;
}

test("where the page's script does not run, one sentence says what to do", async () => {
  const server = await serve({ "/": readFileSync(built, "utf8").replace("  <script>", "  <script>}") });
  await visit(server.address);
  await page.getByText(/this browser does not run it. Open the page in a current version/).waitFor({ timeout: 5000 });
  expectRefusals();
  await server.close();
  await page.goto(at.http);
  assert.equal(await page.getByText(/this browser does not run it/).isVisible(), false);
});
