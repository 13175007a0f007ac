/** What the receivers would do with the package, after the answer whether they take it. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Effect } from "../model/report";
import type { Result } from "../model/state";
import { words } from "../words/messages";
import { sentence } from "./visible-text";

/** More than this is folded behind the first ones. */
const AT_ONCE = 8;

function list(effects: readonly Effect[]): TemplateResult {
  return html`<ul>
    ${effects.map(({ detail }) => html`<li>${sentence(detail)}</li>`)}
  </ul>`;
}

function receiver(effects: readonly Effect[], title: string, alone: boolean, printing: boolean): TemplateResult {
  const text = words.effects;
  // One more line is no longer than the words that would fold it.
  const rest = effects.length > AT_ONCE + 1 ? effects.slice(AT_ONCE) : [];
  const first = effects.slice(0, effects.length - rest.length);
  const sources = [...new Set(effects.map(({ source }) => source))];
  return html`
    ${alone ? nothing : html`<h3>${title}</h3>`} ${first.length > 0 ? list(first) : nothing}
    ${rest.length === 0
      ? nothing
      : html`<details ?open=${printing}>
          <summary>${text.more(rest.length)}<span class="visually-hidden">: ${title}</span></summary>
          ${list(rest)}
        </details>`}
    <details ?open=${printing}>
      <summary>${text.sources}<span class="visually-hidden">: ${title}</span></summary>
      <ul class="quiet">
        ${sources.map((source) => html`<li>${source}</li>`)}
      </ul>
    </details>
  `;
}

export function effectsView(result: Result): TemplateResult | typeof nothing {
  const text = words.effects;
  const { effects, verdicts } = result.head;
  const told = verdicts.flatMap(({ profile, ready, title }) => {
    const own = effects.filter((effect) => effect.profile === profile);
    return own.length > 0 ? [{ own, ready, title }] : [];
  });
  if (told.length === 0) return nothing;
  return html`
    <section class="effects" aria-labelledby="effects-heading">
      <h2 id="effects-heading" tabindex="-1">${told.every(({ ready }) => ready) ? text.heading : text.headingLater}</h2>
      ${told.map(({ own, title }) => receiver(own, title, told.length === 1, result.printing))}
    </section>
  `;
}
