/**
 * All rows of one group of findings in a list that scrolls: only those on the screen are drawn and fetched, so that a
 * hundred thousand are as quick as ten. Choosing a row shows it in full, with its neighbours in the file.
 */

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import { findingAt } from "../derive/rows";
import type { Actions, GroupView } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { contextView } from "./context";
import { cell, sentence } from "./visible-text";

/** Rows drawn beyond the edges, so that a small step shows no gap. */
const MARGIN = 4;

function rowOf(group: GroupView, index: number, ids: boolean, values: boolean, actions: Actions): TemplateResult {
  const text = words.rows;
  const finding = findingAt(group, index);
  const chosen = group.chosen?.index === index;
  return html`
    <div role="row" class="list-row ${chosen ? "chosen" : ""}" aria-rowindex=${index + 2}>
      <div role="rowheader" class="number">
        ${finding === undefined
          ? text.coming
          : html`<button
              type="button"
              class="plain"
              aria-expanded=${chosen ? "true" : "false"}
              @click=${() => actions.choose(group, chosen ? null : index)}
            >
              ${finding.line === null ? text.wholeFile : count(finding.line)}<span class="visually-hidden">, ${text.showWhole}</span>
            </button>`}
      </div>
      ${ids ? html`<div role="cell" class="clipped">${cell(finding?.source_id ?? null)}</div>` : nothing}
      ${values ? html`<div role="cell" class="clipped">${cell(finding?.value ?? null)}</div>` : nothing}
      <div role="cell" class="clipped said">${finding === undefined ? nothing : sentence(finding.message)}</div>
    </div>
  `;
}

function chosenRow(group: GroupView, actions: Actions): TemplateResult | typeof nothing {
  const text = words.rows;
  const finding = group.chosen === null ? undefined : findingAt(group, group.chosen.index);
  if (group.chosen === null || finding === undefined) return nothing;
  return html`
    <div class="look">
      <p class="look-heading">
        <strong>${finding.line === null ? text.wholeFile : words.findings.lineAlone(finding.line)}</strong>
        <button type="button" class="plain" @click=${() => actions.choose(group, null)}>${words.look.close}</button>
      </p>
      <p role="status">${sentence(finding.message)}</p>
      <p class="steps">${sentence(finding.fix)}</p>
      ${finding.fix_campus === null ? nothing : html`<p class="steps"><strong>${words.findings.campus}:</strong> ${sentence(finding.fix_campus)}</p>`}
      ${contextView(group.chosen.context, group.total)}
    </div>
  `;
}

export function rowList(group: GroupView, title: string, listed: number, actions: Actions): TemplateResult {
  const text = words.rows;
  const { scroll, total } = group;
  const first = Math.max(0, Math.floor(scroll.top / scroll.rowHeight) - MARGIN);
  const last = Math.min(listed, Math.ceil((scroll.top + scroll.height) / scroll.rowHeight) + MARGIN);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
  const sample = group.blocks.get(0) ?? [];
  const values = sample.some((finding) => finding.value !== null);
  const ids = total.column !== "sourcedId" && sample.some((finding) => finding.source_id !== null);
  const measured = (element: Element | undefined): void => {
    const row = element?.querySelector<HTMLElement>(".list-row");
    if (element instanceof HTMLElement && row) actions.measured(group, row.offsetHeight, element.clientHeight);
  };
  return html`
    <div
      class="row-list ${ids ? "has-ids" : ""} ${values ? "has-values" : ""}"
      role="table"
      tabindex="0"
      aria-label=${text.caption(title, total.file, total.column)}
      aria-rowcount=${listed + 1}
      @scroll=${(event: Event) => actions.scrolled(group, (event.currentTarget as HTMLElement).scrollTop)}
      ${ref(measured)}
    >
      <div role="rowgroup" class="list-head">
        <div role="row" aria-rowindex="1">
          <div role="columnheader" class="number">${text.line}</div>
          ${ids ? html`<div role="columnheader">${text.id}</div>` : nothing}
          ${values ? html`<div role="columnheader">${text.value}</div>` : nothing}
          <div role="columnheader">${text.wrong}</div>
        </div>
      </div>
      <div
        role="rowgroup"
        class="list-space"
        ${ref((element) => {
          // The policy of the page allows no style in the markup.
          if (element instanceof HTMLElement) element.style.height = `${listed * scroll.rowHeight}px`;
        })}
      >
        <div
          class="list-window"
          ${ref((element) => {
            if (element instanceof HTMLElement) element.style.transform = `translateY(${first * scroll.rowHeight}px)`;
          })}
        >
          ${repeat(
            indices,
            (index) => index,
            (index) => rowOf(group, index, ids, values, actions),
          )}
        </div>
      </div>
    </div>
    ${chosenRow(group, actions)}
  `;
}
