// What src/bin/worker exports, as a classic script that defines one global name. Made by `cargo xtask bless`.

import type { BookEntry, CheckOptions, Codes, Compared, Left, Masked, Progress, RepairPlan, Told, Values } from "../model/core";
import type { Affected, Excerpt, Finding, Format, Report, Step } from "../model/report";
import type { Json } from "./json";

declare global {
  namespace wasm_bindgen {
    /** Checks packages, and keeps the last result so that it can be written in several forms. */
    class Checker {
      /** A checker without a result. */
      constructor();
      /**
       * Checks files: one zip, or the loose files of a folder, each as `{path, file}`. Gives the report, values
       * shown. If `ask` can ask a second worker for pieces, nothing comes back before [`Checker::take`] has brought them.
       */
      check(name: string, files: readonly { path: string; file: File }[], options: CheckOptions, progress: (now: Progress) => void, ask: ((reading: number, entry: number, spare: ArrayBuffer | undefined) => void) | undefined): Json<Report> | undefined;
      /**
       * Takes a piece that the second worker has read, or its word that the file ended, and goes on: the report, once
       * it is there.
       */
      take(reading: number, piece: ArrayBuffer | undefined): Json<Report> | undefined;
      /** Goes on without the second worker. */
      go_on_alone(): Json<Report> | undefined;
      /** Checks the sample package that the page itself holds. */
      check_sample(options: CheckOptions, progress: (now: Progress) => void): Json<Report>;
      /** Writes the last report in a [`Format`], by its name (`text` for npm only), with values `masked` or `shown`. */
      write(format: Format, values: Values): string;
      /** Some of the listed findings of one total of the report, with values `masked` or `shown`. */
      findings(total: number, from: number, count: number, values: Values): Json<Finding[]>;
      /** Checks the same package once more to list more findings. The report to be written is then the longer one. */
      deepen(options: CheckOptions, progress: (now: Progress) => void): void;
      /**
       * Rows of a file of the package that was checked: those with these numbers, or those that hold words in
       * columns, given as column, word, column, word.
       */
      excerpt(file: string, records: Uint32Array, holding: string[], most: number): Json<Excerpt>;
      /** Rows of a file by their numbers or lines, with the names of who they are about. */
      affected(file: string, records: Uint32Array, lines: Uint32Array): Json<Affected>;
      /** The header of a file and these rows of it, as they stand there. */
      copy_rows(file: string, records: Uint32Array, lines: Uint32Array): Uint8Array<ArrayBuffer>;
      /**
       * Which of these rows hold a text, or belong to somebody whose row does. The text is in small letters, the
       * numbers are in order.
       */
      holding(file: string, records: Uint32Array, text: string): Uint32Array<ArrayBuffer>;
      /** Goes on with the fingerprint of what was checked, and gives it once it is known. */
      fingerprint(): string | undefined;
      free(): void;
    }
    /** The codes of a package; without files, of the sample. */
    class Coding {
      /** Reads the codes; of each file `most` are listed, those with a problem only if `wrong_only`. */
      constructor(name: string, files: readonly { path: string; file: File }[], no_limits: boolean, most: number, wrong_only: boolean, progress: (now: Progress) => void);
      /** What was read, values shown. */
      answer(): Json<Codes>;
      /** Every code as CSV, with values `masked` or `shown`. */
      write(values: Values): string;
      free(): void;
    }
    /** Two packages, compared; kept so that the result can be written in several forms. */
    class Comparing {
      /** Compares files, or the sample, with the files of a package that was sent before. */
      constructor(old_name: string, old: readonly { path: string; file: File }[], new_name: string, next: readonly { path: string; file: File }[], is_sample: boolean, options: CheckOptions, progress: (now: Progress) => void);
      /** What differs, contents shown, with the names of the records that differ. */
      answer(): Json<Compared>;
      /** Writes it as `json`, `csv` or `html`, with values `masked` or `shown`. */
      write(format: "json" | "csv" | "html", values: Values): string;
      free(): void;
    }
    /** A corrected copy, from its plan to its receipt. */
    class Repairing {
      /** Checks a package, or the sample, and plans its repair: with the repairs of these names, or the safe ones. */
      constructor(name: string, files: readonly { path: string; file: File }[], options: CheckOptions, chosen: string[] | undefined, progress: (now: Progress) => void);
      /** What is going to be changed, with contents shown. */
      planned(): Json<RepairPlan>;
      /** Writes the copy. */
      write(take: (part: number, bytes: Uint8Array) => void): void;
      /** Checks the copy, and gives what is still to be fixed. */
      check_copy(name: string, files: readonly { path: string; file: File }[]): Json<Left[]>;
      /** The receipt as `json` or `html`, with values `masked` or `shown`. */
      receipt(format: "json" | "html", values: Values): string;
      free(): void;
    }
    /** Reads files ahead, in the second worker. */
    class Reader {
      /** Opens a package. */
      constructor(files: readonly { path: string; file: File }[], no_limits: boolean);
      /**
       * The next piece of an entry, in a buffer, perhaps the `spare` one; nothing at its end. Fails where the entry does:
       * the first worker then reads by itself and finds out why.
       */
      piece(reading: number, entry: number, spare: ArrayBuffer | undefined): ArrayBuffer | undefined;
      free(): void;
    }
    /** Version of rostercheck. */
    function version(): string;
    /** Every rule. */
    function rules(): Json<BookEntry[]>;
    /** What is to be done, in steps. */
    function steps_of(text: string): Json<Step[]>;
    /** The page of a rule, in Markdown; empty for an unknown one. */
    function explain(rule: string): string;
    /**
     * A receiver that somebody described, in a link or as JSON: its description and what it asks for in sentences.
     * Refused with the sentence that says why.
     */
    function receiver(text: string, is_link: boolean): Json<Told>;
    /**
     * Writes a copy without people; without files, of the sample. `random` are sixteen bytes from nowhere. Gives what
     * became of its files.
     */
    function mask_package(name: string, files: readonly { path: string; file: File }[], no_limits: boolean, random: Uint8Array, keeps_school_names: boolean, progress: (now: Progress) => void, take: (part: number, bytes: Uint8Array) => void): Json<Masked>;
    function initSync(input: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
  }
}
