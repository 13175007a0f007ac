/** What the page promises, and how to see that it is kept. */

import { html, type TemplateResult } from "lit-html";
import type { Actions, SelfCheck } from "../model/state";
import { words } from "../words/messages";
import { aboutView } from "./about";
import { keepingView } from "./keeping";
import { selfCheckView } from "./self-check";

/** In a frame: where the rest of the page is. */
export function compactFooter(version: string | null, full: string): TemplateResult {
  const text = words.footer;
  return html`
    <footer class="compact">
      <p class="quiet">
        ${text.compact} <a class="target" href=${full} target="_blank" rel="noopener noreferrer">${text.full}</a>
        ${text.version(version)}.
      </p>
    </footer>
  `;
}

/** Ways to what not everybody asks. */
export function footer(version: string | null): TemplateResult {
  const text = words.footer;
  return html`
    <footer>
      <ul class="ways">
        <li><a class="target" href="#about">${text.heading}</a></li>
        <li><a class="target" href="#about">${text.offline}</a></li>
        <li><a class="target" href="#authors">${text.authors}</a></li>
        <li class="quiet">${text.version(version)}</li>
      </ul>
    </footer>
  `;
}

/** Why nothing leaves this computer, and how to see it. */
export function safety(
  version: string | null,
  check: SelfCheck | null,
  saved: string | null,
  fingerprint: string | null | undefined,
  actions: Actions,
): TemplateResult {
  const text = words.footer;
  return html`
    <section class="safety" aria-labelledby="about-heading">
      <h2 id="about-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.safe}</p>
      <p>${text.check}</p>
      <p>${text.limits}</p>
      ${selfCheckView(check, actions)} ${keepingView(saved, actions)}
      <p>${text.authorsLead} <a class="target" href="#authors">${text.authors}</a></p>
      ${aboutView(version, fingerprint, actions)}
    </section>
  `;
}
