/** Blocks of rows of a group. */

import { core } from "../core/core-worker";
import { BLOCK } from "../derive/rows";
import type { Finding } from "../model/report";
import type { GroupView } from "../model/state";
import { draw, state } from "../store";
import { sayWhy } from "./showing";

/** Fetches a block of the rows of a group, unless it is there or on its way. */
export async function load(group: GroupView, block: number): Promise<void> {
  if (group.blocks.has(block)) return;
  const coming: Finding[] = [];
  group.blocks = new Map(group.blocks).set(block, coming);
  try {
    const text = state.view.kind === "result" ? (state.view.found?.text ?? "") : "";
    const rows = await core.rows(group.index, block * BLOCK, BLOCK, text);
    // A search has begun them anew.
    if (group.blocks.get(block) !== coming) return;
    group.blocks = new Map(group.blocks).set(block, rows);
    group.problem = null;
  } catch (error) {
    group.problem = sayWhy(error);
  }
  draw();
}

/** Lets go of all rows of a group; those on show are fetched anew. */
export function reload(group: GroupView): void {
  Object.assign(group, { blocks: new Map(), chosen: null, problem: null });
  group.scroll.top = 0;
  if (group.open && group.total.listed > 0) void load(group, 0);
}
