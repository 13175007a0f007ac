/** The single rows of one group of findings, a page at a time. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import { count } from "./quantities";
import type { Finding } from "./report";
import type { Actions, GroupView } from "./state";
import { cell, sentence } from "./visible-text";

/** Enough to see a pattern, few enough to scroll past and to draw in one frame on a slow laptop. */
export const ROWS_ON_A_PAGE = 25;

function row(finding: Finding, ids: boolean, values: boolean, fixes: boolean): TemplateResult {
  const text = words.rows;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" class="number" data-label=${text.line}>
        ${finding.line === null ? text.wholeFile : count(finding.line)}
      </th>
      ${ids ? html`<td role="cell" data-label=${text.id}>${cell(finding.source_id)}</td>` : nothing}
      ${values ? html`<td role="cell" data-label=${text.value}>${cell(finding.value)}</td>` : nothing}
      <td role="cell" data-label=${text.wrong}>${sentence(finding.message)}</td>
      ${fixes ? html`<td role="cell" data-label=${text.fix}>${sentence(finding.fix)}</td>` : nothing}
    </tr>
  `;
}

function pager(group: GroupView, shown: number, listed: number, actions: Actions): TemplateResult {
  const text = words.rows;
  const all = Math.max(listed, group.total.listed === listed ? group.total.count : listed);
  const to = group.from + shown;
  return html`
    <p class="pager">
      <span role="status">${text.showing(group.from + 1, to, listed, all)}</span>
      ${listed <= ROWS_ON_A_PAGE
        ? nothing
        : html`
            <button
              type="button"
              ?disabled=${group.from === 0}
              @click=${() => actions.turn(group, Math.max(0, group.from - ROWS_ON_A_PAGE))}
            >
              ${text.previous}
            </button>
            <button
              type="button"
              ?disabled=${to >= listed}
              @click=${() => actions.turn(group, group.from + ROWS_ON_A_PAGE)}
            >
              ${text.next}
            </button>
          `}
    </p>
  `;
}

/** As many rows of a group as may leave the screen, for printing. */
export function printedRows(group: GroupView, rows: readonly Finding[], title: string): TemplateResult {
  const more = group.total.count > rows.length;
  return html`
    ${table(group, rows, title)} ${more ? html`<p>${words.rows.printed(rows.length, group.total.count)}</p>` : nothing}
  `;
}

/** `listed` rows of the group are to be had: all that are listed, or those that a search found. */
export function rowsView(group: GroupView, title: string, listed: number, actions: Actions): TemplateResult {
  const text = words.rows;
  if (group.problem !== null) return html`<p class="refusal">${text.failed(group.problem)}</p>`;
  if (group.total.listed === 0) return html`<p>${text.notListed}</p>`;
  if (group.rows === null) return html`<p>${text.loading}</p>`;
  return html`${table(group, group.rows, title)} ${pager(group, group.rows.length, listed, actions)}`;
}

function table(group: GroupView, rows: readonly Finding[], title: string): TemplateResult {
  const text = words.rows;
  const values = rows.some((finding) => finding.value !== null);
  // Where the id itself is wrong, it is the value.
  const ids = group.total.column !== "sourcedId" && rows.some((finding) => finding.source_id !== null);
  const fixes = !group.one_fix;
  return html`
    <table class="stacking rows" role="table">
      <caption class="visually-hidden">
        ${text.caption(title, group.total.file, group.total.column)}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="number">${text.line}</th>
          ${ids ? html`<th role="columnheader" scope="col">${text.id}</th>` : nothing}
          ${values ? html`<th role="columnheader" scope="col">${text.value}</th>` : nothing}
          <th role="columnheader" scope="col">${text.wrong}</th>
          ${fixes ? html`<th role="columnheader" scope="col">${text.fix}</th>` : nothing}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((finding) => row(finding, ids, values, fixes))}
      </tbody>
    </table>
  `;
}
