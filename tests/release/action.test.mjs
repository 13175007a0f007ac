// The action's shell, with the built command, as a runner would start it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { clean, faulty } from "../browser/rosters.mjs";
import { zip } from "../browser/zip.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const command = process.env["ROSTERCHECK_COMMAND"];

describe("the action", { skip: command === undefined ? "ROSTERCHECK_COMMAND does not name the command" : false }, () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rostercheck-action-"));
    writeFileSync(join(folder, "clean.zip"), zip(clean()));
    writeFileSync(join(folder, "with faults.zip"), zip(faulty(300)));
    writeFileSync(join(folder, "letter.zip"), "Dear colleague,\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(inputs) {
    writeFileSync(join(folder, "output"), "");
    writeFileSync(join(folder, "summary"), "");
    const env = {
      PATH: process.env["PATH"],
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      ROSTERCHECK_COMMAND: command,
      ROSTERCHECK_ACTION: root,
      ...inputs,
    };
    const { status, stdout, stderr } = spawnSync("bash", [join(root, ".github/action/check.sh")], { cwd: folder, env, encoding: "utf8" });
    const outputs = Object.fromEntries(readFileSync(join(folder, "output"), "utf8").trim().split("\n").map((line) => line.split("=")));
    return { status, stdout, stderr, outputs, summary: readFileSync(join(folder, "summary"), "utf8") };
  }

  test("passes a package with nothing wrong", () => {
    const { status, outputs, summary } = run({ ROSTERCHECK_PACKAGE: "clean.zip", ROSTERCHECK_TO: "dessa" });
    assert.equal(status, 0);
    assert.deepEqual(outputs, { ready: "true", status: "0", sarif: "rostercheck.sarif" });
    assert.match(summary, /DESSA/);
    assert.doesNotMatch(summary, /Brightspace/);
  });

  test("fails for one with faults, and annotates each kind once, without values", () => {
    const { status, stdout, outputs } = run({ ROSTERCHECK_PACKAGE: "clean.zip\nwith faults.zip\n", ROSTERCHECK_SARIF: "log.sarif" });
    assert.equal(status, 1);
    assert.deepEqual(outputs, { ready: "false", status: "1", sarif: "log.sarif" });
    const log = JSON.parse(readFileSync(join(folder, "log.sarif"), "utf8"));
    assert.equal(log.version, "2.1.0");
    const annotations = stdout.split("\n").filter((line) => /^::(error|warning|notice) /.test(line));
    assert.equal(annotations.filter((line) => line.includes("title=unknown-reference,")).length, 1);
    assert.match(annotations.find((line) => line.includes("title=unknown-reference,")), /^::error title=unknown-reference,file=[^,:]*enrollments\.csv,line=\d+::/);
    assert.doesNotMatch(stdout, /nobody/);
  });

  test("--fail-on is the user's, a package that cannot be read fails whatever it is", () => {
    assert.equal(run({ ROSTERCHECK_PACKAGE: "with faults.zip", ROSTERCHECK_FAIL_ON: "never" }).status, 0);
    assert.equal(run({ ROSTERCHECK_PACKAGE: "letter.zip", ROSTERCHECK_FAIL_ON: "never" }).status, 2);
  });

  test("text from outside is a word, and never a command or an option", () => {
    const marker = join(folder, "marker");
    const odd = [`$(touch ${marker})`, `clean.zip; touch ${marker}`, "--output=stolen"];
    for (const text of odd) {
      assert.equal(run({ ROSTERCHECK_PACKAGE: text }).status, 2, text);
      assert.equal(run({ ROSTERCHECK_PACKAGE: "clean.zip", ROSTERCHECK_TO: text }).status, 2, text);
      assert.equal(run({ ROSTERCHECK_PACKAGE: "clean.zip", ROSTERCHECK_FAIL_ON: text }).status, 2, text);
    }
    assert.throws(() => readFileSync(marker), { code: "ENOENT" });
    assert.throws(() => readFileSync(join(folder, "stolen")), { code: "ENOENT" });
  });

  test("an annotation cannot begin another one", () => {
    const log = { runs: [{ results: [{ level: "error", ruleId: "a,b:c", message: { text: "100%\n::error::mine" }, locations: [{ physicalLocation: { artifactLocation: { uri: "x,y:z.csv" }, region: { startLine: 3 } } }] }] }] };
    writeFileSync(join(folder, "odd.sarif"), JSON.stringify(log));
    const { stdout } = spawnSync("python3", [join(root, ".github/action/annotate.py"), join(folder, "odd.sarif")], { encoding: "utf8" });
    assert.equal(stdout, "::error title=a%2Cb%3Ac,file=x%2Cy%3Az.csv,line=3::100%25%0A::error::mine\n");
  });

  test("its inputs are those of its script", () => {
    const action = readFileSync(join(root, "action.yml"), "utf8");
    const script = readFileSync(join(root, ".github/action/check.sh"), "utf8");
    const given = [...action.matchAll(/^        (ROSTERCHECK_\w+):/gm)].map(([, name]) => name);
    const used = [...new Set([...script.matchAll(/ROSTERCHECK_\w+/g)].map(([name]) => name))];
    assert.deepEqual(given.sort(), used.sort());
  });
});
