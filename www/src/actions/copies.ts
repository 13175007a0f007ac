/** A corrected copy, and a copy without people. */

import type { Aside, AsideListener } from "../core/aside";
import { core } from "../core/core-worker";
import type { Task } from "../model/aside";
import type { RepairPlan } from "../model/core";
import type { Actions, Corrected, MaskedCopy, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { copies as text } from "../words/copies";
import { download, downloadOf, optionsOf } from "./asides";
import { take } from "./checking";

type Which = "corrected" | "masked";

/** The work at hand of each kind, and of which result it is. It is kept for the receipt. */
const at: Record<Which, { aside: Aside; of: Result } | null> = { corrected: null, masked: null };

function leave(which: Which): void {
  at[which]?.aside.end();
  at[which] = null;
}

function begin(which: Which, of: Result, task: Task, listener: AsideListener): void {
  leave(which);
  at[which] = { aside: core.aside(task, listener), of };
}

function show(of: Result, change: { corrected: Corrected } | { masked: MaskedCopy }, focus: string | null): void {
  Object.assign(of, change);
  if (state.view !== of) return;
  draw();
  if (focus !== null) document.getElementById(focus)?.focus();
}

const STATUS = "corrected-status";

const changesOf = ({ repairs }: RepairPlan): number => repairs.reduce((sum, { count }) => sum + count, 0);

/** Plans the repairs of these names; null stands for the safe ones. */
function plan(of: Result, chosen: string[] | null): void {
  const { subject } = state;
  if (subject === null) return;
  begin("corrected", of, { kind: "repair", package: subject, options: optionsOf(of), chosen }, {
    progress(done) {
      const own = of.corrected;
      if (own.kind === "planned") show(of, { corrected: { ...own, again: done } }, null);
      // What the check of the copy tells is not how far the whole is.
      if (own.kind === "running" && !own.making) show(of, { corrected: { ...own, done } }, null);
    },
    done(answer) {
      const own = of.corrected;
      if (answer.kind === "planned") {
        const names = answer.plan.repairs.filter((repair) => repair.chosen).map(({ name }) => name);
        const isFirst = own.kind !== "planned";
        show(of, { corrected: { kind: "planned", plan: answer.plan, chosen: chosen ?? names, again: null } }, isFirst ? STATUS : null);
      }
      if (answer.kind === "corrected" && own.kind === "running") {
        const { copy, left } = answer;
        const name = text.corrected.fileName(of.head.input.name);
        show(of, { corrected: { kind: "made", copy, name, changes: own.changes, left, said: null } }, STATUS);
      }
    },
    failed: (message) => show(of, { corrected: { kind: "failed", message } }, STATUS),
  });
}

function focusOn(id: string): void {
  draw();
  document.getElementById(id)?.focus();
}

export const copies = {
  planRepair: () =>
    withResult((view) => {
      plan(view, null);
      show(view, { corrected: { kind: "running", making: false, changes: 0, done: 0 } }, STATUS);
    }),
  chooseRepair: (name, isChosen) =>
    withResult((view) => {
      const own = view.corrected;
      if (own.kind !== "planned") return;
      const rival = own.plan.repairs.find((repair) => repair.name === name)?.rival;
      const others = own.chosen.filter((each) => each !== name && !(isChosen && each === rival));
      const chosen = isChosen ? [...others, name] : others;
      view.corrected = { ...own, chosen, again: 0 };
      plan(view, chosen);
    }),
  makeCorrected: () =>
    withResult((view) => {
      const own = view.corrected;
      if (own.kind !== "planned" || own.again !== null || at.corrected?.of !== view) return;
      at.corrected.aside.correct(text.corrected.fileName(view.head.input.name));
      show(view, { corrected: { kind: "running", making: true, changes: changesOf(own.plan), done: null } }, STATUS);
    }),
  keepReceipt: (format) =>
    withResult((view) => {
      const own = view.corrected;
      if (own.kind !== "made" || at.corrected?.of !== view) return;
      const name = text.corrected.receiptName(view.head.input.name, format);
      downloadOf(at.corrected.aside, format, view.valuesShown, name, own);
    }),
  keepSchoolNames: (keepsSchoolNames) =>
    withResult((view) => {
      leave("masked");
      view.masked = { kind: "idle", keepsSchoolNames };
    }),
  makeMasked: () =>
    withResult((view) => {
      const { subject } = state;
      const { keepsSchoolNames } = view.masked;
      if (subject === null) return;
      begin("masked", view, { kind: "mask", package: subject, options: optionsOf(view), keepsSchoolNames }, {
        progress(done) {
          if (view.masked.kind === "running") show(view, { masked: { ...view.masked, done } }, null);
        },
        done(answer) {
          if (answer.kind !== "masked") return;
          const name = text.masked.fileName(view.head.input.name);
          const { copy, told } = answer;
          show(view, { masked: { kind: "made", keepsSchoolNames, copy, name, told, said: null } }, "masked-status");
        },
        failed: (message) => show(view, { masked: { kind: "failed", keepsSchoolNames, message } }, "masked-status"),
      });
      show(view, { masked: { kind: "running", keepsSchoolNames, done: 0 } }, "masked-status");
    }),
  cancelCopy: (which) =>
    withResult((view) => {
      leave(which);
      if (which === "corrected") view.corrected = { kind: "idle" };
      else view.masked = { kind: "idle", keepsSchoolNames: view.masked.keepsSchoolNames };
      focusOn(`${which}-begin`);
    }),
  keepCopy: (which) =>
    withResult((view) => {
      const own = view[which];
      if (own.kind === "made") own.said = download(own.copy, own.name);
    }),
  checkCopy: () =>
    withResult((view) => {
      const own = view.corrected;
      if (own.kind !== "made") return;
      const file = new File([own.copy], own.name, { type: "application/zip" });
      take({ package: { name: own.name, files: [{ path: own.name, file }] }, anew: null });
    }),
} satisfies Partial<Actions>;
