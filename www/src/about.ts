/** Which page this is: its version, its fingerprint, and the work of others in it. */

import { html, nothing, type TemplateResult } from "lit";
import licences from "./licences.json";
import { ownSource } from "./keeping";
import { words } from "./messages";
import type { Actions } from "./state";

/** SHA-256 of the file that this page came from; null where the browser does not compute it. */
export async function fingerprint(): Promise<string | null> {
  // Browsers lack `subtle` where a page came over a connection that others can change.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  const sum = await subtle.digest("SHA-256", new TextEncoder().encode(ownSource()));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

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
