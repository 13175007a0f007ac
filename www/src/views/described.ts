/** A receiver that somebody described: who says so, and what its rules are. Its addresses are text, and lead nowhere. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Told } from "../model/core";
import type { Linked } from "../model/receiver";
import { described as text } from "../words/receivers";
import { sentence } from "./visible-text";

export function rulesInWords({ described, words }: Told): TemplateResult {
  const { sources = [], not_checked: left = [] } = described;
  return html`
    <ul>
      ${words.map((rule) => html`<li>${sentence(rule)}</li>`)}
    </ul>
    ${left.length === 0 ? nothing : html`<p>${text.notChecked}:</p><ul>${left.map((what) => html`<li>${sentence(what)}</li>`)}</ul>`}
    ${sources.length === 0 ? nothing : html`<p>${text.sources}:</p><ul class="quiet">${sources.map(({ title, link }) => html`<li>${sentence(title)}: ${sentence(link)}</li>`)}</ul>`}
  `;
}

export function linkedView(linked: Linked | null): TemplateResult | typeof nothing {
  switch (linked?.kind) {
    case undefined:
      return nothing;
    case "reading":
      return html`<p role="status">${text.reading}</p>`;
    case "refused":
      return html`<section class="refusal linked" aria-labelledby="linked-heading">
        <h2 id="linked-heading" tabindex="-1">${text.refusedHeading}</h2>
        <p>${linked.why}</p>
        <p>${text.refusedHint}</p>
      </section>`;
    case "read":
      return html`<section class="notice linked" aria-labelledby="linked-heading">
        <h2 id="linked-heading" tabindex="-1">${text.heading(linked.described.title)}</h2>
        <p>${text.warning(linked.described.title)}</p>
        <details>
          <summary>${text.show}</summary>
          ${rulesInWords(linked)}
        </details>
      </section>`;
  }
}
