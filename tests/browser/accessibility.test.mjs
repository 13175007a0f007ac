// For everyone: axe-core in every state, the keyboard alone, narrow windows, failures.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { again, built, choose, chooseEndless, desk, launch, open, opened, part, places, serve, site, verdict } from "./browser.mjs";
import { inWorkers, misread, withCores } from "./faults.mjs";
import { clean, faulty, long, manyFaults, odd } from "./rosters.mjs";
import { zip } from "./zip.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A receiver as it is written in a link. */
const DESCRIBED = deflateRawSync(
  JSON.stringify({ schema: 1, id: "maple-math", title: "Maple Math", written_on: "2026-11-28", versions: ["1.1"], needs: ["users.csv"] }),
).toString("base64url");

let browser, at, table, broken, whole;

before(async () => {
  [browser, at, table, whole] = [await launch(), await places(), desk(), await serve(site())];
  table.put("clean.zip", zip(clean()));
  table.put("faulty.zip", zip(faulty()));
  table.put("many.zip", zip(manyFaults()));
  table.put("odd.zip", zip(odd()));
  for (const [name, text] of Object.entries(long())) table.put(name, text);
  table.put("many-files.zip", zip(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`${n}.txt`, "x"]))));
  table.put("letter.pdf", "%PDF-1.7\nThis is no roster.\n");
  // The page with its core torn: the only honest way to see what it says when it fails itself.
  const page = readFileSync(built, "utf8");
  broken = await serve({ "/": page.replace(/(id="core">)[^<]{40}/, "$1eJz") });
});
after(async () => {
  await browser?.close();
  await at?.close();
  await broken?.close();
  await whole?.close();
  table?.clear();
});

const states = {
  empty: async () => {},
  "more receivers": async (page) => {
    await page.getByText("More receivers").click();
    await page.getByRole("checkbox", { name: "ManageBac" }).check();
  },
  "receiver in the link": async (page) => {
    await page.goto("about:blank");
    await page.goto(`${at.http}#receiver=${DESCRIBED}`);
    await page.getByText("What these rules say").click();
    await page.getByRole("region", { name: "Rules for Maple Math" }).getByRole("listitem").first().waitFor();
  },
  "receiver that is refused": async (page) => {
    await page.goto("about:blank");
    await page.goto(`${at.http}#receiver=AAAA`);
    await page.getByRole("heading", { name: "The receiver in this link can't be used" }).waitFor();
  },
  "describing a receiver": async (page) => {
    await page.goto(`${at.http}#authors`);
    await page.getByText("Describe a receiver of your own").click();
    await page.getByRole("textbox", { name: "Product name" }).fill("Maple Math");
    await page.getByRole("button", { name: "Add a column" }).click();
    await page.getByRole("button", { name: "Preview on the sample" }).click();
    await page.locator(".preview ol").waitFor();
  },
  "changing receivers": async (page) => {
    await choose(page, join(table.path, "clean.zip"));
    await verdict(page);
    await page.getByText("Change the sender or receivers").first().click();
  },
  refused: async (page) => choose(page, [join(table.path, "clean.zip"), join(table.path, "letter.pdf")]),
  several: async (page) => {
    await choose(page, [join(table.path, "clean.zip"), join(table.path, "faulty.zip")]);
    await page.getByRole("heading", { name: "2 packages checked" }).waitFor();
  },
  gone: async (page) => {
    await choose(page, table.put("gone.zip", zip(clean())));
    await verdict(page);
    rmSync(join(table.path, "gone.zip"));
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("gone.zip has changed since you chose it.").first().waitFor();
  },
  running: async (page) => {
    await chooseEndless(page);
    await page.getByText(/rows? so far/).waitFor();
  },
  cancelled: async (page) => {
    await chooseEndless(page);
    await page.getByRole("button", { name: "Cancel" }).click();
  },
  clean: async (page) => {
    await choose(page, join(table.path, "clean.zip"));
    await verdict(page);
  },
  errors: async (page) => {
    await choose(page, join(table.path, "many.zip"));
    await verdict(page);
    await opened(page, { severity: "error", rule: "unknown-reference" });
    await page.locator(".row-list").first().getByRole("button").first().click();
    await page.locator(".look").first().waitFor();
  },
  sample: async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).click();
    await verdict(page);
    for (const fold of await page.locator(".fold").all()) await fold.click();
    await page.getByRole("button", { name: "Start with problem 1" }).click();
    await page.getByRole("button", { name: "Download these rows" }).click();
  },
  effects: async (page) => {
    await choose(page, join(table.path, "clean.zip"));
    await verdict(page);
    await part(page, "effects");
  },
  since: async (page) => {
    await choose(page, join(table.path, "faulty.zip"));
    await verdict(page);
    await again(page);
    await page.locator('.parts a[href="#since"]').click();
    await page.getByRole("heading", { name: /^Still there/ }).waitFor();
  },
  about: async (page) => {
    await page.goto(`${at.http}#about`);
    await page.getByRole("button", { name: "Try to connect" }).waitFor();
  },
  overview: async (page) => {
    await choose(page, join(table.path, "odd.zip"));
    await verdict(page);
    await part(page, "data");
    await page.getByRole("button", { name: /^1 ?: show the rows: none/ }).click();
    await page.getByText("1 row of classes.csv").waitFor();
    await page.locator(".overview summary").click();
  },
  searched: async (page) => {
    await choose(page, join(table.path, "many.zip"));
    await verdict(page);
    await page.getByRole("searchbox").fill("nobody11");
    await page.getByText(/with “nobody11”/).waitFor();
    await opened(page, { severity: "error", rule: "unknown-reference" });
    await page.locator("table.rows").waitFor();
  },
  shared: async (page) => {
    await choose(page, join(table.path, "many.zip"));
    await verdict(page);
    await part(page, "share");
    await page.getByRole("button", { name: "Copy the message" }).click();
    await page.getByText(/^Message: /).waitFor();
  },
  printing: async (page) => {
    await choose(page, join(table.path, "many.zip"));
    await verdict(page);
    await page.evaluate(() => {
      // Printed once the rows are there.
      window.print = () => dispatchEvent(new Event("beforeprint"));
    });
    await part(page, "share");
    await page.getByRole("button", { name: "Print or save as PDF" }).click();
    await page.getByText("The first 50 of 120").waitFor();
  },
  embedded: async (page) => {
    await page.goto(`${at.http}?embed=1&profile=infinite-campus`);
    await page.getByRole("button", { name: "Try a sample" }).click();
    await verdict(page);
  },
  authors: async (page) => {
    await page.goto(`${at.http}#authors`);
    await page.getByRole("combobox", { name: "Open at a rule" }).selectOption("unknown-reference");
    await page.getByRole("button", { name: "Copy the frame" }).click();
    await page.getByText(/^Frame .*copied/).waitFor();
  },
  checked_itself: async (page) => {
    await page.goto(`${at.http}#about`);
    await page.getByRole("button", { name: "Try to connect" }).click();
    await page.getByText(/What this proves/).waitFor();
  },
  offline: async (page) => {
    await page.goto(`${whole.address}/offline.html`);
    await page.getByRole("button", { name: "Keep it in this browser" }).waitFor();
  },
  rule: async (page) => {
    await page.goto(`${at.http}#rule/unsupported-code-character`);
    await page.getByRole("heading", { name: "How to fix" }).waitFor();
    await page.getByRole("table").waitFor();
  },
  no_rule: async (page) => {
    await page.goto(`${at.http}#rule/nonsense`);
    await page.getByText("has no rule named “nonsense”").waitFor();
  },
  unreadable: async (page) => {
    await choose(page, join(table.path, "letter.pdf"));
    await verdict(page);
  },
  stopped: async (page) => {
    await inWorkers(page, misread, "panic");
    await choose(page, Object.keys(long(1)).map((name) => join(table.path, name)));
    await page.getByText("This is what it had found so far").waitFor();
    await page.getByText("Files in the package").first().waitFor();
  },
  silent: async (page) => {
    await page.clock.install();
    await inWorkers(page, misread, "silence");
    await choose(page, Object.keys(long(1)).map((name) => join(table.path, name)));
    await page.getByText(/rows? so far/).waitFor();
    await page.waitForTimeout(2000);
    await page.clock.runFor(25_000);
    await page.getByRole("button", { name: "Stop, and show what was found so far" }).waitFor();
  },
  limit: async (page) => {
    await choose(page, join(table.path, "many-files.zip"));
    await verdict(page);
    await page.getByRole("button", { name: "Check again without the limits" }).first().waitFor();
  },
  lost: async (page) => {
    await withCores(page, 1);
    await inWorkers(page, misread, "panic later");
    await choose(page, Object.keys(long(1)).map((name) => join(table.path, name)));
    await verdict(page);
    await opened(page, { severity: "any", text: /20,00\d rows/ });
    await page.getByText("What is on the screen is still right").waitFor();
  },
  lacking: async (page) => {
    await page.addInitScript(() => (WebAssembly.validate = () => false));
    await page.reload();
    await page.getByRole("heading", { name: "This browser cannot run the check" }).waitFor();
  },
  failed: async (page) => {
    await page.goto(broken.address);
    await page.getByRole("heading", { name: "rostercheck itself failed" }).waitFor();
  },
};

for (const [state, reach] of Object.entries(states)) {
  describe(`state ${state}`, () => {
    for (const colorScheme of ["light", "dark"]) {
      test(`axe finds nothing in ${colorScheme}`, async () => {
        const page = await open(browser, at.http, { colorScheme });
        await reach(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() =>
          window.axe.run({
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          }),
        );
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
        assert.deepEqual(told, []);
        await page.context().close();
      });
    }

    test("nothing is wider than a phone, nor than a window at 400 %", async () => {
      const page = await open(browser, at.http, { viewport: { width: 390, height: 844 } });
      await reach(page);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const [wide, seen] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.ok(wide <= seen, `${wide} in a window of ${seen}`);
      }
      await page.context().close();
    });
  });
}

test("what can be clicked has room for a finger", async () => {
  const page = await open(browser, at.http, { viewport: { width: 390, height: 844 } });
  for (const state of ["empty", "errors", "overview", "rule", "authors"]) {
    await states[state](page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("a, button, input:not([hidden]), select, textarea")]
        // A link in a sentence is as high as its line.
        .filter((one) => one.checkVisibility() && !(one.tagName === "A" && !one.classList.contains("target")))
        .filter((one) => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(small, [], state);
    if (state === "errors" || state === "overview") await page.getByRole("button", { name: "Check another package" }).click();
  }
  await page.context().close();
});

test("a failure of the program is not blamed on the file, and the next check works", async () => {
  const page = await open(browser, at.file);
  await choose(page, join(table.path, "clean.zip"));
  await verdict(page);
  // Every later worker loses its way in the core.
  await page.evaluate(() => {
    const real = window.Worker;
    window.Worker = class extends real {
      constructor(address) {
        super(address);
        queueMicrotask(() => this.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true })));
      }
    };
    window.mend = () => (window.Worker = real);
  });
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByRole("heading", { name: "rostercheck itself failed" }).waitFor();
  await page.getByText("Your file may be fine.").waitFor();
  await page.getByText(/^rostercheck .*out of memory/).waitFor();
  await page.evaluate(() => window.mend());
  await page.getByRole("button", { name: "Try again" }).click();
  assert.match(await verdict(page), /^Ready for/);
  await page.context().close();
});

test("from start to a download by the keyboard alone", async () => {
  const page = await open(browser, at.file);
  const tabTo = async (name) => {
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press("Tab");
      const there = page.locator(":focus");
      if ((await there.count()) > 0 && name.test((await there.textContent()) ?? "")) return;
    }
    assert.fail(`the keyboard does not reach ${name}`);
  };
  await tabTo(/^\s*Choose a zip or CSV files/);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(join(table.path, "many.zip"));
  await verdict(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "result-heading");
  await tabTo(/120 rows/);
  await page.keyboard.press("Enter");
  await page.locator(".row-list").waitFor();
  await tabTo(/^\s*About this rule/);
  await page.goto(`${page.url().split("#")[0]}#share`);
  await page.locator("#share-heading").waitFor();
  await tabTo(/^\s*For a spreadsheet/);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Space");
  assert.equal((await download).suggestedFilename(), "many-findings.csv");
  await page.context().close();
});

test("arrow keys go through the list of problems", async () => {
  const page = await open(browser, at.file);
  await choose(page, join(table.path, "faulty.zip"));
  await verdict(page);
  await page.getByRole("button", { name: "Start with problem 1" }).click();
  const numberAt = () => page.evaluate(() => document.activeElement.closest(".item")?.querySelector(".num").textContent);
  const seen = [await numberAt()];
  for (const key of ["ArrowDown", "ArrowUp", "End", "Home"]) {
    await page.keyboard.press(key);
    seen.push(await numberAt());
  }
  assert.deepEqual(seen.slice(0, 3), ["1", "2", "1"]);
  assert.equal(seen[4], "1");
  // One is open at a time.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('.row[aria-expanded="true"]').count(), 1);
  await page.context().close();
});

test("the end of a check is announced and the focus moves once", async () => {
  const page = await open(browser, at.file);
  await page.evaluate(() => {
    window.focused = [];
    document.addEventListener("focusin", (event) => window.focused.push(event.target.id));
  });
  await choose(page, join(table.path, "clean.zip"));
  await verdict(page);
  assert.match(await page.locator("#announcement").textContent(), /^The check is finished: Ready/);
  const focused = await page.evaluate(() => window.focused);
  assert.equal(focused.filter((id) => id === "result-heading").length, 1);
  await page.context().close();
});
