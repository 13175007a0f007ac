/** The part of the address after `#`: which rule's page is on show, or the page for authors. */

import { core } from "./core/core-worker";
import type { Place } from "./model/state";
import { draw, state } from "./store";

/** Where somebody was when they followed a link to a rule. */
const left = { focus: "", scroll: 0 };

function placeOf(hash: string): Place {
  if (hash === "#authors") return { kind: "authors" };
  const rule = /^#rule\/(.+)$/.exec(hash)?.[1];
  if (rule === undefined) return { kind: "check" };
  try {
    return { kind: "rule", rule: decodeURIComponent(rule), page: "loading" };
  } catch {
    return { kind: "rule", rule, page: "loading" };
  }
}

export function leaveAddress(): void {
  if (state.place.kind === "check") return;
  state.place = { kind: "check" };
  history.replaceState(null, "", location.pathname + location.search);
}

async function explain(rule: string): Promise<void> {
  const text = await core.explain(rule).then(
    (found) => ({ text: found }),
    (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
  );
  if (state.place.kind !== "rule" || state.place.rule !== rule) return;
  state.place.page = text;
  draw();
  document.getElementById("rule-heading")?.focus();
}

async function listRules(): Promise<void> {
  if (state.authoring.rules !== null) return;
  try {
    state.authoring.rules = await core.rules();
  } catch {
    // The rest of the page for authors works without them; they are asked for again the next time.
  }
  draw();
}

/** Follows the address; `go` is called once at the start and whenever the part after `#` changes. */
export function go(): void {
  const from = state.place;
  state.place = placeOf(location.hash);
  if (from.kind === "check" && state.place.kind === "check") return;
  if (from.kind === "check") left.focus = document.activeElement?.id ?? "";
  draw();
  if (state.place.kind === "rule") {
    document.getElementById("rule-heading")?.focus();
    scrollTo(0, 0);
    void explain(state.place.rule);
  } else if (state.place.kind === "authors") {
    document.getElementById("authors-heading")?.focus();
    scrollTo(0, 0);
    void listRules();
  } else {
    history.replaceState(null, "", location.pathname + location.search);
    const there = document.getElementById(left.focus) ?? document.querySelector<HTMLElement>("main h2");
    there?.focus({ preventScroll: true });
    scrollTo(0, left.scroll);
  }
}

/** Begins to follow the address. */
export function follow(): void {
  // A link is followed from where one was: when the address has changed, the browser may have scrolled already.
  addEventListener("click", () => (left.scroll = state.place.kind === "check" ? scrollY : left.scroll), { capture: true });
  addEventListener("hashchange", go);
}
