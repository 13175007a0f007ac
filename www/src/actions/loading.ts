/** Blocks of rows of a group, and who they are about. */

import { core } from "../core/core-worker";
import { BLOCK } from "../derive/rows";
import type { Affected, Finding } from "../model/report";
import type { GroupView } from "../model/state";
import { draw, state } from "../store";
import { sayWhy } from "./showing";

/** Stands for names that could not be read. */
const NOBODY: Affected = { kind: "other", columns: [], rows: [] };

/** The rows of findings, and the other row where a finding is about two. */
export async function peopleOf(file: string | null, findings: readonly Finding[]): Promise<Affected> {
  const records = findings.flatMap(({ record }) => (record === null ? [] : [record]));
  if (file === null || records.length === 0) return NOBODY;
  const lines = findings.flatMap(({ other_row: other }) => (other?.file === file ? [other.line] : []));
  return core.affected(file, [...new Set(records)], [...new Set(lines)]).catch(() => NOBODY);
}

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
    draw();
    const people = await peopleOf(group.total.file, rows);
    if (group.blocks.get(block) !== rows) return;
    group.people = new Map(group.people).set(block, people);
  } catch (error) {
    group.problem = sayWhy(error);
  }
  draw();
}

/** Lets go of all rows of a group; those on show are fetched anew. */
export function reload(group: GroupView): void {
  Object.assign(group, { blocks: new Map(), people: new Map(), chosen: null, problem: null, told: null, asking: false });
  group.scroll.top = 0;
  if (group.open && group.total.listed > 0) void load(group, 0);
}
