/** Where a package comes from, and where it will be sent. */

import { html, nothing, type TemplateResult } from "lit-html";
import { BY_DEFAULT } from "../derive/receivers";
import type { Actions, State } from "../model/state";
import { described as link, receivers as text } from "../words/receivers";
import { words } from "../words/messages";

function tile(id: string, name: string, detail: string, state: State, actions: Actions): TemplateResult {
  return html`
    <label class="choice">
      <input
        type="checkbox"
        .checked=${state.receivers.has(id)}
        @change=${(event: Event) => actions.chooseReceiver(id, (event.target as HTMLInputElement).checked)}
      />
      <span>${name}${detail ? html` <span class="quiet">${detail}</span>` : nothing}</span>
    </label>
  `;
}

export function receiverChoice(state: State, actions: Actions): TemplateResult {
  const { receivers: chosen, linked } = state;
  const first = text.known.filter(({ profile }) => BY_DEFAULT.includes(profile));
  const more = text.known.filter(({ profile }) => !BY_DEFAULT.includes(profile));
  const own = linked?.kind === "read" ? linked.described : null;
  const usual = own === null && [...chosen].every((id) => BY_DEFAULT.includes(id)) && chosen.size === BY_DEFAULT.length;
  const senders = text.senders;
  return html`
    <div class="who">
      <fieldset class="senders">
        <legend>${senders.legend}</legend>
        <div class="tiles">
          ${senders.known.map(
            ({ id, name }) => html`<label class="choice"
              ><input type="radio" name="sender" value=${id} .checked=${state.sender === id} @change=${() => actions.chooseSender(id)} /><span>${name}</span></label
            >`,
          )}
        </div>
      </fieldset>
      <fieldset class="receivers" aria-describedby="receivers-hint">
        <legend>${text.legend}</legend>
        <div class="tiles">
          ${own === null ? nothing : tile(own.id, own.title, link.from(own.written_on), state, actions)}
          ${first.map(({ profile, name, by }) => tile(profile, name, by, state, actions))}
        </div>
        <details class="more-receivers" ?open=${state.moreReceivers}>
          <summary>${text.more}</summary>
          <div class="tiles">${more.map(({ profile, name }) => tile(profile, name, "", state, actions))}</div>
        </details>
        <p class="hint" id="receivers-hint" role="status">${chosen.size === 0 ? text.none : usual ? text.hint : text.alsoStandard}</p>
      </fieldset>
    </div>
  `;
}

/** The same beside a report: what is changed there counts from the next check on. */
export function changeChoice(state: State, actions: Actions): TemplateResult {
  return html`<details class="change-choice">
    <summary>${text.change}</summary>
    ${receiverChoice(state, actions)}
    <p>${text.changeHint}</p>
    <p class="buttons"><button type="button" class="primary" @click=${actions.again}>${words.result.again}<span class="visually-hidden">: ${text.change}</span></button></p>
  </details>`;
}
