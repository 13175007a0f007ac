/** Which rows of a group there are, and how many may be listed. */

import type { Finding } from "../model/report";
import type { GroupView } from "../model/state";

/** Rows that are fetched at once. */
export const BLOCK = 50;

export function findingAt(group: GroupView, index: number): Finding | undefined {
  return group.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
}

/** As many as can be listed without asking too much of a laptop: of one kind, and of all kinds together. */
const CAPS = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000];
const MOST_IN_ALL = 300_000;

/** How many rows of a kind a second check may list; null where it would list no more than the first. */
export function deeperCap(groups: readonly GroupView[]): number | null {
  const told = groups.filter(({ total }) => total.listed > 0);
  const fits = (cap: number): boolean => told.reduce((sum, { total }) => sum + Math.min(total.count, cap), 0) <= MOST_IN_ALL;
  return CAPS.find(fits) ?? null;
}
