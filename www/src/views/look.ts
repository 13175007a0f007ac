/** Rows as they stand in a file, read again by the worker for somebody who looks at them. They never leave the screen. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Excerpt } from "../model/report";
import type { Actions, Look } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { cell } from "./visible-text";

/** A table of rows; `columns` are places in the file, `marked` the one that it is about. */
export function fileRows(caption: string, excerpt: Excerpt, columns: readonly number[], marked: number): TemplateResult {
  const text = words.look;
  return html`
    <div class="wide" tabindex="0" role="group" aria-label=${caption}>
      <table class="file-rows">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">${words.rows.line}</th>
            ${columns.map(
              (place) => html`<th scope="col" class=${place === marked ? "marked" : ""}>
                <code>${excerpt.columns[place] ?? ""}</code>${place === marked ? html`<span class="mark-word">${text.marked}</span>` : nothing}
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${excerpt.rows.map(
            (row) => html`
              <tr>
                <th scope="row" class="number">${count(row.line)}</th>
                ${columns.map((place) => html`<td class=${place === marked ? "marked" : ""}>${cell(row.cells[place] ?? "")}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

export function lookView(look: Look, actions: Actions): TemplateResult {
  const text = words.look;
  const { rows, problem } = look;
  return html`
    <div class="look">
      <p class="look-heading">
        <strong>${look.caption}</strong>
        <span role="status">
          ${problem !== null
            ? words.rows.failed(problem)
            : rows === null
              ? words.rows.loading
              : rows.rows.length === 0
                ? text.none
                : text.shown(rows.rows.length, look.all, look.file)}
        </span>
        <button type="button" class="plain" @click=${() => actions.look(null)}>${text.close}</button>
      </p>
      ${rows === null || rows.rows.length === 0
        ? nothing
        : fileRows(
            look.caption,
            rows,
            rows.columns.map((_, place) => place),
            look.marked === null ? -1 : rows.columns.indexOf(look.marked),
          )}
    </div>
  `;
}
