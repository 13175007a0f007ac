/** When there is no report, or only the first part of one: said plainly whose fault it is. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Failure } from "../model/protocol";
import type { Actions, View } from "../model/state";
import { words } from "../words/messages";
import { chooser, press } from "./drop-zone";

type Failed = Extract<View, { kind: "failed" }>;

/** What a person gave to be checked. */
interface Given {
  canRepeat: boolean;
  folder: boolean;
}

export function headingOfFailure(failure: Failure): string {
  const text = words.failed;
  return failure.fault === "file" ? text.fileHeading(failure.path) : text.headings[failure.fault];
}

function choosing({ folder }: Given, actions: Actions): TemplateResult {
  return html`
    <p class="buttons">
      <button type="button" class="primary" @click=${press(folder ? "folder-chooser" : "file-chooser")}>${words.failed.chooseAgain}</button>
      <button type="button" @click=${actions.another}>${words.result.another}</button>
    </p>
    ${folder ? chooser("folder-chooser", actions.chooseFolder, true) : chooser("file-chooser", actions.chooseFiles, false)}
  `;
}

function repeating({ canRepeat }: Given, actions: Actions): TemplateResult {
  return html`
    <p class="buttons">
      ${canRepeat ? html`<button type="button" class="primary" @click=${actions.again}>${words.failed.again}</button>` : nothing}
      <button type="button" @click=${actions.another}>${words.result.another}</button>
    </p>
  `;
}

/** What to send to those who make rostercheck: nothing of it comes from a file. */
export function bugReport(failure: Failure): TemplateResult | typeof nothing {
  if (failure.fault === "file" || failure.fault === "browser") return nothing;
  const text = words.failed;
  const message = failure.fault === "silence" ? text.silence(failure.seconds) : failure.message;
  return html`
    <p class="quiet">${text.what}</p>
    <pre tabindex="0" role="region" aria-label=${text.reportLabel}>${text.report(failure.version, message)}</pre>
  `;
}

function told(failure: Failure, given: Given, actions: Actions): TemplateResult {
  const text = words.failed;
  switch (failure.fault) {
    case "file":
      return html`
        <p>${text.fileLead}</p>
        <p class="quiet">${text.detail(failure.message)}</p>
        ${choosing(given, actions)}
      `;
    case "browser":
      return html`
        <p>${text.browserLead}</p>
        <ul>
          ${failure.lacks.map((need) => html`<li>${text.needs[need]}</li>`)}
        </ul>
        <p>${text.browserNext}</p>
        <p>${text.browserStrict}</p>
        <p>${text.command}</p>
      `;
    default:
      return html`
        <p>${text.leads[failure.fault]}</p>
        <p>${text.next[failure.fault]}</p>
        ${failure.fault === "memory" ? html`<p>${text.command}</p>` : nothing} ${repeating(given, actions)} ${bugReport(failure)}
      `;
  }
}

/** `below` is what had been found so far. It may come later; the heading, and the focus on it, stay then. */
export function failureView(failure: Failure, given: Given, below: TemplateResult | typeof nothing, actions: Actions): TemplateResult {
  return html`
    <section class="failed" aria-labelledby="failed-heading">
      <h2 id="failed-heading" tabindex="-1">${headingOfFailure(failure)}</h2>
      ${told(failure, given, actions)}
    </section>
    ${below}
  `;
}

/** While what had been found so far is looked for once more. */
export function soFarComing({ soFar, fraction }: Failed, actions: Actions): TemplateResult | typeof nothing {
  const text = words.failed.soFar;
  if (soFar === null) return nothing;
  return html`
    <section aria-labelledby="so-far-heading">
      <h3 id="so-far-heading">${text.heading}</h3>
      ${soFar === "lost"
        ? html`<p>${text.lost}</p>`
        : html`
            <p>${text.coming}</p>
            <progress max="100" .value=${Math.floor(fraction * 100)} aria-label=${text.progress}></progress>
            <p class="buttons"><button type="button" @click=${actions.skipSoFar}>${text.skip}</button></p>
          `}
    </section>
  `;
}
