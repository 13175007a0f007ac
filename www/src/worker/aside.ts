/** Work beside a check, in a worker of its own that ends with it. */

import type { Answer, AsideFormat, FromAside, Task, ToAside } from "../model/aside";
import type { Package, Values } from "../model/protocol";
import type { Changes } from "../model/report";

const PROGRESS_EVERY_MS = 80;

const TYPES = { csv: "text/csv;charset=utf-8", html: "text/html;charset=utf-8", json: "application/json" };

let keeping: ((format: AsideFormat, values: Values) => string) | null = null;

function say(message: FromAside): void {
  self.postMessage(message);
}

/** Tells the share that is done, not too often. */
function progress(): (now: CoreProgress) => void {
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

function run(task: Task): Answer {
  const next = given(task.new);
  const sample = task.new === "sample";
  const comparing = new wasm_bindgen.Comparing(task.old.name, task.old.files, next.name, next.files, sample, task.options, progress());
  keeping = (format, values) => comparing.write(format, values);
  return { kind: "compared", ...(JSON.parse(comparing.answer()) as { changes: Changes; names: string[] }) };
}

/** Answers what concerns work beside a check. */
export function aside(message: ToAside): void {
  try {
    switch (message.kind) {
      case "aside":
        if (!("module" in message.core)) throw new Error("the core is not there yet");
        wasm_bindgen.initSync({ module: message.core.module });
        return say({ kind: "aside-done", answer: run(message.task) });
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
