/** What is in the package, and what of it was not checked. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { FileFacts } from "../model/report";
import type { Actions, Result } from "../model/state";
import { words } from "../words/messages";
import { count, size } from "../words/quantities";
import { sentence } from "./visible-text";

function fileRow(file: FileFacts, bad: boolean, actions: Actions): TemplateResult {
  const text = words.facts;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">
        <code>${file.name}</code>${bad ? html` <button type="button" class="plain" @click=${() => actions.downloadBadRows(file.name)}>${words.who.badRows(file.name)}</button>` : nothing}
      </th>
      <td role="cell" class="number" data-label=${text.rows}>${count(file.rows)}</td>
      <td role="cell" class="number" data-label=${text.size}>${size(file.bytes)}</td>
      <td role="cell" data-label=${text.checked} class=${file.checked === "whole" ? "" : "incomplete"}>
        ${text.checkedWords[file.checked]}
      </td>
    </tr>
  `;
}

/** Whether rows of it can be taken along. */
function hasBadRows({ name }: FileFacts, { groups, printing }: Result): boolean {
  return !printing && groups.some(({ total, first }) => total.file === name && total.listed > 0 && first?.record != null);
}

export function packageFacts(result: Result, actions: Actions): TemplateResult {
  const text = words.facts;
  const { files, package: facts } = result.head;
  const version = facts.oneroster_version === null ? text.noVersion : text.version(facts.oneroster_version);
  return html`
    <section aria-labelledby="files-heading">
      <h2 id="files-heading" tabindex="-1">${text.heading}</h2>
      <p>${version}; ${text.modes[facts.mode]}.</p>
      ${files.length === 0
        ? html`<p>${text.noFiles}</p>`
        : html`
            <table class="stacking files" role="table">
              <caption class="visually-hidden">
                ${text.caption}
              </caption>
              <thead role="rowgroup">
                <tr role="row">
                  <th role="columnheader" scope="col">${text.file}</th>
                  <th role="columnheader" scope="col" class="number">${text.rows}</th>
                  <th role="columnheader" scope="col" class="number">${text.size}</th>
                  <th role="columnheader" scope="col">${text.checked}</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${files.map((file) => fileRow(file, hasBadRows(file, result), actions))}
              </tbody>
            </table>
          `}
      <p role="status">${result.download ?? ""}</p>
    </section>
  `;
}

export function notChecked(result: Result): TemplateResult | typeof nothing {
  const all = result.head.not_checked;
  if (all.length === 0) return nothing;
  return html`
    <section aria-labelledby="not-checked-heading">
      <h2 id="not-checked-heading">${words.facts.notChecked}</h2>
      <ul class="not-checked">
        ${all.map(({ what, why }) => html`<li><strong>${sentence(what)}</strong> ${sentence(why)}</li>`)}
      </ul>
    </section>
  `;
}
