/** The rows of a group of findings: fetched as somebody looks at them. */

import { core } from "../core/core-worker";
import { BLOCK, deeperCap, findingAt } from "../derive/rows";
import type { Finding } from "../model/report";
import type { Actions, Context, GroupView } from "../model/state";
import { draw, state, withResult } from "../store";
import { run } from "./checking";
import { load, reload } from "./loading";
import { search } from "./searching";
import { sayWhy } from "./showing";

/** Rows of the group that are shown together with their neighbours in the file. */
const IN_CONTEXT = 5;

/** Fetches what a list shows where it stands. */
function loadVisible(group: GroupView): void {
  const { top, height, rowHeight } = group.scroll;
  const last = Math.max(0, (state.view.kind === "result" ? (state.view.found?.groups[group.index]?.count ?? group.total.listed) : 0) - 1);
  const blockAt = (pixels: number): number => Math.floor(Math.min(last, Math.max(0, pixels / rowHeight)) / BLOCK);
  for (let block = blockAt(top); block <= blockAt(top + height); block += 1) void load(group, block);
}

/** Rows as they stand in the file around these findings. */
async function contextOf(findings: readonly (Finding | null | undefined)[]): Promise<Context> {
  const file = findings[0]?.file ?? null;
  const records = findings.flatMap((finding) => (finding?.record == null ? [] : [finding.record]));
  if (file === null || records.length === 0) return null;
  return core.look(file, [...new Set(records)], [], records.length).catch(() => "failed" as const);
}

/** When a group is opened: its first rows, and how they stand in the file. */
async function loadOpened(group: GroupView): Promise<void> {
  if (group.total.listed === 0) return;
  await load(group, 0);
  if (group.context !== null || !group.open) return;
  const first = (group.blocks.get(0) ?? []).slice(0, IN_CONTEXT);
  group.context = await contextOf(first.length > 0 ? first : [group.first]);
  draw();
}

export const groups = {
  open(group, open) {
    group.open = open;
    draw();
    if (open) void loadOpened(group);
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
    group.chosen = index === null ? null : { index, context: "loading" };
    draw();
    const chosen = group.chosen;
    if (chosen !== null) {
      void contextOf([findingAt(group, chosen.index)]).then((context) => {
        chosen.context = context;
        if (group.chosen === chosen) draw();
      });
    } else if (from !== null) {
      // The button that closed it is gone.
      document.querySelector<HTMLElement>(`#rows-${group.index} [aria-rowindex="${from.index + 2}"] button`)?.focus();
    }
  },
  tick(group, step, done) {
    const ticked = new Set(group.ticked);
    if (done) ticked.add(step);
    else ticked.delete(step);
    group.ticked = ticked;
    draw();
  },
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
