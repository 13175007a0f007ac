/** The few marks of the page. They say nothing that words beside them do not say. */

import { html, type TemplateResult } from "lit-html";

const SHAPES = {
  good: "M14 27l8 8 16-17",
  bad: "m18 18 16 16m0-16L18 34",
  part: "M26 14v15m0 8v.5",
};

/** The answer at a glance. */
export function bigMark(kind: keyof typeof SHAPES): TemplateResult {
  return html`<svg class="mark" width="52" height="52" viewBox="0 0 52 52" aria-hidden="true">
    <circle cx="26" cy="26" r="24"></circle>
    <path d=${SHAPES[kind]}></path>
  </svg>`;
}

export function smallMark(good: boolean): TemplateResult {
  return html`<svg class="small-mark ${good ? "good" : "bad"}" width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${good ? "m4 13 5 5L20 7" : "m6 6 12 12M18 6 6 18"}></path>
  </svg>`;
}

/** The mark of rostercheck, the same as icon.svg. */
export function logo(): TemplateResult {
  return html`<svg class="logo" width="28" height="28" viewBox="0 0 512 512" aria-hidden="true">
    <rect width="512" height="512" rx="96"></rect>
    <path d="M112 152H256M112 256H224M112 360H192"></path>
    <path d="M264 316L324 376L424 232"></path>
  </svg>`;
}
