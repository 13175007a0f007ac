/** What a person does with one problem: opens it, looks at its rows, takes them along. */

import { core } from "../core/core-worker";
import { BLOCK, deeperCap, listedOf } from "../derive/rows";
import { tableOf } from "../derive/table";
import { save } from "../keep/save";
import type { Actions, GroupView } from "../model/state";
import { draw, state, withResult } from "../store";
import { words } from "../words/messages";
import { run } from "./checking";
import { load, peopleOf, reload } from "./loading";
import { search } from "./searching";
import { sayWhy } from "./showing";

/** Fetches what a list shows where it stands. */
function loadVisible(group: GroupView): void {
  const { top, height, rowHeight } = group.scroll;
  const last = Math.max(0, (state.view.kind === "result" ? listedOf(group, state.view) : 0) - 1);
  const blockAt = (pixels: number): number => Math.floor(Math.min(last, Math.max(0, pixels / rowHeight)) / BLOCK);
  for (let block = blockAt(top); block <= blockAt(top + height); block += 1) void load(group, block);
}

/** Opens one problem; another one that was open is closed. */
function open(group: GroupView, isOpen: boolean): void {
  withResult((view) => {
    for (const other of view.groups) if (other !== group) other.open = false;
    group.open = isOpen;
    if (group.total.severity !== "error") view.unfolded[group.total.severity] = true;
  });
  if (isOpen && group.total.listed > 0) void load(group, 0);
}

/** Does something that takes a moment, and says what became of it beside the rows. */
function tell(group: GroupView, work: Promise<string>): void {
  void work
    .catch((error: unknown) => words.downloads.failed(sayWhy(error)))
    .then((told) => {
      group.told = told;
      draw();
    });
}

async function copyRows(group: GroupView): Promise<string> {
  const text = state.view.kind === "result" ? (state.view.found?.text ?? "") : "";
  const findings = await core.rows(group.index, 0, group.total.listed, text);
  const people = await peopleOf(group.total.file, findings);
  await navigator.clipboard.writeText(tableOf(group, findings, people));
  return words.who.copied(findings.length);
}

async function downloadRows(groups: readonly GroupView[], name: string): Promise<string> {
  const text = state.view.kind === "result" ? (state.view.found?.text ?? "") : "";
  const blob = await core.copy(groups.map(({ index }) => index), text);
  save(blob, name);
  return words.downloads.done(name);
}

export const groups = {
  open,
  startWith(group) {
    open(group, true);
    const button = document.getElementById(`problem-${group.index}`);
    button?.focus({ preventScroll: true });
    button?.scrollIntoView();
  },
  scrolled(group, top) {
    group.scroll.top = top;
    loadVisible(group);
    draw();
  },
  measured(group, rowHeight, height) {
    if (rowHeight === 0 || (rowHeight === group.scroll.rowHeight && height === group.scroll.height)) return;
    Object.assign(group.scroll, { rowHeight, height });
    // Not while it is being drawn.
    queueMicrotask(() => {
      loadVisible(group);
      draw();
    });
  },
  choose(group, index) {
    const from = group.chosen;
    group.chosen = index;
    draw();
    // The button that closed it is gone.
    if (index === null && from !== null) document.getElementById(`row-${group.index}-${from}`)?.focus();
  },
  tick(step, done) {
    const ticks = new Set(state.ticks);
    if (done) ticks.add(step);
    else ticks.delete(step);
    state.ticks = ticks;
    draw();
  },
  copyRows: (group) => tell(group, copyRows(group)),
  askForRows(group, asking) {
    Object.assign(group, { asking, told: null });
    draw();
  },
  downloadRows(group) {
    group.asking = false;
    const { file, rule } = group.total;
    tell(group, downloadRows([group], words.who.fileName(file ?? "", rule)));
  },
  downloadBadRows: (file) =>
    withResult((view) => {
      const bad = view.groups.filter(({ total }) => total.file === file && total.listed > 0);
      void downloadRows(bad, words.who.fileName(file, "all"))
        .catch((error: unknown) => words.downloads.failed(sayWhy(error)))
        .then((told) => {
          view.download = told;
          draw();
        });
    }),
  unfold: (severity, isOpen) =>
    withResult((view) => {
      view.unfolded[severity] = isOpen;
    }),
  listAll: () =>
    withResult((view) => {
      const cap = deeperCap(view.groups);
      if (cap === null || view.deep === "working") return;
      view.deep = "working";
      core.deepen({ ...run.asked, max_per_rule: cap }).then(
        (listed) => {
          view.deep = "done";
          for (const group of view.groups) {
            group.total = { ...group.total, listed: listed[group.index] ?? group.total.listed };
            reload(group);
          }
          if (view.found !== null) search(view);
          if (state.view === view) draw();
        },
        (error: unknown) => {
          view.deep = { problem: sayWhy(error) };
          if (state.view === view) draw();
        },
      );
    }),
} satisfies Partial<Actions>;
