/** The choice of where a package will be sent. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import type { Actions } from "./state";

export const RECEIVERS = ["infinite-campus", "d2l-brightspace"] as const;

/** `?profile=ID` in the address of the page chooses beforehand; what is unknown is passed over. */
export function chosenByAddress(search: string): Set<string> {
  const asked = new URLSearchParams(search).getAll("profile");
  const known = RECEIVERS.filter((id) => asked.includes(id));
  return new Set(known.length > 0 ? known : RECEIVERS);
}

/** The profiles to check with, in an order that does not depend on the order of clicks. */
export function profilesOf(chosen: ReadonlySet<string>): string[] {
  const profiles = RECEIVERS.filter((id) => chosen.has(id));
  return profiles.length > 0 ? profiles : ["oneroster"];
}

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
      <p class="hint" id="receivers-hint">${text.hint}</p>
    </fieldset>
  `;
}
