/** A receiver that somebody described: in a link, or in the form for authors. */

import type { DescribedMode, DescribedOutcome, DescribedVersion, Grade, Told } from "./core";

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
  versions: DescribedVersion[];
  mode: DescribedMode | "";
  needs: string[];
  zip: string;
  megabytes: string;
  columns: FormColumn[];
  people: DescribedOutcome | "";
  source: string;
  link: string;
  not_checked: string;
}

/** What the core says to the form. */
export type Built = { told: Told; link: string } | { why: string };

/** The sample as the receiver would judge it. */
export type Preview = "checking" | { heading: string; problems: readonly string[] } | { why: string };
