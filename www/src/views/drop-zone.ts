/** Where a package comes in: by a button, by dropping, by pasting. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Actions } from "../model/state";
import { words } from "../words/messages";

/** Opened by a button: what the browser draws for it cannot be styled. */
export function chooser(id: string, take: (files: File[]) => void, folder: boolean): TemplateResult {
  const taken = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same file once more is a change again.
    input.value = "";
    if (files.length > 0) take(files);
  };
  return folder
    ? html`<input type="file" id=${id} hidden webkitdirectory @change=${taken} />`
    : html`<input type="file" id=${id} hidden multiple accept=".zip,.csv" @change=${taken} />`;
}

export function press(id: string): () => void {
  return () => document.getElementById(id)?.click();
}

export function dropZone(dragging: boolean, refusal: string | null, canGoBack: boolean, actions: Actions): TemplateResult {
  const text = words.choose;
  return html`
    <div class="drop">
    <section class="drop-zone ${dragging ? "dragging" : ""}" aria-labelledby="choose-heading">
      <h2 id="choose-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.drop}</p>
      <p class="buttons">
        <button type="button" class="primary" @click=${press("file-chooser")}>${text.files}</button>
        <button type="button" @click=${press("folder-chooser")}>${text.folder}</button>
      </p>
      <p class="hint">${text.several}</p>
      ${chooser("file-chooser", actions.chooseFiles, false)} ${chooser("folder-chooser", actions.chooseFolder, true)}
      ${refusal === null ? nothing : html`<p class="refusal" id="refusal">${refusal}</p>`}
    </section>
    <p class="sample">
      ${canGoBack ? html`<button type="button" class="plain" id="earlier" @click=${actions.backToEarlier}>${text.earlier}</button>` : nothing} ${text.sampleLead} <button type="button" class="plain" @click=${actions.chooseSample}>${text.sample}</button>
    </p>
    </div>
  `;
}
