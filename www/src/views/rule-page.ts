/** The page of one rule, inside the page: `#rule/NAME`. */

import { html, nothing, type TemplateResult } from "lit-html";
import { addressOfRule } from "../derive/addresses";
import type { RulePage } from "../model/state";
import { words } from "../words/messages";
import { markdown } from "./markdown";

export function ruleLink(rule: string, id: string, title: string): TemplateResult {
  return html`<a class="target" id=${id} href=${addressOfRule(rule)}
    >${words.rule.link}<span class="visually-hidden">: ${title}</span></a
  >`;
}

export function titleOfRule(rule: string, page: RulePage): string {
  if (page === "loading" || "problem" in page) return words.rule.heading(rule);
  return page.text === "" ? words.rule.unknownHeading : (markdown(page.text).title ?? rule);
}

export function rulePage(rule: string, page: RulePage, back: string): TemplateResult {
  const text = words.rule;
  return html`
    <section class="rule-page" aria-labelledby="rule-heading">
      <p><a class="target" href="#check">${back}</a></p>
      <h2 id="rule-heading" tabindex="-1">${titleOfRule(rule, page)}</h2>
      ${page === "loading"
        ? html`<p role="status">${text.loading}</p>`
        : "problem" in page
          ? html`<p class="refusal">${text.failed(page.problem)}</p>`
          : page.text === ""
            ? html`<p>${text.unknown(rule)}</p>`
            : markdown(page.text).body}
      ${typeof page === "object" && "text" in page && page.text !== ""
        ? html`<p><a class="target" href="#check">${back}</a></p>`
        : nothing}
    </section>
  `;
}
