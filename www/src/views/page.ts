/** The whole page at one moment. */

import { html, nothing, type TemplateResult } from "lit";
import { addressFor, ownAddress } from "../derive/addresses";
import { profilesOf } from "../derive/receivers";
import { headingOf } from "../derive/verdicts";
import type { Failure } from "../model/protocol";
import type { Actions, State, Subject } from "../model/state";
import { words } from "../words/messages";
import { authorsView } from "./authors";
import { batchView } from "./batch";
import { dropZone } from "./drop-zone";
import { failureView, headingOfFailure, soFarComing } from "./failure";
import { compactFooter, footer } from "./footer";
import { newerView } from "./keeping";
import { progressView } from "./progress";
import { receiverChoice } from "./receivers";
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
        ${receiverChoice(state.receivers, actions)} ${dropZone(state.dragging, view.refusal, actions)}
      `;
    case "running":
      return progressView(view, state.subject, placeInBatch(state), actions);
    case "batch":
      return batchView(view.batch, actions);
    case "result":
      return view.stopped === null ? result(view, state.batch, actions) : failed(view.stopped, soFar(view, actions), state, actions);
    case "failed":
      return failed(view.failure, soFarComing(view, actions), state, actions);
  }
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
    case "check":
      return body(state, actions);
  }
}

export function titleOf(state: State): string {
  if (state.place.kind === "authors") return words.title(words.authors.heading);
  if (state.place.kind === "rule") return words.title(titleOfRule(state.place.rule, state.place.page));
  if (state.view.kind === "batch") return words.title(words.batch.heading(state.view.batch.items.length));
  if (state.view.kind === "failed") return words.title(headingOfFailure(state.view.failure));
  return state.view.kind === "result" ? words.title(headingOf(state.view)) : words.name;
}

/** The one that is chosen; null when there is a choice. */
function onlyReceiver(state: State): string | null {
  const [first, ...others] = profilesOf(state.receivers);
  return others.length === 0 ? (first ?? null) : null;
}

/** Whether nothing more comes between the answer and the foot of the page: until then the foot would jump. */
function isSettled(state: State): boolean {
  if (state.place.kind !== "check") return true;
  return state.view.kind === "result" ? state.view.whole : state.view.kind !== "running";
}

export function pageView(state: State, actions: Actions): TemplateResult {
  const start = state.view.kind === "start" && state.place.kind === "check";
  return html`
    <header class=${state.compact ? "compact" : start ? "starting" : ""}>
      <h1>${words.name}</h1>
      ${start ? html`<p class="lead">${words.lead}</p>` : nothing}
      <p class="promise">${words.promise}</p>
    </header>
    ${state.newer ? newerView() : nothing}
    <main>${inside(state, actions)}</main>
    ${state.compact
      ? compactFooter(state.version, addressFor(ownAddress(location), { receiver: onlyReceiver(state), rule: null, compact: false }))
      : isSettled(state)
        ? footer(state.version, state.selfCheck, state.saved, state.fingerprint, actions)
        : nothing}
    <p class="visually-hidden" role="status" id="announcement">${state.announcement}</p>
  `;
}
