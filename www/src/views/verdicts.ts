/** The answer first: can it be sent, and to whom. */

import { html, nothing, type TemplateResult } from "lit";
import { kindsOf, STANDARD, standardLast } from "../derive/verdicts";
import type { Verdict } from "../model/report";
import type { Result } from "../model/state";
import { words } from "../words/messages";

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
