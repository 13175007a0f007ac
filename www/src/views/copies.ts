/** A package written again: corrected, or without people. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Edit, Repair } from "../model/core";
import type { Actions, Corrected, MaskedCopy, Result } from "../model/state";
import { copies as text } from "../words/copies";
import { cell } from "./visible-text";

/** Changes that are shown of each repair before the copy is made; the receipt lists more. */
const SHOWN = 3;

type Planned = Extract<Corrected, { kind: "planned" }>;
type Made = Extract<Corrected, { kind: "made" }>;

function running(id: string, said: string, done: number | null, cancel: () => void): TemplateResult {
  return html`
    <p id=${id} tabindex="-1">${said}</p>
    ${done === null ? html`<progress aria-label=${text.progress}></progress>` : html`<progress max="1" .value=${done} aria-label=${text.progress}></progress>`}
    <p class="buttons"><button type="button" @click=${cancel}>${text.cancel}</button></p>
  `;
}

function titleOf(rule: string, view: Result): string {
  return view.head.rules.find(({ name }) => name === rule)?.title ?? rule;
}

function preview(edits: readonly Edit[]): TemplateResult | typeof nothing {
  if (edits.length === 0) return nothing;
  const { place, before, after } = text.corrected.columns;
  return html`<details>
    <summary>${text.corrected.preview}</summary>
    <div class="wide" tabindex="0" role="region" aria-label=${text.corrected.preview}>
      <table>
        <thead>
          <tr>
            <th scope="col">${place}</th>
            <th scope="col">${before}</th>
            <th scope="col">${after}</th>
          </tr>
        </thead>
        <tbody>
          ${edits.slice(0, SHOWN).map(
            (edit) => html`<tr>
              <td>${text.corrected.place(edit.file, edit.line, edit.column)}</td>
              <td>${cell(edit.before)}</td>
              <td>${cell(edit.after)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function list(title: string, hint: string, repairs: readonly Repair[], own: Planned, view: Result, actions: Actions): TemplateResult | typeof nothing {
  if (repairs.length === 0) return nothing;
  const words = text.corrected;
  return html`<fieldset class="repairs">
    <legend>${title}</legend>
    <p class="hint">${hint}</p>
    <ul>
      ${repairs.map(({ name, rule, does, count, chosen }) => {
        const isChosen = own.chosen.includes(name);
        return html`<li data-repair=${name}>
          <label class="choice">
            <input
              type="checkbox"
              .checked=${isChosen}
              @change=${(event: Event) => actions.chooseRepair(name, (event.target as HTMLInputElement).checked)}
            />
            <span>${does}</span>
          </label>
          <p class="hint">
            ${isChosen === chosen ? (chosen ? words.changes(count) : words.offered) : words.counting} ${words.answers}
            <a href="#rule/${rule}">${titleOf(rule, view)}</a>
          </p>
          ${preview(own.plan.receipt.edits.filter(({ repair }) => repair === name))}
        </li>`;
      })}
    </ul>
  </fieldset>`;
}

function planned(own: Planned, view: Result, actions: Actions): TemplateResult {
  const words = text.corrected;
  const { repairs, held } = own.plan;
  if (repairs.length === 0) return html`<p id="corrected-status" tabindex="-1">${words.nothing}</p>`;
  const changes = repairs.reduce((sum, repair) => sum + repair.count, 0);
  return html`
    <p id="corrected-status" tabindex="-1">${words.sum(changes)}</p>
    ${list(words.safe, words.safeHint, repairs.filter(({ safe }) => safe), own, view, actions)}
    ${list(words.asks, words.asksHint, repairs.filter(({ safe }) => !safe), own, view, actions)}
    ${held.length === 0
      ? nothing
      : html`<p>${words.held}</p>
          <ul>
            ${held.map(([what, why]) => html`<li>${what}: ${why}</li>`)}
          </ul>`}
    ${own.again === null ? nothing : html`<progress max="1" .value=${own.again} aria-label=${text.progress}></progress>`}
    <p class="buttons">
      <button type="button" class="primary" ?disabled=${own.again !== null || changes === 0} @click=${actions.makeCorrected}>${words.make}</button>
      <button type="button" @click=${() => actions.cancelCopy("corrected")}>${text.cancel}</button>
    </p>
    <p role="status">${own.again !== null ? words.counting : changes === 0 ? words.none : ""}</p>
  `;
}

function made(own: Made, view: Result, actions: Actions): TemplateResult {
  const words = text.corrected;
  return html`
    <p id="corrected-status" tabindex="-1">${words.made(own.changes, own.copy.size)} ${own.left.length === 0 ? words.clean : nothing}</p>
    <p class="buttons">
      <button type="button" class="primary" @click=${() => actions.keepCopy("corrected")}>${text.download}</button>
      <button type="button" @click=${actions.checkCopy}>${words.check}</button>
    </p>
    <p role="status">${own.said ?? ""}</p>
    ${own.left.length === 0
      ? nothing
      : html`<h3>${words.left}</h3>
          <ul>
            ${own.left.map(({ rule, count }) => html`<li><a href="#rule/${rule}">${words.leftOf(titleOf(rule, view), count)}</a></li>`)}
          </ul>`}
    <p>${words.source}</p>
    <h3>${words.receipt.heading}</h3>
    <p>${view.valuesShown ? words.receipt.shown : words.receipt.masked}</p>
    <p class="buttons">
      <button type="button" @click=${() => actions.keepReceipt("html")}>${words.receipt.html}</button>
      <button type="button" @click=${() => actions.keepReceipt("json")}>${words.receipt.json}</button>
      <button type="button" @click=${actions.planRepair}>${words.again}</button>
    </p>
  `;
}

function corrected(view: Result, actions: Actions): TemplateResult {
  const own = view.corrected;
  const words = text.corrected;
  switch (own.kind) {
    case "idle":
      return html`<p class="buttons"><button type="button" id="corrected-begin" @click=${actions.planRepair}>${words.plan}</button></p>`;
    case "running":
      return running("corrected-status", own.making ? words.making : words.planning, own.done, () => actions.cancelCopy("corrected"));
    case "failed":
      return html`<p id="corrected-status" tabindex="-1">${text.failed(own.message)}</p>
        <p class="buttons"><button type="button" @click=${actions.planRepair}>${words.plan}</button></p>`;
    case "planned":
      return planned(own, view, actions);
    case "made":
      return made(own, view, actions);
  }
}

function told(own: MaskedCopy, actions: Actions): TemplateResult | typeof nothing {
  const words = text.masked;
  if (own.kind === "failed") return html`<p id="masked-status" tabindex="-1">${text.failed(own.message)}</p>`;
  if (own.kind !== "made") return nothing;
  const { cells, emptied, left_out: left } = own.told;
  return html`
    <p id="masked-status" tabindex="-1">${words.made(cells, own.copy.size)}</p>
    ${emptied.length === 0 ? nothing : html`<p>${words.emptied(emptied.join(", "))}</p>`}
    ${left.length === 0 ? nothing : html`<p>${words.leftOut(left.join(", "))}</p>`}
    <p>${words.look}</p>
    <p class="buttons"><button type="button" class="primary" @click=${() => actions.keepCopy("masked")}>${text.download}</button></p>
    <p role="status">${own.said ?? ""}</p>
  `;
}

function masked(own: MaskedCopy, actions: Actions): TemplateResult {
  const words = text.masked;
  if (own.kind === "running") return running("masked-status", words.making, own.done, () => actions.cancelCopy("masked"));
  return html`
    ${told(own, actions)}
    <label class="choice">
      <input
        type="checkbox"
        .checked=${own.keepsSchoolNames}
        @change=${(event: Event) => actions.keepSchoolNames((event.target as HTMLInputElement).checked)}
      />
      <span>${words.schools}</span>
    </label>
    <p class="buttons"><button type="button" id="masked-begin" @click=${actions.makeMasked}>${own.kind === "made" ? words.again : words.make}</button></p>
  `;
}

export function copiesView(view: Result, actions: Actions): TemplateResult | typeof nothing {
  if (view.stopped !== null || view.head.outcome === "unreadable") return nothing;
  return html`
    <section class="copies" aria-labelledby="copies-heading">
      <h2 id="copies-heading" tabindex="-1">${text.corrected.heading}</h2>
      <p>${text.corrected.lead}</p>
      ${corrected(view, actions)}
    </section>
    <section class="copies" aria-labelledby="masked-heading">
      <h2 id="masked-heading">${text.masked.heading}</h2>
      <p>${text.masked.lead}</p>
      <p>${text.masked.still}</p>
      ${masked(view.masked, actions)}
    </section>
  `;
}
