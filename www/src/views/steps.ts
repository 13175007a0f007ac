/** What to do in Campus, as steps to tick off. The ticks are kept as long as the report is on the screen. */

import { html, type TemplateResult } from "lit";
import { stepsOf } from "../derive/steps";
import { sentence } from "./visible-text";

export function stepList(text: string, ticked: ReadonlySet<number>, tick: (step: number, done: boolean) => void): TemplateResult {
  return html`<ul class="tick-list">
    ${stepsOf(text).map(
      (step, place) => html`<li>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${ticked.has(place)}
            @change=${(event: Event) => tick(place, (event.target as HTMLInputElement).checked)}
          />
          <span>${sentence(step)}</span>
        </label>
      </li>`,
    )}
  </ul>`;
}
