/** Who is affected: rows with the names of the people, classes and schools that they are about. */

import { html, nothing, type TemplateResult } from "lit-html";
import { deeperCap, findingAt, otherRowAt, rowAt } from "../derive/rows";
import { stepsIn } from "../derive/sender";
import { told } from "../derive/table";
import type { Finding } from "../model/report";
import type { Actions, GroupView, Result } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { fileRows } from "./look";
import { rowList } from "./row-list";
import { cell, sentence } from "./visible-text";
import { type Columns, columnsOf, lineButton } from "./who-columns";

/** Few enough to scroll past. */
const ROWS_IN_A_TABLE = 25;

function other(finding: Finding | undefined, group: GroupView): string | null {
  const row = finding?.other_row ?? null;
  if (row === null) return null;
  return row.file === group.total.file ? words.who.otherRow(row.line) : words.who.otherFile(row.file, row.line);
}

function row(group: GroupView, index: number, columns: Columns, actions: Actions): TemplateResult | typeof nothing {
  const text = words.rows;
  const finding = findingAt(group, index);
  if (finding === undefined) return nothing;
  const named = rowAt(group, index);
  const also = other(finding, group);
  const second = otherRowAt(group, index);
  const both = (of: (row: NonNullable<typeof second>) => string): TemplateResult =>
    html`${named ? of(named) : ""}${second === null ? nothing : html`<br /><span class="quiet">${of(second)}</span>`}`;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" class="number" data-label=${text.line}>
        ${lineButton(group, index, finding, actions)}${also === null ? nothing : html`<br /><span class="quiet also">${also}</span>`}
      </th>
      ${columns.who === null ? nothing : html`<td role="cell" data-label=${columns.who}>${both((row) => told(row.who))}</td>`}
      ${columns.class ? html`<td role="cell" data-label=${words.who.class}>${both((row) => told(row.class))}</td>` : nothing}
      ${columns.school ? html`<td role="cell" data-label=${words.who.school}>${both((row) => told(row.school))}</td>` : nothing}
      ${columns.id ? html`<td role="cell" data-label=${text.id}>${cell(finding.source_id)}${second === null ? nothing : html`<br /><span class="quiet">${cell(second.id)}</span>`}</td>` : nothing}
      ${columns.value === null ? nothing : html`<td role="cell" class="hit" data-label=${columns.value}>${cell(finding.value)}</td>`}
      ${columns.message ? html`<td role="cell" class="said" data-label=${text.wrong}>${sentence(finding.message)}</td>` : nothing}
      ${columns.fix ? html`<td role="cell" class="said" data-label=${text.fix}>${sentence(finding.fix)}</td>` : nothing}
    </tr>
  `;
}

function table(group: GroupView, listed: number, title: string, actions: Actions): TemplateResult {
  const text = words.rows;
  const columns = columnsOf(group);
  const head = (name: string | null): TemplateResult | typeof nothing => (name === null ? nothing : html`<th role="columnheader" scope="col">${name}</th>`);
  return html`
    <div class="wide" tabindex="0" role="group" aria-label=${text.caption(title, group.total.file, group.total.column)}>
      <table class="stacking rows" role="table">
        <caption class="visually-hidden">${text.caption(title, group.total.file, group.total.column)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" class="number">${text.line}</th>
            ${head(columns.who)} ${head(columns.class ? words.who.class : null)} ${head(columns.school ? words.who.school : null)} ${head(columns.id ? text.id : null)}
            ${head(columns.value)} ${head(columns.message ? text.wrong : null)} ${head(columns.fix ? text.fix : null)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${Array.from({ length: listed }, (_, index) => row(group, index, columns, actions))}
        </tbody>
      </table>
    </div>
  `;
}

/** The whole row of the finding that was chosen, as it stands in the file, and what to do about it. */
function chosenRow(group: GroupView, sender: string, actions: Actions): TemplateResult | typeof nothing {
  const text = words.rows;
  const finding = group.chosen === null ? undefined : findingAt(group, group.chosen);
  if (group.chosen === null || finding === undefined) return nothing;
  const steps = stepsIn(finding);
  const rows = [rowAt(group, group.chosen), otherRowAt(group, group.chosen)].filter((each) => each !== null && each !== undefined);
  const names = group.people.values().next().value?.columns ?? [];
  const place = group.total.column === null ? -1 : names.findIndex((name) => name.trim().toLowerCase() === group.total.column?.toLowerCase());
  return html`
    <div class="look">
      <p class="look-heading">
        <strong>${finding.line === null ? text.wholeFile : words.findings.lineAlone(finding.line)}</strong>
        <button type="button" class="plain" @click=${() => actions.choose(group, null)}>${words.look.close}</button>
      </p>
      <p role="status">${sentence(finding.message)}</p>
      <p>${sentence(finding.fix)}</p>
      ${steps === null || group.steps.length > 0 ? nothing : html`<p><strong>${words.findings.inSender(sender)}.</strong> ${sentence(steps)}</p>`}
      ${rows.length === 0 ? nothing : fileRows(words.who.fullRow, { columns: [...names], rows: [...rows] }, names.map((_, at) => at), place)}
    </div>
  `;
}

function howMany(group: GroupView, listed: number, result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.rows;
  const { total } = group;
  const cap = deeperCap(result.groups);
  const missing = total.count > total.listed && listed === total.listed;
  if (!missing) return nothing;
  return html`
    <p class="pager">
      <span role="status">${text.listed(listed, total.count)}</span>
      ${cap === null || cap <= total.listed || result.deep === "done"
        ? nothing
        : result.deep === "working"
          ? html`<span role="status">${text.listing}</span>`
          : html`<button type="button" @click=${actions.listAll}>${text.listAll(Math.min(cap, total.count), total.count)}</button>`}
      ${result.deep !== null && typeof result.deep === "object" ? html`<span class="refusal">${text.failed(result.deep.problem)}</span>` : nothing}
    </p>
  `;
}

function takeAlong(group: GroupView, actions: Actions): TemplateResult {
  const text = words.who;
  if (group.asking) {
    return html`<div class="notice" role="group" aria-label=${text.download}>
      <p>${text.ask}</p>
      <p class="buttons">
        <button type="button" class="primary small" @click=${() => actions.downloadRows(group)}>${text.yes}</button>
        <button type="button" class="small" @click=${() => actions.askForRows(group, false)}>${text.no}</button>
      </p>
    </div>`;
  }
  return html`<span class="take">
    <button type="button" class="small" @click=${() => actions.copyRows(group)}>${text.copy}</button>
    ${group.first?.record == null ? nothing : html`<button type="button" class="small" @click=${() => actions.askForRows(group, true)}>${text.download}</button>`}
  </span>`;
}

/** `listed` rows of the group are to be had: all that are listed, or those that a search found. */
export function whoView(group: GroupView, title: string, listed: number, result: Result, actions: Actions): TemplateResult {
  const text = words.rows;
  const first = group.blocks.get(0);
  const people = group.people.get(0);
  const heading = people?.rows.some(({ who }) => who !== null) === false ? words.who.rowsHeading : words.who.heading;
  const coming = first === undefined || (first.length === 0 && listed > 0);
  return html`<div class="who" id="rows-${group.index}">
    <div class="head"><h4>${heading}</h4>${takeAlong(group, actions)}</div>
    <p role="status" class="quiet told">${group.told ?? ""}</p>
    ${group.problem !== null
      ? html`<p class="refusal">${text.failed(group.problem)}</p>`
      : coming
        ? html`<p class="quiet">${text.loading}</p>`
        : html`${howMany(group, listed, result, actions)} ${listed <= ROWS_IN_A_TABLE ? table(group, listed, title, actions) : rowList(group, title, listed, actions)}
          ${chosenRow(group, result.head.sender, actions)}`}
  </div>`;
}

/** As many rows of a group as may leave the screen, for printing: without names. */
export function printedRows(group: GroupView, rows: readonly Finding[], title: string): TemplateResult {
  const text = words.rows;
  const { total } = group;
  const more = total.count > rows.length;
  return html`
    <table class="rows">
      <caption class="visually-hidden">${text.caption(title, total.file, total.column)}</caption>
      <thead><tr><th scope="col" class="number">${text.line}</th><th scope="col">${text.id}</th><th scope="col">${text.wrong}</th></tr></thead>
      <tbody>
        ${rows.map((finding) => html`<tr><th scope="row" class="number">${finding.line === null ? text.wholeFile : count(finding.line)}</th><td>${cell(finding.source_id)}</td><td>${sentence(finding.message)}</td></tr>`)}
      </tbody>
    </table>
    ${more ? html`<p>${text.printed(rows.length, total.count)}</p>` : nothing}
  `;
}
