/** Work beside a check, each in a worker of its own: two packages compared, a package written again. */

import type { Core, Package, Values } from "./protocol";
import type { Changes } from "./report";

/** The options of a check that matter here. */
export interface AsideOptions {
  profiles: string[];
  from: string;
  receiver: string | null;
  today: string;
  max_per_rule: number | null;
  no_limits: boolean;
}

export type Task =
  | { kind: "compare"; old: Package; new: Package | "sample"; options: AsideOptions }
  | { kind: "codes"; package: Package | "sample"; options: AsideOptions; wrongOnly: boolean }
  | { kind: "mask"; package: Package | "sample"; options: AsideOptions; keepsSchoolNames: boolean }
  /** `chosen` are names of repairs; null chooses the safe ones. */
  | { kind: "repair"; package: Package | "sample"; options: AsideOptions; chosen: string[] | null };

/** What is kept of such work, beside a copy. */
export type AsideFormat = "csv" | "html" | "json";

export interface Repair {
  name: string;
  rule: string;
  does: string;
  safe: boolean;
  /** Changes in the plan. */
  count: number;
  chosen: boolean;
  /** The one that cannot be made together with it. */
  rival: string | null;
}

export interface Edit {
  repair: string;
  file: string;
  line: number | null;
  column: string | null;
  before: string;
  after: string;
}

/** A repair that was planned, and is not made yet. */
export interface RepairPlan {
  repairs: Repair[];
  receipt: { edits: Edit[] };
  held: [what: string, why: string][];
}

/** What is still to be fixed at the source. */
export interface Left {
  rule: string;
  count: number;
}

/** What became of the files of a masked package. */
export interface Masked {
  cells: number;
  masked: string[];
  emptied: string[];
  left_out: string[];
}

/** What is wrong with a code. */
export type CodeProblem = { kind: "too-long" | "space" } | { kind: "characters"; which: string } | { kind: "repeated"; first_line: number | null };

/** The codes that D2L Brightspace would give to the rows of a file. */
export interface FileCodes {
  file: string;
  becomes: string;
  columns: string[];
  codes: number;
  /** Those with a problem. */
  wrong: number;
  /** Rows without one. */
  without: number;
  unread: string | null;
  rows: { line: number; id: string; code: string; kept: string | null; problems: CodeProblem[] }[];
}

export type Answer =
  | { kind: "coded"; files: FileCodes[] }
  | { kind: "compared"; changes: Changes; names: string[] }
  | { kind: "planned"; plan: RepairPlan }
  | { kind: "corrected"; copy: Blob; left: Left[] }
  | { kind: "masked"; copy: Blob; told: Masked };

export type ToAside =
  | { kind: "aside"; core: Core; task: Task }
  /** Writes the copy that was planned, and checks it. */
  | { kind: "correct"; name: string }
  | { kind: "keep"; format: AsideFormat; values: Values };

export type FromAside =
  | { kind: "aside-progress"; done: number }
  | { kind: "aside-done"; answer: Answer }
  | { kind: "aside-kept"; blob: Blob }
  | { kind: "aside-failed"; message: string };
