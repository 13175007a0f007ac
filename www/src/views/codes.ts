/** The codes that rows of a package would get in D2L Brightspace: a look at the mapping before anything is sent. */

import { html, nothing, type TemplateResult } from "lit-html";
import { getsCodes } from "../derive/receivers";
import type { CodeProblem, FileCodes } from "../model/core";
import type { Actions, Coded, Result } from "../model/state";
import { changes } from "../words/changes";
import { codes as text } from "../words/codes";
import { count } from "../words/quantities";
import { cell } from "./visible-text";

function problem(of: CodeProblem): string {
  switch (of.kind) {
    case "characters":
      return text.problems.characters(of.which);
    case "repeated":
      return text.problems.repeated(of.first_line);
    default:
      return text.problems[of.kind];
  }
}

function file({ file: name, becomes, columns, codes, wrong, without, unread, rows }: FileCodes, wrongOnly: boolean): TemplateResult {
  const heading = text.file(name, codes, becomes);
  const listed = text.listed(rows.length, wrongOnly ? wrong : codes);
  return html`
    <details ?open=${wrong > 0}>
      <summary>${heading}${wrong > 0 ? text.wrong(wrong) : ""}</summary>
      <p>
        ${text.from(columns.join(", else "))} ${without > 0 ? text.without(without) : ""} ${unread === null ? "" : text.unread(unread)} ${listed}
      </p>
      ${rows.length === 0
        ? nothing
        : html`<div class="wide" tabindex="0" role="region" aria-label=${heading}>
            <table>
              <thead>
                <tr>
                  <th scope="col" class="number">${text.columns.line}</th>
                  <th scope="col">${text.columns.id}</th>
                  <th scope="col">${text.columns.code}</th>
                  <th scope="col">${text.columns.kept}</th>
                  <th scope="col">${text.columns.problem}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) => html`<tr>
                    <td class="number">${count(row.line)}</td>
                    <td>${cell(row.id)}</td>
                    <td>${cell(row.code)}</td>
                    <td>${row.kept === null ? text.whole : cell(row.kept)}</td>
                    <td>${row.problems.map(problem).join("; ")}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
    </details>
  `;
}

function done({ files, wrongOnly, shown, said }: Extract<Coded, { kind: "done" }>, actions: Actions): TemplateResult {
  const tick = (label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult =>
    html`<label class="choice"
      ><input type="checkbox" .checked=${checked} @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} /><span
        >${label}</span
      ></label
    >`;
  return html`
    <p id="codes-status" tabindex="-1">${files.length === 0 ? text.none : ""}</p>
    ${tick(text.wrongOnly, wrongOnly, (checked) => actions.listCodes(checked))} ${files.map((each) => file(each, wrongOnly))}
    ${tick(text.shown, shown, actions.showCodes)}
    <p class="hint">${changes.shownHint}</p>
    <p class="buttons"><button type="button" @click=${actions.keepCodes}>${text.keep}</button></p>
    <p role="status">${said ?? ""}</p>
  `;
}

function body(coded: Coded, actions: Actions): TemplateResult {
  switch (coded.kind) {
    case "running":
      return html`
        <p id="codes-status" tabindex="-1">${text.running}</p>
        <progress max="1" .value=${coded.done} aria-label=${text.progress}></progress>
        <p class="buttons"><button type="button" @click=${actions.cancelCodes}>${text.cancel}</button></p>
      `;
    case "done":
      return done(coded, actions);
    default:
      return html`
        <p>${text.lead}</p>
        ${coded.kind === "failed" ? html`<p id="codes-status" tabindex="-1">${text.failed(coded.message)}</p>` : nothing}
        <p class="buttons"><button type="button" @click=${() => actions.listCodes(false)}>${text.list}</button></p>
      `;
  }
}

export function codesView(view: Result, actions: Actions): TemplateResult | typeof nothing {
  if (view.stopped !== null || view.head.outcome === "unreadable" || !view.head.verdicts.some(getsCodes)) return nothing;
  return html`
    <section class="changes" aria-labelledby="codes-heading">
      <h2 id="codes-heading" tabindex="-1">${text.heading}</h2>
      ${body(view.coded, actions)}
    </section>
  `;
}
