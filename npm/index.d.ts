import type { BookEntry, Values } from "./core-types.js";
import type { Changes, Format, Report } from "./report.js";

export type * from "./report.js";

/** What a file is read from. Paths and bytes are for Node.js. */
export type Source = File | Blob | Uint8Array | string | URL;

/** A package: a zip, the files of a folder, or in Node.js the path of either. */
export type Package = Source | Iterable<File> | { name: string; files: { path: string; file: Source }[] };

export interface Progress {
  /** Bytes as they are in the package, so compressed ones where it is a zip. */
  packedDone: number;
  packedTotal: number;
  /** The file that is read. */
  file: string;
  /** Rows so far. */
  rows: number;
}

export interface Options {
  /** Ids of receivers, as in `rostercheck receivers`; default: those that the command checks for by default. */
  receivers?: readonly string[];
  /** Id of the program that made the package: fixes name its screens. */
  sender?: string;
  /** YYYY-MM-DD, the date that rules about dates go by; default: today. */
  today?: string;
  /** How many findings of one rule, file and column are listed; default: 1000. */
  maxPerRule?: number;
  /** Whether contents of cells appear; default: `masked`. */
  values?: Values;
  /** Reads on where a limit on sizes and counts would stop. */
  noLimits?: boolean;
  /** Told some times a second. */
  onProgress?: (progress: Progress) => void;
  /** Ends the work, and its worker. */
  signal?: AbortSignal;
}

/** Checks a package, in a worker of its own. */
export declare function check(subject: Package, options?: Options): Promise<Report>;
/** Checks a package and gives the report as text. */
export declare function write(subject: Package, format: Format, options?: Options): Promise<string>;
/** What a package would remove, add and change against the one that was sent before. */
export declare function compare(before: Package, subject: Package, options?: Options): Promise<Changes>;
export declare function writeComparison(before: Package, subject: Package, format: "json" | "csv" | "html", options?: Options): Promise<string>;
/** Every rule: its name, title and who asks for it. */
export declare function rules(): Promise<BookEntry[]>;
/** The page of a rule, in Markdown; empty for an unknown one. */
export declare function explain(rule: string): Promise<string>;
/** Version of rostercheck. */
export declare function version(): Promise<string>;
