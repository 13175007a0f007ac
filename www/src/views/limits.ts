/** Where a limit of ours stopped the check: what going on beyond it means, and the button for it. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Actions, GroupView, Result } from "../model/state";
import { words } from "../words/messages";

/** Whether a limit made the findings of this group, one that a check without limits gets past. */
function isByLimit({ total }: GroupView, result: Result): boolean {
  const causes = result.head.limits.stopped;
  return causes.some(({ rule, file }) => rule === total.rule && file === total.file);
}

function going(id: string, actions: Actions): TemplateResult {
  const text = words.limits;
  return html`
    <p id=${id}>${text.beyond}</p>
    <p class="buttons"><button type="button" aria-describedby=${id} @click=${actions.withoutLimits}>${text.lift}</button></p>
  `;
}

/** Beside the finding. */
export function beyondLimit(group: GroupView, result: Result, actions: Actions): TemplateResult | typeof nothing {
  if (result.printing || !isByLimit(group, result)) return nothing;
  return html`<div class="notice">${going(`beyond-${group.index}`, actions)}</div>`;
}

/** Beside the answer. */
export function limitsView(result: Result, actions: Actions): TemplateResult | typeof nothing {
  const { lifted, stopped } = result.head.limits;
  if (lifted) return html`<p>${words.limits.lifted}</p>`;
  if (stopped.length === 0 || result.printing) return nothing;
  return html`<div class="notice">
    <p>${words.limits.stopped}</p>
    ${going("beyond", actions)}
  </div>`;
}
