// How the page's source is laid out: each room knows only those below it, nothing goes round in a circle, and the model
// holds types alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const source = join(dirname(fileURLToPath(import.meta.url)), "../../www/src");
const files = readdirSync(source, { recursive: true }).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));

/** What each file imports of the page's own. */
const imports = new Map(
  files.map((name) => {
    const found = [...readFileSync(join(source, name), "utf8").matchAll(/from "(\.[^"]*)"/g)].map(([, path]) => path);
    const own = found.filter((path) => !path.endsWith(".json"));
    return [name, own.map((path) => `${normalize(join(dirname(name), path))}.ts`)];
  }),
);

/** Each room, and those that it may know. */
const ROOMS = {
  model: ["model"],
  words: ["words", "model"],
  core: ["core", "model"],
  derive: ["derive", "words", "model"],
  files: ["files", "words", "model"],
  keep: ["keep", "words"],
  worker: ["worker", "model", "core", "derive"],
  offline: ["words"],
  views: ["views", "derive", "words", "model", "core"],
  "store.ts": ["derive", "model"],
  "routes.ts": ["store.ts", "core", "derive", "model"],
  actions: ["actions", "routes.ts", "store.ts", "core", "derive", "files", "keep", "words", "model"],
  "app.ts": ["actions", "routes.ts", "store.ts", "core", "files", "keep", "views"],
};

const roomOf = (name) => relative("", name).split("/")[0];

test("each room knows only those below it", () => {
  assert.ok(files.length > 40);
  for (const [name, known] of imports) {
    assert.ok(ROOMS[roomOf(name)], `${name} is in no room`);
    for (const other of known) {
      assert.ok(imports.has(other), `${name} imports ${other}`);
      assert.ok(ROOMS[roomOf(name)].includes(roomOf(other)), `${name} may not know ${other}`);
    }
  }
});

test("no file knows itself, by whatever way", () => {
  const done = new Set();
  const visit = (name, way) => {
    assert.ok(!way.includes(name), [...way, name].join(" -> "));
    if (done.has(name)) return;
    for (const other of imports.get(name)) visit(other, [...way, name]);
    done.add(name);
  };
  for (const name of files) visit(name, []);
});

test("the model holds types alone", () => {
  for (const name of files.filter((name) => roomOf(name) === "model")) {
    const text = readFileSync(join(source, name), "utf8");
    assert.doesNotMatch(text, /^(export )?(const|let|function|class|enum) /m, name);
    assert.doesNotMatch(text, /^import \{/m, name);
  }
});

test("one room is no hub: no file is longer than 500 lines, but what is made from the core", () => {
  for (const name of files) {
    const lines = readFileSync(join(source, name), "utf8").split("\n").length;
    if (name !== "model/report.ts") assert.ok(lines <= 500, `${name} has ${lines} lines`);
  }
});

test("the page speaks as people do: no word that reads as translated, one word for one thing", () => {
  const inWords = files.filter((name) => name.startsWith("words/"));
  assert.ok(inWords.length > 3);
  const text = inWords.map((name) => readFileSync(join(source, name), "utf8")).join("\n");
  // What stands in quotes, without what is filled in: names in the code and comments are not read by anybody.
  const said = [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, filled]) => plain ?? filled.replace(/\$\{[^}]*\}/g, "0"));
  assert.ok(said.length > 300);
  const banned =
    /\b(holds?|stands?|lies|lay|whoever|anew|mend(s|ed)?|licences?|e-mails?|please|cancelled|tick(ed)?|wherein)\b|\(empty\)|[0-9] %|!(?=\s|$)|takes? over|passed over|Who says so/iu;
  const found = said.filter((words) => banned.test(words) || /\bkB\b/.test(words));
  assert.deepEqual(found, []);
});
