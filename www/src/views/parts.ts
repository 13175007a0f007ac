/** The parts of a report: beside it on a wide screen, above it on a phone. */

import { html, nothing, type TemplateResult } from "lit";
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
  const parts: { id: keyof typeof names; number: string; there: boolean }[] = [
    { id: "problems", number: count(problems), there: true },
    { id: "warnings", number: count(warnings), there: warnings > 0 },
    { id: "effects", number: "", there: effects.length > 0 },
    { id: "since", number: change > 0 ? `+${count(change)}` : change < 0 ? `−${count(-change)}` : "", there: true },
    { id: "copies", number: "", there: view.stopped === null },
    { id: "data", number: "", there: overview !== null },
    { id: "files", number: "", there: true },
    { id: "share", number: "", there: true },
  ];
  return html`<nav class="parts" aria-label=${label}>
    <p class="file"><strong>${input.name}</strong> ${checked(input.bytes, view.at)}</p>
    <ul>
      ${parts
        .filter(({ there }) => there)
        .map(
          ({ id, number }) =>
            html`<li><a href="#${id}" aria-current=${id === view.part ? "true" : nothing}>${names[id]} <span>${number}</span></a></li>`,
        )}
    </ul>
  </nav>`;
}
