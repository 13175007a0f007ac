/** The codes that rows of a package would get in D2L Brightspace. */

import type { Aside } from "../core/aside";
import { core } from "../core/core-worker";
import type { Actions, Coded, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { codes as text } from "../words/codes";
import { downloadOf, optionsOf } from "./asides";

/** The list at hand, and of which result it is. */
let at: { aside: Aside; of: Result } | null = null;

function show(of: Result, coded: Coded, focus: boolean): void {
  of.coded = coded;
  if (state.view !== of) return;
  draw();
  if (focus) document.getElementById("codes-status")?.focus();
}

function leave(): void {
  at?.aside.end();
  at = null;
}

export const codes = {
  listCodes: (wrongOnly) =>
    withResult((of) => {
      leave();
      const { subject } = state;
      if (subject === null) return;
      const shown = of.coded.kind === "done" && of.coded.shown;
      const aside = core.aside({ kind: "codes", package: subject, options: optionsOf(of), wrongOnly }, {
        progress(done) {
          if (of.coded.kind === "running") show(of, { kind: "running", done }, false);
        },
        done(answer) {
          if (answer.kind === "coded") show(of, { kind: "done", files: answer.files, wrongOnly, shown, said: null }, true);
        },
        failed: (message) => show(of, { kind: "failed", message }, true),
      });
      at = { aside, of };
      show(of, { kind: "running", done: 0 }, true);
    }),
  cancelCodes: () =>
    withResult((of) => {
      leave();
      of.coded = { kind: "idle" };
    }),
  showCodes: (shown) =>
    withResult(({ coded }) => {
      if (coded.kind === "done") coded.shown = shown;
    }),
  keepCodes() {
    withResult((of) => {
      const own = of.coded;
      if (own.kind !== "done" || at?.of !== of) return;
      const name = text.fileName(of.head.input.name);
      downloadOf(at.aside, "csv", own.shown, name, own);
    });
  },
} satisfies Partial<Actions>;
