/** Several packages that were given together: a row for each, a column for each receiver. */

import { html, nothing, type TemplateResult } from "lit-html";
import { columnsOf } from "../derive/batch";
import type { Actions, Batch, BatchItem } from "../model/state";
import { words } from "../words/messages";
import { smallMark } from "./icons";

function row({ taken, outcome }: BatchItem, place: number, profiles: readonly { profile: string; name: string }[], actions: Actions): TemplateResult {
  const text = words.batch;
  const { name } = taken.package;
  const known = outcome === null || outcome === "failed" ? null : outcome;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">${name}</th>
      ${known === null
        ? html`<td role="cell" colspan=${profiles.length}>${text.failed}</td>`
        : profiles.map(({ profile, name: receiver }) => {
            const of = known.verdicts.find((verdict) => verdict.profile === profile);
            if (of === undefined) return html`<td role="cell"></td>`;
            return html`<td role="cell" data-label=${receiver} class=${of.ready ? "good" : "bad"}>
              ${smallMark(of.ready)} ${of.ready ? text.ready(of.warned) : text.notReady(of.counted.kinds)}
            </td>`;
          })}
      <td role="cell">
        ${outcome === null
          ? nothing
          : html`<button type="button" class="plain" id="package-${place}" @click=${() => actions.openPackage(place)}>
              ${text.show}<span class="visually-hidden">${text.of(name)}</span>
            </button>`}
      </td>
    </tr>
  `;
}

export function batchView(batch: Batch, actions: Actions): TemplateResult {
  const text = words.batch;
  const profiles = columnsOf(batch.items);
  return html`
    <section class="batch" aria-labelledby="batch-heading">
      <h2 id="batch-heading" tabindex="-1">${text.heading(batch.items.length)}</h2>
      <p>${text.lead}</p>
      <table class="stacking" role="table">
        <caption class="visually-hidden">${text.heading(batch.items.length)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${text.package}</th>
            ${profiles.map(({ name }) => html`<th role="columnheader" scope="col">${name}</th>`)}
            <td role="cell"></td>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${batch.items.map((each, place) => row(each, place, profiles, actions))}
        </tbody>
      </table>
      <p class="buttons">
        <button type="button" @click=${actions.another}>${words.result.another}</button>
        <button type="button" @click=${actions.again}>${words.result.again}</button>
        <button type="button" @click=${actions.downloadBatch}>${text.download}</button>
      </p>
    </section>
  `;
}
