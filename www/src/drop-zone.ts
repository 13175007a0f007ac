/** Where a package comes in: by a button, by dropping, by pasting. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import type { Actions } from "./state";

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

export function dropZone(dragging: boolean, refusal: string | null, actions: Actions): TemplateResult {
  const text = words.choose;
  return html`
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
      ${text.sampleLead} <button type="button" class="plain" @click=${actions.chooseSample}>${text.sample}</button>
    </p>
  `;
}

export interface Incoming {
  dragging(over: boolean): void;
  dropped(transfer: DataTransfer): void;
  pasted(files: File[]): void;
}

/** The whole window takes a drop: a near miss would make the browser open the file in place of the page. */
export function listenForFiles(incoming: Incoming): void {
  // Entering a child comes before leaving its parent, so the number of elements that are under the pointer counts.
  let depth = 0;
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth += 1;
    if (depth === 1) incoming.dragging(true);
  });
  window.addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) incoming.dragging(false);
  });
  window.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    incoming.dragging(false);
    if (event.dataTransfer) incoming.dropped(event.dataTransfer);
  });
  window.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) incoming.pasted(files);
  });
}
