// The schema of the report holds for reports, and for nothing else.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import Ajv from "ajv";
import { clean, faulty, odd } from "../browser/rosters.mjs";
import { zip } from "../browser/zip.mjs";
import { reportSchema } from "./report-schema.mjs";

const command = process.env["ROSTERCHECK_COMMAND"];

describe("the schema of the report", { skip: command === undefined ? "ROSTERCHECK_COMMAND does not name the command" : false }, () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(reportSchema());
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), "rostercheck-schema-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function report(content, ...more) {
    const path = join(folder, "OneRoster.zip");
    writeFileSync(path, content);
    const { stdout } = spawnSync(command, ["check", path, "--format", "json", ...more], { encoding: "utf8", maxBuffer: 1 << 28 });
    return JSON.parse(stdout);
  }

  test("holds for reports of all kinds", () => {
    const packages = [zip(clean()), zip(faulty(40)), zip(odd()), Buffer.from("Dear colleague,\n"), zip({})];
    for (const content of packages) {
      for (const values of ["masked", "shown"]) assert.ok(validate(report(content, "--values", values)), JSON.stringify(validate.errors));
    }
    const previous = join(folder, "before.zip");
    writeFileSync(previous, zip(clean()));
    assert.ok(validate(report(zip(faulty()), "--previous", previous)), JSON.stringify(validate.errors));
  });

  test("does not hold for what is none", () => {
    const good = report(zip(faulty()));
    const { outcome: _, ...less } = good;
    for (const wrong of [{}, less, { ...good, outcome: "fine" }, { ...good, more: 1 }, { ...good, findings: [{ ...good.findings[0], line: "15" }] }]) {
      assert.equal(validate(wrong), false);
    }
  });
});
