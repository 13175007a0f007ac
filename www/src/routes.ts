/** The part of the address after `#`: which part of a report is on show, or which other page. Back stays inside. */

import { core } from "./core/core-worker";
import type { Part, Place, State } from "./model/state";
import { searchFor } from "./derive/addresses";
import { chosenByAddress, linkIn, senderByAddress } from "./derive/receivers";
import { takesPrevious } from "./derive/since";
import { draw, state } from "./store";

const PARTS = Object.keys({ problems: 0, effects: 0, since: 0, copies: 0, data: 0, files: 0, share: 0 } satisfies Record<Part, 0>) as Part[];

/** Where somebody was when they followed a link to a rule. */
const left = { focus: "", scroll: 0 };

function placeOf(hash: string): Place {
  if (hash === "#authors") return { kind: "authors" };
  if (hash === "#about") return { kind: "about" };
  if (hash === "#start" || ((hash === "" || linkIn(hash) !== null) && hasReport(state))) return { kind: "start" };
  const rule = /^#rule\/(.+)$/.exec(hash)?.[1];
  if (rule === undefined) return { kind: "check" };
  try {
    return { kind: "rule", rule: decodeURIComponent(rule), page: "loading" };
  } catch {
    return { kind: "rule", rule, page: "loading" };
  }
}

/** Whether there is something to come back to. */
function hasReport({ view }: State): boolean {
  return view.kind === "result" || view.kind === "batch";
}

/** The address of what is on show. */
function ownHash(): string {
  const { view } = state;
  if (view.kind === "result" && view.stopped === null) return `#${view.part}`;
  if (view.kind === "batch") return "#packages";
  return state.linked === null ? "" : `#receiver=${state.linked.link}`;
}

function rewrite(hash: string, push: boolean): void {
  const address = location.pathname + location.search + hash;
  if (push) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

/** A receiver that came with a link is kept beside the address, so that it is still there when the page is loaded again. */
function keepLink(): void {
  if (state.linked === null || linkKept() === state.linked.link) return;
  try {
    history.replaceState({ receiver: state.linked.link }, "");
  } catch {
    // As with the address: nothing is remembered.
  }
}

function linkKept(): string | null {
  const kept: unknown = history.state;
  return typeof kept === "object" && kept !== null && "receiver" in kept && typeof kept.receiver === "string" ? kept.receiver : null;
}

/** The address remembers the sender and the receivers, and nothing else does. */
export function choiceInAddress(): void {
  const search = searchFor(location.search, state.sender, state.receivers, state.linked?.kind === "read");
  try {
    history.replaceState(history.state, "", location.pathname + search + location.hash);
  } catch {
    // Some browsers let nobody change the address of a page from a disk: then nothing is remembered.
  }
}

let readingNow: Promise<void> = Promise.resolve();

/** Ends when the receiver in the address was read, or refused. */
export function reading(): Promise<void> {
  return readingNow;
}

/** Reads the receiver in the address, unless it is the one that is known. */
function readLink(link: string): void {
  if (state.linked?.link === link) return;
  state.linked = { kind: "reading", link };
  state.receivers = chosenByAddress(location.search, true);
  state.sender = senderByAddress(location.search, true);
  readingNow = core.describe(link, true).then(
    (told) => {
      if (state.linked?.link !== link) return;
      state.linked = { kind: "read", link, ...told };
      state.receivers = new Set([...state.receivers, told.described.id]);
      draw();
    },
    (error: unknown) => {
      if (state.linked?.link !== link) return;
      state.linked = { kind: "refused", link, why: error instanceof Error ? error.message : String(error) };
      draw();
      document.getElementById("linked-heading")?.focus();
    },
  );
}

/** What a person started is what they want to see: the address follows, and Back leads to where they were. */
export function showInAddress(): void {
  state.place = { kind: "check" };
  const hash = ownHash();
  if (location.hash === hash) return;
  rewrite(hash, hash !== "" && (location.hash === "" || location.hash === "#packages" || linkIn(location.hash) !== null));
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

/** Shows the part of the report that the address names; where it was left, if somebody comes back to it. */
function toReport(isBack: boolean): void {
  const { view, batch } = state;
  const name = location.hash.slice(1);
  if (name === "packages" && batch !== null) {
    batch.at = null;
    state.view = { kind: "batch", batch };
  }
  if (view.kind === "result") {
    if (name === "warnings") view.unfolded.warning = true;
    const part = name === "warnings" ? "problems" : PARTS.find((each) => each === name);
    if (part !== undefined) view.part = part;
    if (takesPrevious(state)) core.prepareAside();
  }
  const isNamed = location.hash === ownHash() || name === "warnings";
  if (!isNamed) rewrite(ownHash(), false);
  draw();
  if (isBack) {
    const there = document.getElementById(left.focus) ?? document.querySelector<HTMLElement>("main h2");
    there?.focus({ preventScroll: true });
    scrollTo(0, left.scroll);
    return;
  }
  const heading = document.getElementById(`${name}-heading`);
  heading?.focus({ preventScroll: true });
  if (heading === null) return;
  if (name === "warnings") heading.scrollIntoView();
  else scrollTo(0, 0);
}

/** Follows the address; called once at the start and whenever the part after `#` changes. */
export function go(): void {
  const from = state.place;
  const link = linkIn(location.hash) ?? (state.linked === null ? linkKept() : null);
  if (link !== null) readLink(link);
  keepLink();
  state.place = placeOf(location.hash);
  if (from.kind === "check" && state.place.kind !== "check") left.focus = document.activeElement?.id ?? "";
  switch (state.place.kind) {
    case "check":
      return toReport(from.kind === "rule" || from.kind === "authors" || from.kind === "about");
    case "rule":
      draw();
      document.getElementById("rule-heading")?.focus();
      scrollTo(0, 0);
      void explain(state.place.rule);
      return;
    case "authors":
      draw();
      document.getElementById("authors-heading")?.focus();
      scrollTo(0, 0);
      void listRules();
      return;
    case "about":
    case "start":
      draw();
      document.getElementById(state.place.kind === "about" ? "about-heading" : "choose-heading")?.focus({ preventScroll: true });
      scrollTo(0, 0);
  }
}

/** Begins to follow the address. */
export function follow(): void {
  // A link is followed from where one was: when the address has changed, the browser may have scrolled already.
  addEventListener("click", () => (left.scroll = state.place.kind === "check" ? scrollY : left.scroll), { capture: true });
  addEventListener("hashchange", go);
}
