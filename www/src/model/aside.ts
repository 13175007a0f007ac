/** Work beside a check, in a worker of its own: two packages compared. */

import type { Core, Package, Values } from "./protocol";
import type { Changes } from "./report";

/** The options of a check that matter here. */
export interface AsideOptions {
  profiles: string[];
  today: string;
  max_per_rule: number | null;
  no_limits: boolean;
}

export type Task = { kind: "compare"; old: Package; new: Package | "sample"; options: AsideOptions };

/** What is kept of such work. */
export type AsideFormat = "csv" | "html" | "json";

export type Answer = { kind: "compared"; changes: Changes; names: string[] };

export type ToAside =
  | { kind: "aside"; core: Core; task: Task }
  | { kind: "keep"; format: AsideFormat; values: Values };

export type FromAside =
  | { kind: "aside-progress"; done: number }
  | { kind: "aside-done"; answer: Answer }
  | { kind: "aside-kept"; blob: Blob }
  | { kind: "aside-failed"; message: string };
