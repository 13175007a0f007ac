/** What the page and its worker say to each other. */

import type { BookEntry, CheckOptions, Progress, Reached, Told, Values } from "./core";
import type { Affected, Excerpt, Finding, Format, Report, Step, Total } from "./report";

/** What the check needs of a browser and not every browser has, or not every setting of it allows. */
export type Need = "workers" | "webassembly" | "simd" | "file-reader" | "from-disk";

/** A rule by its name and title. */
export type RuleName = Pick<BookEntry, "name" | "title">;

export interface PackageFile {
  /** Where it lies in the package, with `/` between folders. */
  path: string;
  file: File;
}

/** What a person gave us to check. */
export interface Package {
  name: string;
  files: PackageFile[];
}

/** The page leaves nothing of them open. */
export type Options = Required<CheckOptions> & { profiles: string[]; at: string };

/** A report without its findings: those stay in the worker until somebody looks at them. */
export type ReportHead = Omit<Report, "findings">;

/** All findings of one rule, file and column. */
export interface Group {
  total: Total;
  /** The first listed finding; it carries the words for the whole group. */
  first: Finding | null;
  /** What to do in the student information system, where that is the same for all of them. */
  steps: readonly Step[];
}

/** What a search found in one group. */
export interface Found {
  count: number;
  first: Finding | null;
}

/** The forms in which a person keeps a report: text is for terminals, and lines of JSON are for many reports. */
export type DownloadFormat = Exclude<Format, "text" | "jsonl">;

/** The core travels as packed text once and as a compiled module to every later worker. */
export type Core = { packed: string } | { module: WebAssembly.Module };

/** How an attempt to connect ended: refused by this page's policy, without an answer, or with one. */
export type Attempt = "refused" | "unanswered" | "connected";

export type ToWorker =
  | { kind: "connect" }
  | { kind: "rules"; request: number }
  | { kind: "explain"; request: number; rule: string }
  /** Reads a receiver that somebody described, in a link or as JSON. */
  | { kind: "describe"; request: number; text: string; is_link: boolean }
  | { kind: "start"; core: Core }
  /** With it may come a port to a second worker. */
  | { kind: "check"; package: Package | "sample"; options: Options }
  /** The second worker is gone. */
  | { kind: "alone" }
  /** Makes this one the second worker: it reads the package ahead of the first, which asks through the port that comes too. */
  | { kind: "read"; core: Core; package: Package; no_limits: boolean }
  | { kind: "rows"; request: number; group: number; from: number; count: number; text: string }
  | { kind: "deepen"; request: number; options: Options }
  | { kind: "search"; request: number; text: string }
  | { kind: "excerpt"; request: number; count: number; values: Values }
  /** Who is affected: rows by their numbers or lines, with names. */
  | { kind: "affected"; request: number; file: string; records: readonly number[]; lines: readonly number[] }
  /** The rows of groups, as they stand in the file: what is listed of them, or what a search left. */
  | { kind: "copy"; request: number; groups: readonly number[]; text: string }
  | { kind: "look"; request: number; file: string; records: readonly number[]; holding: readonly string[]; most: number }
  | { kind: "write"; request: number; format: DownloadFormat; values: Values };

/** Whose fault it is that there is no report, or only a part of one. */
export type Failure =
  | { fault: "program"; message: string; version: string | null }
  | { fault: "memory"; message: string; version: string | null }
  | { fault: "silence"; seconds: number; version: string | null }
  | { fault: "browser"; lacks: Need[] }
  | { fault: "file"; path: string; message: string };

export type FromWorker =
  | { kind: "ready"; version: string; module: WebAssembly.Module }
  | { kind: "progress"; progress: Progress }
  | { kind: "checked"; head: ReportHead; groups: Group[]; fault: Failure | null }
  | { kind: "attempted"; attempt: Attempt }
  | { kind: "ruled"; request: number; rules: RuleName[] }
  | { kind: "explained"; request: number; text: string }
  | { kind: "described"; request: number; told: Told }
  | { kind: "rows"; request: number; rows: Finding[] }
  | { kind: "deepened"; request: number; listed: number[] }
  | { kind: "found"; request: number; groups: Found[] }
  | { kind: "excerpted"; request: number; rows: Finding[][] }
  | { kind: "named"; request: number; affected: Affected }
  | { kind: "copied"; request: number; blob: Blob }
  | { kind: "fingerprint"; sha256: string }
  | { kind: "looked"; request: number; excerpt: Excerpt }
  | { kind: "written"; request: number; blob: Blob }
  | { kind: "refused"; request: number; message: string }
  | { kind: "failed"; failure: Failure; reached: Reached | null };
