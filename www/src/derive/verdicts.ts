/** Whether a package can be sent, and to whom. */

import type { Verdict } from "../model/report";
import type { GroupView, Result } from "../model/state";
import { words } from "../words/messages";
import { severityFor } from "./severities";

/** The profile that is the standard itself: nobody receives it, so it is followed or not. */
export const STANDARD = "oneroster";

export function receiversOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  const receivers = verdicts.filter((verdict) => verdict.profile !== STANDARD);
  return receivers.length > 0 ? receivers : verdicts;
}

export function headingOf(result: Result): string {
  const text = words.result;
  const { outcome, verdicts } = result.head;
  if (result.stopped !== null) return words.failed.soFar.stopped;
  if (outcome === "unreadable") return text.unreadable;
  const receivers = receiversOf(verdicts);
  const titles = (ready: boolean): string[] =>
    receivers.filter((verdict) => verdict.ready === ready).map(({ title }) => title);
  if (outcome === "partial") return receivers.some(({ errors }) => errors > 0) ? text.notReady : text.partial;
  if (titles(true).length === 0) return text.notReady;
  if (titles(false).length > 0) return text.readyForSome(titles(true), titles(false));
  return receivers.some((verdict) => verdict.warnings > 0) ? text.readyWithWarnings : text.ready;
}

/** How many different things have to be fixed; what another finding causes is not one of them. */
export function kindsOf(profile: string, groups: readonly GroupView[]): number {
  const errors = groups.filter(({ total }) => severityFor(total.profiles, profile) === "error");
  const roots = errors.filter(({ total }) => total.caused_by === null);
  return new Set((roots.length > 0 ? roots : errors).map(({ total }) => total.rule)).size;
}

/** The receivers are what a person came for. */
export function standardLast(verdicts: readonly Verdict[]): Verdict[] {
  return [
    ...verdicts.filter(({ profile }) => profile !== STANDARD),
    ...verdicts.filter(({ profile }) => profile === STANDARD),
  ];
}
