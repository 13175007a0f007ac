/** This page itself: what it was made of, which one it is, whether there is a newer one. */

import { words } from "../words/messages";

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

/** SHA-256 of the file that this page came from; null where the browser does not compute it. */
export async function fingerprint(): Promise<string | null> {
  // Browsers lack `subtle` where a page came over a connection that others can change.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  const sum = await subtle.digest("SHA-256", new TextEncoder().encode(ownSource()));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
