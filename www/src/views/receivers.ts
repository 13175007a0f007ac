/** The choice of where a package will be sent. */

import { html, nothing, type TemplateResult } from "lit";
import { RECEIVERS } from "../derive/receivers";
import type { Actions } from "../model/state";
import { words } from "../words/messages";

export function receiverChoice(chosen: ReadonlySet<string>, actions: Actions): TemplateResult {
  const text = words.receivers;
  return html`
    <fieldset class="receivers" aria-describedby="receivers-hint">
      <legend>${text.legend}</legend>
      ${RECEIVERS.map((id) => {
        const detail = text.details[id];
        return html`
          <label class="choice">
            <input
              type="checkbox"
              .checked=${chosen.has(id)}
              @change=${(event: Event) => actions.chooseReceiver(id, (event.target as HTMLInputElement).checked)}
            />
            <span>${text.names[id]}${detail ? html` <span class="quiet">(${detail})</span>` : nothing}</span>
          </label>
        `;
      })}
      <p class="hint" id="receivers-hint" role="status">${chosen.size === 0 ? text.none : text.hint}</p>
    </fieldset>
  `;
}
