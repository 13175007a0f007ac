/** What to fix, grouped by rule, with what one cause brought about folded under it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { families, type Family } from "../derive/families";
import { matching, severityOf } from "../derive/filters";
import { severityFor } from "../derive/severities";
import type { Finding, Severity } from "../model/report";
import type { Actions, GroupView, Result } from "../model/state";
import { words } from "../words/messages";
import { contextView } from "./context";
import { filterChoices } from "./filters";
import { beyondLimit } from "./limits";
import { printedRows, rowsView } from "./rows";
import { ruleLink } from "./rule-page";
import { stepList } from "./steps";
import { cell, sentence } from "./visible-text";

function titleOf(rule: string, result: Result): string {
  return result.head.rules.find(({ name }) => name === rule)?.title ?? rule;
}

function whyOf(group: GroupView, result: Result): string {
  return result.head.rules.find(({ name }) => name === group.total.rule)?.why ?? "";
}

function severityTag(severity: Severity): TemplateResult {
  return html`<span class="tag severity-${severity}">${words.findings.severities[severity]}</span>`;
}

function where({ first, total }: GroupView): TemplateResult {
  const text = words.findings;
  const file = total.file === null ? html`${text.wholePackage}` : html`<code>${total.file}</code>`;
  const column = total.column === null ? nothing : html`, ${text.column} <code>${total.column}</code>`;
  const line = total.count === 1 && first?.line ? html`, ${text.line(first.line)}` : nothing;
  const times = total.count > 1 ? html` · ${text.times(total.count)}` : nothing;
  return html`<p class="where">${file}${line}${column}${times}</p>`;
}

/** Who minds; how much each of them minds only where they do not agree. */
function receivers({ total }: GroupView, result: Result): string {
  const minding = result.head.verdicts.flatMap(({ profile, title }) => {
    const severity = severityFor(total.profiles, profile);
    return severity === null ? [] : [{ title, severity }];
  });
  const agreed = new Set(minding.map(({ severity }) => severity)).size < 2;
  return words.list(
    minding.map(({ title, severity }) => (agreed ? title : words.findings.receiverSeverity(title, severity))),
  );
}

/** A single finding is told in full where it stands, and what another one caused is counted but not told. */
function hasRows({ first, total }: GroupView): boolean {
  return first !== null && total.count > 1;
}

/** The finding that stands for its group: the first that was searched for; in a print, one that may leave the screen. */
function exampleOf(group: GroupView, result: Result): Finding | null {
  if (result.printing) return result.excerpt?.[group.index]?.[0] ?? null;
  return (result.found?.groups[group.index] ?? group).first;
}

function listedOf(group: GroupView, result: Result): number {
  return result.found?.groups[group.index]?.count ?? group.total.listed;
}

function opener(group: GroupView, title: string, result: Result, actions: Actions): TemplateResult {
  const text = words.findings;
  const listed = listedOf(group, result);
  const searched = listed < group.total.listed;
  const label = !hasRows(group) ? (group.first?.record == null ? text.why : text.whyAndRow) : searched ? text.showFound(listed) : text.showRows(group.total.count);
  return html`
    <button
      type="button"
      class="opener"
      aria-expanded=${group.open ? "true" : "false"}
      aria-controls="rows-${group.index}"
      @click=${() => actions.open(group, !group.open)}
    >
      ${label}<span class="visually-hidden">: ${title}</span>
    </button>
  `;
}

function opened(group: GroupView, title: string, result: Result, actions: Actions): TemplateResult {
  const why = whyOf(group, result);
  if (result.printing) {
    const rows = result.excerpt?.[group.index] ?? [];
    return html`
      ${why ? html`<p><strong>${words.findings.why}.</strong> ${sentence(why)}</p>` : nothing}
      ${hasRows(group) && rows.length > 0 ? printedRows(group, rows, title) : nothing}
    `;
  }
  return html`
    <div class="opened" id="rows-${group.index}" ?hidden=${!group.open}>
      ${group.open
        ? html`
            ${why ? html`<p>${hasRows(group) ? html`<strong>${words.findings.why}.</strong> ` : nothing}${sentence(why)}</p>` : nothing}
            ${contextView(group.context, group.total)} ${hasRows(group) ? rowsView(group, title, listedOf(group, result), result, actions) : nothing}
          `
        : nothing}
    </div>
  `;
}

function caused(group: GroupView, result: Result, actions: Actions): TemplateResult {
  const title = titleOf(group.total.rule, result);
  return html`
    <div class="caused">
      <p>
        <strong>${title}.</strong>
        ${words.findings.causes(group.total.count, group.total.file)}
      </p>
      <p class="more">
        ${hasRows(group) ? opener(group, title, result, actions) : nothing}
        ${ruleLink(group.total.rule, `about-${group.index}`, title)}
      </p>
      ${hasRows(group) ? opened(group, title, result, actions) : nothing}
    </div>
  `;
}

function family({ root, caused: consequences }: Family, result: Result, actions: Actions): TemplateResult {
  const text = words.findings;
  const title = titleOf(root.total.rule, result);
  const severity = severityOf(root, result.filters) ?? root.total.severity;
  const first = exampleOf(root, result);
  const campus = first?.fix_campus;
  const cause = root.total.caused_by;
  return html`
    <li class="finding severity-${severity}">
      <h4>${severityTag(severity)} ${title}</h4>
      ${where(root)}
      <dl>
        ${first === null
          ? nothing
          : html`
              ${root.total.count === 1 && first.value !== null
                ? html`
                    <dt>${text.value}</dt>
                    <dd>${cell(first.value)}</dd>
                  `
                : nothing}
              <dt>${root.total.count > 1 ? (result.found !== null && !result.printing ? text.exampleFound : text.example) : severity === "error" ? text.wrong : text.noticed}</dt>
              <dd>
                ${root.total.count > 1 && first.line !== null ? text.atLine(first.line) : nothing}${sentence(first.message)}
              </dd>
              <dt>${text.fix}</dt>
              <dd class="steps">${sentence(first.fix)}</dd>
            `}
        ${campus
          ? html`
              <dt>${text.campus}</dt>
              ${result.printing
                ? html`<dd class="steps">${sentence(campus)}</dd>`
                : html`<dd>${stepList(campus, root.ticked, (step, done) => actions.tick(root, step, done))}</dd>`}
            `
          : nothing}
        ${cause === null
          ? nothing
          : html`
              <dt>${text.cause}</dt>
              <dd>${text.causeIn(titleOf(cause.rule, result), cause.file)}</dd>
            `}
        <dt>${text.receivers}</dt>
        <dd>${receivers(root, result)}</dd>
      </dl>
      ${beyondLimit(root, result, actions)}
      <p class="more">
        ${hasRows(root) || whyOf(root, result) ? opener(root, title, result, actions) : nothing}
        ${ruleLink(root.total.rule, `about-${root.index}`, title)}
      </p>
      ${hasRows(root) || whyOf(root, result) ? opened(root, title, result, actions) : nothing}
      ${consequences.map((consequence) => caused(consequence, result, actions))}
    </li>
  `;
}

export function findingsView(result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.findings;
  const all = result.groups.length;
  if (all === 0) return nothing;
  const shown = matching(result);
  const errors = result.groups.some(({ total }) => total.severity === "error");
  return html`
    <section aria-labelledby="findings-heading">
      <h3 id="findings-heading" tabindex="-1">${errors ? text.heading : text.headingNoErrors}</h3>
      ${errors && all > 1 ? html`<p>${text.order}</p>` : nothing}
      ${all > 1 ? filterChoices(result, actions) : nothing}
      <p class="quiet" role="status">${text.shown(shown.length, all)}${result.found === null
          ? nothing
          : text.found(
              shown.reduce((sum, group) => sum + listedOf(group, result), 0),
              result.found.text,
            )}</p>
      ${shown.length === 0
        ? html`
            <p>
              ${text.noneShown}
              <button
                type="button"
                class="plain"
                @click=${actions.showAll}
              >
                ${text.showAll}
              </button>
            </p>
          `
        : html`
            <ol class="findings">
              ${repeat(
                families(shown),
                (each) => each.root.index,
                (each) => family(each, result, actions),
              )}
            </ol>
          `}
    </section>
  `;
}
