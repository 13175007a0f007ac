/** Several packages as a table: a row for each, a column for each receiver. */

import type { Severity } from "../model/report";
import type { BatchItem, Counts, Result } from "../model/state";
import { words } from "../words/messages";
import { countsOf } from "./counts";
import { headingOf, nameOf, standardLast, verdictsOf } from "./verdicts";

export interface BatchColumn {
  profile: string;
  name: string;
}

/** What became of one of them. */
export function outcomeOf(view: Result): BatchItem["outcome"] {
  const count = (severity: Severity, profile: string): Counts => countsOf(view.groups, severity, profile);
  return { heading: headingOf(view), verdicts: verdictsOf(view).map((of) => ({ ...of, counted: count("error", of.profile), warned: count("warning", of.profile).kinds })) };
}

/** Whom the packages were checked for, in the order of the columns. */
export function columnsOf(items: readonly BatchItem[]): BatchColumn[] {
  for (const { outcome } of items) {
    if (outcome !== null && outcome !== "failed") return standardLast(outcome.verdicts).map((of) => ({ profile: of.profile, name: nameOf(of) }));
  }
  return [];
}

function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The same as a file. */
export function batchTable(items: readonly BatchItem[]): string {
  const columns = columnsOf(items);
  const text = words.batch;
  const head = [text.package, ...columns.flatMap(({ name }) => [name, text.problemsOf(name), text.warningsOf(name)])];
  const rows = items.map(({ taken, outcome }) => [
    taken.package.name,
    ...columns.flatMap(({ profile }) => {
      const verdict = outcome === null || outcome === "failed" ? undefined : outcome.verdicts.find((of) => of.profile === profile);
      if (verdict === undefined) return [text.failed, "", ""];
      return [verdict.ready ? words.verdict.ready : words.verdict.notReady, String(verdict.counted.kinds), String(verdict.warned)];
    }),
  ]);
  return `\u{feff}${[head, ...rows].map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
}
