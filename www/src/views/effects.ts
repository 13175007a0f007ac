/** What the receivers would do with the package, after the answer whether they take it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Effect } from "../model/report";
import type { Result } from "../model/state";
import { words } from "../words/messages";
import { sentence } from "./visible-text";

/** More than this is folded behind the first ones. */
const AT_ONCE = 4;

function list(effects: readonly Effect[]): TemplateResult {
  return html`<ul>
    ${effects.map(({ detail }) => html`<li>${sentence(detail)}</li>`)}
  </ul>`;
}

function receiver(effects: readonly Effect[], title: string, ready: boolean, alone: boolean, printing: boolean): TemplateResult {
  const text = words.effects;
  // What has to be fixed comes first. One more line is no longer than the words that would fold it.
  const atOnce = ready ? AT_ONCE : 0;
  const rest = effects.length > atOnce + 1 ? effects.slice(atOnce) : [];
  const first = effects.slice(0, effects.length - rest.length);
  const sources = [...new Set(effects.map(({ source }) => source))];
  return html`
    ${alone ? nothing : html`<h4>${title}</h4>`} ${first.length > 0 ? list(first) : nothing}
    ${rest.length === 0
      ? nothing
      : html`<details ?open=${printing}>
          <summary>${first.length > 0 ? text.more(rest.length) : text.would(rest.length)}<span class="visually-hidden">: ${title}</span></summary>
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
      <h3 id="effects-heading">${text.heading}</h3>
      ${told.every(({ ready }) => ready) ? nothing : html`<p>${text.notReady}</p>`}
      ${told.map(({ own, ready, title }) => receiver(own, title, ready, told.length === 1, result.printing))}
    </section>
  `;
}
