/** "Check it yourself": the page and its worker try to connect, and show that the browser refused. */

import { html, nothing, type TemplateResult } from "lit-html";
import { NOWHERE } from "../core/connection";
import type { Attempt } from "../model/protocol";
import type { Actions, SelfCheck } from "../model/state";
import { words } from "../words/messages";

function outcome(where: string, of: Attempt): TemplateResult {
  const text = words.selfCheck;
  return html`<li><span class="tag ${of === "refused" ? "good" : "bad"}">${text.words[of]}</span> ${text.told[of](where)}</li>`;
}

export function selfCheckView(check: SelfCheck | null, actions: Actions): TemplateResult {
  const text = words.selfCheck;
  return html`
    <h3>${text.heading}</h3>
    <p>${text.lead(NOWHERE)}</p>
    <p class="buttons"><button type="button" @click=${actions.checkSelf} aria-disabled=${check === "trying"}>${text.button}</button></p>
    <div role="status">
      ${check === null
        ? nothing
        : check === "trying"
          ? html`<p>${text.trying}</p>`
          : html`
              <ul class="attempts">
                ${outcome(text.page, check.page)} ${outcome(text.worker, check.worker)}
              </ul>
              ${check.page === "refused" && check.worker === "refused"
                ? html`<p>${text.proves}</p>
                    <p>${text.provesNot}</p>`
                : html`<p class="refusal">${text.notProven}</p>`}
            `}
    </div>
  `;
}
