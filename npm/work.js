// The work itself, in a worker: files are read here and nowhere else.

import { Checker, Comparing, explain, initSync, rules, version } from "./core.js";

const PROGRESS_EVERY_MS = 80;

export function begin(module) {
  initSync({ module });
}

/** Does one task; `say` takes what it tells meanwhile and in the end. */
export function work(task, say) {
  try {
    say({ kind: "done", answer: answer(task, throttled((progress) => say({ kind: "progress", progress }))) });
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

function answer(task, progress) {
  switch (task.kind) {
    case "check": {
      const checker = new Checker();
      checker.check(task.given.name, task.given.files, task.options, progress, undefined);
      // The report names it, and the file is read once more for it.
      while (checker.fingerprint() === undefined);
      return checker.write(task.format, task.values);
    }
    case "compare": {
      const { before, given } = task;
      const comparing = new Comparing(before.name, before.files, given.name, given.files, false, task.options, progress);
      return comparing.write(task.format, task.values);
    }
    case "rules":
      return rules();
    case "explain":
      return explain(task.rule);
    case "version":
      return version();
    default:
      throw new Error(`there is no task ${task.kind}`);
  }
}

function throttled(tell) {
  let last = -Infinity;
  return ({ packed_done, packed_total, file, rows }) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS && packed_done < packed_total) return;
    last = now;
    tell({ packedDone: packed_done, packedTotal: packed_total, file, rows });
  };
}
