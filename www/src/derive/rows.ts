/** Which rows of a group there are, who they are about, and how many may be listed. */

import type { AffectedRow, Finding } from "../model/report";
import type { GroupView, Result } from "../model/state";

/** Rows that are fetched at once. */
export const BLOCK = 50;

export function findingAt(group: GroupView, index: number): Finding | undefined {
  return group.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
}

/** The row of a finding, with names; null where it could not be read, undefined while it is on its way. */
export function rowAt(group: GroupView, index: number): AffectedRow | null | undefined {
  const people = group.people.get(Math.floor(index / BLOCK));
  if (people === undefined) return undefined;
  const record = findingAt(group, index)?.record ?? null;
  return people.rows.find((row) => row.record === record) ?? null;
}

/** The other row of a finding that is about two rows of one file. */
export function otherRowAt(group: GroupView, index: number): AffectedRow | null {
  const other = findingAt(group, index)?.other_row;
  if (other === undefined || other === null || other.file !== group.total.file) return null;
  return group.people.get(Math.floor(index / BLOCK))?.rows.find((row) => row.line === other.line) ?? null;
}

/** How many rows of a group are to be had: all that are listed, or those that a search found. */
export function listedOf(group: GroupView, result: Result): number {
  return result.found?.groups[group.index]?.count ?? group.total.listed;
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
