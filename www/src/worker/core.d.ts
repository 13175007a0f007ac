// What wasm-bindgen makes of src/bin/worker.rs: a classic script that defines one global name.

interface CoreOptions {
  profiles: string[];
  /** The sender. */
  from: string;
  /** A receiver that somebody described, as JSON. */
  receiver: string | null;
  /** YYYY-MM-DD, the date that date rules use. */
  today: string;
  /** How many findings of one rule, file and column are listed; null lists all. */
  max_per_rule: number | null;
  no_limits: boolean;
  /** Where to stop: how far a check before had come that failed. */
  until: { packed_done: number; rows: number } | null;
  /** Date and time, for the report. */
  at: string;
}

/** Takes a part of a copy, by its number; one that has changed comes again. */
type CoreSink = (part: number, bytes: Uint8Array) => void;

interface CoreAsideOptions {
  profiles: string[];
  from: string;
  receiver: string | null;
  today: string;
  max_per_rule: number | null;
  no_limits: boolean;
}

interface CoreProgress {
  /** Bytes as they lie in the package, so compressed ones where it is a zip. */
  packed_done: number;
  packed_total: number;
  file: string;
  rows: number;
}

/** Asks the second worker for a piece of an entry, in a buffer that is spare, if there is one. */
type CoreAsk = (reading: number, entry: number, spare: ArrayBuffer | undefined) => void;

declare namespace wasm_bindgen {
  class Checker {
    constructor();
    /**
     * Gives the JSON report, values shown; undefined if it waits for a second worker, which `ask` asks for pieces. Throws
     * when the program itself fails.
     */
    check(
      name: string,
      files: { path: string; file: File }[],
      options: CoreOptions,
      progress: (now: CoreProgress) => void,
      ask: CoreAsk | undefined,
    ): string | undefined;
    /** A piece that the second worker has read; undefined at the end of the file. */
    take(reading: number, piece: ArrayBuffer | undefined): string | undefined;
    /** The second worker is gone. */
    go_on_alone(): string | undefined;
    check_sample(options: CoreOptions, progress: (now: CoreProgress) => void): string;
    /** Writes the last report again. */
    write(format: "json" | "csv" | "html" | "sarif", values: "masked" | "shown"): string;
    /** Some of the listed findings of one total, as JSON. */
    findings(total: number, from: number, count: number, values: "masked" | "shown"): string;
    /** Checks the same package once more to list more findings. */
    deepen(options: CoreOptions, progress: (now: CoreProgress) => void): void;
    /** Rows of a file as JSON: those with these numbers, or those that hold words: column, word, column, word. */
    excerpt(file: string, records: Uint32Array, holding: string[], most: number): string;
    /** Rows by their numbers or lines with the names of who they are about, as JSON. */
    affected(file: string, records: Uint32Array, lines: Uint32Array): string;
    /** The header and these rows, by their number or line, as they stand in the file. */
    copy_rows(file: string, records: Uint32Array, lines: Uint32Array): Uint8Array<ArrayBuffer>;
    /** Which of these rows, in order, hold a text in small letters, or belong to somebody whose row does. */
    holding(file: string, records: Uint32Array, text: string): Uint32Array;
    /** Goes on with the SHA-256 of what was checked; undefined until it is known, empty for the sample. */
    fingerprint(): string | undefined;
    free(): void;
  }
  /** The codes that D2L Brightspace would give to rows of a package, or of the sample if there are no files. */
  class Coding {
    constructor(
      name: string,
      files: { path: string; file: File }[],
      no_limits: boolean,
      most: number,
      wrong_only: boolean,
      progress: (now: CoreProgress) => void,
    );
    /** As JSON, values shown. */
    answer(): string;
    /** All of them as CSV. */
    write(values: "masked" | "shown"): string;
    free(): void;
  }
  /** A package, or the sample, compared with the one that was sent before. */
  class Comparing {
    constructor(
      old_name: string,
      old: { path: string; file: File }[],
      new_name: string,
      next: { path: string; file: File }[],
      is_sample: boolean,
      options: CoreAsideOptions,
      progress: (now: CoreProgress) => void,
    );
    /** As JSON: the changes, values shown, and the names of the records that differ. */
    answer(): string;
    write(format: "json" | "csv" | "html", values: "masked" | "shown"): string;
  }
  /** A corrected copy, from its plan to its receipt. Without files, of the sample. */
  class Repairing {
    constructor(
      name: string,
      files: { path: string; file: File }[],
      options: CoreAsideOptions,
      chosen: string[] | undefined,
      progress: (now: CoreProgress) => void,
    );
    /** The plan as JSON, values shown. */
    planned(): string;
    write(sink: CoreSink): void;
    /** What is still to be fixed in the copy, as JSON. */
    check_copy(name: string, files: { path: string; file: File }[]): string;
    receipt(format: "json" | "html", values: "masked" | "shown"): string;
  }
  /** Writes a copy without people; what became of its files, as JSON. Without files, of the sample. */
  function mask_package(
    name: string,
    files: { path: string; file: File }[],
    no_limits: boolean,
    random: Uint8Array,
    keeps_school_names: boolean,
    progress: (now: CoreProgress) => void,
    sink: CoreSink,
  ): string;
  /** Reads files ahead, in the second worker. */
  class Reader {
    constructor(files: { path: string; file: File }[], no_limits: boolean);
    /** The next piece of an entry, perhaps in the spare buffer; undefined at its end. Throws if it cannot be read. */
    piece(reading: number, entry: number, spare: ArrayBuffer | undefined): ArrayBuffer | undefined;
  }
  function initSync(input: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
  function version(): string;
  /** Every rule, as JSON. */
  function rules(): string;
  /** The page of a rule, in Markdown; empty for an unknown one. */
  function explain(rule: string): string;
  /** A described receiver, from a link or from JSON, with its rules in words, as JSON. Throws with the reason. */
  function receiver(text: string, is_link: boolean): string;
  /** What is to be done, in steps, as JSON. */
  function steps_of(text: string): string;
}
