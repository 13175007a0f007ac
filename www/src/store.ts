/** What the page knows at one moment, and who is told when it has changed. */

import { compactByAddress } from "./derive/addresses";
import { BY_DEFAULT, chosenByAddress, linkIn, senderByAddress } from "./derive/receivers";
import type { Result, State } from "./model/state";

const hasLink = linkIn(location.hash) !== null;
const receivers = chosenByAddress(location.search, hasLink);

export const state: State = {
  view: { kind: "start", cancelled: false, refusal: null },
  place: { kind: "check" },
  compact: compactByAddress(location.search),
  authoring: { sender: null, receivers: [], link: null, rule: null, compact: false, rules: null, copied: null, form: null, built: null, preview: null },
  selfCheck: null,
  saved: null,
  fingerprint: undefined,
  newer: false,
  subject: null,
  anew: null,
  earlier: null,
  batch: null,
  receivers,
  moreReceivers: [...receivers].some((id) => !BY_DEFAULT.includes(id)),
  sender: senderByAddress(location.search, hasLink),
  linked: null,
  ticks: new Set(),
  dragging: false,
  version: null,
  announcement: "",
};

let drawing = (): void => undefined;

/** Whoever draws the page says so once. */
export function onChange(told: () => void): void {
  drawing = told;
}

export function draw(): void {
  drawing();
}

/** What only makes sense while a report is on the screen. */
export function withResult(change: (result: Result) => void): void {
  if (state.view.kind !== "result") return;
  change(state.view);
  draw();
}
