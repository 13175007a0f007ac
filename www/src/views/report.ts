/** The report of a check, and what was found before one stopped. */

import { html, nothing, type TemplateResult } from "lit";
import { headingOf } from "../derive/verdicts";
import type { Actions, Batch, Result } from "../model/state";
import { words } from "../words/messages";
import { downloads } from "./downloads";
import { effectsView } from "./effects";
import { bugReport, headingOfFailure } from "./failure";
import { findingsView } from "./findings";
import { limitsView } from "./limits";
import { overviewView } from "./overview";
import { notChecked, packageFacts } from "./package-facts";
import { verdictsView } from "./verdicts";

/** Ways to the parts of a long report. */
function jumps(view: Result): TemplateResult {
  const text = words.jumps;
  const { effects, not_checked: left, overview } = view.head;
  const parts = [
    { id: "effects-heading", name: words.effects.heading, there: effects.length > 0 },
    { id: "findings-heading", name: text.findings, there: view.groups.length > 0 },
    { id: "overview-heading", name: words.overview.heading, there: overview !== null },
    { id: "not-checked-heading", name: text.notChecked, there: left.length > 0 },
    { id: "facts-heading", name: words.facts.heading, there: true },
    { id: "downloads-heading", name: words.downloads.heading, there: true },
  ];
  return html`<nav aria-label=${text.label}>
    <ul class="jumps">
      ${parts.filter(({ there }) => there).map(({ id, name }) => html`<li><a class="target" href="#${id}">${name}</a></li>`)}
    </ul>
  </nav>`;
}

/** When the worker that keeps the report has failed since. */
function lost({ lost: failure }: Result): TemplateResult | typeof nothing {
  if (failure === null) return nothing;
  return html`<div class="notice">
    <h3 id="lost-heading" tabindex="-1">${headingOfFailure(failure)}</h3>
    <p>${words.failed.lost}</p>
    ${bugReport(failure)}
  </div>`;
}

export function result(view: Result, batch: Batch | null, actions: Actions): TemplateResult {
  const { input } = view.head;
  return html`
    <section class="result" aria-labelledby="result-heading">
      <h2 id="result-heading" tabindex="-1">${headingOf(view)}</h2>
      <p class="quiet">${words.result.of(input.name, input.bytes)}</p>
      ${view.printing && !view.valuesShown ? html`<p>${words.downloads.maskedPrint}</p>` : nothing}
      ${lost(view)} ${verdictsView(view)} ${limitsView(view, actions)}
      <p class="buttons">
        ${batch === null
          ? nothing
          : html`<button type="button" @click=${actions.backToBatch}>${words.result.backToBatch}</button>`}
        <button type="button" @click=${actions.another}>${words.result.another}</button>
        <button type="button" @click=${actions.again}>${words.result.again}</button>
      </p>
      ${view.printing ? nothing : jumps(view)} ${effectsView(view)} ${findingsView(view, actions)}
      ${view.whole
        ? html`${overviewView(view, actions)} ${notChecked(view)} ${packageFacts(view)} ${downloads(view, actions)}`
        : nothing}
    </section>
  `;
}

/** What was found before the check stopped. It holds no answer. */
export function soFar(view: Result, actions: Actions): TemplateResult {
  const text = words.failed.soFar;
  return html`
    <section class="result" aria-labelledby="so-far-heading">
      <h3 id="so-far-heading">${text.heading}</h3>
      <p>${view.groups.length > 0 ? text.lead : text.nothing}</p>
      ${lost(view)} ${findingsView(view, actions)}
      ${view.whole ? html`${notChecked(view)} ${packageFacts(view)} ${downloads(view, actions)}` : nothing}
    </section>
  `;
}
