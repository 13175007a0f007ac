/** What to do in the sender, as steps to tick off: menu paths as crumbs, lines to paste in a box with a button. */

import { html, nothing, type TemplateResult } from "lit-html";
import { tickKey } from "../derive/work";
import type { Step, StepPart } from "../model/report";
import type { Actions, GroupView } from "../model/state";
import { words } from "../words/messages";
import { sentence } from "./visible-text";

export function tickBox(key: string, label: TemplateResult | string, ticks: ReadonlySet<string>, actions: Actions): TemplateResult {
  return html`<label class="choice">
    <input type="checkbox" .checked=${ticks.has(key)} @change=${(event: Event) => actions.tick(key, (event.target as HTMLInputElement).checked)} />
    <span>${label}</span>
  </label>`;
}

function inline(part: StepPart): TemplateResult | typeof nothing {
  switch (part.kind) {
    case "text":
      return html`${sentence(part.text)} `;
    case "path":
      return html`<span class="crumbs">${part.names.map((name, place) => html`${place > 0 ? html`<i aria-hidden="true">›</i><span class="visually-hidden">, then </span>` : nothing}<b>${name}</b>`)}</span>`;
    case "paste":
      return nothing;
  }
}

function codeBoxes(step: Step, actions: Actions): TemplateResult[] {
  return step.parts.flatMap((part) =>
    part.kind === "paste"
      ? [
          html`<div class="code">
            <code tabindex="0">${part.line}</code>
            <button type="button" class="small" @click=${() => actions.copyText(part.line)}>${words.copy.button}<span class="visually-hidden">: ${part.line}</span></button>
          </div>`,
        ]
      : [],
  );
}

export function stepList(group: GroupView, ticks: ReadonlySet<string>, actions: Actions): TemplateResult {
  return html`<ul class="tick-list">
    ${group.steps.map((step, place) => {
      const said = html`${step.parts.map(inline)}`;
      return html`<li>${step.is_remark ? html`<p class="remark">${said}</p>` : tickBox(tickKey(group, place), said, ticks, actions)}${codeBoxes(step, actions)}</li>`;
    })}
  </ul>`;
}
