/** The page kept for a time without a network: as a file, or in this browser. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Actions } from "../model/state";
import { words } from "../words/messages";

export function keepingView(saved: string | null, actions: Actions): TemplateResult {
  const text = words.offline;
  const served = location.protocol !== "file:";
  return html`
    <h3>${text.heading}</h3>
    <p>${text.file}</p>
    <p class="buttons"><button type="button" @click=${actions.savePage}>${text.save}</button></p>
    <p role="status">${saved ?? ""}</p>
    ${served ? html`<p>${text.orBrowser} <a class="target" href="offline.html">${text.inBrowser}</a></p>` : nothing}
  `;
}

export function newerView(): TemplateResult {
  const text = words.offline;
  return html`<p class="newer" role="status">
    ${text.newer} <button type="button" class="plain" @click=${() => location.reload()}>${text.reload}</button>
  </p>`;
}
