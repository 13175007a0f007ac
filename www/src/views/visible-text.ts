/** Cells as they are, with what cannot be seen made visible. */

import { html, nothing, type TemplateResult } from "lit-html";
import { words } from "../words/messages";

// Controls, soft hyphen, the spaces that are not the space bar's, zero-width and direction marks, byte order mark.
const UNSEEN =
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff]/;

type Piece = { text: string } | { mark: string };

function nameOf(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return words.unseen[`U+${code}`] ?? `U+${code}`;
}

/** Cuts a text where a reader would see nothing, or something else than is there. */
export function pieces(text: string, edges: boolean): Piece[] {
  const found: Piece[] = [];
  let plain = "";
  const mark = (name: string): void => {
    if (plain) found.push({ text: plain });
    plain = "";
    found.push({ mark: name });
  };
  const start = edges ? text.length - text.trimStart().length : 0;
  const end = edges ? text.trimEnd().length : text.length;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (UNSEEN.test(letter)) mark(nameOf(letter));
    else if (letter === " " && (at < start || at >= end)) mark(words.unseen["U+0020"] ?? "");
    else plain += letter;
  }
  if (plain) found.push({ text: plain });
  return found;
}

function drawn(text: string, edges: boolean): TemplateResult[] {
  return pieces(text, edges).map((piece) =>
    "mark" in piece ? html`<span class="unseen">${piece.mark}</span>` : html`${piece.text}`,
  );
}

/** A cell's content. */
export function cell(value: string | null): TemplateResult | typeof nothing {
  if (value === null) return nothing;
  if (value === "") return html`<span class="empty-cell">${words.rows.emptyCell}</span>`;
  return html`<bdi class="cell">${drawn(value, true)}</bdi>`;
}

/** A sentence of the report; what stands between backticks is a name or a cell. */
export function sentence(text: string): TemplateResult {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return html`${drawn(text, false)}`;
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<code>${drawn(part, true)}</code>` : drawn(part, false),
  )}`;
}
