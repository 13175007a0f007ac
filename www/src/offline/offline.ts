/**
 * A page of its own that keeps the other one in this browser. No roster is ever opened here: only this page may start a
 * service worker, so the policy of the page that reads rosters need not allow it.
 */

import { html, nothing, render } from "lit-html";
import { words } from "../words/messages";

type Kept = "asking" | "no" | "working" | "yes" | "impossible" | { problem: string };

const SCRIPT = "service-worker.js";
let kept: Kept = "asking";

function scriptAddress(): string {
  const policy = window.trustedTypes?.createPolicy("rostercheck", {
    createScriptURL(asked) {
      if (asked !== SCRIPT) throw new TypeError("this page starts its own service worker only");
      return asked;
    },
  });
  return (policy?.createScriptURL(SCRIPT) ?? SCRIPT) as string;
}

async function keep(): Promise<void> {
  become("working");
  try {
    const registration = await navigator.serviceWorker.register(scriptAddress(), { scope: "./" });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (worker === null || worker.state === "activated") resolve();
        if (worker?.state === "redundant") reject(new Error(words.offline.notFetched));
      };
      worker?.addEventListener("statechange", look);
      look();
    });
    become("yes");
  } catch (error) {
    become({ problem: error instanceof Error ? error.message : String(error) });
  }
}

async function letGo(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("rostercheck-")).map((name) => caches.delete(name)));
  become("no");
}

function become(now: Kept): void {
  kept = now;
  draw();
}

function draw(): void {
  const text = words.offline;
  const told =
    typeof kept === "object"
      ? text.failed(kept.problem)
      : { asking: "", no: text.no, working: text.working, yes: text.yes, impossible: text.impossible }[kept];
  document.title = words.title(text.heading);
  render(
    html`
      <header class="starting"><h1>${words.name}</h1></header>
      <main>
        <section aria-labelledby="offline-heading">
          <h2 id="offline-heading">${text.heading}</h2>
          <p>${text.lead}</p>
          <p role="status"><strong>${told}</strong></p>
          <p class="buttons">
            ${kept === "no" || typeof kept === "object"
              ? html`<button type="button" class="primary" @click=${() => void keep()}>${text.keep}</button>`
              : kept === "yes"
                ? html`<button type="button" @click=${() => void letGo()}>${text.letGo}</button>`
                : nothing}
          </p>
          <p>${text.install}</p>
          <p><a class="target" href="./">${text.back}</a></p>
        </section>
      </main>
    `,
    document.getElementById("page") as HTMLElement,
  );
}

draw();
// Over a plain connection, or from a disk, a browser has no service workers.
if (!("serviceWorker" in navigator) || !window.isSecureContext || location.protocol === "file:") become("impossible");
else
  navigator.serviceWorker.getRegistration().then(
    (registration) => become(registration?.active ? "yes" : "no"),
    () => become("impossible"),
  );
