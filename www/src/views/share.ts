/** The report leaves the screen: without values, unless somebody chooses otherwise. */

import { html, type TemplateResult } from "lit-html";
import { messageOf } from "../derive/message";
import type { Actions, Result } from "../model/state";
import { words } from "../words/messages";
import { copyButton } from "./clipboard";

export function shareView(result: Result, actions: Actions): TemplateResult {
  const text = words.downloads;
  const message = messageOf(result);
  return html`
    <section class="downloads" aria-labelledby="share-heading">
      <h2 id="share-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.lead} ${result.compared === null ? "" : text.alone}</p>
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
        <button type="button" class="primary" @click=${() => actions.download("html")}>${text.html}</button>
        <button type="button" class="primary" @click=${() => actions.download("csv")}>${text.csv}</button>
        <button type="button" @click=${actions.print}>${text.print}</button>
      </p>
      <details>
        <summary>${text.more}</summary>
        <p class="buttons">
          <button type="button" @click=${() => actions.download("json")}>${text.json}</button>
          <button type="button" @click=${() => actions.download("sarif")}>${text.sarif}</button>
        </p>
      </details>
      <p role="status">${result.download ?? ""}</p>
      <div class="piece">
        <h3>${text.messageHeading}</h3>
        <p>${text.messageLead}</p>
        <label for="message" class="visually-hidden">${text.messageLabel}</label>
        <textarea id="message" readonly rows=${message.split("\n").length + 3} .value=${message}></textarea>
        <p class="buttons">${copyButton("message", text.messageCopy, () => message, actions.copied)}</p>
      </div>
    </section>
  `;
}
