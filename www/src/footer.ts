/** What the page promises, and how to see that it is kept. */

import { html, type TemplateResult } from "lit";
import { words } from "./messages";
import { selfCheckView } from "./self-check";
import type { Actions, SelfCheck } from "./state";

export function footer(version: string | null, check: SelfCheck | null, actions: Actions): TemplateResult {
  const text = words.footer;
  return html`
    <footer>
      <h2>${text.heading}</h2>
      <p>${text.safe}</p>
      <p>${text.check}</p>
      <p>${text.limits}</p>
      ${selfCheckView(check, actions)}
      <p class="quiet">${text.version(version)}. ${text.licence}</p>
    </footer>
  `;
}
