/** For authors of help pages: a link to this page, or a frame with it. */

import { html, nothing, type TemplateResult } from "lit-html";
import { addressFor, ownAddress } from "../derive/addresses";
import type { Actions, Authoring } from "../model/state";
import { words } from "../words/messages";
import { receivers } from "../words/receivers";
import { copyButton } from "./clipboard";
import { describeView } from "./describe";

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function frame(address: string): string {
  const title = attribute(words.authors.frameTitle);
  return `<iframe src="${attribute(address)}" title="${title}" width="100%" height="760" style="border: 1px solid #c9d0d8" allow="clipboard-write"></iframe>`;
}

function choice(
  label: string,
  open: string,
  chosen: string | null,
  options: readonly { value: string; label: string }[],
  choose: (value: string | null) => void,
): TemplateResult {
  return html`
    <label class="filter">
      <span>${label}</span>
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || null)}>
        <option value="" .selected=${chosen === null}>${open}</option>
        ${options.map(({ value, label: name }) => html`<option value=${value} .selected=${chosen === value}>${name}</option>`)}
      </select>
    </label>
  `;
}

function piece(id: string, label: string, content: string, button: string, actions: Actions): TemplateResult {
  return html`
    <div class="piece">
      <label for=${id}>${label}</label>
      <textarea id=${id} readonly rows=${content.length > 90 ? 4 : 2} .value=${content}></textarea>
      <p class="buttons">${copyButton(id, button, () => content, (copied) => actions.author({ copied: words.copy.said(label, copied) }))}</p>
    </div>
  `;
}

export function authorsView(authoring: Authoring, back: string, actions: Actions): TemplateResult {
  const text = words.authors;
  const address = addressFor(ownAddress(location), authoring);
  return html`
    <section class="authors" aria-labelledby="authors-heading">
      <p><a class="target" href="#check">${back}</a></p>
      <h2 id="authors-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.lead}</p>
      ${location.protocol === "file:" ? html`<p class="refusal">${text.opensAsFile}</p>` : nothing}
      <div class="filters" role="group" aria-label=${text.choices}>
        ${choice(
          text.sender,
          text.anyReceiver,
          authoring.sender,
          receivers.senders.known.map(({ id, name }) => ({ value: id, label: name })),
          (sender) => actions.author({ sender }),
        )}
        ${choice(
          text.receiver,
          text.anyReceiver,
          authoring.receivers[0] ?? null,
          receivers.known.map(({ profile, name }) => ({ value: profile, label: name })),
          (receiver) => actions.author({ receivers: receiver === null ? [] : [receiver] }),
        )}
        ${choice(
          text.rule,
          text.noRule,
          authoring.rule,
          (authoring.rules ?? []).map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
          (rule) => actions.author({ rule }),
        )}
      </div>
      <label class="choice">
        <input
          type="checkbox"
          aria-describedby="compact-hint"
          .checked=${authoring.compact}
          @change=${(event: Event) => actions.author({ compact: (event.target as HTMLInputElement).checked })}
        />
        <span>${text.compact}</span>
      </label>
      <p class="hint" id="compact-hint">${text.compactHint}</p>
      ${describeView(authoring, actions)}
      ${piece("author-link", text.link, address, text.copyLink, actions)}
      ${piece("author-frame", text.frame, frame(address), text.copyFrame, actions)}
      <p role="status">${authoring.copied ?? ""}</p>
      <p>
        <a class="target" href=${address} target="_blank" rel="noopener noreferrer">${text.preview}</a>
      </p>
    </section>
  `;
}
