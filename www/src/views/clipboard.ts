/** Text that a person takes along by the clipboard. */

import { html, type TemplateResult } from "lit-html";

/** In a frame the clipboard may be closed to a page; what a text field holds can be copied even so. */
async function copy(id: string, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.getElementById(id);
    if (!(field instanceof HTMLTextAreaElement)) return false;
    const focused = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    if (copied && focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}

/** Copies what the text field with this id shows, and tells whether that worked. */
export function copyButton(id: string, label: string, text: () => string, told: (copied: boolean) => void): TemplateResult {
  return html`<button type="button" @click=${() => void copy(id, text()).then(told)}>${label}</button>`;
}
