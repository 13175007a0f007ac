// The second worker, which reads long packages ahead of the first: used where it helps, missed where it fails, and the
// report is the same.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { at, choose, downloaded, on, page, setUp, timeless, verdict, visit, workers } from "./browser.mjs";
import { inWorkers, spoilSecond, withCores } from "./faults.mjs";
import { faulty, long } from "./rosters.mjs";
import { zip } from "./zip.mjs";

setUp({ "short.zip": zip(faulty()), "long.zip": zip(long(120_000)), ...long() });

/** The report of a check, and how many workers were there while it ran. */
async function checked(place, paths, { cores = 2, how = "helps" } = {}) {
  await visit(at[place]);
  await withCores(page, cores);
  await inWorkers(page, spoilSecond, how);
  // The first is there before anything is chosen.
  await workers(page, 1);
  let made = 1;
  page.on("worker", () => (made += 1));
  await choose(page, paths);
  assert.match(await verdict(page), /^Not ready/);
  const { text } = await downloaded(page, /JSON/);
  // The second ends with the check.
  await workers(page, 1);
  return { report: timeless(text), made };
}

for (const place of ["http", "file"]) {
  describe(`a second worker over ${place}`, () => {
    test("a long zip and long loose files are read by two, with the same report", async () => {
      for (const paths of [on("long.zip"), Object.keys(long(1)).map(on)]) {
        const alone = await checked(place, paths, { cores: 1 });
        assert.equal(alone.made, 1);
        const together = await checked(place, paths);
        assert.equal(together.made, 2);
        assert.ok(alone.report === together.report);
      }
    });

    test("a short package is not worth a second worker", async () => {
      assert.equal((await checked(place, on("short.zip"))).made, 1);
    });

    for (const how of ["fails", "sends nothing any more", "ends", "breaks"]) {
      test(`one that ${how} costs time, and nothing else`, async () => {
        const alone = await checked(place, on("long.zip"), { cores: 1 });
        const spoiled = await checked(place, on("long.zip"), { how });
        assert.equal(spoiled.made, 2);
        assert.ok(alone.report === spoiled.report);
      });
    }
  });
}
