// Made from src/bin/worker/protocol.rs and what it uses by `cargo xtask bless`.

import type { Changes } from "./report";

export type Values = "shown" | "masked";

export type Reached = { 
/**
 * Bytes as they lie in the package, so compressed ones where it is a zip.
 */
packed_done: number, 
/**
 * Rows, in all files.
 */
rows: number, };

export type CheckOptions = { 
/**
 * Ids of receivers; null for those that are checked for by default.
 */
profiles: Array<string> | null, 
/**
 * The sender.
 */
from: string | null, 
/**
 * A receiver that somebody described, as JSON.
 */
receiver: string | null, 
/**
 * YYYY-MM-DD, the date that date rules use.
 */
today: string, 
/**
 * How many findings of one rule, file and column are listed; null lists all.
 */
max_per_rule: number | null, 
/**
 * Whether the limits on sizes and counts are lifted, as a person asked.
 */
no_limits: boolean, 
/**
 * Where to stop: how far a check before had come that failed.
 */
until?: Reached | null, 
/**
 * Date and time, for the report.
 */
at?: string | null, };

export type Progress = { 
/**
 * Bytes as they lie in the package, so compressed ones where it is a zip.
 */
packed_done: number, 
/**
 * Those that are read in all.
 */
packed_total: number, 
/**
 * The file that is being read.
 */
file: string, 
/**
 * Rows so far, in all files.
 */
rows: number, };

export type BookSource = { 
/**
 * By whom.
 */
authority: string, 
/**
 * Section, line or page.
 */
citation: string, 
/**
 * Address of the page.
 */
link: string | null, };

export type BookEntry = { 
/**
 * Public name.
 */
name: string, 
/**
 * Title of its page.
 */
title: string, 
/**
 * Version of rostercheck that has it first.
 */
since: string, 
/**
 * What it looks at.
 */
scope: string, 
/**
 * The usual severity, by profile.
 */
severities: Array<[string, string]>, 
/**
 * Who says so.
 */
sources: Array<BookSource>, 
/**
 * The page in Markdown.
 */
page: string, };

export type CodeProblem = { "kind": "too-long" } | { "kind": "characters", 
/**
 * Which, and at which places.
 */
which: string, } | { "kind": "space" } | { "kind": "repeated", 
/**
 * The line of the first one, where that is known and is another one.
 */
first_line: number | null, };

export type Code = { 
/**
 * Physical line.
 */
line: number, 
/**
 * `sourcedId` of the row, or its shape.
 */
id: string, 
/**
 * The column that the code is taken from.
 */
column: string, 
/**
 * The code, or its shape.
 */
code: string, 
/**
 * Its characters.
 */
characters: number, 
/**
 * What Brightspace would keep of it, or the shape of that; null if it is kept whole.
 */
kept: string | null, 
/**
 * What is wrong with it.
 */
problems: Array<CodeProblem>, };

export type FileCodes = { 
/**
 * The file, as the standard names it.
 */
file: string, 
/**
 * What its rows become.
 */
becomes: string, 
/**
 * The columns that codes are taken from, the first one that is filled.
 */
columns: Array<string>, 
/**
 * Rows that get a code.
 */
codes: number, 
/**
 * Those of them with a problem.
 */
wrong: number, 
/**
 * Rows that could not be read, or in which no code stands.
 */
without: number, 
/**
 * Why the file could not be read, or not to its end.
 */
unread: string | null, 
/**
 * The codes that are listed.
 */
rows: Array<Code>, };

export type Codes = { 
/**
 * The files whose rows get codes, in the order in which Brightspace reads them.
 */
files: Array<FileCodes>, };

export type Compared = { changes: Changes, 
/**
 * Who or what each record is, in the order of the records.
 */
names: Array<string>, };

export type Masked = { cells: number, masked: Array<string>, emptied: Array<string>, left_out: Array<string>, };

export type Repair = { name: string, rule: string, does: string, safe: boolean, 
/**
 * Changes in the plan.
 */
count: number, 
/**
 * Whether somebody chose it, or nobody had to.
 */
chosen: boolean, 
/**
 * The one that cannot be made together with it.
 */
rival: string | null, };

export type Side = { 
/**
 * What people call the package.
 */
name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Its SHA-256; of a folder, that of the list of its files. None where nothing was written.
 */
sha256: string | null, };

export type ReceiptRepair = { 
/**
 * Its name.
 */
name: string, 
/**
 * The rule that it answers.
 */
rule: string, 
/**
 * Whether it has one right answer.
 */
safe: boolean, 
/**
 * How many changes it made: exact.
 */
count: number, };

export type Edit = { 
/**
 * Name of the repair.
 */
repair: string, 
/**
 * File of the input.
 */
file: string, 
/**
 * Line of the input.
 */
line: number | null, 
/**
 * Column.
 */
column: string | null, 
/**
 * What stood there.
 */
before: string, 
/**
 * What stands there now.
 */
after: string, };

export type Left = { 
/**
 * The rule.
 */
rule: string, 
/**
 * How often.
 */
count: number, };

export type Receipt = { schema: number, tool: { name: string, version: string, }, 
/**
 * The package.
 */
input: Side, 
/**
 * Its copy.
 */
output: Side, 
/**
 * What each repair did.
 */
repairs: Array<ReceiptRepair>, 
/**
 * The changes, up to a cap.
 */
edits: Array<Edit>, 
/**
 * What is still to be fixed at the source.
 */
left: Array<Left>, };

export type RepairPlan = { repairs: Array<Repair>, receipt: Receipt, 
/**
 * What is not repaired, and why.
 */
held: Array<[string, string]>, };

export type DescribedVersion = "1.1" | "1.2";

export type DescribedMode = "bulk" | "delta";

export type Grade = "error" | "warning" | "info";

export type DescribedZip = { 
/**
 * Its name, such as `OneRoster.zip`.
 */
name?: string, 
/**
 * Whether the letter case of the name matters.
 */
case_matters?: boolean, 
/**
 * How many megabytes (of a million bytes) it may have at most.
 */
most_megabytes?: number, };

export type DescribedWhere = { 
/**
 * The other column, such as role.
 */
column: string, 
/**
 * Its word, such as student.
 */
word: string, };

export type Ask = "filled" | { "filled_where": DescribedWhere } | { "longest": number } | { "characters": Array<string> } | { "words": Array<string> } | "unique_without_case";

export type DescribedColumn = { 
/**
 * The file, such as users.csv.
 */
file: string, 
/**
 * The column, as the standard calls it.
 */
column: string, 
/**
 * What is asked.
 */
ask: Ask, 
/**
 * How bad it is if it is not so.
 */
severity: Grade, };

export type DescribedOutcome = "kept" | "removed" | "unenrolled";

export type DescribedMissing = { 
/**
 * The file, such as users.csv.
 */
file: string, 
/**
 * What becomes of them.
 */
outcome: DescribedOutcome, };

export type DescribedRule = { 
/**
 * Its name, such as unknown-column: see docs/rule-book.md.
 */
rule: string, 
/**
 * How bad it is; null if it doesn't matter.
 */
severity: Grade | null, };

export type DescribedPage = { 
/**
 * What it is about.
 */
title: string, 
/**
 * Its address, which begins with `https://`.
 */
link: string, };

export type Described = { 
/**
 * The form of this file: 1.
 */
schema: number, 
/**
 * The receiver's id: small letters, digits and hyphens, at most 40.
 */
id: string, 
/**
 * Its name, in Latin letters, at most 80 characters.
 */
title: string, 
/**
 * The day on which these rules were written down, as YYYY-MM-DD.
 */
written_on: string, 
/**
 * The versions of OneRoster that it reads.
 */
versions: Array<DescribedVersion>, 
/**
 * How it takes files; leave out if both ways are fine.
 */
modes?: Array<DescribedMode>, 
/**
 * The data files that it reads, such as users.csv; leave out if it reads all of them.
 */
reads?: Array<string>, 
/**
 * The data files that must be in the package.
 */
needs?: Array<string>, 
/**
 * Whether it reads manifest.csv.
 */
reads_manifest?: boolean, 
/**
 * What the zip must be.
 */
zip?: DescribedZip, 
/**
 * What it asks of single columns, beyond the standard.
 */
columns?: Array<DescribedColumn>, 
/**
 * How bad it is if an ID occurs in two files; leave out if that is fine.
 */
ids_unique_over_files?: Grade, 
/**
 * What becomes of records that are missing from a bulk file.
 */
missing_records?: Array<DescribedMissing>, 
/**
 * Rules of the standard that are something else to this receiver.
 */
severities?: Array<DescribedRule>, 
/**
 * The pages on which all of this is published.
 */
sources?: Array<DescribedPage>, 
/**
 * What it asks for that cannot be said here.
 */
not_checked?: Array<string>, };

export type Told = { described: Described, words: Array<string>, };

