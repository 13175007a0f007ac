/** The answer first: can it be sent, to whom, and what to do now. */

import { html, nothing, type TemplateResult } from "lit-html";
import { countedTitleOf, countsOf, whoCounts } from "../derive/counts";
import { changesAre, headingOf, isMain, markOf, nameOf, standardLast, verdictsOf } from "../derive/verdicts";
import { problemsOf } from "../derive/work";
import type { Actions, GroupView, Part, Result, State } from "../model/state";
import { changes } from "../words/changes";
import { words } from "../words/messages";
import { described } from "../words/receivers";
import { chooser, press } from "./drop-zone";
import { bigMark, smallMark } from "./icons";

/** So many problems are named with the answer. */
const NAMED = 3;

function sum(result: Result): string {
  const text = words.result;
  const { outcome } = result.head;
  if (outcome === "unreadable") return text.unreadableDetail;
  const { kinds, rows, standardOnly } = whoCounts(result);
  const warnings = countsOf(result.groups, "warning", null).kinds;
  const ready = result.head.verdicts.some((verdict) => verdict.ready);
  const none = outcome !== "complete" ? text.noProblemsChecked : ready || standardOnly > 0 ? text.noProblems : text.noRows;
  return [
    ...(kinds > 0 ? [text.sum(kinds, rows)] : changesAre("error", result) ? [] : [none]),
    ...(standardOnly > 0 ? [text.standardOnly(standardOnly, kinds > 0)] : []),
    ...(warnings > 0 ? [text.warnings(warnings)] : []),
    ...(outcome === "partial" ? [text.partialDetail] : []),
  ].join(" ");
}

/** Whether what was found by comparing is all that is to be looked at. */
function isFirst(result: Result): boolean {
  return changesAre("error", result) && problemsOf(result).length === 0;
}

/** A package without a problem may still remove half a district. */
function ofChanges(result: Result): TemplateResult | typeof nothing {
  const { compared, part, printing } = result;
  const said = changesAre("error", result) ? changes.removes : changesAre("warning", result) ? changes.unusual : null;
  if (compared === null || said === null) return nothing;
  return html`${said(compared.changes.old.name)} ${printing || part === "since" || isFirst(result) ? nothing : html`<a href="#since">${changes.see}</a>`}`;
}

function firstProblems(problems: readonly GroupView[], result: Result, actions: Actions): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<ol aria-label=${words.result.first}>
    ${problems.slice(0, NAMED).map((group, place) => {
      const causes = result.groups.filter(({ total }) => total.caused_by?.rule === group.total.rule && total.caused_by.file === group.total.file);
      return html`<li>
        <span class="num" aria-hidden="true">${place + 1}</span>
        <span
          ><a
            href="#problems"
            data-rule=${group.total.rule}
            @click=${(event: Event) => {
              event.preventDefault();
              actions.startWith(group);
            }}
            >${countedTitleOf(group.total, result)}</a
          >
          <span class="quiet">${words.findings.place(group.total.file, group.total.column)}${causes.length > 0 ? `, ${words.result.alsoCauses(causes.length)}` : ""}</span></span
        >
      </li>`;
    })}
  </ol>`;
}

/** The file was written anew since it was chosen: the browser lets nobody read it then. */
function changed(result: Result, folder: boolean, actions: Actions): TemplateResult | typeof nothing {
  const text = words.result;
  if (result.changed === null) return nothing;
  return html`<div class="notice">
    <p><strong>${text.changed(result.changed)}</strong> ${text.changedDetail}</p>
    <p class="buttons"><button type="button" class="primary" id="choose-again" @click=${press(folder ? "folder-chooser" : "file-chooser")}>${text.chooseAgain}</button></p>
    ${folder ? chooser("folder-chooser", actions.chooseFolder, true) : chooser("file-chooser", actions.chooseFiles, false)}
  </div>`;
}

/** What to do first. */
function primary(result: Result, first: GroupView | undefined, actions: Actions): TemplateResult | typeof nothing {
  const text = words.result;
  const link = (part: Part, label: string): TemplateResult => html`<a class="button primary" href="#${part}">${label}</a>`;
  if (first) return html`<button type="button" class="primary" @click=${() => actions.startWith(first)}>${text.start}</button>`;
  if (isFirst(result)) return result.part === "since" ? nothing : link("since", changes.see);
  return result.head.effects.length > 0 ? link("effects", text.effects) : nothing;
}

export function heroView(result: Result, { batch, earlier }: State, folder: boolean, actions: Actions): TemplateResult {
  const text = words.result;
  const [first, ...others] = problemsOf(result);
  const kind = markOf(result);
  const quiet = standardLast(verdictsOf(result));
  return html`
    <div class="hero is-${kind}">
      <div class="top">
        ${bigMark(kind)}
        <div>
          <h2 id="result-heading" tabindex="-1">${headingOf(result)}</h2>
          <p class="sum">${sum(result)} ${ofChanges(result)}</p>
        </div>
      </div>
      ${first ? firstProblems([first, ...others], result, actions) : nothing}
      ${result.printing
        ? nothing
        : html`<div class="buttons">
            ${primary(result, first, actions)}
            <button type="button" @click=${actions.again}>${text.again}</button>
            <button type="button" @click=${actions.another}>${text.another}</button>
            ${earlier === null || batch !== null ? nothing : html`<button type="button" id="earlier" @click=${actions.backToEarlier}>${words.choose.earlier}</button>`}
            ${batch === null ? nothing : html`<button type="button" @click=${actions.backToBatch}>${text.backToBatch}</button>`}
          </div>`}
      ${changed(result, folder, actions)}
    </div>
    <p class="others">
      ${quiet.length < 2
        ? nothing
        : quiet.map((of) => {
            const problems = countsOf(result.groups, "error", of.profile).kinds;
            return html`<span class=${isMain(of, result) ? "" : "minor"}
              >${smallMark(of.ready)} ${words.verdict.quiet(nameOf(of), of.ready, problems, countsOf(result.groups, "warning", of.profile).kinds)}</span
            >`;
          })}
      ${result.head.verdicts.map((of) => (of.remark ? html`<span>${described.remark(of.title)}</span>` : nothing))}
      ${result.head.passed === null ? nothing : html`<span>${words.verdict.passed(result.head.passed)}</span>`}
    </p>
  `;
}
