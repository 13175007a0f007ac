/** The whole page at one moment. */

import { html, nothing, type TemplateResult } from "lit-html";
import { ownAddress, searchFor } from "../derive/addresses";
import { takesPrevious } from "../derive/since";
import { headingOf } from "../derive/verdicts";
import type { Failure } from "../model/protocol";
import type { Actions, State, Subject } from "../model/state";
import { changes } from "../words/changes";
import { words } from "../words/messages";
import { authorsView } from "./authors";
import { batchView } from "./batch";
import { dropZone } from "./drop-zone";
import { failureView, headingOfFailure, soFarComing } from "./failure";
import { compactFooter, footer, safety } from "./footer";
import { newerView } from "./keeping";
import { progressView } from "./progress";
import { linkedView } from "./described";
import { receiverChoice } from "./receivers";
import { logo } from "./icons";
import { result, soFar } from "./report";
import { rulePage, titleOfRule } from "./rule-page";

function failed(failure: Failure, below: TemplateResult | typeof nothing, state: State, actions: Actions): TemplateResult {
  return failureView(failure, { canRepeat: state.subject !== null, folder: isFolder(state.subject) }, below, actions);
}

function body(state: State, actions: Actions): TemplateResult {
  const { view } = state;
  switch (view.kind) {
    case "start":
      return html`
        ${view.cancelled
          ? html`
              <section class="cancelled" aria-labelledby="cancelled-heading">
                <h2 id="cancelled-heading" tabindex="-1">${words.running.cancelled}</h2>
                <p>${words.running.cancelledDetail}</p>
                <p class="buttons"><button type="button" @click=${actions.again}>${words.result.again}</button></p>
              </section>
            `
          : nothing}
        ${linkedView(state.linked)}
        <div class="try">${receiverChoice(state, actions)} ${dropZone(state.dragging, view.refusal, state.earlier !== null, actions)}</div>
        ${state.compact ? nothing : threeSteps()}
      `;
    case "running":
      return progressView(view, state.subject, placeInBatch(state), actions);
    case "batch":
      return batchView(view.batch, actions);
    case "result":
      return view.stopped === null
        ? result(view, state, isFolder(state.subject), actions)
        : failed(view.stopped, soFar(view, state.ticks, actions), state, actions);
    case "failed":
      return failed(view.failure, soFarComing(view, actions), state, actions);
  }
}

function threeSteps(): TemplateResult {
  return html`<ol class="three">
    ${words.steps.map(({ name, detail }, place) => html`<li><span class="num" aria-hidden="true">${place + 1}</span><b>${name}</b><span class="quiet">${detail}</span></li>`)}
  </ol>`;
}

function isFolder(subject: Subject | null): boolean {
  return subject !== null && subject !== "sample" && subject.files.some(({ file }) => file.webkitRelativePath !== "");
}

function placeInBatch(state: State): string | null {
  const batch = state.batch;
  return batch?.running && batch.at !== null ? words.running.oneOf(batch.at + 1, batch.items.length) : null;
}

function backWords(state: State): string {
  const text = words.rule;
  const by = { start: text.toCheck, running: text.backToCheck, batch: text.backToResult, result: text.backToResult, failed: text.backToCheck };
  return by[state.view.kind];
}

function inside(state: State, actions: Actions): TemplateResult {
  switch (state.place.kind) {
    case "rule":
      return rulePage(state.place.rule, state.place.page, backWords(state));
    case "authors":
      return authorsView(state.authoring, backWords(state), actions);
    case "about":
      return html`<p><a class="target" href="#check">${backWords(state)}</a></p>
        ${safety(state.version, state.selfCheck, state.saved, state.fingerprint, actions)}`;
    case "start":
      return html`${linkedView(state.linked)} ${receiverChoice(state, actions)} ${dropZone(state.dragging, null, false, actions)}
        <p><a class="target" href="#check">${backWords(state)}</a></p>`;
    case "check":
      return body(state, actions);
  }
}

export function titleOf(state: State): string {
  if (state.place.kind === "authors") return words.title(words.authors.heading);
  if (state.place.kind === "about") return words.title(words.footer.heading);
  if (state.place.kind === "start") return words.name;
  if (state.place.kind === "rule") return words.title(titleOfRule(state.place.rule, state.place.page));
  if (state.view.kind === "batch") return words.title(words.batch.heading(state.view.batch.items.length));
  if (state.view.kind === "failed") return words.title(headingOfFailure(state.view.failure));
  return state.view.kind === "result" ? words.title(headingOf(state.view)) : words.name;
}

export function pageView(state: State, actions: Actions): TemplateResult {
  const start = state.place.kind === "start" || (state.view.kind === "start" && state.place.kind === "check");
  const text = words.footer;
  const link = state.linked?.kind === "read" ? `#receiver=${state.linked.link}` : "";
  const own = ownAddress(location) + searchFor("", state.sender, state.receivers, link !== "") + link;
  return html`
    <header class=${state.compact ? "compact" : start ? "starting" : ""}>
      <h1>${logo()} ${words.name}</h1>
      <p class="promise">${text.short} ${state.compact ? nothing : html`<a class="target" href="#about">${text.how}</a>`}</p>
    </header>
    ${state.newer ? newerView() : nothing}
    <main>${start ? html`<p class="lead">${words.lead}</p><p class="lead-more">${words.leadMore}</p>` : nothing} ${inside(state, actions)}</main>
    ${state.compact ? compactFooter(state.version, own) : start ? footer(state.version) : nothing}
    ${state.dragging && !start ? html`<div class="overlay" aria-hidden="true"><p>${takesPrevious(state) ? changes.overlay : words.choose.overlay}</p></div>` : nothing}
    <p class="visually-hidden" role="status" id="announcement">${state.announcement}</p>
  `;
}
