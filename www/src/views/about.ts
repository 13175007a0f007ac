/** Which page this is: its version, its fingerprint, and the work of others in it. */

import { html, nothing, type TemplateResult } from "lit-html";
import licences from "../licences.json";
import type { Actions } from "../model/state";
import { words } from "../words/messages";

/** `known` is undefined until it is asked for. */
export function aboutView(version: string | null, known: string | null | undefined, actions: Actions): TemplateResult {
  const text = words.about;
  return html`
    <details class="about" @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && known === undefined && actions.fingerprint()}>
      <summary>${text.heading(words.footer.version(version))}</summary>
      <p>${words.footer.licence}</p>
      <p>${text.lead}</p>
      <p role="status">
        ${known === undefined ? text.computing : known === null ? text.impossible : html`SHA-256 <code>${known}</code>`}
      </p>
      <p>${text.others}</p>
      <ul class="quiet">
        ${licences.map(({ name, version, licence }) => html`<li>${name} ${version}: ${licence}</li>`)}
      </ul>
      ${location.protocol === "file:" ? nothing : html`<p><a class="target" href="licences.txt">${text.texts}</a></p>`}
    </details>
  `;
}
