/** Work beside a check, in a worker of its own that ends with it. */

import type { Answer, AsideFormat, FromAside, Task, ToAside } from "../model/aside";
import type { Progress, Values } from "../model/core";
import type { Core, Package } from "../model/protocol";
import { parse } from "./json";

/** Codes of each file that are listed. */
const MOST_CODES = 100;

const PROGRESS_EVERY_MS = 80;

const TYPES = { csv: "text/csv;charset=utf-8", html: "text/html;charset=utf-8", json: "application/json" };

let keeping: ((format: AsideFormat, values: Values) => string) | null = null;
let repairing: wasm_bindgen.Repairing | null = null;

/** Begins the core, once. */
function begin(core: Core): void {
  if (!("module" in core)) throw new Error("the core is not there yet");
  wasm_bindgen.initSync({ module: core.module });
}

function say(message: FromAside): void {
  self.postMessage(message);
}

/** Tells the share that is done, not too often. */
function progress(): (now: Progress) => void {
  let last = -Infinity;
  return ({ packed_done, packed_total }) => {
    const time = performance.now();
    if (time - last < PROGRESS_EVERY_MS) return;
    last = time;
    say({ kind: "aside-progress", done: packed_total > 0 ? Math.min(1, packed_done / packed_total) : 0 });
  };
}

/** The sample lies in the core: it is named by giving nothing. */
const given = (subject: Package | "sample"): Package => (subject === "sample" ? { name: "", files: [] } : subject);

/** The parts of a zip as they come, each kept by the browser, outside of this worker's memory. */
function parts(): { take: (number: number, bytes: Uint8Array) => void; zip: () => Blob } {
  const blobs: Blob[] = [];
  return {
    take: (number, bytes) => (blobs[number] = new Blob([bytes.slice()])),
    zip: () => new Blob(blobs, { type: "application/zip" }),
  };
}

function run(task: Task): Answer {
  const { options } = task;
  switch (task.kind) {
    case "compare": {
      const next = given(task.new);
      const sample = task.new === "sample";
      const comparing = new wasm_bindgen.Comparing(task.old.name, task.old.files, next.name, next.files, sample, options, progress());
      keeping = (format, values) => comparing.write(format, values);
      return { kind: "compared", ...parse(comparing.answer()) };
    }
    case "codes": {
      const { name, files } = given(task.package);
      const coding = new wasm_bindgen.Coding(name, files, options.no_limits, MOST_CODES, task.wrongOnly, progress());
      keeping = (_, values) => coding.write(values);
      return { kind: "coded", files: parse(coding.answer()).files };
    }
    case "mask": {
      const { name, files } = given(task.package);
      const copy = parts();
      const random = crypto.getRandomValues(new Uint8Array(16));
      const told = wasm_bindgen.mask_package(name, files, options.no_limits, random, task.keepsSchoolNames, progress(), copy.take);
      return { kind: "masked", copy: copy.zip(), told: parse(told) };
    }
    case "repair": {
      const { name, files } = given(task.package);
      const planned = (repairing = new wasm_bindgen.Repairing(name, files, options, task.chosen ?? undefined, progress()));
      keeping = (format, values) => planned.receipt(format === "html" ? "html" : "json", values);
      return { kind: "planned", plan: parse(planned.planned()) };
    }
  }
}

/**
 * Compares the sample with next to nothing, for nobody: the browser translates each part of the core when it is first used,
 * and a small package would wait longer for that than for its comparison.
 */
function warmUp(): void {
  const before = new File(["sourcedId,givenName\nu1,Ann\n"], "users.csv");
  const options = { profiles: ["infinite-campus", "d2l-brightspace"], from: "other", receiver: null, today: "2000-01-01", max_per_rule: 1, no_limits: false };
  const comparing = new wasm_bindgen.Comparing("", [{ path: before.name, file: before }], "", [], true, options, () => undefined);
  comparing.answer();
  comparing.free();
}

/** Writes the copy, and has it checked. */
function correct(name: string): Answer {
  if (repairing === null) throw new Error("nothing was planned");
  const written = parts();
  repairing.write(written.take);
  const copy = written.zip();
  const left = repairing.check_copy(name, [{ path: name, file: new File([copy], name) }]);
  return { kind: "corrected", copy, left: parse(left) };
}

/** Answers what concerns work beside a check. */
export function aside(message: ToAside): void {
  try {
    switch (message.kind) {
      case "prepare":
        begin(message.core);
        return warmUp();
      case "aside":
        begin(message.core);
        return say({ kind: "aside-done", answer: run(message.task) });
      case "correct":
        return say({ kind: "aside-done", answer: correct(message.name) });
      case "keep": {
        if (keeping === null) throw new Error("there is nothing to keep");
        const text = keeping(message.format, message.values);
        return say({ kind: "aside-kept", blob: new Blob([text], { type: TYPES[message.format] }) });
      }
    }
  } catch (error) {
    say({ kind: "aside-failed", message: error instanceof Error ? error.message : String(error) });
  }
}
