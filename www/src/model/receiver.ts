/** A receiver that somebody described: in a link, or in the form for authors. */

export type Grade = "error" | "warning" | "info";

/** What is asked of a column. */
export type Ask =
  | "filled"
  | "unique_without_case"
  | { filled_where: { column: string; word: string } }
  | { longest: number }
  | { characters: string[] }
  | { words: string[] };

/** By the schema in docs/receiver.schema.json; the core reads it and refuses what is not fit. */
export interface Described {
  schema: 1;
  id: string;
  title: string;
  written_on: string;
  versions: string[];
  modes?: string[];
  reads?: string[];
  needs?: string[];
  zip?: { name?: string; most_megabytes?: number };
  columns?: { file: string; column: string; ask: Ask; severity: Grade }[];
  missing_records?: { file: string; outcome: string }[];
  sources?: { title: string; link: string }[];
  not_checked?: string[];
}

/** As the core has read it, with what it asks for in sentences. */
export interface Told {
  described: Described;
  words: string[];
}

/** The receiver in the address: what was written there, and what came of it. */
export type Linked =
  | { kind: "reading"; link: string }
  | { kind: "refused"; link: string; why: string }
  | ({ kind: "read"; link: string } & Told);

/** One line of the form: what is asked of a column, as it was typed. */
export interface FormColumn {
  file: string;
  column: string;
  ask: "filled" | "longest" | "words" | "characters" | "unique_without_case";
  detail: string;
  severity: Grade;
}

/** The form for authors, as it was filled in. */
export interface Form {
  title: string;
  versions: string[];
  mode: string;
  needs: string[];
  zip: string;
  megabytes: string;
  columns: FormColumn[];
  people: string;
  source: string;
  link: string;
  not_checked: string;
}

/** What the core says to the form. */
export type Built = { told: Told; link: string } | { why: string };

/** The sample as the receiver would judge it. */
export type Preview = "checking" | { heading: string; problems: readonly string[] } | { why: string };
