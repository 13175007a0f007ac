/** The answer first: can it be sent, and to whom. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import type { Verdict } from "./report";
import { severityFor } from "./severities";
import type { GroupView, Result } from "./state";

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
function kindsOf(profile: string, groups: readonly GroupView[]): number {
  const errors = groups.filter(({ total }) => severityFor(total.profiles, profile) === "error");
  const roots = errors.filter(({ total }) => total.caused_by === null);
  return new Set((roots.length > 0 ? roots : errors).map(({ total }) => total.rule)).size;
}

function verdict(of: Verdict, result: Result): TemplateResult {
  const text = words.verdict;
  const standard = of.profile === STANDARD;
  const word = of.ready ? (standard ? text.follows : text.ready) : standard ? text.breaks : text.notReady;
  const before = result.before?.get(of.profile);
  const complete = result.head.outcome === "complete";
  const parts = [
    of.errors > 0
      ? text.problems(kindsOf(of.profile, result.groups), of.errors)
      : !complete
        ? text.noProblemsChecked
        : of.ready
          ? text.noProblems
          : text.nothingToSend,
    ...(of.warnings > 0 ? [text.warnings(of.warnings)] : []),
    ...(of.infos > 0 ? [text.notes(of.infos)] : []),
    ...(before === undefined || (before === 0 && of.errors === 0) ? [] : [text.before(before, of.errors)]),
  ];
  return html`
    <li class="verdict ${of.ready ? "is-ready" : "is-not-ready"}">
      <span class="tag">${word}</span>
      <h4>${standard ? of.title : text.to(of.title)}</h4>
      <p>${parts.map((part) => `${part}. `)}</p>
    </li>
  `;
}

/** The receivers are what a person came for. */
export function standardLast(verdicts: readonly Verdict[]): Verdict[] {
  return [
    ...verdicts.filter(({ profile }) => profile !== STANDARD),
    ...verdicts.filter(({ profile }) => profile === STANDARD),
  ];
}

export function verdictsView(result: Result): TemplateResult {
  const { outcome, verdicts } = result.head;
  return html`
    ${outcome === "partial" ? html`<p class="lead">${words.result.partialDetail(verdicts.some(({ errors }) => errors > 0))}</p>` : nothing}
    ${outcome === "unreadable" ? html`<p class="lead">${words.result.unreadableDetail}</p>` : nothing}
    <section aria-labelledby="verdicts-heading">
      <h3 id="verdicts-heading" class="visually-hidden">${words.verdict.heading}</h3>
      <ul class="verdicts">
        ${standardLast(verdicts).map((each) => verdict(each, result))}
      </ul>
    </section>
  `;
}
