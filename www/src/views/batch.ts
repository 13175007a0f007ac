/** Several packages that were given together: a list with the answer for each. */

import { html, nothing, type TemplateResult } from "lit";
import type { Actions, Batch, BatchItem } from "../model/state";
import { words } from "../words/messages";

function item({ taken, outcome }: BatchItem, place: number, actions: Actions): TemplateResult {
  const text = words.batch;
  const { name } = taken.package;
  const told =
    outcome === null || outcome === "failed"
      ? text.failed
      : [outcome.heading, text.errors(outcome.errors), ...(outcome.warnings > 0 ? [text.warnings(outcome.warnings)] : [])].join(", ");
  const ready = outcome !== null && outcome !== "failed" && outcome.ready;
  return html`
    <li class="verdict ${ready ? "is-ready" : "is-not-ready"}">
      <span class="tag">${ready ? words.verdict.ready : words.verdict.notReady}</span>
      <h3>${name}</h3>
      <p>
        ${told}.
        ${outcome === null
          ? nothing
          : html`<button type="button" class="plain" id="package-${place}" @click=${() => actions.openPackage(place)}>
              ${text.show}<span class="visually-hidden">${text.of(name)}</span>
            </button>`}
      </p>
    </li>
  `;
}

export function batchView(batch: Batch, actions: Actions): TemplateResult {
  const text = words.batch;
  return html`
    <section class="batch" aria-labelledby="batch-heading">
      <h2 id="batch-heading" tabindex="-1">${text.heading(batch.items.length)}</h2>
      <p>${text.lead}</p>
      <ul class="verdicts">
        ${batch.items.map((each, place) => item(each, place, actions))}
      </ul>
      <p class="buttons">
        <button type="button" @click=${actions.another}>${words.result.another}</button>
        <button type="button" @click=${actions.again}>${words.result.again}</button>
      </p>
    </section>
  `;
}
