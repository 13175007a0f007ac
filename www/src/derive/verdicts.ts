/** Whether a package can be sent, and to whom. */

import type { Severity, Verdict } from "../model/report";
import type { Result } from "../model/state";
import { words } from "../words/messages";
import { receivers } from "../words/receivers";
import { severityFor } from "./severities";

/** The profile that is the standard itself: nobody receives it, so it is followed or not. */
export const STANDARD = "oneroster";

export function receiversOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  const receivers = verdicts.filter((verdict) => verdict.profile !== STANDARD);
  return receivers.length > 0 ? receivers : verdicts;
}

/** Whether somebody asked about a receiver, and not only about the standard. */
export function hasReceiver(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ profile }) => profile !== STANDARD);
}

/** How many changes are as bad as this for a receiver, against the package sent before. */
function changesOf({ compared }: Result, profile: string, severity: Severity): number {
  const totals = compared?.changes.totals ?? [];
  return totals.filter(({ caused_by: cause, profiles }) => cause === null && severityFor(profiles, profile) === severity).length;
}

/** Whether there are any for somebody who receives it. */
export function changesAre(severity: Severity, result: Result): boolean {
  return receiversOf(result.head.verdicts).some(({ profile }) => changesOf(result, profile, severity) > 0);
}

/** The answers; what the comparison found counts as any other problem does, as it does for the command. */
export function verdictsOf(result: Result): readonly Verdict[] {
  return result.head.verdicts.map((of) => ({
    ...of,
    ready: of.ready && changesOf(result, of.profile, "error") === 0,
    warnings: of.warnings + changesOf(result, of.profile, "warning"),
  }));
}

/** A short name, where one is known; the report has the long one. */
export function nameOf({ profile, title }: Verdict): string {
  if (profile === STANDARD) return words.receivers.standard;
  return receivers.known.find((known) => known.profile === profile)?.short ?? title;
}

export function headingOf(result: Result): string {
  const text = words.result;
  const { outcome } = result.head;
  const verdicts = verdictsOf(result);
  if (result.stopped !== null) return words.failed.soFar.stopped;
  if (outcome === "unreadable") return text.unreadable;
  if (!hasReceiver(verdicts)) {
    if (outcome === "partial" && verdicts.every(({ errors }) => errors === 0)) return text.partial;
    return verdicts.every(({ ready }) => ready) ? text.follows : text.breaks;
  }
  const receivers = receiversOf(verdicts);
  const names = (ready: boolean): string[] => receivers.filter((verdict) => verdict.ready === ready).map(nameOf);
  if (outcome === "partial" && receivers.every(({ errors }) => errors === 0)) return text.partial;
  if (names(true).length === 0) return text.notReady(names(false));
  if (names(false).length > 0) return text.readyForSome(names(true), names(false));
  return receivers.some((verdict) => verdict.warnings > 0) ? text.readyWithWarnings(names(true)) : text.ready(names(true));
}

/** Whether the answer is about it, and not only a line under the answer. */
export function isMain({ profile }: Verdict, result: Result): boolean {
  return receiversOf(result.head.verdicts).some((main) => main.profile === profile);
}

/** How it looks at a glance. */
export function markOf(result: Result): "good" | "bad" | "part" {
  const { outcome } = result.head;
  const receivers = receiversOf(verdictsOf(result));
  if (receivers.every(({ ready }) => ready)) return "good";
  return outcome === "complete" && receivers.some(({ ready }) => ready) ? "part" : "bad";
}

/** The receivers are what a person came for. */
export function standardLast(verdicts: readonly Verdict[]): Verdict[] {
  return [
    ...verdicts.filter(({ profile }) => profile !== STANDARD),
    ...verdicts.filter(({ profile }) => profile === STANDARD),
  ];
}
