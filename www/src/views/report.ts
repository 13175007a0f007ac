/** The report of a check, part by part, and what was found before one stopped. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Actions, Result, State } from "../model/state";
import { words } from "../words/messages";
import { changesPrint, changesView } from "./changes";
import { copiesView } from "./copies";
import { codesView } from "./codes";
import { effectsView } from "./effects";
import { bugReport, headingOfFailure } from "./failure";
import { heroView } from "./hero";
import { limitsView } from "./limits";
import { overviewView } from "./overview";
import { notChecked, packageFacts } from "./package-facts";
import { partsView } from "./parts";
import { problemsView } from "./problems";
import { changeChoice } from "./receivers";
import { shareView } from "./share";
import { sinceView } from "./since";

/** When the worker that keeps the report has failed since. */
function lost({ lost: failure }: Result): TemplateResult | typeof nothing {
  if (failure === null) return nothing;
  return html`<div class="notice">
    <h3 id="lost-heading" tabindex="-1">${headingOfFailure(failure)}</h3>
    <p>${words.failed.lost}</p>
    ${bugReport(failure)}
  </div>`;
}

/** One part at a time; a print has them all. */
function part(view: Result, ticks: ReadonlySet<string>, actions: Actions): TemplateResult | typeof nothing {
  if (view.printing) {
    return html`${problemsView(view, ticks, actions)} ${changesPrint(view)} ${effectsView(view)} ${overviewView(view, actions)} ${notChecked(view)} ${packageFacts(view, actions)}`;
  }
  switch (view.part) {
    case "problems":
      return problemsView(view, ticks, actions);
    case "effects":
      return html`${effectsView(view)} ${codesView(view, actions)}`;
    case "since":
      return html`${sinceView(view)} ${changesView(view, actions)}`;
    case "copies":
      return copiesView(view, actions);
    case "data":
      return overviewView(view, actions);
    case "files":
      return html`${packageFacts(view, actions)} ${notChecked(view)}`;
    case "share":
      return shareView(view, actions);
  }
}

export function result(view: Result, state: State, folder: boolean, actions: Actions): TemplateResult {
  const { ticks } = state;
  const { input, not_checked: left } = view.head;
  return html`
    <div class="report">
      ${view.printing
        ? html`<p>${input.name}, ${words.moment(view.at)}. ${input.sha256 === null ? nothing : `SHA-256: ${input.sha256}.`} ${view.valuesShown ? nothing : words.downloads.maskedPrint}</p>`
        : partsView(view)}
      <section class="result" aria-labelledby="result-heading">
        ${heroView(view, state, folder, actions)} ${lost(view)} ${limitsView(view, actions)}
        ${part(view, ticks, actions)} ${left.length > 0 && view.part === "problems" && !view.printing ? notChecked(view) : nothing}
        ${view.part === "problems" && !view.printing ? changeChoice(state, actions) : nothing}
        <p class="visually-hidden" role="status">${view.copied ?? ""}</p>
      </section>
    </div>
  `;
}

/** What was found before the check stopped. It holds no answer. */
export function soFar(view: Result, ticks: ReadonlySet<string>, actions: Actions): TemplateResult {
  const text = words.failed.soFar;
  return html`
    <section class="result" aria-labelledby="so-far-heading">
      <h2 id="so-far-heading">${text.heading}</h2>
      <p>${view.groups.length > 0 ? text.lead : text.nothing}</p>
      ${lost(view)} ${problemsView(view, ticks, actions)}
      ${view.whole ? html`${notChecked(view)} ${packageFacts(view, actions)} ${shareView(view, actions)}` : nothing}
    </section>
  `;
}
