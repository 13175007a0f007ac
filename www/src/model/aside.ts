/** Work beside a check, each in a worker of its own: two packages compared, a package written again. */

import type { CheckOptions, Compared, FileCodes, Left, Masked, RepairPlan, Values } from "./core";
import type { Core, Package } from "./protocol";

/** The options of a check that matter here. */
export type AsideOptions = Omit<CheckOptions, "until" | "at">;

export type Task =
  | { kind: "compare"; old: Package; new: Package | "sample"; options: AsideOptions }
  | { kind: "codes"; package: Package | "sample"; options: AsideOptions; wrongOnly: boolean }
  | { kind: "mask"; package: Package | "sample"; options: AsideOptions; keepsSchoolNames: boolean }
  /** `chosen` are names of repairs; null chooses the safe ones. */
  | { kind: "repair"; package: Package | "sample"; options: AsideOptions; chosen: string[] | null };

/** What is kept of such work, beside a copy. */
export type AsideFormat = "csv" | "html" | "json";

export type Answer =
  | { kind: "coded"; files: FileCodes[] }
  | ({ kind: "compared" } & Compared)
  | { kind: "planned"; plan: RepairPlan }
  | { kind: "corrected"; copy: Blob; left: Left[] }
  | { kind: "masked"; copy: Blob; told: Masked };

export type ToAside =
  /** Makes ready for work that will be asked for soon. */
  | { kind: "prepare"; core: Core }
  | { kind: "aside"; core: Core; task: Task }
  /** Writes the copy that was planned, and checks it. */
  | { kind: "correct"; name: string }
  | { kind: "keep"; format: AsideFormat; values: Values };

export type FromAside =
  | { kind: "aside-progress"; done: number }
  | { kind: "aside-done"; answer: Answer }
  | { kind: "aside-kept"; blob: Blob }
  | { kind: "aside-failed"; message: string };
