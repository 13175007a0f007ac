/**
 * All rows of one problem in a list that scrolls: only those on the screen are drawn and fetched, so that a hundred
 * thousand are as quick as ten.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";
import { findingAt, rowAt } from "../derive/rows";
import { told } from "../derive/table";
import type { Actions, GroupView } from "../model/state";
import { words } from "../words/messages";
import { cell, sentence } from "./visible-text";
import { type Columns, columnsOf, lineButton } from "./who-columns";

/** Rows drawn beyond the edges, so that a small step shows no gap. */
const MARGIN = 4;

function rowOf(group: GroupView, index: number, columns: Columns, actions: Actions): TemplateResult {
  const finding = findingAt(group, index);
  const named = rowAt(group, index) ?? null;
  const chosen = group.chosen === index;
  const people = [told(named?.who ?? null), told(named?.class ?? null), told(named?.school ?? null)].filter((name) => name !== "");
  return html`
    <div role="row" class="list-row ${chosen ? "chosen" : ""}" aria-rowindex=${index + 2}>
      <div role="rowheader" class="number">${finding === undefined ? words.rows.coming : lineButton(group, index, finding, actions)}</div>
      ${columns.who === null ? nothing : html`<div role="cell" class="clipped">${people.join(", ")}</div>`}
      ${columns.id ? html`<div role="cell" class="clipped">${cell(finding?.source_id ?? null)}</div>` : nothing}
      ${columns.value === null ? nothing : html`<div role="cell" class="clipped">${cell(finding?.value ?? null)}</div>`}
      <div role="cell" class="clipped said">${finding === undefined ? nothing : sentence(columns.fix ? finding.fix : finding.message)}</div>
    </div>
  `;
}

export function rowList(group: GroupView, title: string, listed: number, actions: Actions): TemplateResult {
  const text = words.rows;
  const { scroll, total } = group;
  const first = Math.max(0, Math.floor(scroll.top / scroll.rowHeight) - MARGIN);
  const last = Math.min(listed, Math.ceil((scroll.top + scroll.height) / scroll.rowHeight) + MARGIN);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
  const columns = columnsOf(group);
  const narrow = [columns.who !== null, columns.id, columns.value !== null].filter(Boolean).length;
  const measured = (element: Element | undefined): void => {
    const row = element?.querySelector<HTMLElement>(".list-row");
    if (element instanceof HTMLElement && row) actions.measured(group, row.offsetHeight, element.clientHeight);
  };
  const head = (name: string | null): TemplateResult | typeof nothing => (name === null ? nothing : html`<div role="columnheader">${name}</div>`);
  return html`
    <div
      class="row-list narrow-${narrow}"
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
          ${head(columns.who)} ${head(columns.id ? text.id : null)} ${head(columns.value)} ${head(columns.fix ? text.fix : text.wrong)}
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
            (index) => rowOf(group, index, columns, actions),
          )}
        </div>
      </div>
    </div>
  `;
}
