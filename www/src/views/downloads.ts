/** Findings that leave the screen: masked, unless somebody chooses otherwise. */

import { html, type TemplateResult } from "lit";
import { messageOf } from "../derive/message";
import type { Actions, Result } from "../model/state";
import { words } from "../words/messages";
import { copyButton } from "./clipboard";

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
