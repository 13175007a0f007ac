/** What the page shows at one moment, and what a person can do about it. */

import type { FileCodes, Left, Masked, Progress, RepairPlan } from "./core";
import type {
  Attempt,
  DownloadFormat,
  Failure,
  Found,
  Group,
  Package,
  ReportHead,
  RuleName,
} from "./protocol";
import type { AsideFormat } from "./aside";
import type { Built, Form, Linked, Preview } from "./receiver";
import type { Affected, Changes, Excerpt, Finding, Verdict } from "./report";

/** A package, and how to get it as it is at a later time, where the browser lets us. */
export interface Taken {
  package: Package;
  anew: (() => Promise<Chosen>) | null;
}

/** One package, several zips that are one each, or a sentence that says why it is none. */
export type Chosen = Taken | { several: Taken[] } | { refusal: string };

/** What is known of a rule's page: its text, that there is none, or why it could not be had. */
export type RulePage = { text: string } | { problem: string } | "loading";

/** What an address of this page may ask for. */
export interface Asked {
  /** Where packages come from; null leaves the choice to the reader. */
  sender: string | null;
  /** Receivers by their profiles; none leaves the choice to the reader. */
  receivers: readonly string[];
  /** A receiver that somebody described, as it is written behind `#receiver=`. */
  link: string | null;
  rule: string | null;
  compact: boolean;
}

/** A link or a frame for somebody else's help page, while it is put together. */
export interface Authoring extends Asked {
  /** Null until the core has told them. */
  rules: readonly RuleName[] | null;
  /** What was copied, for the ears. */
  copied: string | null;
  /** A receiver of the author's own, while it is described; null until somebody begins. */
  form: Form | null;
  built: Built | null;
  preview: Preview | null;
}

/** The package of a check; the sample lies inside the core. */
export type Subject = Package | "sample";

export interface GroupView extends Group {
  index: number;
  /** The same in a later check of the same package. */
  key: string;
  open: boolean;
  /** Who is affected, block by block of the rows; empty where that could not be read. */
  people: ReadonlyMap<number, Affected>;
  /** Whether somebody is asked about a download of rows. */
  asking: boolean;
  /** What became of copying or downloading its rows. */
  told: string | null;
  /** The rows that were fetched, in blocks; an empty one is on its way. */
  blocks: ReadonlyMap<number, readonly Finding[]>;
  problem: string | null;
  /** Where the list of its rows stands, in pixels. */
  scroll: { top: number; height: number; rowHeight: number };
  /** The row of the list that is shown in full. */
  chosen: number | null;
}

export interface Filters {
  profile: string | null;
  file: string | null;
  column: string | null;
}

/** Rows of a file that somebody looks at, opened from a chart. */
export interface Look {
  chart: "roles" | "grades" | "schools" | "sizes" | "sessions";
  /** Which mark of the chart. */
  key: string;
  caption: string;
  file: string;
  /** How many rows there are. */
  all: number;
  /** They are wanted by their numbers, or by what they hold: column, word, column, word. */
  records: readonly number[];
  holding: readonly string[];
  /** The column that it is about. */
  marked: string | null;
  most: number;
  rows: Excerpt | null;
  problem: string | null;
}

/** A part of a report. */
export type Part = "problems" | "effects" | "since" | "copies" | "data" | "files" | "share";

/** A problem as an earlier check told it. */
export interface Earlier {
  key: string;
  title: string;
  where: string;
  count: number;
}

/** A comparison with the package that was sent before. */
export interface Compared {
  kind: "done";
  changes: Changes;
  /** Who or what each of its records is. */
  names: readonly string[];
  /** Which records are listed. */
  change: "gone" | "added" | "changed";
  file: string | null;
  seek: string;
  /** Whether what is kept of it holds the contents of cells. */
  shown: boolean;
  said: string | null;
  /** Why another package was not taken. */
  refusal: string | null;
}

export type Changing =
  | { kind: "idle"; refusal: string | null }
  | { kind: "running"; name: string; done: number }
  | { kind: "failed"; message: string }
  | Compared;

/** The codes that rows would get, from nothing to a list. */
export type Coded =
  | { kind: "idle" }
  | { kind: "running"; done: number }
  | { kind: "failed"; message: string }
  | { kind: "done"; files: readonly FileCodes[]; wrongOnly: boolean; shown: boolean; said: string | null };

/** A corrected copy, from nothing to what is left. */
export type Corrected =
  | { kind: "idle" }
  /** `changes` are those of the plan whose copy is written. Writing does not tell how far it is. */
  | { kind: "running"; making: boolean; changes: number; done: number | null }
  | { kind: "failed"; message: string }
  /** `chosen` are names of repairs; `again` is how far the plan for them is, while it is made. */
  | { kind: "planned"; plan: RepairPlan; chosen: readonly string[]; again: number | null }
  | { kind: "made"; copy: Blob; name: string; changes: number; left: readonly Left[]; said: string | null };

/** A copy without people. */
export type MaskedCopy =
  | { kind: "idle"; keepsSchoolNames: boolean }
  | { kind: "running"; keepsSchoolNames: boolean; done: number }
  | { kind: "failed"; keepsSchoolNames: boolean; message: string }
  | { kind: "made"; keepsSchoolNames: boolean; copy: Blob; name: string; told: Masked; said: string | null };

export interface Result {
  kind: "result";
  /** The part that is on show. */
  part: Part;
  /** Whether warnings and notes are unfolded. */
  unfolded: { warning: boolean; info: boolean };
  /** Date and time of the check. */
  at: Date;
  head: ReportHead;
  groups: GroupView[];
  filters: Filters;
  /** What stands in the search box. */
  search: string;
  /** What the last search found, group by group; null while nothing is searched for. */
  found: { text: string; groups: readonly Found[] } | null;
  /** The first rows of every group as they may leave the screen, for printing. Null until the worker has made them. */
  excerpt: readonly (readonly Finding[])[] | null;
  printing: boolean;
  /** Whether also what stands below the findings is drawn: a moment later, so that the answer is there at once. */
  whole: boolean;
  /** The day that date rules went by. */
  today: string;
  /** Whether downloads and prints hold the values of cells. Asked anew for every report. */
  valuesShown: boolean;
  download: string | null;
  look: Look | null;
  allSchools: boolean;
  /** The problems of the check before, of the package with the same name. */
  before: readonly Earlier[] | null;
  /** The file was changed since it was chosen, so it must be chosen again to be checked again. */
  changed: string | null;
  /** What became of copying something. */
  copied: string | null;
  /** What to do about the first finding of each group, without values. */
  maskedFixes: readonly (string | null)[];
  changing: Changing;
  /** The last comparison that was finished: it holds while another one goes on, or fails. */
  compared: Compared | null;
  coded: Coded;
  corrected: Corrected;
  masked: MaskedCopy;
  /** Why the check stopped before the end, when this is only what had been found so far. */
  stopped: Failure | null;
  /** Why nothing more can be asked of this report: its worker has failed since. */
  lost: Failure | null;
  /** Whether all rows are listed, on somebody's request. */
  deep: "working" | "done" | { problem: string } | null;
}

/** How many problems there are, and in how many rows or other places. */
export interface Counts {
  kinds: number;
  rows: number;
}

/** One of several packages that were given together. */
export interface BatchItem {
  taken: Taken;
  /** Null until it was checked. */
  outcome: { verdicts: readonly (Verdict & { counted: Counts; warned: number })[]; heading: string } | "failed" | null;
}

/** Several packages, checked one after the other. */
export interface Batch {
  items: readonly BatchItem[];
  /** The one that is checked now, or was opened; null when the list is on show. */
  at: number | null;
  /** Whether the next one follows by itself. */
  running: boolean;
}

export type View =
  | { kind: "batch"; batch: Batch }
  | { kind: "start"; cancelled: boolean; refusal: string | null }
  | { kind: "running"; progress: Progress | null; fraction: number; secondsLeft: number | null; silent: number | null }
  | Result
  | { kind: "failed"; failure: Failure; soFar: "coming" | "lost" | null; fraction: number };

/** What the part of the address after `#` asks for; the view is kept meanwhile. */
export type Place = { kind: "check" } | { kind: "start" } | { kind: "about" } | { kind: "authors" } | { kind: "rule"; rule: string; page: RulePage };

export type SelfCheck = "trying" | { page: Attempt; worker: Attempt };

export interface State {
  place: Place;
  /** In a frame of somebody else's page. */
  compact: boolean;
  authoring: Authoring;
  selfCheck: SelfCheck | null;
  /** What became of saving the page. */
  saved: string | null;
  /** SHA-256 of the page; undefined until somebody asks, null where it cannot be computed. */
  fingerprint: string | null | undefined;
  /** Whether a newer version of the page has been fetched. */
  newer: boolean;
  view: View;
  subject: Subject | null;
  /** How to get the subject anew; null where it must be chosen again. */
  anew: (() => Promise<Chosen>) | null;
  /** What was checked before this, and how to get it anew: another package took its place. */
  earlier: { subject: Subject; anew: (() => Promise<Chosen>) | null } | null;
  batch: Batch | null;
  receivers: ReadonlySet<string>;
  /** Whether more receivers than the usual are on show: nothing folds under the hand that chose one. */
  moreReceivers: boolean;
  /** Where packages come from. */
  sender: string;
  /** The receiver that came in the address. */
  linked: Linked | null;
  /** Steps that are done, of whatever report: they outlive a new check. */
  ticks: ReadonlySet<string>;
  /** Something is being dragged over the page. */
  dragging: boolean;
  version: string | null;
  /** What a screen reader says next. */
  announcement: string;
}

export interface Actions {
  chooseFiles(files: readonly File[]): void;
  chooseFolder(files: readonly File[]): void;
  chooseSample(): void;
  chooseReceiver(id: string, chosen: boolean): void;
  chooseSender(id: string): void;
  cancel(): void;
  /** Gives up a check that says nothing. */
  giveUp(): void;
  /** Does not wait for what had been found before a failure. */
  skipSoFar(): void;
  /** Checks once more without the limits on sizes and counts. */
  withoutLimits(): void;
  another(): void;
  again(): void;
  openPackage(place: number): void;
  backToBatch(): void;
  open(group: GroupView, open: boolean): void;
  scrolled(group: GroupView, top: number): void;
  measured(group: GroupView, rowHeight: number, height: number): void;
  /** Shows a row of the list in full; null shows none. */
  choose(group: GroupView, index: number | null): void;
  tick(step: string, done: boolean): void;
  /** Copies the rows of a group with names, as a table for a spreadsheet. */
  copyRows(group: GroupView): void;
  /** Asks whether rows may be downloaded as they stand in the file; null withdraws the question. */
  askForRows(group: GroupView, asking: boolean): void;
  downloadRows(group: GroupView): void;
  /** All rows of a file in which something was found. */
  downloadBadRows(file: string): void;
  copyText(text: string): void;
  unfold(severity: "warning" | "info", open: boolean): void;
  /** Opens the first problem, or another one. */
  startWith(group: GroupView): void;
  /** Several packages as a table. */
  downloadBatch(): void;
  /** Checks once more to list all rows. */
  listAll(): void;
  filter(change: Partial<Filters>): void;
  search(text: string): void;
  showAll(): void;
  /** Shows the rows behind a mark of a chart; null shows none. */
  look(what: Omit<Look, "rows" | "problem"> | null): void;
  showAllSchools(): void;
  /** Shows what was found in a column. */
  toFindings(filters: Filters): void;
  /** Checks again what another package took the place of. */
  backToEarlier(): void;
  /** Compares with the package that was sent before. */
  choosePrevious(files: readonly File[]): void;
  cancelPrevious(): void;
  withChanges(change: Partial<Pick<Compared, "change" | "file" | "seek" | "shown">>): void;
  keepChanges(format: AsideFormat): void;
  /** Lists the codes that rows would get. */
  listCodes(wrongOnly: boolean): void;
  cancelCodes(): void;
  showCodes(shown: boolean): void;
  keepCodes(): void;
  planRepair(): void;
  chooseRepair(name: string, chosen: boolean): void;
  makeCorrected(): void;
  keepReceipt(format: "json" | "html"): void;
  keepSchoolNames(keeps: boolean): void;
  makeMasked(): void;
  /** Stops making a copy. */
  cancelCopy(which: "corrected" | "masked"): void;
  /** Downloads a copy. */
  keepCopy(which: "corrected" | "masked"): void;
  /** Checks the corrected copy, as if it had been chosen. */
  checkCopy(): void;
  print(): void;
  copied(copied: boolean): void;
  showValues(shown: boolean): void;
  download(format: DownloadFormat): void;
  checkSelf(): void;
  savePage(): void;
  fingerprint(): void;
  author(change: Partial<Authoring>): void;
  /** Describes a receiver in the form for authors. */
  describe(change: Partial<Form>): void;
  /** Shows how the described receiver would judge the sample. */
  tryOnSample(): void;
  saveDescription(): void;
}
