/** The one way in which this page counts: a problem is one rule, file and column; what it causes is not another one. */

import type { Finding, Severity, Total } from "../model/report";
import type { Counts, GroupView, Result } from "../model/state";
import { count } from "../words/quantities";
import { severityFor } from "./severities";
import { receiversOf } from "./verdicts";

/** For somebody in particular, or for whoever minds most. */
export function severityOf({ total }: GroupView, profile: string | null): Severity | null {
  return profile === null ? total.severity : severityFor(total.profiles, profile);
}

/** What is to be fixed, looked at or known: what another finding causes goes away with that. */
export function countsOf(groups: readonly GroupView[], severity: Severity, profile: string | null): Counts {
  const own = groups.filter((group) => group.total.caused_by === null && severityOf(group, profile) === severity);
  return { kinds: own.length, rows: own.reduce((sum, { total }) => sum + total.count, 0) };
}

/** Whether somebody who receives the package refuses it for this; where nobody was asked about, the standard. */
export function isForReceiver({ total }: GroupView, result: Result): boolean {
  return receiversOf(result.head.verdicts).some(({ profile }) => severityFor(total.profiles, profile) === "error");
}

/** What keeps the package from being sent, and how many more problems concern the standard alone. */
export function whoCounts(result: Result): Counts & { standardOnly: number } {
  const problems = result.groups.filter(({ total }) => total.caused_by === null && total.severity === "error");
  const own = problems.filter((group) => isForReceiver(group, result));
  return { kinds: own.length, rows: own.reduce((sum, { total }) => sum + total.count, 0), standardOnly: problems.length - own.length };
}

/** The same group in another check of the same package. */
export function keyOf(total: Total): string {
  return JSON.stringify([total.rule, total.file, total.column, total.profiles]);
}

export function titleOf(rule: string, result: Result): string {
  return result.head.rules.find(({ name }) => name === rule)?.title ?? rule;
}

/** The title, or the number with what follows it: “12 students have no grade”. */
export function countedTitleOf(total: Total, result: Result): string {
  const rest = result.head.rules.find(({ name }) => name === total.rule)?.counted;
  return rest !== undefined && total.count > 1 ? `${count(total.count)} ${rest}` : titleOf(total.rule, result);
}

export function whyOf(rule: string, result: Result): string {
  return result.head.rules.find(({ name }) => name === rule)?.why ?? "";
}

/** The finding that stands for its group: the first that was searched for; in a print, one that may leave the screen. */
export function exampleOf(group: GroupView, result: Result): Finding | null {
  if (result.printing) return result.excerpt?.[group.index]?.[0] ?? null;
  return (result.found?.groups[group.index] ?? group).first;
}
