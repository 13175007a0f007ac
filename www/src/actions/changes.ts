/** A package is compared with the one that was sent before. */

import type { Aside } from "../core/aside";
import { core } from "../core/core-worker";
import { outcomeOf } from "../derive/batch";
import { canCompare } from "../derive/since";
import { fromFiles } from "../files/package-files";
import type { Package } from "../model/protocol";
import type { Actions, Changing, Chosen, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { changes as text } from "../words/changes";
import { downloadOf, optionsOf } from "./asides";
import { run } from "./checking";

interface Work {
  aside: Aside;
  of: Result;
}

/** The comparison that is finished, which can be kept as a file, and the one that goes on. */
let at: Work | null = null;
let next: Work | null = null;

function show(of: Result, changing: Changing, focus: boolean): void {
  of.changing = changing;
  if (state.view !== of) return;
  draw();
  if (focus) document.getElementById("changes-status")?.focus();
}

/** What was compared before holds, and why nothing else does is said. */
function refuse(of: Result, refusal: string, otherwise: Changing, focus: boolean): void {
  if (of.compared !== null) of.compared.refusal = refusal;
  show(of, of.compared ?? otherwise, focus);
}

function stop(): void {
  next?.aside.end();
  next = null;
}

function compare(of: Result, old: Package): void {
  stop();
  if (at?.of !== of) at?.aside.end();
  const { subject } = state;
  if (subject === null) return;
  const aside = core.aside({ kind: "compare", old, new: subject, options: optionsOf(of) }, {
    progress(done) {
      if (of.changing.kind === "running") show(of, { ...of.changing, done }, false);
    },
    done(answer) {
      if (answer.kind !== "compared") return;
      const { changes, names } = answer;
      if (changes.outcome === "unreadable" && of.compared !== null) {
        stop();
        return refuse(of, text.unreadable, of.compared, true);
      }
      const gone = changes.tables.reduce((sum, table) => sum + table.gone, 0);
      state.announcement = text.announce(gone);
      const change = gone > 0 ? "gone" : changes.tables.some(({ changed }) => changed > 0) ? "changed" : "added";
      // People first: they are why somebody looks.
      const file = changes.records.some((record) => record.change === change && record.file === "users.csv") ? "users.csv" : null;
      if (at !== next) at?.aside.end();
      [at, next] = [next, null];
      of.compared = { kind: "done", changes, names, change, file, seek: "", shown: false, said: null, refusal: null };
      run.previous = { name: of.head.input.name, old };
      const item = state.batch?.items[state.batch.at ?? -1];
      if (item) item.outcome = outcomeOf(of);
      show(of, of.compared, true);
    },
    failed(message) {
      stop();
      refuse(of, text.failed(message), { kind: "failed", message }, true);
    },
  });
  next = { aside, of };
  show(of, { kind: "running", name: old.name, done: 0 }, true);
}

/** The same package was checked again: it is compared again too. */
export function compareAgain(view: Result): void {
  if (run.previous?.name === view.head.input.name && canCompare(view)) compare(view, run.previous.old);
  else run.previous = null;
}

/** Compares with what was chosen, dropped or pasted. */
export function takePrevious(view: Result, chosen: Chosen): void {
  if ("package" in chosen) return compare(view, chosen.package);
  stop();
  const refusal = "refusal" in chosen ? chosen.refusal : text.one;
  refuse(view, refusal, { kind: "idle", refusal }, false);
}

export const changes = {
  choosePrevious: (files) => withResult((view) => takePrevious(view, fromFiles(files))),
  cancelPrevious: () =>
    withResult((view) => {
      stop();
      show(view, view.compared ?? { kind: "idle", refusal: null }, true);
      if (view.compared === null) document.getElementById("previous-button")?.focus();
    }),
  withChanges: (change) =>
    withResult(({ changing: own }) => {
      if (own.kind === "done") Object.assign(own, change);
    }),
  keepChanges(format) {
    withResult((view) => {
      const own = view.changing;
      if (own.kind !== "done" || at?.of !== view) return;
      const name = text.fileName(view.head.input.name, format);
      downloadOf(at.aside, format, own.shown, name, own);
    });
  },
} satisfies Partial<Actions>;
