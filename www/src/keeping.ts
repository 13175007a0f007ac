/** The page kept for a time without a network: as a file, or in this browser. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import type { Actions } from "./state";

/** What this page was made of, byte for byte, without what is on the screen or was added by others. */
export function ownSource(): string {
  const whole = document.documentElement.cloneNode(true) as HTMLElement;
  whole.querySelector("#page")?.replaceChildren();
  whole.querySelector("title")?.replaceChildren(words.name);
  for (const foreign of whole.querySelectorAll("head > :not(meta, title, link[rel=icon], style), body > :not(#page, .needs, noscript, script)")) {
    foreign.remove();
  }
  return `<!DOCTYPE html>${whole.outerHTML}`;
}

/** Tells once a newer version of a kept page has been fetched. */
export async function whenNewer(tell: () => void): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "activated") tell();
    });
  });
}

export function keepingView(saved: string | null, actions: Actions): TemplateResult {
  const text = words.offline;
  const served = location.protocol !== "file:";
  return html`
    <h3>${text.heading}</h3>
    <p>${text.file}</p>
    <p class="buttons"><button type="button" @click=${actions.savePage}>${text.save}</button></p>
    <p role="status">${saved ?? ""}</p>
    ${served ? html`<p>${text.orBrowser} <a class="target" href="offline.html">${text.inBrowser}</a></p>` : nothing}
  `;
}

export function newerView(): TemplateResult {
  const text = words.offline;
  return html`<p class="newer" role="status">
    ${text.newer} <button type="button" class="plain" @click=${() => location.reload()}>${text.reload}</button>
  </p>`;
}
