/** The parts of a report: beside it on a wide screen, above it on a phone. */

import { html, nothing, type TemplateResult } from "lit-html";
import { countsOf } from "../derive/counts";
import { problemsOf } from "../derive/work";
import type { Result } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";

export function partsView(view: Result): TemplateResult {
  const { names, label, checked } = words.parts;
  const { input, effects, overview } = view.head;
  const problems = problemsOf(view).length;
  const warnings = countsOf(view.groups, "warning", null).kinds;
  const change = view.before === null ? 0 : problems - view.before.length;
  const parts: Record<keyof typeof names, { number: string; there: boolean }> = {
    problems: { number: count(problems), there: true },
    warnings: { number: count(warnings), there: warnings > 0 },
    effects: { number: "", there: effects.length > 0 },
    since: { number: change > 0 ? `+${count(change)}` : change < 0 ? `−${count(-change)}` : "", there: true },
    copies: { number: "", there: view.stopped === null },
    data: { number: "", there: overview !== null },
    files: { number: "", there: true },
    share: { number: "", there: true },
  };
  return html`<nav class="parts" aria-label=${label}>
    <p class="file"><strong>${input.name}</strong> ${checked(input.bytes, view.at)}</p>
    <ul>
      ${(Object.keys(parts) as (keyof typeof names)[])
        .filter((id) => parts[id].there)
        .map(
          (id) =>
            html`<li><a href="#${id}" aria-current=${id === view.part ? "true" : nothing}>${names[id]} <span>${parts[id].number}</span></a></li>`,
        )}
    </ul>
  </nav>`;
}
