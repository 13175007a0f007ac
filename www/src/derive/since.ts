/** What became of the problems of the check before. */

import type { Earlier, Result, State } from "../model/state";
import { keyOf, titleOf } from "./counts";
import { problemsOf } from "./work";

/** What a later check compares with. */
export function earlierOf(result: Result, where: (file: string | null, column: string | null) => string): Earlier[] {
  return problemsOf(result).map(({ total }) => ({
    key: keyOf(total),
    title: titleOf(total.rule, result),
    where: where(total.file, total.column),
    count: total.count,
  }));
}

/** Whether a package can be compared with the one that was sent before: it was read, and to its end. */
export function canCompare(view: Result): boolean {
  return view.stopped === null && view.head.outcome !== "unreadable";
}

/** The result to which a package that is dropped now is the one that was sent before: the place for that is open. */
export function takesPrevious({ view, place }: State): Result | null {
  return place.kind === "check" && view.kind === "result" && view.part === "since" && canCompare(view) ? view : null;
}

export interface Since {
  fixed: readonly Earlier[];
  added: readonly Earlier[];
  /** With how many there were before. */
  remaining: readonly { now: Earlier; before: number }[];
}

export function sinceOf(before: readonly Earlier[], now: readonly Earlier[]): Since {
  const known = new Map(before.map((each) => [each.key, each]));
  const left = new Set(now.map(({ key }) => key));
  return {
    fixed: before.filter(({ key }) => !left.has(key)),
    added: now.filter(({ key }) => !known.has(key)),
    remaining: now.flatMap((each) => {
      const earlier = known.get(each.key);
      return earlier ? [{ now: each, before: earlier.count }] : [];
    }),
  };
}
