// Made from src/report/model.rs by `cargo xtask bless`.

export type Format = "text" | "json" | "jsonl" | "csv" | "html" | "sarif";

export type Severity = "error" | "warning" | "info";

export type ProfileSeverities = Record<string, Severity>;

export type Tool = { 
/**
 * `rostercheck`.
 */
name: string, 
/**
 * Its version.
 */
version: string, };

export type Input = { 
/**
 * Name of the file or folder.
 */
name: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * SHA-256 of the file; of a folder, of the list of its files as `sha256sum` writes it. Null where it is not known.
 */
sha256: string | null, };

export type Outcome = "complete" | "partial" | "unreadable";

export type Mode = "bulk" | "delta" | "mixed" | "unknown";

export type PackageFacts = { 
/**
 * Version of OneRoster; null when nothing told it.
 */
oneroster_version: string | null, 
/**
 * How it is sent.
 */
mode: Mode, };

export type Verdict = { 
/**
 * Id of the profile.
 */
profile: string, 
/**
 * Name of the profile for people.
 */
title: string, 
/**
 * Who gave the rules, where rostercheck did not.
 */
remark?: string, 
/**
 * Whether it is complete, holds records, and has no error for this profile.
 */
ready: boolean, 
/**
 * Number of errors, those folded under a cause left out.
 */
errors: number, 
/**
 * Number of warnings.
 */
warnings: number, 
/**
 * Number of infos.
 */
infos: number, };

export type FileFacts = { 
/**
 * Its path.
 */
name: string, 
/**
 * Data rows in it.
 */
rows: number, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * How much of it was checked: `whole`, `partly` or `not`.
 */
checked: "whole" | "partly" | "not", };

export type EffectKind = "schools" | "educators" | "students" | "people-removed" | "import-time" | "zip-name" | "org-units" | "org-units-deleted" | "course-templates" | "course-templates-deleted" | "course-offerings" | "course-offerings-deleted" | "users" | "users-inactive" | "users-matched" | "users-deleted" | "enrollments" | "enrollments-removed" | "missing-unenrolled" | "missing-kept" | "org-types-to-map" | "session-types-to-map" | "roles-to-map" | "dates-not-kept" | "org-enrollments-stay" | "files-not-processed";

export type Effect = { 
/**
 * Id of the receiver's profile.
 */
profile: string, 
/**
 * What it is.
 */
what: EffectKind, 
/**
 * How often; null where that is not counted.
 */
count: number | null, 
/**
 * The same as a sentence for people.
 */
detail: string, 
/**
 * Who says so, and where.
 */
source: string, };

export type Oddity = "no-students" | "no-classes" | "no-teachers" | "empty" | "large" | "reversed" | "nobody-enrolled" | "unknown" | "missing" | "several";

export type Counted = { 
/**
 * The word of the standard; null where the cells hold another or none.
 */
word: string | null, 
/**
 * How many.
 */
count: number, 
/**
 * Why it stands out.
 */
odd: Oddity | null, };

export type School = { 
/**
 * Its `sourcedId`, or the shape of it where values are masked.
 */
id: string, 
/**
 * Its name, or the shape of it where values are masked.
 */
name: string, 
/**
 * Its type; null where the cell holds no word of the standard.
 */
type: string | null, 
/**
 * Its data row in orgs.csv.
 */
record: number, 
/**
 * Students who belong to it.
 */
students: number, 
/**
 * Teachers who belong to it.
 */
teachers: number, 
/**
 * Other users who belong to it.
 */
others: number, 
/**
 * Its classes.
 */
classes: number, 
/**
 * Why it stands out.
 */
odd: Array<Oddity>, };

export type Rows = { 
/**
 * How many.
 */
count: number, 
/**
 * The first of them: data rows, from 1.
 */
records: Array<number>, };

export type ClassSize = { 
/**
 * Fewest students.
 */
from: number, 
/**
 * Most students; null for the largest.
 */
to: number | null, 
/**
 * The classes, in classes.csv.
 */
classes: Rows, 
/**
 * Why they stand out.
 */
odd: Oddity | null, };

export type Session = { 
/**
 * Its `sourcedId`, or the shape of it where values are masked.
 */
id: string, 
/**
 * Its title, or the shape of it where values are masked.
 */
title: string, 
/**
 * Its data row in academicSessions.csv.
 */
record: number, 
/**
 * First month, as `2026-08`; null where the date cannot be read.
 */
from: string | null, 
/**
 * Last month.
 */
to: string | null, 
/**
 * Its classes.
 */
classes: number, 
/**
 * Enrollments of students in its classes.
 */
students: number, 
/**
 * Why it stands out.
 */
odd: Oddity | null, };

export type Month = { 
/**
 * As `2026-08`.
 */
month: string, 
/**
 * How many.
 */
students: number, };

export type Overview = { 
/**
 * Users by role, in the order of the vocabulary; in OneRoster 1.2 the rows of roles.csv.
 */
roles: Array<Counted>, 
/**
 * Students by grade, in the order of the grades; in OneRoster 1.2 users with a grade.
 */
grades: Array<Counted>, 
/**
 * Schools, and other orgs to which somebody or some class belongs, in the order of orgs.csv.
 */
schools: Array<School>, 
/**
 * Further ones that are not listed.
 */
more_schools: number, 
/**
 * Classes by their number of students; empty where classes.csv or enrollments.csv was not read.
 */
class_sizes: Array<ClassSize>, 
/**
 * Classes into which students are enrolled, but no teacher.
 */
classes_without_teacher: Rows, 
/**
 * Academic sessions, in the order of academicSessions.csv.
 */
sessions: Array<Session>, 
/**
 * Further ones that are not listed.
 */
more_sessions: number, 
/**
 * Enrollments of students in each month of the sessions.
 */
months: Array<Month>, 
/**
 * Enrollments of students that lie wholly outside these months.
 */
outside_months: number, 
/**
 * Enrollments of students of which neither their dates nor their sessions tell when.
 */
undated: number, };

export type Cause = { 
/**
 * The rule.
 */
rule: string, 
/**
 * The file of its finding; null for the whole package.
 */
file: string | null, };

export type ValueTotal = { 
/**
 * Content of the cell, or its shape where values are masked.
 */
value: string, 
/**
 * How often: exact.
 */
count: number, 
/**
 * What to do about it.
 */
fix: string, 
/**
 * In Infinite Campus; null where Campus has nothing to do with it, or is not the sender.
 */
fix_campus: string | null, 
/**
 * In another sender: the report says which it is.
 */
fix_sender?: string, };

export type FixTotal = { 
/**
 * About how many of them.
 */
count: number, 
/**
 * What to do.
 */
fix: string, 
/**
 * In Infinite Campus; null where Campus has nothing to do with it, or is not the sender.
 */
fix_campus: string | null, 
/**
 * In another sender: the report says which it is.
 */
fix_sender?: string, };

export type Total = { 
/**
 * The rule.
 */
rule: string, 
/**
 * The file; null for the whole package.
 */
file: string | null, 
/**
 * The column; null for the whole row or file.
 */
column: string | null, 
/**
 * The worst severity over the chosen profiles.
 */
severity: Severity, 
/**
 * The severity for each chosen profile that cares.
 */
profiles: ProfileSeverities, 
/**
 * How often: exact.
 */
count: number, 
/**
 * How many of them are told one by one.
 */
listed: number, 
/**
 * What they follow from; then they are not told one by one.
 */
caused_by: Cause | null, 
/**
 * The values that were found, the most frequent first: exact, but no more than two dozen.
 */
values: Array<ValueTotal>, 
/**
 * How many have further values.
 */
other_values: number, 
/**
 * What to do, and for how many of them; together for all of them. Empty where that is not known of all: then each
 * finding has its own.
 */
fixes: Array<FixTotal>, };

export type OtherRow = { 
/**
 * Its file.
 */
file: string, 
/**
 * Its physical line.
 */
line: number, };

export type Finding = { 
/**
 * The rule.
 */
rule: string, 
/**
 * The worst severity over the chosen profiles.
 */
severity: Severity, 
/**
 * The severity for each chosen profile that cares.
 */
profiles: ProfileSeverities, 
/**
 * The file; null for the whole package.
 */
file: string | null, 
/**
 * Physical line, as a text editor counts; null for the whole file.
 */
line: number | null, 
/**
 * Data row, from 1; null where it is about no data row.
 */
record: number | null, 
/**
 * `sourcedId` of the row, or its shape where values are masked; null where the row has none.
 */
source_id: string | null, 
/**
 * The column; null for the whole row or file.
 */
column: string | null, 
/**
 * Content of the cell, or its shape where values are masked; null where it is about no cell.
 */
value: string | null, 
/**
 * The other row, where it is about two.
 */
other_row: OtherRow | null, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do.
 */
fix: string, 
/**
 * In Infinite Campus; null where Campus has nothing to do with it, or is not the sender.
 */
fix_campus: string | null, 
/**
 * In another sender: the report says which it is.
 */
fix_sender?: string, };

export type NotChecked = { 
/**
 * What.
 */
what: string, 
/**
 * Why.
 */
why: string, };

export type LimitFacts = { 
/**
 * Whether they were lifted.
 */
lifted: boolean, 
/**
 * Findings made by a limit that a check without limits gets past.
 */
stopped: Array<Cause>, };

export type RuleFacts = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What was found more than once, to follow the number in place of the title: `students have no grade`.
 */
counted?: string, 
/**
 * Why it matters.
 */
why: string, };

export type ComparedInput = { 
/**
 * Name of the file or folder.
 */
name: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * SHA-256 of a zip; null where it was not computed.
 */
sha256: string | null, };

export type ChangedColumn = { 
/**
 * Its name.
 */
column: string, 
/**
 * In how many records.
 */
count: number, };

export type ComparedGroup = { 
/**
 * What: `role`, `type`, `school`, `grade` or `class`.
 */
by: string, 
/**
 * Which.
 */
key: string, 
/**
 * As in [`Table`].
 */
old: number, 
/**
 * As in [`Table`].
 */
new: number, 
/**
 * As in [`Table`].
 */
gone: number, 
/**
 * As in [`Table`].
 */
added: number, 
/**
 * As in [`Table`], by what the newer record says.
 */
changed: number, };

export type ComparedTable = { 
/**
 * As the standard names it.
 */
file: string, 
/**
 * Records in the older package.
 */
old: number, 
/**
 * Records in the newer one, with those that it leaves as they were if it holds changes only.
 */
new: number, 
/**
 * Records of the older package that the newer one does not have.
 */
gone: number, 
/**
 * Records that only the newer one has.
 */
added: number, 
/**
 * Records in both that differ.
 */
changed: number, 
/**
 * Records in both that are the same.
 */
unchanged: number, 
/**
 * Whether the newer one holds changes only.
 */
is_delta: boolean, 
/**
 * In how many changed records each column differs.
 */
columns: Array<ChangedColumn>, 
/**
 * Columns that only the older file has. Their cells count as no change.
 */
columns_gone: Array<string>, 
/**
 * Columns that only the newer file has.
 */
columns_added: Array<string>, 
/**
 * Records by what they are and where they belong. Classes are listed where records of theirs are gone or new.
 */
groups: Array<ComparedGroup>, };

export type ChangedRecord = { 
/**
 * As the standard names it.
 */
file: string, 
/**
 * `gone`, `added` or `changed`.
 */
change: "gone" | "added" | "changed", 
/**
 * Its id.
 */
id: string, 
/**
 * Its physical line: in the older file where it is gone, in the newer one otherwise.
 */
line: number, 
/**
 * The columns that differ.
 */
columns: Array<string>, };

export type NotCompared = { 
/**
 * `old` or `new`.
 */
package: "old" | "new", 
/**
 * What.
 */
what: string, 
/**
 * Why.
 */
why: string, };

export type ChangeEffect = { 
/**
 * What kind of effect.
 */
kind: string, 
/**
 * How many records.
 */
count: number, 
/**
 * The same in words.
 */
detail: string, };

export type ReceiverEffects = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it would do; nothing where nothing is missing.
 */
effects: Array<ChangeEffect>, };

export type Changes = { 
/**
 * The package that was sent before.
 */
old: ComparedInput, 
/**
 * The package to be sent.
 */
new: ComparedInput, 
/**
 * Whether contents of cells are `shown`, or `masked` to their shape.
 */
values: "shown" | "masked", 
/**
 * See [`Comparison::outcome`].
 */
outcome: "complete" | "partial" | "unreadable", 
/**
 * Each file that is in one of the packages.
 */
tables: Array<ComparedTable>, 
/**
 * What receivers would do.
 */
receivers: Array<ReceiverEffects>, 
/**
 * What was found, counted by rule, file and column.
 */
totals: Array<Total>, 
/**
 * What was found, one by one.
 */
findings: Array<Finding>, 
/**
 * Records that differ, up to the cap.
 */
records: Array<ChangedRecord>, 
/**
 * What could not be compared, and why.
 */
not_compared: Array<NotCompared>, };

export type Report = { 
/**
 * Version of the form of the report.
 */
schema: number, 
/**
 * The program that made it.
 */
tool: Tool, 
/**
 * What was checked.
 */
input: Input, 
/**
 * When: date and time, with the distance from UTC.
 */
checked_at: string | null, 
/**
 * Id of the program that the package comes from; fixes name its screens.
 */
sender: string, 
/**
 * Whether contents of cells are `shown`, or `masked` to their shape.
 */
values: "shown" | "masked", 
/**
 * How much of it was checked.
 */
outcome: Outcome, 
/**
 * What kind of package it is.
 */
package: PackageFacts, 
/**
 * Whether it is ready, for each profile.
 */
verdicts: Array<Verdict>, 
/**
 * The files in it.
 */
files: Array<FileFacts>, 
/**
 * What the chosen receivers would do with it, as far as no error stands in the way.
 */
effects: Array<Effect>, 
/**
 * What the package holds, counted; null where only changes are sent or no row could be read.
 */
overview: Overview | null, 
/**
 * What was found, counted by rule, file and column: root causes and the worst first.
 */
totals: Array<Total>, 
/**
 * What was found, one by one, as far as the cap allows; in the order of the totals.
 */
findings: Array<Finding>, 
/**
 * What was not checked, and why.
 */
not_checked: Array<NotChecked>, 
/**
 * What the limits on sizes and counts have to do with it.
 */
limits: LimitFacts, 
/**
 * How many rules found nothing that concerns the chosen receivers; null where not everything was checked.
 */
passed: number | null, 
/**
 * The rules that found something.
 */
rules: Array<RuleFacts>, 
/**
 * What the package changes against the one that was sent before; left out where it was not compared.
 */
changes?: Changes, };

export type ExcerptRow = { 
/**
 * Physical line on which it begins.
 */
line: number, 
/**
 * Data row, from 1.
 */
record: number, 
/**
 * Its cells; a very long one is cut and ends in an ellipsis.
 */
cells: Array<string>, };

export type Excerpt = { 
/**
 * Names of the columns: the header of the file, or those of the binding where it has none.
 */
columns: Array<string>, 
/**
 * The rows.
 */
rows: Array<ExcerptRow>, };

export type AffectedKind = "person" | "enrollment" | "class" | "course" | "org" | "session" | "other";

export type Named = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name; empty where it has none.
 */
name: string, 
/**
 * The file in which it should be and is not; null where it is there.
 */
missing_from: string | null, };

export type AffectedRow = { 
/**
 * Physical line on which it begins.
 */
line: number, 
/**
 * Data row, from 1.
 */
record: number, 
/**
 * Its id.
 */
id: string, 
/**
 * The person, class, course or school that it is about; null where it is about nothing with a name.
 */
who: Named | null, 
/**
 * The role of the person, as the file says it.
 */
role: string | null, 
/**
 * The class, where the row is about a person in a class.
 */
class: Named | null, 
/**
 * The school.
 */
school: Named | null, 
/**
 * Its cells; a very long one is cut and ends in an ellipsis.
 */
cells: Array<string>, };

export type Affected = { 
/**
 * What a row is about.
 */
kind: AffectedKind, 
/**
 * Names of the columns.
 */
columns: Array<string>, 
/**
 * The rows, in the order of the file.
 */
rows: Array<AffectedRow>, };

export type StepPart = { "kind": "text", 
/**
 * The words.
 */
text: string, } | { "kind": "path", 
/**
 * What is chosen, one after the other.
 */
names: Array<string>, } | { "kind": "paste", 
/**
 * The line.
 */
line: string, };

export type Step = { 
/**
 * Whether it only says something, and there is nothing to be done about it.
 */
is_remark: boolean, 
/**
 * What it says, in its order.
 */
parts: Array<StepPart>, };

