/** One problem, opened: what is wrong, the values, what to do, who is affected, why it matters. */

import { html, nothing, type TemplateResult } from "lit-html";
import { countedTitleOf, exampleOf, titleOf, whyOf } from "../derive/counts";
import { listedOf } from "../derive/rows";
import { stepsIn } from "../derive/sender";
import { severityFor } from "../derive/severities";
import { tickKey } from "../derive/work";
import type { FixTotal, Total, ValueTotal } from "../model/report";
import type { Actions, GroupView, Result } from "../model/state";
import { words } from "../words/messages";
import { beyondLimit } from "./limits";
import { ruleLink } from "./rule-page";
import { stepList, tickBox } from "./steps";
import { cell, sentence } from "./visible-text";
import { printedRows, whoView } from "./who";

/** What a value is to become, or what else to do about it. */
function values({ values: all, other_values: others, fixes }: Total): TemplateResult | typeof nothing {
  const text = words.findings;
  if (all.length === 0 || (all.length === 1 && others === 0)) return nothing;
  const differ = fixes.length !== 1;
  const value = (of: ValueTotal): TemplateResult =>
    html`<li>${cell(of.value)} · ${text.valueRows(of.count)}${differ ? html`<br /><span class="quiet">${sentence(of.fix)}</span>` : nothing}</li>`;
  return html`<div>
    <h4>${text.values}</h4>
    <ul class="values">
      ${all.map(value)} ${others > 0 ? html`<li class="quiet">${text.more(others)}</li>` : nothing}
    </ul>
  </div>`;
}

/** What to do, for the rows that it is true of. */
function fixes(group: GroupView, result: Result): TemplateResult | typeof nothing {
  const text = words.findings;
  const { total } = group;
  const one = (of: FixTotal, named: boolean): TemplateResult =>
    html`<li>${named ? html`<strong>${text.fixFor(of.count)}:</strong> ` : nothing}${sentence(of.fix)}</li>`;
  const told = total.fixes;
  if (told.length === 0) {
    const first = exampleOf(group, result);
    if (total.count === 1 && first) return html`<div><h4>${text.fix}</h4><p>${sentence(first.fix)}</p></div>`;
    return html`<div><h4>${text.fix}</h4><p>${text.eachRow}</p></div>`;
  }
  // The values have said it.
  if (told.length > 1 && total.values.length > 1 && total.other_values === 0 && total.values.length >= told.length) return nothing;
  return html`<div>
    <h4>${text.fix}</h4>
    ${told.length === 1 ? html`<p>${sentence(printedFix(group, result) ?? told[0]?.fix ?? "")}</p>` : html`<ul>${told.map((of) => one(of, true))}</ul>`}
  </div>`;
}

/** What is printed may not tell values. */
function printedFix(group: GroupView, result: Result): string | null {
  return result.printing ? (exampleOf(group, result)?.fix ?? null) : null;
}

function inSender(group: GroupView, sender: string, ticks: ReadonlySet<string>, actions: Actions): TemplateResult | typeof nothing {
  const title = words.findings.inSender(sender);
  const { steps, total } = group;
  if (steps.length > 0) {
    return html`<div class="fix"><h4>${title}</h4>${stepList(group, ticks, actions)}</div>`;
  }
  const several = [...new Set(total.fixes.flatMap((fix) => stepsIn(fix) ?? []))];
  if (several.length === 0) return nothing;
  return html`<div class="fix">
    <h4>${title}</h4>
    <ul>${several.map((fix) => html`<li>${sentence(fix)}</li>`)}</ul>
  </div>`;
}

/** Who minds; how much each of them minds only where they do not agree. */
function requiredBy({ total }: GroupView, result: Result): string {
  const minding = result.head.verdicts.flatMap(({ profile, title }) => {
    const severity = severityFor(total.profiles, profile);
    return severity === null ? [] : [{ title, severity }];
  });
  const agreed = new Set(minding.map(({ severity }) => severity)).size < 2;
  return words.list(minding.map(({ title, severity }) => (agreed ? title : words.findings.receiverSeverity(title, severity))));
}

function consequences(caused: readonly GroupView[], result: Result): TemplateResult | typeof nothing {
  if (caused.length === 0) return nothing;
  return html`<ul class="causes">
    ${caused.map(
      ({ total }) => html`<li>${words.findings.causes(total.count, total.file)} <span class="quiet">${titleOf(total.rule, result)}</span></li>`,
    )}
  </ul>`;
}

export function problemDetails(group: GroupView, caused: readonly GroupView[], ticks: ReadonlySet<string>, result: Result, actions: Actions): TemplateResult {
  const text = words.findings;
  const { total } = group;
  const title = countedTitleOf(total, result);
  const example = exampleOf(group, result);
  const why = whyOf(total.rule, result);
  const printing = result.printing;
  const rows = result.excerpt?.[group.index] ?? [];
  return html`
    ${example === null
      ? nothing
      : html`<p class="say">${total.count > 1 && example.line !== null ? html`<span class="quiet">${text.lineAlone(example.line)}:</span> ` : nothing}${sentence(example.message)}</p>`}
    ${beyondLimit(group, result, actions)} ${printing && !result.valuesShown ? nothing : values(total)} ${fixes(group, result)} ${inSender(group, result.head.sender, ticks, actions)}
    ${total.severity === "error" && group.steps.every(({ is_remark: remark }) => remark) && !printing
      ? html`<p>${tickBox(tickKey(group, null), text.markDone, ticks, actions)}</p>`
      : nothing}
    ${consequences(caused, result)}
    ${printing
      ? total.count > 1 && rows.length > 0
        ? printedRows(group, rows, title)
        : nothing
      : total.listed > 0 && (total.count > 1 || example?.record != null)
        ? whoView(group, title, listedOf(group, result), result, actions)
        : nothing}
    <div>
      ${why ? html`<p><strong>${text.why}.</strong> ${sentence(why)}</p>` : nothing}
      <p class="foot"><span class="quiet">${text.requiredBy}: ${requiredBy(group, result)}</span> ${ruleLink(total.rule, `about-${group.index}`, title)}</p>
    </div>
  `;
}
