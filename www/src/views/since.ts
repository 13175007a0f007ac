/** What became of the problems of the check before. */

import { html, nothing, type TemplateResult } from "lit-html";
import { earlierOf, sinceOf } from "../derive/since";
import type { Earlier, Result } from "../model/state";
import { words } from "../words/messages";

export function sinceView(result: Result): TemplateResult | typeof nothing {
  const text = words.since;
  if (result.before === null) return nothing;
  const now = earlierOf(result, words.findings.place);
  const { fixed, added, remaining } = sinceOf(result.before, now);
  const [old, left] = [result.before.length, now.length];
  const line = (of: Earlier, change: string): TemplateResult => html`<li>${of.title} <span class="quiet">${of.where}, ${change}</span></li>`;
  const part = (heading: string, lines: readonly TemplateResult[]): TemplateResult | typeof nothing =>
    lines.length === 0 ? nothing : html`<h3>${heading}</h3><ul>${lines}</ul>`;
  return html`
    <section aria-labelledby="since-heading">
      <h2 id="since-heading" tabindex="-1">${text.heading}</h2>
      <p>${left < old ? text.lead(old, left) : left > old ? text.leadUp(old, left) : text.leadSame(left)}</p>
      ${part(text.fixed(fixed.length), fixed.map((of) => line(of, text.change(of.count, of.count))))}
      ${part(text.added(added.length), added.map((of) => line(of, text.change(of.count, of.count))))}
      ${part(text.remaining(remaining.length), remaining.map(({ now: of, before }) => line(of, text.change(before, of.count))))}
    </section>
  `;
}
