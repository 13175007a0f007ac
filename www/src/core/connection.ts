/** An attempt to connect, to show that it is refused. It runs in the page and in its worker. */

import type { Attempt } from "../model/protocol";

/** Reserved so that nobody can ever own it (RFC 2606): even what was let through would reach nobody. */
export const NOWHERE = "https://example.invalid/";

/** A report of the refusal can arrive a moment after the refusal. */
const REPORT_WITHIN_MS = 500;

/**
 * Tries to connect from where it is called, and to nowhere else. That a connection fails proves nothing, since nobody answers there;
 * so a refusal counts only if the browser says that this page's policy was the reason.
 */
export async function attempt(): Promise<Attempt> {
  const policy = new Promise<true>((resolve) => {
    addEventListener("securitypolicyviolation", (event: Event) => {
      // The types of a worker do not know what kind of event this is.
      if ((event as Event & { effectiveDirective?: string }).effectiveDirective === "connect-src") resolve(true);
    });
  });
  try {
    await fetch(NOWHERE, { mode: "no-cors", cache: "no-store", credentials: "omit" });
    return "connected";
  } catch {
    const wait = new Promise<false>((resolve) => setTimeout(resolve, REPORT_WITHIN_MS, false));
    return (await Promise.race([policy, wait])) || refusedAtOnce() ? "refused" : "unanswered";
  }
}

/**
 * WebKit tells a worker of no refusal. But there these two, which obey the same directive as `fetch`, fail with an error of
 * security when they are made, before anything is sent. For addresses like these, nothing but a policy makes them do so; a
 * network that is down or a name that nobody has is told later, by an event.
 */
function refusedAtOnce(): boolean {
  const ways = [() => new EventSource(NOWHERE), () => new WebSocket(NOWHERE.replace("https:", "wss:"))];
  return ways.every((begin) => {
    try {
      begin().close();
      return false;
    } catch (error) {
      return error instanceof DOMException && error.name === "SecurityError";
    }
  });
}
