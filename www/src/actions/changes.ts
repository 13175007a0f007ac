/** A package is compared with the one that was sent before. */

import type { Aside } from "../core/aside";
import { core } from "../core/core-worker";
import { fromFiles } from "../files/package-files";
import type { Package } from "../model/protocol";
import type { Actions, Changing, Chosen, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { changes as text } from "../words/changes";
import { downloadOf, optionsOf } from "./asides";

/** The comparison at hand, and of which result it is. */
let at: { aside: Aside; of: Result } | null = null;

function show(of: Result, changing: Changing, focus: boolean): void {
  of.changing = changing;
  if (state.view !== of) return;
  draw();
  if (focus) document.getElementById("changes-status")?.focus();
}

/** Lets go of a comparison, for a result that is no longer there too. */
export function leavePrevious(): void {
  at?.aside.end();
  at = null;
}

function compare(of: Result, old: Package): void {
  leavePrevious();
  const { subject } = state;
  if (subject === null) return;
  const aside = core.aside({ kind: "compare", old, new: subject, options: optionsOf(of) }, {
    progress(done) {
      if (of.changing.kind === "running") show(of, { ...of.changing, done }, false);
    },
    done(answer) {
      if (answer.kind !== "compared") return;
      const { changes, names } = answer;
      const gone = changes.tables.reduce((sum, table) => sum + table.gone, 0);
      state.announcement = text.announce(gone);
      const change = gone > 0 ? "gone" : changes.tables.some(({ changed }) => changed > 0) ? "changed" : "added";
      // People first: they are why somebody looks.
      const file = changes.records.some((record) => record.change === change && record.file === "users.csv") ? "users.csv" : null;
      show(of, { kind: "done", changes, names, change, file, seek: "", shown: false, said: null }, true);
    },
    failed: (message) => show(of, { kind: "failed", message }, true),
  });
  at = { aside, of };
  show(of, { kind: "running", name: old.name, done: 0 }, true);
}

/** Compares with what was chosen, dropped or pasted. */
export function takePrevious(view: Result, chosen: Chosen): void {
  if ("package" in chosen) return compare(view, chosen.package);
  leavePrevious();
  show(view, { kind: "idle", refusal: "refusal" in chosen ? chosen.refusal : text.one }, false);
}

export const changes = {
  choosePrevious: (files) => withResult((view) => takePrevious(view, fromFiles(files))),
  cancelPrevious: () =>
    withResult((view) => {
      leavePrevious();
      view.changing = { kind: "idle", refusal: null };
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
