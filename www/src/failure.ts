/** When there is no report: said plainly whose fault it is. */

import { html, nothing, type TemplateResult } from "lit";
import { chooser, press } from "./drop-zone";
import { words } from "./messages";
import type { Failure } from "./protocol";
import type { Actions } from "./state";

export function failureView(failure: Failure, canRepeat: boolean, folder: boolean, actions: Actions): TemplateResult {
  const text = words.failed;
  const chooseAgain = html`
    <p class="buttons">
      <button type="button" class="primary" @click=${press(folder ? "folder-chooser" : "file-chooser")}>${text.chooseAgain}</button>
      <button type="button" @click=${actions.another}>${words.result.another}</button>
    </p>
    ${folder ? chooser("folder-chooser", actions.chooseFolder, true) : chooser("file-chooser", actions.chooseFiles, false)}
  `;
  const buttons = html`
    <p class="buttons">
      ${canRepeat ? html`<button type="button" class="primary" @click=${actions.again}>${text.again}</button>` : nothing}
      <button type="button" @click=${actions.another}>${words.result.another}</button>
    </p>
  `;
  if (failure.fault === "file") {
    return html`
      <section class="failed" aria-labelledby="failed-heading">
        <h2 id="failed-heading" tabindex="-1">${text.fileHeading(failure.path)}</h2>
        <p>${text.fileLead}</p>
        <p class="quiet">${text.detail(failure.message)}</p>
        ${chooseAgain}
      </section>
    `;
  }
  return html`
    <section class="failed" aria-labelledby="failed-heading">
      <h2 id="failed-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.lead}</p>
      <p>${text.next}</p>
      ${buttons}
      <p class="quiet">${text.what}</p>
      <pre tabindex="0">${text.report(failure.version, failure.message)}</pre>
    </section>
  `;
}
