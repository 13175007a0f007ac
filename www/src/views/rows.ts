/** The single rows of one group of findings: a few in a table, many in a list that scrolls. */

import { html, nothing, type TemplateResult } from "lit";
import { deeperCap } from "../derive/rows";
import type { Finding } from "../model/report";
import type { Actions, GroupView, Result } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { rowList } from "./row-list";
import { cell, sentence } from "./visible-text";

/** Few enough to scroll past. */
const ROWS_IN_A_TABLE = 25;

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

/** As many rows of a group as may leave the screen, for printing. */
export function printedRows(group: GroupView, rows: readonly Finding[], title: string): TemplateResult {
  const more = group.total.count > rows.length;
  return html`
    ${table(group, rows, title)} ${more ? html`<p>${words.rows.printed(rows.length, group.total.count)}</p>` : nothing}
  `;
}

function howMany(group: GroupView, listed: number, result: Result, actions: Actions): TemplateResult {
  const text = words.rows;
  const { total } = group;
  const cap = deeperCap(result.groups);
  const missing = total.count > total.listed && listed === total.listed;
  return html`
    <p class="pager">
      <span role="status">${missing ? text.listed(listed, total.count) : text.all(listed)}</span>
      ${!missing || cap === null || cap <= total.listed || result.deep === "done"
        ? nothing
        : result.deep === "working"
          ? html`<span role="status">${text.listing}</span>`
          : html`<button type="button" @click=${actions.listAll}>${text.listAll(Math.min(cap, total.count), total.count)}</button>`}
      ${result.deep !== null && typeof result.deep === "object" ? html`<span class="refusal">${text.failed(result.deep.problem)}</span>` : nothing}
    </p>
  `;
}

/** `listed` rows of the group are to be had: all that are listed, or those that a search found. */
export function rowsView(group: GroupView, title: string, listed: number, result: Result, actions: Actions): TemplateResult {
  const text = words.rows;
  if (group.problem !== null) return html`<p class="refusal">${text.failed(group.problem)}</p>`;
  if (group.total.listed === 0) return html`<p>${text.notListed}</p>`;
  const first = group.blocks.get(0);
  if (first === undefined || (first.length === 0 && listed > 0)) return html`<p>${text.loading}</p>`;
  const rows = listed <= ROWS_IN_A_TABLE ? table(group, first, title) : rowList(group, title, listed, actions);
  return html`${howMany(group, listed, result, actions)} ${rows}`;
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
