/** Findings that leave the screen: masked, unless somebody chooses otherwise. */

import { html, type TemplateResult } from "lit";
import { copyButton } from "./clipboard";
import { messageOf } from "./message";
import { words } from "./messages";
import type { Actions, Result } from "./state";

export function downloads(result: Result, actions: Actions): TemplateResult {
  const text = words.downloads;
  const message = messageOf(result);
  return html`
    <section class="downloads" aria-labelledby="downloads-heading">
      <h3 id="downloads-heading">${text.heading}</h3>
      <p>${text.lead}</p>
      <label class="choice">
        <input
          type="checkbox"
          aria-describedby="values-hint"
          .checked=${result.valuesShown}
          @change=${(event: Event) => actions.showValues((event.target as HTMLInputElement).checked)}
        />
        <span>${text.shown}</span>
      </label>
      <p class="hint" id="values-hint">${text.shownHint}</p>
      <p class="buttons">
        <button type="button" @click=${() => actions.download("csv")}>${text.csv}</button>
        <button type="button" @click=${() => actions.download("html")}>${text.html}</button>
        <button type="button" @click=${() => actions.download("json")}>${text.json}</button>
        <button type="button" @click=${() => actions.download("sarif")}>${text.sarif}</button>
        <button type="button" @click=${actions.print}>${text.print}</button>
      </p>
      <div class="piece">
        <h4>${text.messageHeading}</h4>
        <p>${text.messageLead}</p>
        <label for="message" class="visually-hidden">${text.messageLabel}</label>
        <textarea id="message" readonly rows=${message.split("\n").length + 3} .value=${message}></textarea>
        <p class="buttons">${copyButton("message", text.messageCopy, () => message, actions.copied)}</p>
      </div>
      <p role="status">${result.download ?? ""}</p>
    </section>
  `;
}

/** Hands a file to the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to write.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
